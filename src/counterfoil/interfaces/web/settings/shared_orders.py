"""The orders that contracts share: loading one, its page, who may use it, and a contract's share of it."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from counterfoil.foundation.catalogue.units import UNITS
from counterfoil.foundation.companies.models import Member
from counterfoil.foundation.companies.permissions import MANAGER, sees_dealings
from counterfoil.foundation.companies.queries import holding, visible_members, visible_teams
from counterfoil.foundation.kernel import scope
from counterfoil.foundation.kernel.refusals import Invalid
from counterfoil.insight.verbs.available import one_available
from counterfoil.lifecycle.engagements.models import Engagement
from counterfoil.lifecycle.engagements.queries import visible as engagements
from counterfoil.lifecycle.engagements.queries import visible_offers
from counterfoil.lifecycle.orders import queries
from counterfoil.lifecycle.orders.cases import SharedCase
from counterfoil.lifecycle.orders.models import SHARED, Order
from counterfoil.lifecycle.orders.undrawn import share_of
from counterfoil.lifecycle.orders.using import USING, permitted

from ..forms.available import NOTHING, Attempt, Suggested, answered, grouped, shown_verb
from ..forms.available import permitted as allowed
from ..forms.verb_forms import Field, Form, form_of, read_fields
from ..panels.trail_rows import happened
from ..session.member import MemberRequest, id_said, now, signed_in
from ..wording import Wording, wording
from .pages import inside
from .thing import Fact, Thing, add_page, thing_page

_BACK = ("shared_orders", gettext_lazy("Shared orders"))
_MOST = 500
"""As many engagements are offered for a share at once, those begun last first; where there are more, the form says so."""
_LINE = (
    Field("quantity", gettext_lazy("How much of it?"), "number"),
    Field("unit", gettext_lazy("In which unit?"), "choice"),
    Field("unit_price", gettext_lazy("At which price, without tax?"), "price"),
)
"""What is asked of the one line that a share begins with here."""


def _line_read(said: dict[str, Any]) -> dict[str, Any]:
    """A share of one line, which is called as the share is."""
    line = {name: said.pop(name) for name in ("quantity", "unit", "unit_price")}
    return said | {"lines": [line | {"text": said.get("title", "")}]}


def _read_share(post: Mapping[str, str], words: Wording) -> dict[str, Any]:
    return _line_read(read_fields(_SHARE.fields, post, words))


_SHARE = form_of("order.share")
_SHARE = replace(_SHARE, fields=(*_SHARE.fields[:2], *_LINE, *_SHARE.fields[2:]), read=_read_share)
ADD = {"load_shared": form_of("order.load_shared")}
_DEEDS = ("confirm", "edit", "permit", "set_thresholds", "close", "reopen", "archive", "unarchive", "cancel")
CHANGES = {"share": _SHARE} | {deed: form_of(f"order.{deed}") for deed in _DEEDS}


@signed_in
def shared_order(request: MemberRequest, order_id: UUID) -> HttpResponse:
    """One of them: what it authorises, what its contracts have of it, and who may use it."""
    return _page(request, order_id)


@signed_in
def do(request: MemberRequest, order_id: UUID, verb: str) -> HttpResponse:
    """Edit it, say who may use it, give a contract its share, close, reopen, archive or cancel it."""
    inside(request)
    return answered(
        request,
        CHANGES,
        verb,
        {"order_id": order_id},
        lambda attempt, status: _page(request, order_id, attempt, status),
        lambda done: reverse("record" if done.get("drawn_from") else "shared_order", args=[done["id"]]),
    )


@signed_in
def new(request: MemberRequest) -> HttpResponse:
    """Load one by its number and amount (R2, R20)."""
    inside(request)
    allowed(request, "order.load_shared")
    if request.method != "POST":
        return _form(request)
    return answered(
        request,
        ADD,
        "load_shared",
        {"company_id": request.member.company_id},
        lambda attempt, status: _form(request, attempt, status),
        lambda done: reverse("shared_order", args=[done["id"]]),
    )


def _form(request: MemberRequest, attempt: Attempt | None = None, status: int = 200) -> HttpResponse:
    says = _("An order from elsewhere, before any contract uses it: contracts get their share of it later.")
    begun = Suggested({"currency": request.member.company.currency})
    address = reverse("shared_order_new")
    return add_page(request, ADD["load_shared"], address, _BACK, attempt, status, begun, says=says)


def _page(request: MemberRequest, order_id: UUID, attempt: Attempt | None = None, status: int = 200) -> HttpResponse:
    by = inside(request)
    with scope.reading(by.company_id):
        found: Order = queries.with_standings(queries.visible(by).filter(kind=SHARED)).one(order_id)
        case = SharedCase(by, now(), order=found)
        begun = _begun(by, found, wording(by), id_said(request.GET, "offer"))
        forms = CHANGES | {"share": _said_where_cut(by)}
        shown = [
            shown_verb(
                form,
                one_available(case, form.verb),
                reverse("shared_order_do", args=[order_id, deed]),
                order_id,
                attempt,
                begun.get(deed, NOTHING),
            )
            for deed, form in forms.items()
        ]
        says = found.title or _("An order that contracts share")
        thing = Thing(
            found.number, says, *_BACK, _facts(by, found, wording(by)), grouped(shown), happened(by, order_id)
        )
    return thing_page(request, thing, attempt, status)


def _facts(by: Member, order: Order, words: Wording) -> list[Fact]:
    money = {
        _("Authorised"): order.limit_amount,
        _("With contracts"): order.drawn_amount,
        _("Left"): order.left_to_draw,
        _("Accepted"): order.accepted_amount,
        _("Invoiced"): order.covered_amount,
    }
    last = words.day(order.valid_through) if order.valid_through else _("without an end")
    shares = queries.figured(by).filter(drawn_from_id=order.id).count()
    address = f"{reverse('orders' if sees_dealings(by.roles) else 'purchase_orders')}?number={order.number}"
    named = ", ".join(one.called for one in permitted(order)) if order.restricted else _("everybody who orders")
    return [
        Fact(_("State"), order.state_words(order.state)),
        *(Fact(name, words.money(amount, order.currency)) for name, amount in money.items()),
        Fact(_("Valid through"), last),
        Fact(_("Used by"), named or _("nobody yet, but finance, owners and the issuer")),
        Fact(_("Contracts that you see"), shares, address if shares else ""),
    ]


def _begun(by: Member, order: Order, words: Wording, offer_id: UUID) -> dict[str, Suggested]:
    """What each form begins with: what stands; a share with what its offer says, where one leads here."""
    version = {"version": str(order.version)}
    named = list(permitted(order))
    users = {
        "restricted": "yes" if order.restricted else "",
        "members": " ".join(str(one.member_id) for one in named if one.member_id),
        "teams": " ".join(str(one.team_id) for one in named if one.team_id),
    }
    people = visible_members(by).filter(holding([MANAGER], *USING), state=Member.ACTIVE, service=False)
    offered = {
        "members": [(str(one.id), one.name) for one in people.order_by("name", "id")],
        "teams": [(str(one.id), one.name) for one in visible_teams(by).order_by("name")],
    }
    stands = {
        "title": order.title,
        "valid_through": str(order.valid_through or ""),
        "net": words.price(order.limit_amount, order.currency),
    }
    contracts = _engagements(by).select_related("contractor").order_by("-id")[:_MOST]
    options = [(str(one.id), f"{one.title} · {one.contractor.name}") for one in contracts]
    units = [(code, str(said)) for code, said in UNITS.items()]
    return {
        "edit": Suggested(stands, hidden=version),
        "permit": Suggested(users, offered, version),
        "share": Suggested(_share_of(by, words, offer_id), {"engagement_id": options, "unit": units}),
    }


def _share_of(by: Member, words: Wording, offer_id: UUID) -> dict[str, str]:
    """What the share of an accepted offer says."""
    begun = {"unit": "HUR"}
    found = visible_offers(by).filter(id=offer_id, state="accepted").first() if offer_id.int else None
    if found is None:
        return begun
    try:
        said = share_of(found)
    except Invalid:  # no line can have its price: what it is for is said, and the rest is typed
        return begun | {"engagement_id": str(found.engagement_id), "title": found.title}
    [line] = said.lines
    return {
        "engagement_id": str(said.engagement_id),
        "title": said.title,
        "quantity": words.number(line.quantity),
        "unit": line.unit,
        "unit_price": words.price(line.unit_price, found.currency),
        "starts_on": str(said.starts_on or ""),
        "ends_on": str(said.ends_on or ""),
    }


def _engagements(by: Member) -> QuerySet[Engagement]:
    return engagements(by).filter(archived_at__isnull=True)


def _said_where_cut(by: Member) -> Form:
    """The form of a share; where not all engagements are offered, it says what to do for the others."""
    if len(_engagements(by).order_by().values("id")[: _MOST + 1]) <= _MOST:
        return _SHARE
    hint = _(
        "The %(most)s that were added last are offered. Archive those that are over, or name another one by the API."
    )
    first, *rest = _SHARE.fields
    return replace(_SHARE, fields=(replace(first, hint=hint % {"most": _MOST}), *rest))
