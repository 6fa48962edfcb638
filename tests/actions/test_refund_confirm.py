"""refund.confirm: a second person says that the money is there."""

from counterfoil.foundation.kernel.ids import new_id

from ..cast import Cast
from .test_credit_balances import noted
from .verb import Given, VerbTests


class TestRefundConfirm(VerbTests):
    verb, who, wrong = "refund.confirm", "petra", "amir"

    def given(self, cast: Cast) -> Given:
        return {"refund_id": noted(cast)}

    def otherwise(self, given: Given) -> Given:
        return {"refund_id": new_id()}
