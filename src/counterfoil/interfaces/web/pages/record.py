"""The record of one order: the page, its live parts, and the verbs done from it."""

from functools import partial
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from counterfoil.foundation.companies.actions.views import arrange
from counterfoil.foundation.companies.models import Member
from counterfoil.foundation.documents.queries import of_order
from counterfoil.foundation.kernel import scope
from counterfoil.foundation.kernel.refusals import NotFound
from counterfoil.insight.trace.facts import happened_on
from counterfoil.insight.trace.record import Record
from counterfoil.insight.trace.record import record as record_of
from counterfoil.lifecycle.orders import queries
from counterfoil.lifecycle.orders.models import SHARED, Order
from counterfoil.lifecycle.orders.wishes import waited_for

from ..forms.available import Attempt, answered
from ..forms.periods import beyond
from ..lists.views import place_said
from ..panels.audit import asked, audit
from ..panels.confirmation import say
from ..panels.jobs import JOBS, columns_of, jobs_table
from ..panels.loaded_order import FINDING
from ..panels.mails import MAIL
from ..panels.order_verbs import ORDER
from ..panels.record import Panels, panels
from ..panels.tabs import named, tabs_for
from ..session.member import MemberRequest, new_key, now, outside, signed_in, via
from ..wording import wording


@signed_in
def record(request: MemberRequest, order_id: UUID) -> HttpResponse:
    """The record page; of an order that contracts share, the way to its own."""
    try:
        return _page(request, order_id)
    except NotFound:
        with scope.reading(request.member.company_id):
            queries.visible(request.member).filter(kind=SHARED).only("id").one(order_id)
        return redirect("shared_order", order_id=order_id)


@signed_in
def print_out(request: MemberRequest, order_id: UUID) -> HttpResponse:
    """The whole record, every part of it below the other, to be printed or saved from the browser."""
    with scope.reading(request.member.company_id):
        shown = _shown(request, order_id) | {"printed_at": now()}
        return render(request, "web/record/print.html", shown)


@signed_in
def version(request: MemberRequest, order_id: UUID) -> HttpResponse:
    """What is new on the record since the version that was seen: nothing (204), or the parts that show it."""
    with scope.reading(request.member.company_id):
        current = seen(request.member, order_id)
        if request.GET.get("seen") in (current, current.partition(".")[0]):
            return HttpResponse(status=204)
        if request.GET.get("page") == "edit":
            return render(request, "web/partials/changed_meanwhile.html", _who(request, order_id))
        return render(request, "web/record/live.html", _shown(request, order_id) | {"live": True})


@signed_in
def do(request: MemberRequest, order_id: UUID, verb: str) -> HttpResponse:
    """Do one verb and show the record; where it is refused, the same page says why and keeps what was typed."""
    return answered(
        request,
        ORDER,
        verb,
        {"order_id": order_id},
        lambda attempt, status: _page(request, order_id, attempt, status),
        lambda done: reverse("record", args=[done.get("replacement", order_id)]),
        lambda done: say(request, verb, order_id, done),
    )


@signed_in
def columns(request: MemberRequest, order_id: UUID) -> HttpResponse:
    """Keep which columns of the jobs are shown, for this member and on every order (R144)."""
    with scope.reading(request.member.company_id):
        queries.visible(request.member).only("id").one(order_id)
    if request.method == "POST":
        every = columns_of(request.member)
        ticked = {*request.POST.getlist("column"), *(one.name for one in every if one.fixed)}
        names = [one.name for one in every if one.name in ticked]
        names.sort(key=lambda name: place_said(request, name))
        arrange(by=request.member, at=now(), via=via(request), list_name=JOBS, columns=names)
    return redirect(f"{reverse('record', args=[order_id])}?tab={JOBS}")


@signed_in
def settle(request: MemberRequest, order_id: UUID, finding_id: UUID) -> HttpResponse:
    """Say what holds where a loaded order contradicts itself, and go back to its record."""
    return answered(
        request,
        FINDING,
        "settle",
        {"finding_id": finding_id},
        lambda attempt, status: _page(request, order_id, attempt, status),
        lambda done: reverse("record", args=[order_id]),
    )


@signed_in
def withdraw_mail(request: MemberRequest, order_id: UUID, mail_id: UUID) -> HttpResponse:
    """Take back a mail that waits, and go back to where the order's mails stand."""
    return answered(
        request,
        MAIL,
        "withdraw",
        {"mail_id": mail_id},
        lambda attempt, status: _page(request, order_id, attempt, status),
        lambda done: f"{reverse('record', args=[order_id])}?tab=documents",
    )


def seen(by: Member, order_id: UUID) -> str:
    """What the page calls the state it shows: the order's version, how many documents it has, how much happened."""
    order = queries.visible(by).only("id", "version").one(order_id)
    documents = of_order(by.company_id, order_id).count()
    return _seen(order, documents, happened_on(order))


def _seen(order: Order, documents: int, happened: int) -> str:
    return f"{order.version}.{documents}.{happened}"


def _page(request: MemberRequest, order_id: UUID, attempt: Attempt | None = None, status: int = 200) -> HttpResponse:
    with scope.reading(request.member.company_id):
        shown = _shown(request, order_id, attempt)
        return render(request, "web/record/page.html", shown, status=status)


def _shown(request: MemberRequest, order_id: UUID, attempt: Attempt | None = None) -> dict[str, Any]:
    found = record_of(request.member, order_id, now())
    tabs = tabs_for(request.member, found)
    shown: Panels = panels(found, request.member, attempt)
    tab = named(tabs, request.GET.get("tab", ""))
    return {
        "record": found,
        "order": found.facts.order,
        "panels": shown,
        "audit": partial(audit, shown.trail_rows, request.GET),
        "tabs": tabs,
        "audit_asked": asked(request.GET),
        "tab": tab,
        "jobs": jobs_table(found, request.member, request.GET.dict()) if tab.name == JOBS else None,
        "seen": _seen(found.facts.order, len(found.facts.documents), found.facts.happened),
        "waited": waited_for(found.facts.order),
        "draws_on": _drawn_from(request, found.facts.order),
        "outside_period": _outside_period(request, found),
        "key": new_key(),
        "attempt": attempt,
        "today": found.facts.today,
        "here": "orders",
    }


def _drawn_from(request: MemberRequest, order: Order) -> UUID | None:
    """The shared order that this is a share of, where this reader sees that one too."""
    if order.drawn_from_id is None or outside(request.member):
        return None
    seen = queries.visible(request.member).filter(id=order.drawn_from_id)
    return order.drawn_from_id if seen.exists() else None


def _outside_period(request: MemberRequest, found: Record) -> dict[UUID, str]:
    """What is to be said of each line whose days lie outside the order's own, by the line's id."""
    says, words = found.facts.revision, wording(request.member)
    order = (says.starts_on, says.ends_on)
    return {line.id: beyond((line.starts_on, line.ends_on), order, words) for line in found.facts.lines}


def _who(request: MemberRequest, order_id: UUID) -> dict[str, Any]:
    facts = record_of(request.member, order_id, now()).facts
    last = facts.entries[-1] if facts.entries else None
    return {"who": facts.name(last.member_id) if last else "", "order": facts.order}
