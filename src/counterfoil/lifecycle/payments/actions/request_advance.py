"""advance.request: money is asked for on an order before there is an invoice."""

from decimal import Decimal

from counterfoil.foundation.kernel.ids import new_id
from counterfoil.foundation.kernel.numbering import document_number
from counterfoil.foundation.kernel.prepared import add_row
from counterfoil.foundation.kernel.refusals import refuse_if
from counterfoil.foundation.kernel.states import move
from counterfoil.foundation.kernel.values import Why
from counterfoil.foundation.trail.action import Stored, action
from counterfoil.lifecycle.invoices.models import ADVANCE, Invoice, InvoiceLine

from .. import advance_rules as rules
from ..advance_cases import AdvanceCase
from ..values import Part


@action("advance.request", on=AdvanceCase, rule=rules.may_request)
def request_advance(case: AdvanceCase, *, amount: Part, purpose: Why) -> Stored:
    """Ask for an advance on an order. Somebody else of finance releases it; once it has arrived it is a credit balance.

    It counts as paid and never as invoiced, and the next release on the order takes it first.
    """
    refuse_if(case.ask(rules.request))
    order, by, at = case.order, case.by, case.at
    number = _next_number(case)
    advance = Invoice(
        id=new_id(),
        company_id=order.company_id,
        kind=ADVANCE,
        contractor=order.contractor,
        order=order,
        engagement_id=order.engagement_id,
        number=number,
        number_normal=document_number(number),
        currency=order.currency,
        issued_on=case.today,
        net=amount,
        total=amount,
        entered_by=by,
        received_at=at,
        judged_at=at,
        looked_at=at,
    )
    add_row(advance)
    add_row(_line(advance, purpose))
    move(advance, "match")
    return Stored(advance.id, advance.stored(), order_id=order.id, reason=purpose)


def _line(advance: Invoice, purpose: str) -> InvoiceLine:
    """What it is for, as its only line: it names no line of the order and covers none."""
    return InvoiceLine(
        company_id=advance.company_id,
        invoice=advance,
        position=1,
        text=purpose,
        quantity=Decimal(1),
        unit="C62",
        unit_price=advance.total,
        amount=advance.total,
    )


def _next_number(case: AdvanceCase) -> str:
    """The order's number with the next number of its advances, which nobody else takes while the order is locked."""
    order = case.order
    before = Invoice.objects.within(order.company_id).filter(order_id=order.id, kind=ADVANCE).count()
    return f"{order.number}-A{before + 1}"
