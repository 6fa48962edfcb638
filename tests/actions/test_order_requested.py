"""An order begins with an approved requisition, keeps to it, and has to have one where the company wants that (R117)."""

from datetime import timedelta
from functools import partial
from typing import Any
from uuid import UUID

import pytest

from counterfoil.foundation.companies.actions.members import add_team
from counterfoil.foundation.kernel.refusals import NotFound
from counterfoil.foundation.parties.actions import ContractorValues, add_contractor
from counterfoil.lifecycle.engagements import actions as hiring
from counterfoil.lifecycle.orders import actions as orders
from counterfoil.lifecycle.orders.values import OrderChanges

from ..cast import NOW, Cast, line
from .loading import loaded
from .ordering import order_of
from .requisitioning import approved, needing, rejected, submitted, withdrawn
from .verb import WHY, refused, untouched

LATER = NOW + timedelta(days=1)


def begun(cast: Cast, requisition_id: UUID, **more: Any) -> UUID:
    """A draft that begins with it."""
    return cast.draft(requisition_id=str(requisition_id), **more)


def submit(cast: Cast, order_id: UUID) -> None:
    orders.submit(by=cast.rita, at=NOW, order_id=order_id)


@pytest.mark.req(117)
def test_it_begins_with_one_that_is_approved_and_names_it(cast: Cast) -> None:
    wish = approved(cast)
    assert order_of(cast, begun(cast, wish)).requisition_id == wish


@pytest.mark.req(117)
@pytest.mark.parametrize("before", [submitted, rejected, withdrawn])
def test_nothing_is_ordered_before_it_is_approved(cast: Cast, before: Any) -> None:
    assert refused(cast, partial(begun, cast, before(cast))) == ["requisition_not_approved"]


@pytest.mark.req(117)
def test_each_clause_that_it_breaks_is_named(cast: Cast) -> None:
    other = UUID(add_team(by=cast.olga, at=NOW, name="Events")["id"])
    third = _third(cast)
    wish = approved(cast, team_id=str(other), contractor_id=third)
    assert refused(cast, partial(begun, cast, wish)) == ["requisition_team", "requisition_contractor"]
    assert refused(cast, partial(begun, cast, approved(cast), currency="USD", rate="0.9")) == ["requisition_currency"]


def test_a_stranger_s_is_not_found(cast: Cast) -> None:
    untouched(cast, NotFound, partial(begun, cast, cast.contractor_id))


@pytest.mark.req(117)
def test_its_orders_hold_no_more_together_than_it_allows(cast: Cast) -> None:
    wish = approved(cast, amount="1999.99")
    first, second = begun(cast, wish), begun(cast, wish)
    submit(cast, first)
    assert refused(cast, partial(submit, cast, second)) == ["requisition_amount"]
    orders.recall(by=cast.rita, at=NOW, order_id=first)
    submit(cast, second)


def test_what_was_approved_before_it_was_withdrawn_is_not_issued(cast: Cast) -> None:
    wish = approved(cast)
    order_id = cast.approved(requisition_id=str(wish))
    withdrawn(cast, wish)
    issue = partial(orders.issue, by=cast.iris, at=NOW, order_id=order_id)
    assert refused(cast, issue) == ["requisition_not_approved"]


def test_a_closed_one_counts_what_was_invoiced_and_in_full_once_it_is_open_again(cast: Cast) -> None:
    wish = approved(cast, amount="1500")
    first = cast.issued(requisition_id=str(wish))
    orders.close(by=cast.iris, at=NOW, order_id=first, reason=WHY)
    submit(cast, begun(cast, wish))
    reopen = partial(orders.reopen, by=cast.iris, at=NOW, order_id=first, reason=WHY)
    assert refused(cast, reopen) == ["requisition_amount"]


def test_a_draft_names_another_and_a_replacement_keeps_it(cast: Cast) -> None:
    wish, order_id = approved(cast), cast.draft()
    change = {"order_id": order_id, "changes": OrderChanges(requisition_id=wish)}
    orders.change(by=cast.rita, at=NOW, **change)
    assert order_of(cast, order_id).requisition_id == wish
    change["changes"] = OrderChanges(requisition_id=submitted(cast))
    assert refused(cast, partial(orders.change, by=cast.rita, at=NOW, **change)) == ["requisition_not_approved"]
    submit(cast, order_id)
    done = orders.cancel(by=cast.rita, at=NOW, order_id=order_id, reason=WHY, replace=True)
    assert order_of(cast, UUID(done["replacement"])).requisition_id == wish


@pytest.mark.req(117)
def test_where_orders_begin_with_one_none_is_written_or_submitted_without(cast: Cast) -> None:
    draft = cast.draft()
    needing(cast)
    assert refused(cast, cast.draft) == ["requisition_needed"]
    assert refused(cast, partial(submit, cast, draft)) == ["requisition_needed"]
    submit(cast, begun(cast, approved(cast)))


def test_what_was_submitted_before_goes_on(cast: Cast) -> None:
    before, order_id = cast.approved(), cast.approved()
    needing(cast, at=LATER)
    orders.issue(by=cast.iris, at=LATER, order_id=before)
    orders.withdraw(by=cast.rita, at=LATER, order_id=order_id, reason=WHY)
    again = partial(orders.submit, by=cast.rita, at=LATER, order_id=order_id)
    assert refused(cast, again) == ["requisition_needed"]


def test_what_was_minted_elsewhere_is_loaded_without(cast: Cast) -> None:
    needing(cast)
    assert order_of(cast, loaded(cast)).state == "issued"


def test_more_than_is_left_is_told_with_the_figures(cast: Cast) -> None:
    order_id = begun(cast, approved(cast, amount="500"), lines=[line(quantity=6)])
    assert refused(cast, partial(submit, cast, order_id)) == ["requisition_amount"]
    assert order_of(cast, order_id).state == "draft"


def _third(cast: Cast) -> str:
    """Another contractor."""
    values = ContractorValues(code="THIRD", name="Third", currency="EUR")
    return str(add_contractor(by=cast.olga, at=NOW, values=values)["id"])


def test_who_withdraws_it_stops_nothing_that_runs(cast: Cast) -> None:
    wish = approved(cast)
    order_id = cast.issued(requisition_id=str(wish))
    hiring.withdraw_requisition(by=cast.rita, at=NOW, requisition_id=wish, reason=WHY)
    assert order_of(cast, order_id).state == "issued"
