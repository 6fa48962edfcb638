"""order.reopen: a closed order goes on."""

from ..cast import Cast
from .ordering import closed
from .verb import WHY, Given, VerbTests


class TestOrderReopen(VerbTests):
    verb, who, wrong = "order.reopen", "iris", "petra"

    def given(self, cast: Cast) -> Given:
        return {"order_id": closed(cast), "reason": WHY}
