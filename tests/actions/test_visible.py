"""Which orders a member finds: those of their teams, their own, or all; what is not theirs is simply not there."""

from uuid import UUID

import pytest

from counterfoil.foundation.companies.actions.members import add_team, grant_role, revoke_role
from counterfoil.foundation.kernel import scope
from counterfoil.foundation.kernel.refusals import NotFound
from counterfoil.lifecycle.orders import actions as orders
from counterfoil.lifecycle.orders.queries import matching, visible

from ..cast import NOW, Cast
from .ordering import IN_STATE, discarded
from .verb import WHY, untouched

ALL = ("olga", "iris", "amir", "petra", "fay", "otto", "edda", "rita")


def finds(cast: Cast, name: str) -> set[UUID]:
    with scope.reading(cast.company_id):
        return set(visible(cast.members[name]).values_list("id", flat=True))


def test_who_sees_every_order(cast: Cast) -> None:
    order_id = cast.draft()
    assert {name for name in ALL if finds(cast, name) == {order_id}} == set(ALL)


def test_mallory_sees_none(cast: Cast) -> None:
    cast.issued()
    with scope.reading(cast.mallory.company_id):
        assert not visible(cast.mallory).exists()


@pytest.mark.parametrize("state", IN_STATE)
def test_a_contractor_sees_their_own_from_issue_on(cast: Cast, state: str) -> None:
    order_id = IN_STATE[state](cast)
    assert finds(cast, "cleo") == ({order_id} if state in ("issued", "closed", "cancelled") else set())


def test_a_contractor_never_sees_what_was_cancelled_before_issue(cast: Cast) -> None:
    discarded(cast)
    assert finds(cast, "cleo") == set()


def test_a_manager_of_another_team_finds_nothing(cast: Cast) -> None:
    order_id = cast.draft()
    team = add_team(by=cast.olga, at=NOW, name="Print")["id"]
    revoke_role(by=cast.olga, at=NOW, member_id=cast.petra.id, role="payables", reason=WHY)
    grant_role(by=cast.olga, at=NOW, member_id=cast.petra.id, role="manager", team_id=team)
    petra = cast.again("petra")
    assert finds(cast, "petra") == set()
    untouched(cast, NotFound, lambda: orders.submit(by=petra, at=NOW, order_id=order_id))


def test_a_search_shows_no_more_than_the_list(cast: Cast) -> None:
    cast.draft(title="Secret plans")
    with scope.reading(cast.company_id):
        assert [order.title for order in matching(cast.rita, "SECRET")] == ["Secret plans"]
        assert not matching(cast.cleo, "secret").exists()
        assert not matching(cast.rita, "100%").exists()
    with scope.reading(cast.mallory.company_id):
        assert not matching(cast.mallory, "secret").exists()


@pytest.mark.parametrize("text", ["POCLEO2-0001", "pocleo2 0001", "CLEO2", "eo2-00"])
def test_a_contractor_code_is_found_by_any_part_of_it(cast: Cast, text: str) -> None:
    order_id = cast.issued()
    others = cast.draft()
    with scope.reading(cast.company_id):
        found = {order.id for order in matching(cast.rita, text)}
    assert found == ({order_id, others} if text == "CLEO2" else {order_id}), "the whole code finds its contractor too"


def test_a_search_for_signs_alone_finds_nothing(cast: Cast) -> None:
    cast.issued()
    with scope.reading(cast.company_id):
        assert not matching(cast.rita, "-").exists()
