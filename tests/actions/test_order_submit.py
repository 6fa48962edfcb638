"""order.submit: ask for approval of exactly what the draft says now."""

from typing import Any
from uuid import UUID

import pytest

from counterfoil.foundation.catalogue.actions import MatchPolicyValues, set_match_policy
from counterfoil.foundation.companies.actions.members import deactivate_member, grant_role
from counterfoil.foundation.kernel import scope
from counterfoil.foundation.kernel.refusals import Refused, Stale
from counterfoil.insight.verify.books import verify
from counterfoil.lifecycle.orders import actions as orders
from counterfoil.lifecycle.orders.document import content_digest
from counterfoil.lifecycle.orders.queries import revision_with_lines

from ..cast import NOW, Cast, line
from .books import changes, entries
from .ordering import IN_STATE, order_of, revision_of, steps_of
from .solo import found_solo
from .verb import WHY, Given, VerbTests, refused, untouched


class TestSubmit(VerbTests):
    verb, who = "order.submit", "rita"

    def given(self, cast: Cast) -> Given:
        return {"order_id": cast.draft()}

    def otherwise(self, given: Given) -> Given:
        return given | {"version": 1}


def submit(cast: Cast, order_id: UUID, who: str = "rita", **more: Any) -> dict[str, Any]:
    return orders.submit(by=cast.members[who], at=NOW, order_id=order_id, **more)


def test_works(cast: Cast) -> None:
    order_id = cast.draft()
    answer = submit(cast, order_id)
    order = order_of(cast, order_id)
    assert (order.state, order.version, order.submitted_at) == ("pending", 2, NOW)
    assert (order.approval.state, order.approval.requester_id) == ("open", cast.rita.id)
    assert set(order.approval.interested) == {cast.rita.id, cast.cleo.id}
    with scope.reading(cast.company_id):
        assert answer["digest"] == order.approval.digest == content_digest(order, *revision_with_lines(order))


@pytest.mark.parametrize(("quantity", "steps"), [("49.999900", 1), ("50", 2), ("50.000100", 2)])
def test_the_second_level_begins_at_exactly_five_thousand(cast: Cast, quantity: str, steps: int) -> None:
    order_id = cast.pending(lines=[line(quantity=quantity)])
    assert [step.role for step in steps_of(cast, order_id)] == ["approver"] * steps


def test_what_may_be_billed_above_it_counts_for_the_level(cast: Cast) -> None:
    """4,000.00 and a quarter of it: 5,000.00 may be billed, and so the second level is asked."""
    given = {"name": "A quarter more", "is_default": True, "allowance_percent": 25}
    set_match_policy(by=cast.olga, at=NOW, values=MatchPolicyValues.model_validate(given))
    order_id = cast.pending(lines=[line(40)])
    assert order_of(cast, order_id).approval.amount == 5000
    assert len(steps_of(cast, order_id)) == 2
    assert verify(cast.company_id).findings == []


def test_levels_are_counted_in_the_company_s_currency(cast: Cast) -> None:
    order_id = cast.pending(currency="USD", rate="5", lines=[line()])
    assert len(steps_of(cast, order_id)) == 2


@pytest.mark.parametrize("state", sorted(set(IN_STATE) - {"draft"}))
def test_only_a_draft(cast: Cast, state: str) -> None:
    order_id = IN_STATE[state](cast)
    assert refused(cast, lambda: submit(cast, order_id)) == ["wrong_state"]


def test_an_order_of_nothing(cast: Cast) -> None:
    order_id = cast.draft(lines=[line(unit_price=0)])
    assert refused(cast, lambda: submit(cast, order_id)) == ["no_amount"]


def test_an_older_version(cast: Cast) -> None:
    order_id = cast.draft()
    untouched(cast, Stale, lambda: submit(cast, order_id, version=7))


@pytest.mark.django_db
def test_before_an_owner_has_set_a_policy() -> None:
    solo = found_solo()
    order_id = solo.draft()
    with pytest.raises(Refused, match="No approval policy"):
        orders.submit(by=solo.sole, at=NOW, order_id=order_id)


@pytest.mark.req(49)
@pytest.mark.parametrize("who", ["rita", "iris"])
def test_too_few_who_could_ever_approve(cast: Cast, who: str) -> None:
    """Two levels need two different people, and neither who requested nor who submits is one of them."""
    grant_role(by=cast.olga, at=NOW, member_id=cast.members[who].id, role="approver")
    cast.again(who)
    order_id = cast.draft(lines=[line(quantity=100)])
    deactivate_member(by=cast.olga, at=NOW, member_id=cast.bela.id, reason=WHY)
    assert refused(cast, lambda: submit(cast, order_id, who)) == ["no_approver_left"]


def test_whoever_requested_is_not_counted_when_another_submits(cast: Cast) -> None:
    grant_role(by=cast.olga, at=NOW, member_id=cast.rita.id, role="approver")
    order_id = cast.draft(lines=[line(quantity=100)])
    deactivate_member(by=cast.olga, at=NOW, member_id=cast.bela.id, reason=WHY)
    assert refused(cast, lambda: submit(cast, order_id, "iris")) == ["no_approver_left"]


def test_who_submits_for_whom_is_kept(cast: Cast) -> None:
    order_id = cast.draft()
    submit(cast, order_id, "iris")
    order = order_of(cast, order_id)
    assert order.approval.requester_id == cast.iris.id
    assert set(order.approval.interested) == {cast.iris.id, cast.rita.id, cast.cleo.id}


def test_the_hash_is_written_with_the_submission(cast: Cast) -> None:
    order_id = cast.pending()
    entry = entries(cast.company_id, verb="order.submit")[0]
    written = {one.relation for one in changes(cast.company_id, entry_id=entry.id)}
    assert written == {"orders_order", "orders_revision", "approvals_approval", "approvals_step"}
    assert revision_of(cast, order_id).digest == order_of(cast, order_id).approval.digest
