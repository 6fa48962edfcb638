"""evidence.withdraw: who submitted it takes it back."""

from typing import Any

from counterfoil.foundation.kernel.ids import new_id
from counterfoil.lifecycle.evidence import actions as evidence

from ..cast import NOW, Cast
from .billing import submitted
from .verb import Given, VerbTests, refused


class TestEvidenceWithdraw(VerbTests):
    verb, who = "evidence.withdraw", "cleo"

    def given(self, cast: Cast) -> Given:
        return {"submission_id": submitted(cast, cast.issued(), 4)}

    def otherwise(self, given: Given) -> Given:
        return {"submission_id": new_id()}


def test_only_by_who_submitted_and_only_what_waits(cast: Cast) -> None:
    sent = submitted(cast, cast.issued())

    def withdraw(by: Any) -> Any:
        return evidence.withdraw(by=by, at=NOW, submission_id=sent)

    assert refused(cast, lambda: withdraw(cast.rita)) == ["not_your_evidence"]
    withdraw(cast.cleo)
    assert refused(cast, lambda: withdraw(cast.cleo)) == ["nothing_waits"]
