"""Credit balances of contractors, and refunds: what came back instead of being set off."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from ninja import Router

from counterfoil.foundation.kernel import scope
from counterfoil.foundation.kernel.values import Day, Text, Values
from counterfoil.lifecycle.payments import actions, balances
from counterfoil.lifecycle.payments.actions.refund import Part

from ..answering import NOTHING, Because, Key, Nothing, done, made, shown
from ..auth import member_of
from ..balance_shapes import BalancePage
from ..claim_answers import RefundStored
from ..declaring import reads, writes

router = Router(tags=["payments"])
of_invoice = Router(tags=["payments"])
balance_list = Router(tags=["payments"])


class Refunding(Values):
    """How much came back, on which day (today when none is named), and the bank's reference."""

    amount: Part
    day: Day | None = None
    reference: Text = ""


@balance_list.get("", **reads("balance.list", BalancePage))
def listed(request: HttpRequest) -> HttpResponse:
    """The invoices that the key's member sees and that have a credit balance, the oldest credit first."""
    member = member_of(request)
    with scope.reading(member.company_id):
        return shown(BalancePage.of(balances.visible(member)))


@of_invoice.post("/{invoice_id}/refunds", **writes("refund.note", RefundStored, status=201))
def note(request: HttpRequest, invoice_id: UUID, key: Key, body: Refunding) -> HttpResponse:
    """Note that a part of an invoice's credit balance came back. It counts once a second person confirms it."""
    return made(request, key, actions.note_refund, invoice_id=invoice_id, **body.model_dump())


@router.post("/{refund_id}/confirm", **writes("refund.confirm", RefundStored))
def confirm(request: HttpRequest, refund_id: UUID, key: Key, body: Nothing = NOTHING) -> HttpResponse:
    """Confirm that the money is there: by somebody else than who noted it."""
    return done(request, key, actions.confirm_refund, refund_id=refund_id)


@router.post("/{refund_id}/withdraw", **writes("refund.withdraw", RefundStored))
def withdraw(request: HttpRequest, refund_id: UUID, key: Key, body: Because) -> HttpResponse:
    """Withdraw a refund that was noted by mistake."""
    return done(request, key, actions.withdraw_refund, refund_id=refund_id, reason=body.reason)
