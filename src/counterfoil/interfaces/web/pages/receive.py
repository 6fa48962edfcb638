"""Sending files: any document, several at once, and then what each became."""

from collections.abc import Sequence
from typing import Any

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.template.defaultfilters import filesizeformat
from django.urls import reverse
from django.utils.translation import gettext as _

from counterfoil.lifecycle.intake.receiving import Sender
from counterfoil.lifecycle.intake.receiving import receive as take_in
from counterfoil.lifecycle.intake.sides import BUYER, SELLER

from ..forms.available import permitted
from ..session.member import MemberRequest, new_key, now, signed_in, via

MOST_FILES = 50
_FOR_THE_FORM = 64 * 1024
"""What a request holds beside its files."""


@signed_in
def receive(request: MemberRequest) -> HttpResponse:
    """The page that takes files. Each is taken in by itself, and the log says what became of it."""
    permitted(request, "document.keep")
    if request.method != "POST":
        return _form(request)
    files = request.FILES.getlist("files")
    wrong = _wrong(files)
    if wrong:
        return _form(request, wrong, 422)
    answers = take_in([(file.name or "", file.read()) for file in files], _sender(request))
    ids = ",".join(answer["arrival"] for answer in answers)
    return redirect(f"{reverse('arrivals')}?ids={ids}")


def _sender(request: MemberRequest) -> Sender:
    """Who sends them, and what they say of this call."""
    said, by = request.POST, request.member
    we_are = said.get("we_are", "")
    adds = "add_parties" in said and by.may("contractor.add")
    return Sender(by, now(), via(request), we_are if we_are in (BUYER, SELLER) else "", adds)


def _wrong(files: Sequence[Any]) -> str:
    if not files:
        return _("Choose one file at least. Nothing was sent.")
    if len(files) > MOST_FILES:
        params = {"count": len(files), "most": MOST_FILES}
        return _("These are %(count)s files; at most %(most)s come at once. Nothing was taken in: send fewer.") % params
    return ""


def _form(request: MemberRequest, wrong: str = "", status: int = 200) -> HttpResponse:
    shown = {
        "wrong": wrong,
        "we_are": request.POST.get("we_are", ""),
        "adds": request.member.may("contractor.add"),
        "add_parties": "add_parties" in request.POST,
        "most_files": MOST_FILES,
        "most_bytes": settings.MOST_BODY - _FOR_THE_FORM,
        "most_size": filesizeformat(settings.MOST_BODY),
        "key": request.POST.get("key") or new_key(),
        "here": "arrivals",
    }
    return render(request, "web/receive.html", shown, status=status)
