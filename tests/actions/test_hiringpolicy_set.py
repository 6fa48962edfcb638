"""hiringpolicy.set: how a company hires."""

from functools import partial

from counterfoil.foundation.kernel import scope
from counterfoil.foundation.kernel.refusals import Stale
from counterfoil.lifecycle.engagements import actions as hiring
from counterfoil.lifecycle.engagements.models import HiringPolicy

from ..cast import NOW, Cast
from .hiring import in_review, offer_of, reviewing
from .verb import Given, VerbTests, refused, untouched


class TestHiringPolicySet(VerbTests):
    verb, who = "hiringpolicy.set", "olga"
    stranger_finds_nothing = False

    def given(self, cast: Cast) -> Given:
        return {"offers_reviewed": True}

    def otherwise(self, given: Given) -> Given:
        return {"offers_reviewed": False}


def test_each_version_is_kept(cast: Cast) -> None:
    reviewing(cast)
    reviewing(cast, on=False)
    with scope.reading(cast.company_id):
        kept = list(HiringPolicy.objects.order_by("version").values_list("version", "offers_reviewed"))
    assert kept == [(1, True), (2, False)]


def test_what_is_said_already_is_not_said_again(cast: Cast) -> None:
    assert refused(cast, partial(reviewing, cast, on=False)) == ["unchanged"]


def test_nobodys_newer_version_is_overwritten(cast: Cast) -> None:
    reviewing(cast)
    given = {"offers_reviewed": False, "version": 0}
    untouched(cast, Stale, partial(hiring.set_hiring_policy, by=cast.olga, at=NOW, **given))


def test_what_is_in_review_goes_on(cast: Cast) -> None:
    offer_id = in_review(cast)
    reviewing(cast, on=False)
    assert offer_of(cast, offer_id).state == "in_review"
