"""invoice.admit_duplicate: a second person says that a document of the same number is another one after all."""

from counterfoil.foundation.documents.models import ADMITTED, Arrival
from counterfoil.foundation.kernel.ids import new_id
from counterfoil.foundation.kernel.values import Why
from counterfoil.foundation.trail.action import Stored, action

from .. import rules
from ..admitting import take_in
from ..cases import DuplicateCase


@action("invoice.admit_duplicate", on=DuplicateCase, rule=(rules.admit, rules.admitted_once))
def admit_duplicate(case: DuplicateCase, *, reason: Why) -> Stored:
    """Make an invoice of what was turned away as a duplicate. Once."""
    arrival, values, first, by, at = case.arrival, case.values, case.first, case.by, case.at
    admitted = Arrival.objects.create(
        company_id=by.company_id,
        arrived_at=at,
        door=ADMITTED,
        name=arrival.name,
        media_type=arrival.media_type,
        size=arrival.size,
        sha256=arrival.sha256,
        kind=arrival.kind,
        number=arrival.number,
        content=arrival.content,
        became=values.kind,
        became_id=new_id(),
        same_as=arrival.id,
        sender=by,
    )
    copy = first.copy + 1 if first else 0
    invoice = take_in(values, admitted, is_document=bool(arrival.kind), by=by, at=at, copy=copy)
    return Stored(invoice.id, invoice.stored(), order_id=invoice.order_id, reason=reason)
