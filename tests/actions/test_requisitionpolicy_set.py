"""requisitionpolicy.set: whether orders begin with an approved requisition."""

from functools import partial

import pytest

from counterfoil.foundation.kernel import scope
from counterfoil.foundation.kernel.refusals import Stale
from counterfoil.lifecycle.engagements import actions as hiring
from counterfoil.lifecycle.engagements.models import RequisitionPolicy

from ..cast import NOW, Cast
from .requisitioning import needing
from .verb import Given, VerbTests, refused, untouched


class TestRequisitionPolicySet(VerbTests):
    verb, who = "requisitionpolicy.set", "olga"
    stranger_finds_nothing = False

    def given(self, cast: Cast) -> Given:
        return {"requisitions_needed": True}

    def otherwise(self, given: Given) -> Given:
        return {"requisitions_needed": False}


@pytest.mark.req(117)
def test_each_version_is_kept_and_none_is_set_to_begin_with(cast: Cast) -> None:
    cast.draft()
    needing(cast)
    needing(cast, on=False)
    cast.draft()
    with scope.reading(cast.company_id):
        kept = list(RequisitionPolicy.objects.order_by("version").values_list("version", "requisitions_needed"))
    assert kept == [(1, True), (2, False)]


def test_what_is_said_already_is_not_said_again(cast: Cast) -> None:
    assert refused(cast, partial(needing, cast, on=False)) == ["unchanged"]


def test_nobodys_newer_version_is_overwritten(cast: Cast) -> None:
    needing(cast)
    given = {"requisitions_needed": False, "version": 0}
    untouched(cast, Stale, partial(hiring.set_requisition_policy, by=cast.olga, at=NOW, **given))
