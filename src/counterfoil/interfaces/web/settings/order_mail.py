"""The page of the mail of an order: how it begins, what can be put in, and by which server it goes out."""

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse

from counterfoil.foundation.kernel import scope
from counterfoil.foundation.mail.queries import stands
from counterfoil.foundation.mail.rules import NO_SERVER
from counterfoil.insight.policies.mail import MailTemplateNow, mail_template
from counterfoil.insight.verbs.available import asked

from ..forms.available import Attempt, ShownVerb, Suggested, answered, shown_verb
from ..forms.verb_forms import forms_of
from ..session.member import MemberRequest, new_key, signed_in
from .pages import HERE, inside

TEMPLATE = forms_of("mailtemplate")


@signed_in
def template(request: MemberRequest) -> HttpResponse:
    """What holds, with the form for whoever may change it."""
    return _page(request)


@signed_in
def do(request: MemberRequest) -> HttpResponse:
    """Set another text."""
    here = {"company_id": inside(request).company_id}
    return answered(
        request,
        TEMPLATE,
        "set",
        here,
        lambda attempt, status: _page(request, attempt, status),
        lambda done: reverse("mail_template"),
    )


def _page(request: MemberRequest, attempt: Attempt | None = None, status: int = 200) -> HttpResponse:
    by = inside(request)
    with scope.reading(by.company_id):
        found = mail_template(by)
    shown = {
        "template": found,
        "form": _form(request, found, attempt),
        "no_server": "" if stands() else NO_SERVER,
        "server": settings.EMAIL_HOST,
        "from": settings.DEFAULT_FROM_EMAIL,
        "attempt": attempt,
        "key": new_key(),
        "here": "settings",
    }
    return render(request, "web/settings/order_mail.html", shown | HERE, status=status)


def _form(request: MemberRequest, found: MailTemplateNow, attempt: Attempt | None) -> ShownVerb:
    by = request.member
    begun = Suggested({"subject": found.subject, "text": found.text}, hidden={"version": str(found.version)})
    offered = asked("mailtemplate.set", [], by)
    return shown_verb(TEMPLATE["set"], offered, reverse("mail_template_do"), by.company_id, attempt, begun)
