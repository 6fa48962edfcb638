"""What of hiring waits for a member as the verbs' own rules say it, asked row by row."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime
from typing import Any
from uuid import UUID

from counterfoil.foundation.approvals.models import Step
from counterfoil.foundation.companies.models import Member
from counterfoil.insight.trace.outside import is_outside
from counterfoil.insight.verbs.available import one_available
from counterfoil.lifecycle.engagements import queries as hiring
from counterfoil.lifecycle.engagements.changerequest_queries import visible_changes
from counterfoil.lifecycle.engagements.offer_cases import OfferCase
from counterfoil.lifecycle.engagements.requisition_cases import RequisitionCase
from counterfoil.lifecycle.engagements.requisition_queries import visible_requisitions
from counterfoil.lifecycle.orders import queries as orders
from counterfoil.lifecycle.orders import wishes as asked_for
from counterfoil.lifecycle.orders.cases import SharedCase
from counterfoil.lifecycle.orders.change_cases import ContractChangeCase
from counterfoil.lifecycle.orders.choosing import chosen_for
from counterfoil.lifecycle.orders.models import Order
from counterfoil.lifecycle.orders.wish_cases import WishCase

Found = dict[str, set[UUID]]


def shared(by: Member, at: datetime, found: Found) -> None:
    """Shared orders that wait for finance."""
    for row in orders.visible(by).filter(kind="shared"):
        if one_available(SharedCase(by, at, order=row), "order.confirm").allowed:
            found["confirm_order"].add(row.id)


def offers(by: Member, at: datetime, found: Found) -> None:
    """Offers, and what they say of their order."""
    steps = by_column(Step, by, "approval_id")
    rows = list(hiring.visible_offers(by).select_related("contractor", "approval"))
    chosen = chosen_for(rows)
    stands = set(
        Order.objects.within(by.company_id)
        .filter(state__in=("issued", "closed"))
        .values_list("engagement_id", flat=True)
    )
    for row in rows:
        said = chosen.get(row.id)
        if said and by.may("order.share") and (row.engagement_id is None or row.engagement_id not in stands):
            if said.owner_id == by.id and row.state in ("in_review", "sent", "accepted"):
                found["awaited_order"].add(row.id)
            theirs = said.chosen_by_id == by.id or said.chosen_by.state != "active"
            if said.order_id and theirs and row.state == "accepted":
                found["undrawn_order"].add(row.id)
        case = OfferCase(by, at, offer=row, steps=sorted(steps[row.approval_id], key=lambda one: one.position))
        if one_available(case, "offer.approve").allowed:
            found["approve_offer"].add(row.id)
        if row.made_by_id == by.id and one_available(case, "offer.change").allowed:
            found["take_up_offer"].add(row.id)
        if is_outside(by) and one_available(case, "offer.accept").allowed:
            found["answer_offer"].add(row.id)


def requisitions(by: Member, at: datetime, found: Found) -> None:
    """Requisitions."""
    steps = by_column(Step, by, "approval_id")
    for row in [] if is_outside(by) else visible_requisitions(by).select_related("contractor", "approval"):
        of_it = sorted(steps[row.approval_id], key=lambda one: one.position)
        case = RequisitionCase(by, at, requisition=row, steps=of_it)
        if one_available(case, "requisition.approve").allowed:
            found["approve_requisition"].add(row.id)
        if row.made_by_id == by.id and one_available(case, "requisition.change").allowed:
            found["take_up_requisition"].add(row.id)
        if row.made_by_id == by.id and row.state == "rejected" and one_available(case, "requisition.revise").allowed:
            found["revise_requisition"].add(row.id)


def changes(by: Member, at: datetime, found: Found) -> None:
    """Change requests."""
    steps, named = by_column(Step, by, "approval_id"), ("contract__engagement__contractor", "approval")
    rows = [] if is_outside(by) else list(visible_changes(by).select_related(*named))
    for row in rows:
        of_it = sorted(steps[row.approval_id], key=lambda one: one.position)
        case = ContractChangeCase(by, at, changerequest=row, steps=of_it)
        if one_available(case, "changerequest.approve").allowed:
            found["approve_change"].add(row.id)
        if row.made_by_id == by.id and one_available(case, "changerequest.change").allowed:
            found["take_up_change"].add(row.id)
        if row.made_by_id == by.id and row.state == "rejected" and one_available(case, "changerequest.revise").allowed:
            found["revise_change"].add(row.id)


def wishes(by: Member, at: datetime, found: Found) -> None:
    """What contractors ask for."""
    rows = asked_for.visible(by).filter(state="open").select_related("engagement__contractor")
    cases = {row.id: WishCase(by, at, engagement=row.engagement, waiting=row) for row in rows}
    found["wish"] = {one for one, case in cases.items() if one_available(case, "engagement.answer_wish").allowed}


def by_column(model: Any, by: Member, column: str = "order_id") -> dict[UUID | None, list[Any]]:
    """The company\'s rows, by a column."""
    found: dict[UUID | None, list[Any]] = defaultdict(list)
    rows: Iterable[Any] = model.objects.within(by.company_id)
    for row in rows:
        found[getattr(row, column)].append(row)
    return found
