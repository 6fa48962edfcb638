"""The pages of the mails of orders and advices: how each begins, what can be put in, and by which server it goes out."""

from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from counterfoil.foundation.kernel import scope
from counterfoil.foundation.mail.models import ORDER, REMITTANCE
from counterfoil.foundation.mail.queries import stands
from counterfoil.foundation.mail.rules import NO_SERVER
from counterfoil.insight.policies.mail import MailTemplateNow, mail_template
from counterfoil.insight.verbs.available import asked

from ..forms.available import Attempt, ShownVerb, Suggested, answered, shown_verb
from ..forms.verb_forms import forms_of
from ..session.member import MemberRequest, new_key, signed_in
from .pages import HERE, inside

TEMPLATE = forms_of("mailtemplate")


@dataclass(frozen=True)
class Worded:
    """One kind of mail that a company words: the name of its page's address, what it is called, and what it is for."""

    address: str
    words: Any
    says: Any


PAGES = {
    ORDER: Worded(
        "mail_template",
        _("Mail of an order"),
        _("How the mail begins by which an order goes to its contractor. Each can still be changed before it goes."),
    ),
    REMITTANCE: Worded(
        "remittance_template",
        _("Mail of a remittance advice"),
        _(
            "How a contractor is told by mail what a payment pays, once it was sent. The advice is attached. Whether it is "
            "mailed is set on the company's page."
        ),
    ),
}


@signed_in
def template(request: MemberRequest, kind: str = ORDER) -> HttpResponse:
    """What holds, with the form for whoever may change it."""
    return _page(request, kind)


@signed_in
def do(request: MemberRequest, kind: str = ORDER) -> HttpResponse:
    """Set another text."""
    here = {"company_id": inside(request).company_id}
    return answered(
        request,
        TEMPLATE,
        "set",
        here,
        lambda attempt, status: _page(request, kind, attempt, status),
        lambda done: reverse(PAGES[kind].address),
    )


def _page(request: MemberRequest, kind: str, attempt: Attempt | None = None, status: int = 200) -> HttpResponse:
    by = inside(request)
    with scope.reading(by.company_id):
        found = mail_template(by, kind)
    shown = {
        "worded": PAGES[kind],
        "template": found,
        "form": _form(request, kind, found, attempt),
        "no_server": "" if stands() else NO_SERVER,
        "server": settings.EMAIL_HOST,
        "from": settings.DEFAULT_FROM_EMAIL,
        "attempt": attempt,
        "key": new_key(),
        "here": "settings",
    }
    return render(request, "web/settings/order_mail.html", shown | HERE, status=status)


def _form(request: MemberRequest, kind: str, found: MailTemplateNow, attempt: Attempt | None) -> ShownVerb:
    by = request.member
    hidden = {"version": str(found.version), "kind": kind}
    begun = Suggested({"subject": found.subject, "text": found.text}, hidden=hidden)
    offered = asked("mailtemplate.set", [], by)
    return shown_verb(TEMPLATE["set"], offered, reverse(f"{PAGES[kind].address}_do"), by.company_id, attempt, begun)
