"""refund.withdraw: what was noted by mistake is taken back."""

from ..cast import Cast
from .test_credit_balances import noted
from .verb import WHY, Given, VerbTests


class TestRefundWithdraw(VerbTests):
    verb, who, wrong = "refund.withdraw", "fay", "amir"

    def given(self, cast: Cast) -> Given:
        return {"refund_id": noted(cast), "reason": WHY}
