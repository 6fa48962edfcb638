"""The list of payments with what is ready to be released, the page of one payment, and the verbs done from it."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse

from counterfoil.foundation.kernel import scope
from counterfoil.foundation.kernel.money import ZERO
from counterfoil.foundation.parties.holds import Hold
from counterfoil.insight.billing.lists import listed_payments
from counterfoil.insight.billing.paying import Paying, paying
from counterfoil.insight.billing.releasing import payable
from counterfoil.lifecycle.payments import balances, queries
from counterfoil.lifecycle.payments.models import Payment

from ..acts import Attempt, ShownAct, Suggested, answered, grouped, shown_act
from ..bill_panels import SCOPE_WORDS, ShownHold
from ..claim_acts import PAYMENT
from ..door import MemberRequest, new_key, now, outside, signed_in
from ..keyset import Cursor, page_of
from ..whereabouts import payment_words
from ..wording import wording

PAGE = 50


@signed_in
def payments(request: MemberRequest) -> HttpResponse:
    """The payments that this member sees, newest first; for finance, what is ready to be released before them."""
    by, state = request.member, request.GET.get("state", "")
    with scope.reading(by.company_id):
        found = queries.visible(by).select_related("contractor")
        found = found.filter(state=state) if state in Payment.STATES else found
        page = page_of(found, Cursor.read(request.GET.get("after", "")), PAGE, "released_at")
        releases = by.may("payment.release") and page.first and not state
        today = by.company.today(now())
        ready = payable(by, now()) if releases else []
        shown = {
            "rows": listed_payments(by, page.rows),
            "page": page,
            "state": state if state in Payment.STATES else "",
            "states": Payment.STATES,
            "balances": balances.visible(by) if releases else [],
            "releases": releases,
            "ready": ready,
            "today": today,
            "here": "payments",
        }
        return render(request, "web/payments.html", shown)


@signed_in
def payment(request: MemberRequest, payment_id: UUID) -> HttpResponse:
    """One payment: how much, for what, and its two days."""
    return _page(request, payment_id)


@signed_in
def do(request: MemberRequest, payment_id: UUID, verb: str) -> HttpResponse:
    """Note that it left, arrived or failed, or take it back."""
    return answered(
        request,
        PAYMENT,
        verb,
        payment_id,
        lambda attempt, status: _page(request, payment_id, attempt, status),
        lambda done: reverse("payment", args=[payment_id]),
    )


def _page(request: MemberRequest, payment_id: UUID, attempt: Attempt | None = None, status: int = 200) -> HttpResponse:
    by = request.member
    today = by.company.today(now())
    with scope.reading(by.company_id):
        found = paying(by, payment_id, now())
    shown = {
        "payment": found.payment,
        "allocations": found.allocations,
        "stands": payment_words(found.payment, wording(by.company)),
        "set_offs": found.set_offs,
        "set_off": sum((one.amount for one in found.set_offs), ZERO),
        "claimed": found.payment.amount + sum((one.amount for one in found.set_offs), ZERO),
        "no_longer": found.no_longer,
        "holds": [] if outside(by) else [_hold(hold) for hold in found.holds],
        "moves": None if outside(by) else grouped(_acts(found, attempt, today.isoformat())),
        "attempt": attempt,
        "key": new_key(),
        "here": "payments",
    }
    return render(request, "web/payment.html", shown, status=status)


def _hold(hold: Hold) -> ShownHold:
    return ShownHold(hold, SCOPE_WORDS[hold.scope], hold._meta.model_name or "", None)


def _acts(found: Paying, attempt: Attempt | None, today: str) -> list[ShownAct]:
    own, suggested = found.payment.id, Suggested({"day": today})
    verbs = [(move, move.verb.partition(".")[2]) for move in found.moves]
    return [
        shown_act(PAYMENT[verb], move, reverse("payment_do", args=[own, verb]), own, attempt, suggested)
        for move, verb in verbs
    ]
