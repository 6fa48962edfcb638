"""evidence.withdraw: who submitted it takes it back."""

from counterfoil.foundation.kernel.ids import new_id

from ..cast import Cast
from .billing import submitted
from .verb import Given, VerbTests


class TestEvidenceWithdraw(VerbTests):
    verb, who = "evidence.withdraw", "cleo"

    def given(self, cast: Cast) -> Given:
        return {"submission_id": submitted(cast, cast.issued(), 4)}

    def otherwise(self, given: Given) -> Given:
        return {"submission_id": new_id()}
