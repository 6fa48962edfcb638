"""Entering an order that contracts share: what loading one, and adding one while hiring, do alike."""

from datetime import datetime

from counterfoil.foundation.companies.models import Member
from counterfoil.foundation.documents.arriving import typed
from counterfoil.foundation.kernel.canonical import canonical
from counterfoil.foundation.kernel.ids import new_id
from counterfoil.foundation.kernel.prepared import add_row
from counterfoil.foundation.kernel.refusals import refuse_if

from . import layouts, loaded_rules, numbers, queries, shared_rules
from .loading import enter, write_version
from .models import SHARED, Order, Revision
from .shared_values import SharedValues
from .stating import Stated


def not_taken(by: Member, number: str) -> None:
    """Refuse a number that is in use; whoever loads the same one at the same time waits. Raises Refused."""
    first = queries.numbered(by.company_id, number)
    if first is not None:
        seen = queries.visible(by).filter(id=first.id).exists()
        refuse_if([loaded_rules.number_taken(first, seen)])


def entered(values: SharedValues, *, by: Member, at: datetime) -> Order:
    """A shared order as it enters, with its first version. Raises Refused where its number could be dealt here, or its day is
    over."""
    layouts.wait_to_load(by.company_id)
    refuse_if(shared_rules.load_shared(by, values, layouts.in_use(by.company_id), by.company.today(at)))
    order_id = new_id()
    told = {"became": "order", "became_id": order_id, "order_id": order_id, "number": values.number}
    arrival = typed(canonical(values.model_dump()), values.number, by=by, at=at, **told)
    add_row(arrival)
    order = enter(
        arrival,
        by=by,
        at=at,
        kind=SHARED,
        number=values.number,
        number_normal=numbers.normal(values.number),
        currency=values.currency,
        title=values.title,
        valid_through=values.valid_through,
        restricted=values.restricted,
        issued_on=values.issued_on or by.company.today(at),
    )
    write_version(order, Revision(company_id=by.company_id, net=values.net), [], Stated(), arrival, at)
    return order
