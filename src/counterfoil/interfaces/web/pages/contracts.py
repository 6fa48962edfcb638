"""The page of one contract: what it allows, how it was signed, and the orders under it. The list is a declaration."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import content_disposition_header

from counterfoil.foundation.catalogue.units import UNITS
from counterfoil.foundation.companies.models import Member
from counterfoil.foundation.documents import allowance, store
from counterfoil.foundation.kernel import scope
from counterfoil.foundation.kernel.refusals import NotFound
from counterfoil.insight.trace.changerequests import asking
from counterfoil.insight.verbs.available import available
from counterfoil.lifecycle.engagements import queries
from counterfoil.lifecycle.engagements.contract_cases import ContractCase
from counterfoil.lifecycle.engagements.models import Contract
from counterfoil.lifecycle.engagements.states import CHANGEABLE

from ..forms.available import Attempt, ShownVerb, Suggested, answered, grouped, shown_verb
from ..forms.verb_forms import NO_CHOICE, Post, forms_of
from ..panels.caps import changes_shown
from ..panels.trail_rows import happened
from ..session.member import MemberRequest, new_key, now, outside, signed_in
from ..wording import Wording, wording
from .change_requests import CHANGE


def _said(post: Post, words: Wording) -> dict[str, Any]:
    """The day and the signers; the file itself comes with the request."""
    return {"signed_on": post.get("signed_on") or None, "signers": post.get("signers", "")}


CONTRACT = forms_of("contract", sign=_said)
_LONGEST_NAME = 200


@signed_in
def contract(request: MemberRequest, contract_id: UUID) -> HttpResponse:
    """One contract, for who works here and for its contractor."""
    return _page(request, contract_id)


@signed_in
def do(request: MemberRequest, contract_id: UUID, verb: str) -> HttpResponse:
    """Change it, store the signed file, start it or end it."""
    return answered(
        request,
        {name: form for name, form in CONTRACT.items() if name != "create"},
        verb,
        {"contract_id": contract_id, **(_brought(request) if verb == "sign" else {})},
        lambda attempt, status: _page(request, contract_id, attempt, status),
        lambda done: reverse("contract", args=[contract_id]),
    )


@signed_in
def signed_file(request: MemberRequest, contract_id: UUID) -> HttpResponse:
    """The file that was signed, as a download."""
    by = request.member
    with scope.reading(by.company_id):
        found = queries.contract(by, contract_id).document
    if found is None:
        raise NotFound("document")
    try:
        content = store.fetch(by.company_id, found.sha256)
    except FileNotFoundError:
        raise NotFound("document") from None
    answer = HttpResponse(content, content_type=found.media_type)
    answer["Content-Disposition"] = content_disposition_header(True, found.name)
    return answer


def term_options() -> dict[str, list[tuple[str, str]]]:
    """What is chosen among of what a contract allows."""
    kinds = [(name, str(words)) for name, words in Contract.ORDER_KINDS.items()]
    return {"order_kind": kinds, "unit": [(NO_CHOICE, "–"), *((code, str(words)) for code, words in UNITS.items())]}


def _brought(request: MemberRequest) -> dict[str, Any]:
    """The file that came with the form. Where none did, its name is empty, and the form says so."""
    file, by = request.FILES.get("name"), request.member
    if file is None:
        return {"name": "", "media_type": "application/octet-stream", "size": 0, "sha256": ""}
    allowance.taken(by, timezone.now(), [file.size or 0])
    content = file.read()
    kept = {"size": len(content), "sha256": store.keep(by.company_id, content)}
    return {"name": (file.name or "")[-_LONGEST_NAME:], "media_type": file.content_type or "application/pdf"} | kept


def _page(request: MemberRequest, contract_id: UUID, attempt: Attempt | None = None, status: int = 200) -> HttpResponse:
    by = request.member
    with scope.reading(by.company_id):
        found = queries.contract(by, contract_id)
        verbs = [one for one in available(ContractCase(by, now(), contract=found)) if by.may(one.verb)]
        shown = {
            "contract": found,
            "verbs": grouped([*_ask(by, found), *(_shown(request, found, one, attempt) for one in verbs)]),
            "changes": changes_shown(by, found),
            "trail_rows": [] if outside(by) else happened(by, contract_id, Contract._meta.db_table),
            "attempt": attempt,
            "key": new_key(),
            "here": "offers",
        }
        return render(request, "web/contract.html", shown, status=status)


def _ask(by: Member, found: Contract) -> list[ShownVerb]:
    """The way to the form that asks for a change of what was signed, for who may."""
    if not by.may("changerequest.create") or outside(by) or found.state not in CHANGEABLE:
        return []
    address = reverse("change_request_new", args=[found.id])
    return [shown_verb(CHANGE["create"], asking(by, found), address, found.id)]


def _shown(request: MemberRequest, found: Contract, offered: Any, attempt: Attempt | None) -> ShownVerb:
    verb, words = offered.verb.partition(".")[2], wording(request.member)
    stands = {
        name: str(getattr(found, name) or "") for name in ("order_kind", "currency", "unit", "starts_on", "ends_on")
    }
    stands["unit"] = found.unit or NO_CHOICE
    if found.amount is not None:
        stands["amount"] = words.figure(found.amount, found.currency)
    if found.unit_rate is not None:
        stands["unit_rate"] = words.price(found.unit_rate, found.currency)
    begun = Suggested(stands if verb == "change" else {}, term_options(), {"version": str(found.version)})
    return shown_verb(CONTRACT[verb], offered, reverse("contract_do", args=[found.id, verb]), found.id, attempt, begun)
