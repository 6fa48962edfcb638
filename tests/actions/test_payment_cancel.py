"""payment.cancel: a release is taken back before it is sent."""

from ..cast import Cast
from .billing import released
from .verb import WHY, Given, VerbTests


class TestPaymentCancel(VerbTests):
    verb, who = "payment.cancel", "fay"

    def given(self, cast: Cast) -> Given:
        return {"payment_id": released(cast), "reason": WHY}
