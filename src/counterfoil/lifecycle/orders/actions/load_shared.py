"""order.load_shared: a purchase order that was minted elsewhere, before any contract uses it: contracts share it."""

from datetime import datetime

from counterfoil.foundation.companies.models import Member
from counterfoil.foundation.documents.arriving import typed
from counterfoil.foundation.kernel.canonical import canonical
from counterfoil.foundation.kernel.ids import new_id
from counterfoil.foundation.kernel.prepared import add_row
from counterfoil.foundation.kernel.refusals import refuse_if
from counterfoil.foundation.trail.action import Stored, action

from .. import layouts, loaded_rules, numbers, permitting, queries, shared_rules
from ..loading import enter, write_version
from ..models import SHARED, Order, Revision
from ..shared_values import SharedValues, Users
from ..stating import Stated


@action("order.load_shared", subject="order")
def load_shared(*, by: Member, at: datetime, values: SharedValues) -> Stored:
    """Load an order that contracts share, with who may use it. A number that is in use is refused: whose it is is told to those
    who see it (R2, R89)."""
    first = queries.numbered(by.company_id, values.number)
    if first is not None:
        seen = queries.visible(by).filter(id=first.id).exists()
        refuse_if([loaded_rules.number_taken(first, seen)])
    layouts.wait_to_load(by.company_id)
    refuse_if(shared_rules.load_shared(by, values, layouts.in_use(by.company_id), by.company.today(at)))
    order = _entered(values, by=by, at=at)
    if values.restricted:
        permitting.write(order, Users(**values.model_dump(include=set(Users.model_fields))), by=by, at=at)
    return Stored(order.id, order.stored() | {"became": "order"}, order_id=order.id)


def _entered(values: SharedValues, *, by: Member, at: datetime) -> Order:
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
