"""evidence.reject: it was not done, or not like this."""

from ..cast import Cast
from .billing import submitted
from .verb import WHY, Given, VerbTests


class TestEvidenceReject(VerbTests):
    verb, who = "evidence.reject", "rita"

    def given(self, cast: Cast) -> Given:
        return {"submission_id": submitted(cast, cast.issued(), 4), "reason": WHY}
