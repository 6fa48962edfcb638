"""Writing down which order was chosen for an offer or a job post: what its verbs share; and what is offered to choose from."""

from collections.abc import Sequence
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import F, Q

from counterfoil.foundation.companies.models import Member
from counterfoil.foundation.kernel.prepared import add_row
from counterfoil.foundation.kernel.refusals import refuse_if
from counterfoil.foundation.kernel.tables import Rows
from counterfoil.foundation.trail.action import Stored
from counterfoil.lifecycle.engagements.models import JobPost, Offer
from counterfoil.lifecycle.engagements.queries import programme

from . import choice_rules as rules
from . import numbers
from .choice_cases import Choosing, owner_named
from .choice_values import AddedOrder, Awaited
from .entering import entered, not_taken
from .models import Choice, Confirmation, Order
from .shared_values import SharedValues
from .using import LOOKS_AFTER, usable

Thing = Offer | JobPost


def choose(case: Choosing, number: str) -> Stored:
    """Let it draw on the order of this number, among those that the member may use. Raises Refused."""
    order = usable(case.by).filter(number_normal=numbers.normal(number)).first()
    refuse_if(rules.chosen(case.thing, order, case.today))
    return _write(case, order=order)


def add(case: Choosing, values: AddedOrder) -> Stored:
    """Load the order and let it draw on that. Where the company wants finance's word on what a manager adds, it waits for that;
    until then nothing is drawn from it. Raises Refused."""
    by, at = case.by, case.at
    not_taken(by, values.number)
    order = entered(SharedValues(**values.model_dump(), currency=case.thing.currency), by=by, at=at)
    company = programme(by.company_id)
    if company and company.confirmed and not by.roles_for(f"{rules.called(case.thing)}.add_order") & LOOKS_AFTER:
        add_row(Confirmation(company_id=by.company_id, order=order, asked_by=by, asked_at=at))
    return _write(case, order=order)


def wait_for(case: Choosing, values: Awaited) -> Stored:
    """Write down that there is no order yet, who gets one, and by which day. Raises NotFound and Refused."""
    owner = owner_named(case.by, values.owner_id)
    refuse_if(rules.awaited(case.thing, values.due_on, case.today, owner))
    return _write(case, owner=owner, due_on=values.due_on)


def offered(by: Member, currency: str, today: date, text: str = "") -> Rows:
    """The orders that this member may choose now, by number: open, in the currency, with something left (R9, R13)."""
    open_now = Q(valid_through__isnull=True) | Q(valid_through__gte=today)
    left = usable(by).filter(open_now, state="issued", currency=currency, drawn_amount__lt=F("limit_amount"))
    found: Rows = left.filter(archived_at__isnull=True).order_by("number_normal", "id")
    if text:
        found = found.filter(Q(number_normal__contains=numbers.normal(text)) | Q(title__icontains=text))
    return found


def chosen_for(things: Sequence[Thing]) -> dict[UUID, Choice]:
    """The choice that holds for each of these offers or posts, by its id."""
    versions = {thing.id: thing.order_version for thing in things if thing.order_version}
    if not versions:
        return {}
    of = "offer_id" if isinstance(things[0], Offer) else "post_id"
    rows = Choice.objects.within(things[0].company_id).filter(**{f"{of}__in": list(versions)})
    found = rows.select_related("order", "owner", "chosen_by")
    return {getattr(one, of): one for one in found if one.version == versions[getattr(one, of)]}


def _write(case: Choosing, **says: Any) -> Stored:
    thing, at = case.thing, case.at
    of = {"offer": thing} if isinstance(thing, Offer) else {"post": thing}
    made = Choice(
        company_id=thing.company_id,
        version=thing.order_version + 1,
        chosen_by=case.by,
        chosen_at=at,
        **of,
        **says,
    )
    add_row(made)
    # The database tells the offer or post what was chosen, and raises its version with that.
    thing.version += 1
    order: Order | None = says.get("order")
    answer = thing.stored() | {"order_id": str(order.id) if order else None}
    return Stored(thing.id, answer, order_id=order.id if order else None)
