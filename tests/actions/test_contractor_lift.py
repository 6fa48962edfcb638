"""contractor.lift: a hold ends before its last day."""

from uuid import UUID

from counterfoil.foundation.parties import actions as parties
from counterfoil.foundation.parties.holds import HoldValues

from ..cast import NOW, Cast
from .verb import WHY, Given, VerbTests


class TestContractorLift(VerbTests):
    verb, who = "contractor.lift", "petra"

    def given(self, cast: Cast) -> Given:
        values = HoldValues(scope="everything", reason=WHY)
        held = parties.hold_contractor(by=cast.petra, at=NOW, contractor_id=cast.contractor_id, values=values)
        return {"contractor_id": cast.contractor_id, "hold_id": UUID(held["hold_id"]), "reason": WHY}
