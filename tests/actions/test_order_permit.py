"""order.permit: a shared order is open to every manager, or to those who are named."""

from functools import partial
from typing import Any
from uuid import UUID, uuid4

import pytest

from counterfoil.foundation.companies.actions.members import grant_role, revoke_role
from counterfoil.foundation.kernel import scope
from counterfoil.foundation.kernel.refusals import NotFound
from counterfoil.lifecycle.orders import actions as orders
from counterfoil.lifecycle.orders.queries import matching, visible
from counterfoil.lifecycle.orders.using import permitted, usable

from ..cast import NOW, Cast
from .ordering import order_of
from .sharing import permit, share, shared, users
from .verb import WHY, Given, VerbTests, refused, untouched


class TestOrderPermit(VerbTests):
    verb, who, wrong = "order.permit", "fay", "iris"

    def given(self, cast: Cast) -> Given:
        return {"order_id": shared(cast), "users": users(cast.rita.id)}

    def otherwise(self, given: Given) -> Given:
        return given | {"users": users()}


def seen_by(cast: Cast, who: str) -> set[str]:
    """The numbers of the shared orders that somebody sees, finds and may use."""
    with scope.reading(cast.company_id):
        by = cast.members[who]
        sees = {one.number for one in visible(by).filter(kind="shared")}
        assert sees == {one.number for one in matching(by, "4500") if one.is_shared}
        return sees


def named(cast: Cast, order_id: UUID) -> list[str]:
    """Whom it names."""
    order = order_of(cast, order_id)
    with scope.reading(cast.company_id):
        return [one.called for one in permitted(order)]


def both(cast: Cast) -> Any:
    """One that is open to all, and one that is not."""
    return shared(cast, "45001"), shared(cast, "45002", who="olga", restricted=True, members=[cast.rita.id])


@pytest.mark.req(8, 9)
def test_a_restricted_one_is_there_for_those_who_are_named_alone(cast: Cast) -> None:
    both(cast)
    grant_role(by=cast.olga, at=NOW, member_id=cast.bela.id, role="manager", team_id=cast.team_id)
    revoke_role(by=cast.olga, at=NOW, member_id=cast.bela.id, role="approver", reason=WHY)
    cast.again("bela")
    assert seen_by(cast, "rita") == {"45001", "45002"}
    assert seen_by(cast, "bela") == {"45001"}
    assert seen_by(cast, "fay") == {"45001", "45002"}
    assert seen_by(cast, "cleo") == set()


@pytest.mark.req(9)
def test_who_manages_every_team_does_not_see_it_or_what_contracts_have_of_it(cast: Cast) -> None:
    _open, closed = both(cast)
    share(cast, closed)
    grant_role(by=cast.olga, at=NOW, member_id=cast.bela.id, role="manager")
    revoke_role(by=cast.olga, at=NOW, member_id=cast.bela.id, role="approver", reason=WHY)
    by = cast.again("bela")
    with scope.reading(cast.company_id):
        assert {one.number for one in visible(by)} == {"45001"}
        assert {one.number for one in usable(by)} == {"45001"}


@pytest.mark.req(8, 23)
def test_access_is_given_and_taken_back(cast: Cast) -> None:
    order_id = shared(cast)
    permit(cast, order_id, "amir", "rita")
    permit(cast, order_id, "rita", teams=[cast.team_id])
    assert named(cast, order_id) == ["Rita", "Studio"]
    orders.permit(by=cast.olga, at=NOW, order_id=order_id, users=users(restricted=False))
    assert not order_of(cast, order_id).restricted
    assert named(cast, order_id) == []


def test_a_change_that_changes_nothing_says_so(cast: Cast) -> None:
    order_id = shared(cast)
    open_to_all = partial(orders.permit, by=cast.fay, at=NOW, order_id=order_id, users=users(restricted=False))
    assert refused(cast, open_to_all) == ["unchanged"]


def test_nobody_from_elsewhere_is_named(cast: Cast) -> None:
    order_id = shared(cast)
    for who in (cast.mallory.id, uuid4()):
        assert untouched(
            cast, NotFound, partial(orders.permit, by=cast.fay, at=NOW, order_id=order_id, users=users(who))
        )


def test_only_of_what_is_shared(cast: Cast) -> None:
    one = cast.issued()
    assert refused(cast, partial(orders.permit, by=cast.fay, at=NOW, order_id=one, users=users())) == ["not_shared"]
