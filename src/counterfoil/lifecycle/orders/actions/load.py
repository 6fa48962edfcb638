"""order.load: an order that was minted elsewhere is written down as its minter wrote it; the act of loading is its record."""

from datetime import datetime

from counterfoil.foundation.companies.models import Member
from counterfoil.foundation.documents.arriving import arrived, of_file
from counterfoil.foundation.documents.values import ArrivedFile
from counterfoil.foundation.kernel.ids import new_id
from counterfoil.foundation.kernel.refusals import refuse_if
from counterfoil.foundation.parties.models import Contractor
from counterfoil.foundation.trail.action import Stored, action

from .. import layouts, loaded_rules, numbers, queries
from ..loading import enter, fresh_line, said_of, write_version
from ..models import Order, Revision
from ..stating import state
from ..values import LoadValues


@action("order.load", subject="order")
def load(*, by: Member, at: datetime, values: LoadValues, file: ArrivedFile) -> Stored:
    """Load an order. A number that is in use makes no second order: the file stays in the receive log (R89)."""
    contractor = Contractor.objects.within(by.company_id).one(values.contractor_id)
    layouts.wait_to_load(by.company_id)
    first = queries.numbered(by.company_id, values.number)
    if first is not None:
        return _turned_away(first, file, by=by, at=at)
    refuse_if(loaded_rules.load(contractor, by, values.number, layouts.in_use(by.company_id)))
    order = _enter(values, contractor, file, by=by, at=at)
    answer = order.stored() | {"became": "order", "contractor_code": order.contractor_code}
    answer |= of_file(order.loaded_from)
    return Stored(order.id, answer, order_id=order.id)


def _turned_away(first: Order, file: ArrivedFile, *, by: Member, at: datetime) -> Stored:
    reason = loaded_rules.number_taken(first)
    told = {"same_as": first.id, "order_id": first.id}
    arrival = arrived(file, by=by, at=at, became="second", reasons=[reason.as_data()], **told)
    answer = {"id": str(arrival.id), "became": "second", "same_as": str(first.id)} | of_file(arrival)
    return Stored(arrival.id, answer, order_id=first.id)


def _enter(values: LoadValues, contractor: Contractor, file: ArrivedFile, *, by: Member, at: datetime) -> Order:
    """The order with nothing that stands, then its first version."""
    order_id = new_id()
    arrival = arrived(file, by=by, at=at, became="order", became_id=order_id, order_id=order_id)
    order = enter(
        arrival,
        by=by,
        at=at,
        number=values.number,
        number_normal=numbers.normal(values.number),
        contractor_code=numbers.deal_code(by.company_id, contractor.id, contractor.code),
        contractor=contractor,
        currency=values.currency,
        title=values.title,
        notes=values.notes,
        issued_on=values.issued_on,
    )
    revision = Revision(company_id=by.company_id, net=values.net, starts_on=values.starts_on, ends_on=values.ends_on)
    says = [said_of(order, fresh_line(order, place, said), said) for place, said in enumerate(values.lines, 1)]
    write_version(order, revision, says, state(order, says, values.charges, values.taxes), arrival, at)
    return order
