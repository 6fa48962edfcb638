"""contractor.match: by which policy a contractor's invoices are matched."""

from uuid import UUID

from counterfoil.foundation.catalogue.actions import MatchPolicyValues, set_match_policy

from ..cast import NOW, Cast
from .verb import Given, VerbTests


class TestContractorMatch(VerbTests):
    verb, who = "contractor.match", "fay"

    def given(self, cast: Cast) -> Given:
        policy = set_match_policy(by=cast.fay, at=NOW, values=MatchPolicyValues(name="Loose", ways=2))
        return {"contractor_id": cast.contractor_id, "match_policy_id": UUID(policy["id"])}

    def otherwise(self, given: Given) -> Given:
        return given | {"match_policy_id": None}
