"""The pages of keys: making one, whose secret is shown once, what it may, and its end."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime, time
from typing import Any, cast
from uuid import UUID

from django.http import HttpResponse, QueryDict
from django.urls import reverse
from django.utils.translation import gettext as _

from counterfoil.foundation.companies.cases import KeyCase
from counterfoil.foundation.companies.models import ApiKey, Member
from counterfoil.foundation.companies.permissions import SERVICE_VERBS, verbs_of
from counterfoil.foundation.companies.queries import visible_keys, visible_members
from counterfoil.foundation.kernel import scope
from counterfoil.foundation.kernel.refusals import Invalid
from counterfoil.insight.verbs.words import WORDS, verb_words

from ..forms.available import Attempt, Suggested, answered, grouped, permitted
from ..forms.verb_forms import Post, form_of
from ..panels.trail_rows import happened
from ..session.member import MemberRequest, id_said, now, signed_in
from ..wording import Wording, wording
from .thing import Fact, Once, Thing, add_page, case_verbs, once_page, thing_page

_BACK = "keys"
_DAYS_END = time(23, 59, 59)
Scopes = Sequence[tuple[str, Sequence[tuple[str, str]]]]


def _read(post: Post, words: Wording) -> dict[str, Any]:
    """What is ticked is what the key may; it works through its last day, as the company's day ends."""
    text = post.get("expires_at", "").strip()
    try:
        last = datetime.combine(date.fromisoformat(text), _DAYS_END, words.zone) if text else None
    except ValueError:
        raise Invalid({"expires_at": [_("This must be a date, such as 2026-03-31.")]}) from None
    said = {"name": post.get("name", ""), "expires_at": last, "scopes": cast(QueryDict, post).getlist("scope")}
    return said | ({"member_id": post["member_id"]} if post.get("member_id") else {})


CREATE, REVOKE = {"create": form_of("key.create", _read)}, {"revoke": form_of("key.revoke")}


@signed_in
def key(request: MemberRequest, key_id: UUID) -> HttpResponse:
    """One key: what it may, until when, and who stands behind it."""
    return _page(request, key_id)


@signed_in
def do(request: MemberRequest, key_id: UUID, verb: str) -> HttpResponse:
    """End a key."""
    return answered(
        request,
        REVOKE,
        verb,
        {"key_id": key_id},
        lambda attempt, status: _page(request, key_id, attempt, status),
        lambda done: reverse("key", args=[key_id]),
    )


@signed_in
def new(request: MemberRequest) -> HttpResponse:
    """Make a key for oneself, or for the service that the address names."""
    permitted(request, "key.create")
    if request.method != "POST":
        return _form(request)
    return answered(
        request,
        CREATE,
        "create",
        {"company_id": request.member.company_id},
        lambda attempt, status: _form(request, attempt, status),
        lambda done: reverse("key", args=[done["id"]]),
        once=lambda done: _secret_page(request, done),
    )


def scopes_of(holder: Member) -> Scopes:
    """What a key of this member's could be made for, in words, by what it is done with."""
    able = verbs_of(holder.roles) & (SERVICE_VERBS if holder.service else frozenset(WORDS))
    groups: dict[str, list[tuple[str, str]]] = {}
    for verb in (name for name in WORDS if name in able):
        groups.setdefault(_about(verb), []).append((verb, verb_words(verb)))
    return list(groups.items())


def _about(verb: str) -> str:
    """What a verb is done with, as people call it."""
    return {
        "order": _("Orders"),
        "finding": _("Orders"),
        "evidence": _("Evidence"),
        "invoice": _("Invoices and exceptions"),
        "exception": _("Invoices and exceptions"),
        "payment": _("Payments and refunds"),
        "refund": _("Payments and refunds"),
        "writeoff": _("Write-offs"),
        "contractor": _("Contractors"),
        "party": _("Contractors"),
        "engagement": _("Engagements"),
        "jobpost": _("Job posts"),
        "requisition": _("Requisitions"),
        "offer": _("Offers"),
        "contract": _("Contracts"),
        "changerequest": _("Change requests"),
        "costcentre": _("Cost centres"),
        "account": _("Accounts"),
        "discount": _("Discounts and markups"),
        "tax": _("Taxes"),
        "customfield": _("Custom fields"),
        "project": _("Projects"),
        "rate": _("Exchange rates"),
        "route": _("Exceptions: who looks after them"),
    }.get(verb.partition(".")[0], _("Settings and lists"))


def _holder(request: MemberRequest) -> Member:
    """Whom the key is to act as. Raises NotFound for nobody of this company. Called inside a scope."""
    given = request.POST if request.method == "POST" else request.GET
    name = "member_id" if request.method == "POST" else "member"
    if not given.get(name):
        return request.member
    found: Member = visible_members(request.member).one(id_said(given, name))
    return found


def _form(request: MemberRequest, attempt: Attempt | None = None, status: int = 200) -> HttpResponse:
    with scope.reading(request.member.company_id):
        holder = _holder(request)
        scopes = scopes_of(holder)
    says = _("It acts as %(name)s, and never has more than they have.") % {"name": holder.name}
    more: Mapping[str, Any] = {"scopes": scopes, "chosen": request.POST.getlist("scope"), "says": says}
    begun = Suggested(hidden={} if holder.id == request.member.id else {"member_id": str(holder.id)})
    back = (_BACK, _("Keys"))
    return add_page(request, CREATE["create"], reverse("key_new"), back, attempt, status, begun, **more)


def _secret_page(request: MemberRequest, done: dict[str, Any]) -> HttpResponse:
    once = Once(
        _("The secret of your new key"),
        _("A program sends it with each request, as “Authorization: Bearer” and the secret."),
        done["secret"],
        reverse("key", args=[done["id"]]),
        _("I have copied it"),
        done.get("warnings", ()),
    )
    return once_page(request, once)


def _page(request: MemberRequest, key_id: UUID, attempt: Attempt | None = None, status: int = 200) -> HttpResponse:
    by = request.member
    with scope.reading(by.company_id):
        found: ApiKey = visible_keys(by).select_related("member", "made_by").one(key_id)
        case = KeyCase(by, now(), key=found)
        shown = case_verbs(case, REVOKE, lambda deed: reverse("key_do", args=[key_id, deed]), key_id, attempt, {})
        trail = happened(by, key_id)
    says = _("A key for programs; its secret is kept nowhere.")
    facts = _facts(found, wording(by))
    return thing_page(request, Thing(found.name, says, _BACK, _("Keys"), facts, grouped(shown), trail), attempt, status)


def _facts(found: ApiKey, words: Wording) -> list[Fact]:
    may = _("everything that its member may") if "*" in found.scopes else "\n".join(map(verb_words, found.scopes))
    facts = [
        Fact(_("Begins with"), found.prefix),
        Fact(_("Acts as"), found.member.name),
        Fact(_("May"), may or _("read only")),
        Fact(_("Made by"), found.made_by.name),
        Fact(_("Made"), words.moment(found.made_at)),
        Fact(_("Works until"), words.moment(found.expires_at) if found.expires_at else _("it is ended")),
    ]
    return facts + ([Fact(_("Ended"), words.moment(found.revoked_at))] if found.revoked_at else [])
