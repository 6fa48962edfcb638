"""refund.note: money that came back is noted instead of a set-off."""

from decimal import Decimal

from ..cast import Cast
from .test_credit_balances import credited
from .verb import Given, VerbTests


class TestRefundNote(VerbTests):
    verb, who, wrong = "refund.note", "fay", "petra"

    def given(self, cast: Cast) -> Given:
        return {"invoice_id": credited(cast), "amount": Decimal(200)}

    def otherwise(self, given: Given) -> Given:
        return given | {"reference": "B-2"}
