"""payment.fail: the bank sent it back."""

from ..cast import Cast
from .billing import initiated
from .verb import WHY, Given, VerbTests


class TestPaymentFail(VerbTests):
    verb, who = "payment.fail", "fay"

    def given(self, cast: Cast) -> Given:
        return {"payment_id": initiated(cast), "reason": WHY}
