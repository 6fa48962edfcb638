"""Mailing an order: its page shows what will go out, to whom, and what went out before."""

from dataclasses import replace
from typing import Any
from uuid import UUID

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse

from counterfoil.foundation.documents.queries import rendering
from counterfoil.foundation.kernel import scope
from counterfoil.foundation.mail.queries import of_order
from counterfoil.insight.policies.mail import draft
from counterfoil.insight.verbs.available import one_available
from counterfoil.lifecycle.orders import queries
from counterfoil.lifecycle.orders.cases import OrderCase

from ..forms.available import Attempt, ShownVerb, Suggested, answered, permitted, shown_verb
from ..forms.verb_forms import Form, Post, form_of
from ..panels.mails import mails
from ..session.member import MemberRequest, new_key, now, signed_in
from ..wording import Wording

VERB = "order.send"
_PDF = "application/pdf"


def _read(post: Post, words: Wording) -> dict[str, Any]:
    """One address to a line; empty lines are none."""
    lines = [line.strip() for line in post.get("recipients", "").splitlines()]
    said = {"recipients": [line for line in lines if line], "again": bool(post.get("again"))}
    return said | {name: post.get(name, "") for name in ("subject", "text")}


SEND = form_of(VERB, _read)


@signed_in
def send(request: MemberRequest, order_id: UUID) -> HttpResponse:
    """Show the mail as it would go out, and have it sent."""
    permitted(request, VERB)
    if request.method != "POST":
        return _page(request, order_id)
    return answered(
        request,
        {"send": SEND},
        "send",
        {"order_id": order_id},
        lambda attempt, status: _page(request, order_id, attempt, status),
        lambda done: f"{reverse('record', args=[order_id])}?tab=documents",
    )


def _page(request: MemberRequest, order_id: UUID, attempt: Attempt | None = None, status: int = 200) -> HttpResponse:
    by = request.member
    with scope.reading(by.company_id):
        order = queries.visible(by).select_related("contractor").one(order_id)
        case = OrderCase(by, now(), order=order)
        shown = {
            "order": order,
            "form": _form(case, attempt),
            "mails": mails(of_order(by.company_id, order.id), order, by, case.at),
            "pdf": rendering(by.company_id, order.document_sha256, _PDF),
            "from": settings.DEFAULT_FROM_EMAIL,
            "by": by,
            "attempt": attempt,
            "key": new_key(),
            "here": "orders",
        }
        return render(request, "web/order_send.html", shown, status=status)


def _form(case: OrderCase, attempt: Attempt | None) -> ShownVerb:
    order, by = case.order, case.by
    address = reverse("order_send", args=[order.id])
    begun = draft(by, order, case.revision)
    values = {"recipients": "\n".join(begun.recipients), "subject": begun.subject, "text": begun.text}
    offered = one_available(case, VERB)
    return shown_verb(_asking(case), offered, address, order.id, attempt, Suggested(values))


def _asking(case: OrderCase) -> Form:
    """Nobody is asked whether it goes once more before it went out once."""
    asked = [one for one in SEND.fields if one.name != "again" or case.sent_before]
    return replace(SEND, fields=tuple(asked))
