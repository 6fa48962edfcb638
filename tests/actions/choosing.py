"""Short words for what the tests of choosing a purchase order do to get there."""

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from counterfoil.foundation.companies.models import Member
from counterfoil.foundation.kernel import scope
from counterfoil.foundation.kernel.values import parsed
from counterfoil.lifecycle.engagements import actions as hiring
from counterfoil.lifecycle.engagements.models import JobPost
from counterfoil.lifecycle.engagements.programme_values import ProgrammeValues
from counterfoil.lifecycle.orders import actions as orders
from counterfoil.lifecycle.orders.choice_values import AddedOrder, Awaited
from counterfoil.lifecycle.orders.models import Choice, Confirmation, Order

from ..cast import NOW, Cast
from .hiring import drafted
from .sharing import shared

DUE = NOW.date() + timedelta(days=10)


def programme(cast: Cast, mode: str = "required", who: str = "olga", **more: Any) -> Any:
    """What the company says of purchase orders when hiring, or one of its teams."""
    values = parsed(ProgrammeValues, {"mode": mode} | more)
    return hiring.set_programme(by=cast.members[who], at=NOW, values=values)


def choose(cast: Cast, offer_id: UUID, number: str = "4500012345", who: str = "rita", at: datetime = NOW) -> Any:
    """Let an offer draw on the order of this number."""
    return orders.choose_for_offer(by=cast.members[who], at=at, offer_id=offer_id, number=number)


def added(number: str = "77001", net: Any = "5000", **more: Any) -> AddedOrder:
    """What a manager types of an order that they add."""
    return parsed(AddedOrder, {"number": number, "net": str(net)} | more)


def add(cast: Cast, offer_id: UUID, number: str = "77001", who: str = "rita", **more: Any) -> Any:
    """Add an order while an offer is written."""
    return orders.add_for_offer(by=cast.members[who], at=NOW, offer_id=offer_id, values=added(number, **more))


def awaited(owner: Member | None = None, due_on: Any = DUE) -> Awaited:
    """That there is no order yet."""
    return Awaited(due_on=due_on, owner_id=owner.id if owner else None)


def wait_for(cast: Cast, offer_id: UUID, owner: Member | None = None, who: str = "rita", due_on: Any = DUE) -> Any:
    """Say of an offer that there is no order yet."""
    values = awaited(owner, due_on)
    return orders.await_for_offer(by=cast.members[who], at=NOW, offer_id=offer_id, values=values)


def sent_on_orders(cast: Cast) -> None:
    """An offer that draws on a shared order, and one of which the order follows, both sent to Cleo."""
    shared(cast)
    drawing, waiting = drafted(cast), drafted(cast)
    choose(cast, drawing)
    wait_for(cast, waiting)
    for offer_id in (drawing, waiting):
        hiring.send_offer(by=cast.rita, at=NOW, offer_id=offer_id)


def sent_waiting(cast: Cast, owner: Member | None = None) -> UUID:
    """An offer that Rita sent, and somebody gets its order."""
    offer_id = drafted(cast)
    wait_for(cast, offer_id, owner)
    hiring.send_offer(by=cast.rita, at=NOW, offer_id=offer_id)
    return offer_id


def choices(cast: Cast, **named: Any) -> list[Choice]:
    """What was chosen, in the order in which it was."""
    with scope.reading(cast.company_id):
        rows = Choice.objects.within(cast.company_id).filter(**named).select_related("order", "owner")
        return list(rows.order_by("chosen_at", "version", "id"))


def confirmations(cast: Cast) -> list[Confirmation]:
    """Finance's words, asked for or given."""
    with scope.reading(cast.company_id):
        return list(Confirmation.objects.within(cast.company_id).order_by("asked_at", "id"))


def shares_of(cast: Cast, order_id: UUID) -> list[Order]:
    """What contracts have of an order."""
    with scope.reading(cast.company_id):
        return list(Order.objects.within(cast.company_id).filter(drawn_from_id=order_id).order_by("created_at", "id"))


def post_of(cast: Cast, post_id: UUID) -> JobPost:
    """The job post as it stands."""
    with scope.reading(cast.company_id):
        found: JobPost = JobPost.objects.get(id=post_id)
    return found
