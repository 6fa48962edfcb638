"""engagement.ask_for_order: a contractor asks for the order that is missing, or for the next one while theirs runs out."""

from datetime import date, timedelta
from decimal import Decimal
from functools import partial

import pytest

from counterfoil.foundation.companies.actions.members import grant_role
from counterfoil.foundation.kernel import scope
from counterfoil.lifecycle.orders import actions as orders
from counterfoil.lifecycle.orders.shared_values import SharedChanges
from counterfoil.lifecycle.orders.wishes import waited_for

from ..cast import NOW, Cast
from .billing import accepted
from .loading import loaded
from .ordering import order_of
from .sharing import share, shared
from .verb import WHY, Given, VerbTests, refused
from .wishing import answered, asked, wish_of

LATER = NOW + timedelta(days=3)
TODAY = NOW.date()


class TestAskForOrder(VerbTests):
    verb, who, wrong = "engagement.ask_for_order", "cleo", "rita"

    def given(self, cast: Cast) -> Given:
        return {"engagement_id": cast.engagement_id, "note": "We begin on Monday"}

    def otherwise(self, given: Given) -> Given:
        return given | {"note": "Tomorrow"}


def test_an_order_that_is_missing_is_asked_for_once(cast: Cast) -> None:
    wish = wish_of(cast, asked(cast, note="Soon"))
    assert (wish.state, wish.why, wish.lapsing_id, wish.note, wish.days) == ("open", "missing", None, "Soon", None)
    assert refused(cast, partial(asked, cast)) == ["asked_already"]


def test_an_order_that_stands_is_not_asked_for(cast: Cast) -> None:
    cast.issued(starts_on=TODAY, ends_on=TODAY + timedelta(days=60))
    assert refused(cast, partial(asked, cast)) == ["order_stands"]


@pytest.mark.req(168)
@pytest.mark.parametrize(("ends_in", "why"), [(-1, "over"), (0, "ending"), (14, "ending"), (15, None)])
def test_the_next_one_is_asked_for_in_the_last_days_of_an_order(cast: Cast, ends_in: int, why: str | None) -> None:
    order_id = cast.issued(starts_on=date(2026, 1, 1), ends_on=TODAY + timedelta(days=ends_in))
    if why is None:
        assert refused(cast, partial(asked, cast)) == ["order_stands"]
        return
    wish = wish_of(cast, asked(cast))
    assert (wish.why, wish.lapsing_id) == (why, order_id)


@pytest.mark.parametrize(("hours", "allowed"), [("8.9", False), (9, True)])
def test_or_once_a_tenth_of_it_is_left(cast: Cast, hours: object, allowed: bool) -> None:
    accepted(cast, cast.issued(), hours)
    if allowed:
        assert wish_of(cast, asked(cast)).why == "low"
    else:
        assert refused(cast, partial(asked, cast)) == ["order_stands"]


def test_an_order_beside_it_that_stands_is_enough(cast: Cast) -> None:
    cast.issued(starts_on=TODAY, ends_on=TODAY + timedelta(days=1))
    cast.issued()
    assert refused(cast, partial(asked, cast)) == ["order_stands"]


@pytest.mark.req(168)
def test_an_order_that_is_issued_meets_it_and_the_days_are_counted(cast: Cast) -> None:
    approved, wish_id = cast.approved(), asked(cast)
    orders.issue(by=cast.iris, at=LATER, order_id=approved)
    wish = wish_of(cast, wish_id)
    assert (wish.state, wish.met_by_id, wish.days, wish.answered_by_id) == ("met", approved, 3, None)
    order = order_of(cast, approved)
    with scope.reading(cast.company_id):
        assert waited_for(order) == 3


def test_so_does_a_share_that_is_drawn(cast: Cast) -> None:
    shared_id, wish_id = shared(cast), asked(cast)
    drawn = share(cast, shared_id, at=LATER)
    assert wish_of(cast, wish_id).met_by_id == drawn


def test_and_a_loaded_order_that_is_attached(cast: Cast) -> None:
    order_id, wish_id = loaded(cast), asked(cast)
    orders.attach(by=cast.fay, at=NOW, order_id=order_id, engagement_id=cast.engagement_id)
    assert wish_of(cast, wish_id).met_by_id == order_id


def test_a_closed_order_that_is_opened_again_meets_it(cast: Cast) -> None:
    order_id = cast.issued()
    orders.close(by=cast.rita, at=NOW, order_id=order_id, reason=WHY)
    wish_id = asked(cast)
    orders.reopen(by=cast.fay, at=NOW, order_id=order_id, reason=WHY)
    assert wish_of(cast, wish_id).met_by_id == order_id


def test_a_shared_order_that_is_prolonged_meets_it(cast: Cast) -> None:
    shared_id = shared(cast, valid_through=TODAY + timedelta(days=5))
    share(cast, shared_id)
    wish_id = asked(cast)
    assert wish_of(cast, wish_id).why == "ending"
    changes = SharedChanges(net=Decimal(20_000))
    orders.edit(by=cast.fay, at=NOW, order_id=shared_id, changes=changes)
    assert wish_of(cast, wish_id).state == "open", "it ends as soon as before"
    changes = SharedChanges(valid_through=TODAY + timedelta(days=50))
    orders.edit(by=cast.fay, at=LATER, order_id=shared_id, changes=changes)
    assert (wish_of(cast, wish_id).met_by_id, wish_of(cast, wish_id).days) == (shared_id, 3)


def test_after_an_answer_it_is_asked_for_again(cast: Cast) -> None:
    asked(cast)
    answered(cast)
    assert wish_of(cast, asked(cast)).state == "open"


def test_somebody_who_works_here_too_asks_for_no_other_contractor(cast: Cast) -> None:
    grant_role(by=cast.olga, at=NOW, member_id=cast.rita.id, role="contractor")
    call = partial(orders.ask_for_order, by=cast.again("rita"), at=NOW, engagement_id=cast.engagement_id)
    assert refused(cast, call) == ["not_your_engagement"]
