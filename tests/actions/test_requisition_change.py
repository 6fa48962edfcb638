"""requisition.change: a draft says something else."""

from functools import partial

from counterfoil.foundation.kernel.refusals import Stale
from counterfoil.lifecycle.engagements import actions as hiring

from ..cast import NOW, Cast
from .requisitioning import drafted, requisition_of, submitted, wished
from .verb import Given, VerbTests, refused, untouched


class TestRequisitionChange(VerbTests):
    verb, who = "requisition.change", "rita"

    def given(self, cast: Cast) -> Given:
        return {"requisition_id": drafted(cast), "values": wished(cast, title="Spring")}

    def otherwise(self, given: Given) -> Given:
        return given | {"version": 1}


def test_it_says_what_is_said_now(cast: Cast) -> None:
    requisition_id = drafted(cast)
    given = {"requisition_id": requisition_id, "values": wished(cast, amount="10", team_id=None)}
    hiring.change_requisition(by=cast.rita, at=NOW, **given)
    found = requisition_of(cast, requisition_id)
    assert (found.amount, found.team_id, found.version) == (10, None, 2)
    untouched(cast, Stale, partial(hiring.change_requisition, by=cast.rita, at=NOW, **given, version=1))


def test_what_is_being_approved_stands_still(cast: Cast) -> None:
    given = {"requisition_id": submitted(cast), "values": wished(cast, amount="10")}
    assert refused(cast, partial(hiring.change_requisition, by=cast.rita, at=NOW, **given)) == ["not_draft"]
