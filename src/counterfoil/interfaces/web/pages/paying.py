"""Paying several invoices of a contractor at once: what of theirs can be released now, ticked, in one payment."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from counterfoil.foundation.kernel import scope
from counterfoil.foundation.parties.models import Contractor
from counterfoil.foundation.parties.queries import visible
from counterfoil.insight.desk.money_turns import LONGEST_DAY, RELEASE, releasable
from counterfoil.insight.desk.seat import Seat
from counterfoil.insight.verbs.available import one_available
from counterfoil.lifecycle.invoices.models import Invoice
from counterfoil.lifecycle.payments import queries as payments
from counterfoil.lifecycle.payments.actions.release_several import MOST_INVOICES
from counterfoil.lifecycle.payments.cases import SeveralCase
from counterfoil.lifecycle.payments.models import Payment
from counterfoil.lifecycle.payments.states import UNDER_WAY

from ..forms.available import Attempt, ShownVerb, Suggested, answered, permitted, shown_verb
from ..forms.verb_forms import Post, form_of
from ..session.member import MemberRequest, new_key, now, signed_in
from ..wording import Wording, wording

VERB = "payment.release_several"
_BOX = "invoices."


def _read(post: Post, words: Wording) -> dict[str, Any]:
    """The invoices that are ticked, each for all that is open of it."""
    ticked = [name.removeprefix(_BOX) for name in post if name.startswith(_BOX)]
    return {"invoices": [{"invoice_id": one} for one in ticked]}


PAY = form_of(VERB, _read)


@signed_in
def pay(request: MemberRequest, contractor_id: UUID) -> HttpResponse:
    """Show what can be released of the contractor's invoices, and release what is ticked in one payment."""
    permitted(request, VERB)
    if request.method != "POST":
        return _page(request, contractor_id)
    return answered(
        request,
        {"release_several": PAY},
        "release_several",
        {"contractor_id": contractor_id},
        lambda attempt, status: _page(request, contractor_id, attempt, status),
        lambda done: _afterwards(done, contractor_id),
    )


def _afterwards(done: dict[str, Any], contractor_id: UUID) -> str:
    """The payment that was made; none where it had been done before, or credit balances paid all."""
    if done.get("id"):
        return reverse("payment", args=[done["id"]])
    return reverse("contractor", args=[contractor_id])


def _page(
    request: MemberRequest, contractor_id: UUID, attempt: Attempt | None = None, status: int = 200
) -> HttpResponse:
    by = request.member
    with scope.reading(by.company_id):
        contractor: Contractor = visible(by).one(contractor_id)
        seat = Seat(by, now())
        rows = RELEASE.rows(by).filter(releasable(seat), contractor_id=contractor_id).select_related("order")
        payable = list(rows.order_by("currency", "due_on", "id")[: MOST_INVOICES + 1])
        case = SeveralCase(by, now(), contractor=contractor)
        shown = {
            "contractor": contractor,
            "form": _form(case, payable[:MOST_INVOICES], attempt, wording(request.member)),
            "payable": payable,
            "going": _going(seat, contractor),
            "most": MOST_INVOICES,
            "attempt": attempt,
            "key": new_key(),
            "here": "contractors",
        }
        return render(request, "web/contractors/pay.html", shown, status=status)


def _going(seat: Seat, contractor: Contractor) -> list[Payment]:
    """What was released to them today and has not arrived: the same amount once more takes a second person's word."""
    rows = payments.visible(seat.by).filter(contractor_id=contractor.id, state__in=UNDER_WAY)
    recent = rows.filter(released_at__gt=seat.at - LONGEST_DAY).prefetch_related("allocations__invoice")
    return [one for one in recent.order_by("released_at", "id") if seat.by.company.today(one.released_at) == seat.today]


def _form(case: SeveralCase, payable: list[Invoice], attempt: Attempt | None, words: Wording) -> ShownVerb:
    options = [(str(one.id), _named(one, words)) for one in payable]
    address = reverse("contractor_pay", args=[case.contractor.id])
    offered = one_available(case, VERB)
    return shown_verb(PAY, offered, address, case.contractor.id, attempt, Suggested(options={"invoices": options}))


def _named(invoice: Invoice, words: Wording) -> str:
    """Which one, on which order, how much, and by when. A sum stays in one piece where the line is broken."""
    sum_open = words.money(invoice.open_amount, invoice.currency).replace(" ", "\u00a0")
    due = _("due %(day)s") % {"day": words.day(invoice.due_on)} if invoice.due_on else ""
    facts = [invoice.number, str(invoice.order or ""), sum_open, due]
    return " · ".join(one for one in facts if one)
