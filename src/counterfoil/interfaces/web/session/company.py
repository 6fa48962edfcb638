"""Which company I work in, and answering an invitation."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from counterfoil.foundation.companies.actions.members import accept_membership
from counterfoil.foundation.companies.models import Member
from counterfoil.foundation.kernel.refusals import NotFound

from .member import choose, new_key, now, resolve, via


@login_required
def company(request: HttpRequest) -> HttpResponse:
    """The companies that the user belongs to; choosing one changes nothing but what is shown."""
    if request.method == "POST":
        choose(request, _uuid(request.POST.get("company", "")))
        return redirect("desk")
    resolve(request)
    return render(request, "web/company.html", {"here": "company"})


@login_required
def invitation(request: HttpRequest) -> HttpResponse:
    """The invitation to the company that is chosen, and its acceptance."""
    known = resolve(request)
    if known is None or known.member.state != Member.INVITED:
        return redirect("desk")
    if request.method != "POST":
        return render(request, "web/invitation.html", {"invited": known.member, "key": new_key()})
    accept_membership(by=known.member, at=now(), via=via(request))
    messages.success(request, _("Welcome to %(company)s.") % {"company": known.member.company.name})
    return redirect("desk")


def _uuid(text: str) -> UUID:
    try:
        return UUID(text)
    except ValueError:
        raise NotFound("company") from None
