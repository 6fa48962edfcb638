"""evidence.reject: it was not done, or not like this."""

from functools import partial
from typing import Any

from counterfoil.lifecycle.evidence import actions as evidence

from ..cast import NOW, Cast
from .billing import submitted
from .verb import WHY, Given, VerbTests, refused


class TestEvidenceReject(VerbTests):
    verb, who = "evidence.reject", "rita"

    def given(self, cast: Cast) -> Given:
        return {"submission_id": submitted(cast, cast.issued(), 4), "reason": WHY}


def test_never_ones_own_and_not_twice(cast: Cast) -> None:
    sent = submitted(cast, cast.issued(), who="rita")

    def reject(by: Any) -> Any:
        return evidence.reject(by=by, at=NOW, submission_id=sent, reason=WHY)

    assert refused(cast, lambda: reject(cast.rita)) == ["own_evidence"]
    other = submitted(cast, cast.issued())
    again = partial(evidence.reject, by=cast.rita, at=NOW, submission_id=other, reason=WHY)
    again()
    assert refused(cast, again) == ["nothing_waits"]
