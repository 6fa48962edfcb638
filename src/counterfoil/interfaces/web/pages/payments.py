"""The list of payments with what is ready to be released, the page of one payment, and the verbs done from it."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from counterfoil.foundation.kernel import scope
from counterfoil.foundation.kernel.money import ZERO
from counterfoil.foundation.parties.holds import Hold
from counterfoil.insight.desk.releasing import releasing
from counterfoil.insight.listing.payments import Payments
from counterfoil.insight.payables.payment import Paying, paying
from counterfoil.insight.payables.payment_status import payment_words
from counterfoil.insight.trace.held import held_today
from counterfoil.lifecycle.payments.states import UNDER_WAY

from ..forms.available import Attempt, ShownVerb, Suggested, doing, grouped, shown_verb
from ..forms.verb_forms import forms_of
from ..lists.page import Asked, list_page
from ..panels.desk import Pile
from ..panels.invoice import SCOPE_WORDS, ShownHold
from ..panels.remittance import FORMS as REMITTANCE
from ..panels.remittance import remittance
from ..panels.trail_rows import happened
from ..session.member import MemberRequest, new_key, now, outside, signed_in
from ..wording import wording

PAGE = 50
PAYMENT = {verb: form for verb, form in forms_of("payment").items() if form.verb.startswith("payment.")}


@signed_in
def payments(request: MemberRequest) -> HttpResponseBase:
    """The payments that this member sees, newest first; for finance, what is ready to be released before them."""
    return list_page(request, Asked.of(request, Payments), PAGE, _around)


@signed_in
def payment(request: MemberRequest, payment_id: UUID) -> HttpResponse:
    """One payment: how much, for what, and its two days."""
    return _page(request, payment_id)


def _around(asked: Asked) -> dict[str, Any]:
    """What stands above the whole list for who releases, and what the list is called there."""
    by, today = asked.reader.by, asked.reader.today
    found = releasing(by, now()) if asked.plain else None
    shown: dict[str, Any] = {
        "above": "web/list/above_payments.html",
        "section": _("Released, sent and settled") if found else _("All payments"),
        "releasing": found,
        "today": today,
    }
    if found is None:
        return shown
    return shown | {"ready": Pile(found.ready), "stopped": Pile(found.stopped), "balance": Pile(found.balance)}


def _page(request: MemberRequest, payment_id: UUID, attempt: Attempt | None = None, status: int = 200) -> HttpResponse:
    by = request.member
    today = by.company.today(now())
    with scope.reading(by.company_id):
        found = paying(by, payment_id, now())
        trail = [] if outside(by) else happened(by, payment_id)
        advice = remittance(by, found.payment, now(), attempt)
    shown = {
        "payment": found.payment,
        "allocations": found.allocations,
        "stands": payment_words(found.payment, wording(by)),
        "set_offs": found.set_offs,
        "set_off": sum((one.amount for one in found.set_offs), ZERO),
        "claimed": found.payment.amount + sum((one.amount for one in found.set_offs), ZERO),
        "no_longer": found.no_longer,
        "twins": found.twins,
        "advice": advice,
        "reconcile": found.reconcile,
        "held": held_today(found.holds, today) if outside(by) and found.payment.state in UNDER_WAY else [],
        "holds": [] if outside(by) else [_hold(hold) for hold in found.holds],
        "verbs": None if outside(by) else grouped(_shown_verbs(found, attempt, today.isoformat())),
        "trail_rows": trail,
        "attempt": attempt,
        "key": new_key(),
        "here": "payments",
    }
    return render(request, "web/payment.html", shown, status=status)


def _hold(hold: Hold) -> ShownHold:
    return ShownHold(hold, SCOPE_WORDS[hold.scope], hold._meta.model_name or "", None)


def _shown_verbs(found: Paying, attempt: Attempt | None, today: str) -> list[ShownVerb]:
    paid = [(str(one.invoice_id), one.invoice.number) for one in found.allocations if one.live]
    own, suggested = found.payment.id, Suggested({"day": today}, options={"invoice_id": paid})
    verbs = [(offered, offered.verb.partition(".")[2]) for offered in found.verbs]
    return [
        shown_verb(PAYMENT[verb], offered, reverse("payment_do", args=[own, verb]), own, attempt, suggested)
        for offered, verb in verbs
    ]


do = doing(PAYMENT, _page, "payment")
"""Note that it left, arrived or failed, or take it back."""
remittance_do = doing(REMITTANCE, _page, "payment")
"""Mail its advice."""
