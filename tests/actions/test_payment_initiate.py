"""payment.initiate: a released payment is on its way."""

from ..cast import Cast
from .billing import released
from .verb import Given, VerbTests


class TestPaymentInitiate(VerbTests):
    verb, who = "payment.initiate", "fay"

    def given(self, cast: Cast) -> Given:
        return {"payment_id": released(cast)}

    def otherwise(self, given: Given) -> Given:
        return given | {"reference": "E2E-1"}
