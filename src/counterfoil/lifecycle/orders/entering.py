"""Entering an order that contracts share: what loading one, and adding one while hiring, do alike."""

from datetime import datetime
from typing import Any

from counterfoil.foundation.companies.models import Member
from counterfoil.foundation.documents.arriving import typed
from counterfoil.foundation.documents.models import Arrival
from counterfoil.foundation.kernel.canonical import canonical
from counterfoil.foundation.kernel.ids import new_id
from counterfoil.foundation.kernel.prepared import add_row
from counterfoil.foundation.kernel.refusals import refuse_if

from . import layouts, loaded_rules, numbers, queries, shared_rules
from .loading import enter, write_version
from .models import SHARED, Order, Revision
from .shared_values import SharedRow, SharedValues
from .stating import Stated


def not_taken(by: Member, number: str) -> None:
    """Refuse a number that is in use; whoever loads the same one at the same time waits, alone or by a sheet. Raises Refused."""
    layouts.wait_to_load(by.company_id)
    first = queries.numbered(by.company_id, number)
    if first is not None:
        seen = queries.visible(by).filter(id=first.id).exists()
        refuse_if([loaded_rules.number_taken(first, seen)])


def entered(values: SharedValues, *, by: Member, at: datetime) -> Order:
    """A shared order as it enters, with its first version, once its number is not taken. Raises Refused where its number could be
    dealt here, or its day is over."""
    refuse_if(shared_rules.load_shared(by, values, layouts.in_use(by.company_id), by.company.today(at)))
    arrival = arrival_of(values, by=by, at=at)
    add_row(arrival)
    day = values.issued_on or by.company.today(at)
    order = enter(arrival, by=by, at=at, issued_on=day, restricted=values.restricted, **facts_of(values))
    write_version(order, Revision(company_id=by.company_id, net=values.net), [], Stated(), arrival, at)
    return order


def arrival_of(values: SharedRow, *, by: Member, at: datetime) -> Arrival:
    """What was typed of it, as something that arrived and names the order that it becomes. Not saved yet."""
    order_id = new_id()
    told = {"became": "order", "became_id": order_id, "order_id": order_id, "number": values.number}
    return typed(canonical(values.model_dump()), values.number, by=by, at=at, **told)


def facts_of(values: SharedRow) -> dict[str, Any]:
    """What it says, by the columns of an order."""
    return {
        "kind": SHARED,
        "number": values.number,
        "number_normal": numbers.normal(values.number),
        "currency": values.currency,
        "title": values.title,
        "valid_through": values.valid_through,
    }
