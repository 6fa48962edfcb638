"""The pages of members: inviting them, what each may, their invitation, and services."""

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from counterfoil.foundation.companies.models import InvitationLink, Member, Right
from counterfoil.foundation.companies.permissions import ISSUER, ROLES, SERVICE_ROLES, works_here
from counterfoil.foundation.companies.queries import link_of, people, visible_members, visible_teams
from counterfoil.foundation.kernel import scope
from counterfoil.foundation.mail.queries import invitations
from counterfoil.insight.listing.people import STATES
from counterfoil.insight.verbs.about import Groups, named_verbs, to_name
from counterfoil.insight.verbs.role_words import MAY_WORDS, role_words
from counterfoil.lifecycle.matching.hand_over_case import HandOverCase
from counterfoil.lifecycle.matching.holding import MOVES, STAYS, Holding

from ..forms.available import Attempt, Suggested, answered, grouped, permitted
from ..forms.verb_forms import NO_CHOICE, form_of, forms_of
from ..panels.trail_rows import happened
from ..session.invitation import address_of
from ..session.member import MemberRequest, now, signed_in
from ..wording import Wording, wording
from .pages import inside
from .thing import Fact, Once, Thing, add_page, case_verbs, once_page, thing_page

MEMBER = {deed: form for deed, form in forms_of("member").items() if deed != "invite"}
INVITE, SERVICE = form_of("member.invite"), form_of("service.add")
_BACK = "members"


@signed_in
def member(request: MemberRequest, member_id: UUID) -> HttpResponse:
    """What a member may, for everybody who works here; an owner changes it."""
    return _page(request, member_id)


@signed_in
def do(request: MemberRequest, member_id: UUID, verb: str) -> HttpResponse:
    """Give or take a role, end the membership, or make the link of an invitation anew."""
    inside(request)
    return answered(
        request,
        MEMBER,
        verb,
        {"member_id": member_id},
        lambda attempt, status: _page(request, member_id, attempt, status),
        lambda done: reverse("member", args=[member_id]),
        once=lambda done: _link_page(request, done),
    )


@signed_in
def new(request: MemberRequest) -> HttpResponse:
    """Invite somebody; the link is shown once."""
    inside(request)
    permitted(request, "member.invite")
    if request.method != "POST":
        return _invite_page(request)
    return answered(
        request,
        {"invite": INVITE},
        "invite",
        {"company_id": request.member.company_id},
        lambda attempt, status: _invite_page(request, attempt, status),
        lambda done: reverse("member", args=[done["id"]]),
        once=lambda done: _link_page(request, done),
    )


@signed_in
def new_service(request: MemberRequest) -> HttpResponse:
    """Add a platform or a tool, which then gets a key."""
    inside(request)
    permitted(request, "service.add")
    if request.method != "POST":
        return _service_page(request)
    return answered(
        request,
        {"add": SERVICE},
        "add",
        {"company_id": request.member.company_id},
        lambda attempt, status: _service_page(request, attempt, status),
        lambda done: reverse("member", args=[done["id"]]),
    )


def _invite_page(request: MemberRequest, attempt: Attempt | None = None, status: int = 200) -> HttpResponse:
    with scope.reading(request.member.company_id):
        begun = Suggested({"team_id": NO_CHOICE}, _given(ROLES, request.member))
    back = (_BACK, _("Members"))
    return add_page(request, INVITE, reverse("member_new"), back, attempt, status, begun, roles=_what_roles_may(ROLES))


def _service_page(request: MemberRequest, attempt: Attempt | None = None, status: int = 200) -> HttpResponse:
    able = [role for role in ROLES if role in SERVICE_ROLES]
    with scope.reading(request.member.company_id):
        begun = Suggested({"team_id": NO_CHOICE}, {"role": _roles(able), "team_id": _teams(request.member)})
    says = _("A platform or a tool: it has no sign-in, acts by keys alone, and never gives its word.")
    more: Mapping[str, Any] = {"roles": _what_roles_may(able), "says": says}
    return add_page(request, SERVICE, reverse("service_new"), (_BACK, _("Members")), attempt, status, begun, **more)


def _link_page(request: MemberRequest, done: dict[str, Any]) -> HttpResponse:
    with scope.reading(request.member.company_id):
        invited = visible_members(request.member).one(UUID(done["id"]))
    says = _(
        "Give this link to %(name)s: by it they accept, and choose a password if they have none here. It works once, and "
        "for %(days)s days. Whoever has it can answer in their place."
    )
    return once_page(
        request,
        Once(
            _("The link for %(name)s") % {"name": invited.name},
            says % {"name": invited.name, "days": InvitationLink.DAYS},
            address_of(request, done["secret"]),
            reverse("member", args=[invited.id]),
            _("I have copied it"),
        ),
    )


def _page(request: MemberRequest, member_id: UUID, attempt: Attempt | None = None, status: int = 200) -> HttpResponse:
    by = inside(request)
    with scope.reading(by.company_id):
        found: Member = visible_members(by).prefetch_related("rights__team").one(member_id)
        case = HandOverCase(by, now(), member=found)
        thing = Thing(
            found.name,
            _says(found),
            _BACK,
            _("Members"),
            _facts(request, found) + _held(case),
            grouped(
                case_verbs(case, _forms(found), _address(found), found.id, attempt, _begun(by, found, case.holding))
            ),
            happened(by, found.id),
            _notes(by, found),
            _what_roles_may(_able(found)) if by.may("member.grant") and found.state != Member.GONE else (),
        )
    return thing_page(request, thing, attempt, status)


def _forms(found: Member) -> Mapping[str, Any]:
    """A service was never invited, nor does one who is here wait for a link."""
    answers = ("renew", "cancel", "send")
    here = found.service or found.is_system or found.state == Member.ACTIVE
    return {deed: form for deed, form in MEMBER.items() if not (here and deed in answers)}


def _address(found: Member) -> Any:
    return lambda deed: reverse("member_do", args=[found.id, deed])


def _begun(by: Member, found: Member, holding: Holding) -> Mapping[str, Suggested]:
    given = set(Right.every.within(by.company_id).filter(member_id=found.id).values_list("role", flat=True))
    held = [(role, role_words(role)) for role in ROLES if role in given]
    return {
        "grant": Suggested({"team_id": NO_CHOICE}, _given(_able(found), by, service=found.service)),
        "revoke": Suggested(options={"role": held}),
        "hand_over": Suggested(options={"to_id": _receivers(by, found, holding)}),
    }


def _receivers(by: Member, found: Member, holding: Holding) -> list[tuple[str, str]]:
    """Who could go on with what they hold, by name."""
    if not by.may("member.hand_over") or not holding.of(*MOVES):
        return []
    return [(str(one.id), one.name) for one in people(by) if one.id != found.id and works_here(one.roles)]


def _held(case: HandOverCase) -> list[Fact]:
    """What they hold, for who could hand it over: before somebody leaves it is seen what they leave behind."""
    if not case.by.may("member.hand_over"):
        return []
    words = {
        "exceptions": _("open exceptions"),
        "shared_orders": _("shared orders that name them"),
        "awaited_orders": _("purchase orders that they get"),
        "orders": _("orders under way that they asked for"),
        "offers": _("open offers that they made"),
        "job_posts": _("open job posts that they made"),
    }
    lines = [f"{words[name]}: {count}" for name, count in case.holding.of(*MOVES, *STAYS).items()]
    return [Fact(_("Holds"), "\n".join(lines))] if lines else []


def _able(found: Member) -> Sequence[str]:
    """The roles that such a member can have."""
    return [role for role in ROLES if role in SERVICE_ROLES] if found.service else ROLES


def _says(found: Member) -> str:
    if found.is_system:
        return _("The company itself: it files and reminds, and never approves.")
    if found.service:
        return _("A service: a platform or a tool, which acts by keys and never gives its word.")
    return _("A member of the company")


def _facts(request: MemberRequest, found: Member) -> list[Fact]:
    words = wording(request.member)
    rights = sorted(found.rights.all(), key=lambda right: (right.role, str(right.team_id or "")))
    roles = [_right(one, words, request.member.company.currency) for one in rights]
    facts = [Fact(_("State"), STATES[found.state])]
    if found.email:
        facts.append(Fact(_("E-mail"), found.email))
    facts.append(Fact(_("Roles"), "\n".join(roles) or _("none: they see nothing")))
    if found.state == Member.INVITED:
        link = link_of(found)
        until = (
            words.moment(link.expires_at) if link and link.expires_at > now() else _("none is valid: make a new one")
        )
        facts.append(Fact(_("Their link works until"), until))
        facts += [Fact(_("Mailed to them"), line) for line in _mailed(found, words)]
    if found.service:
        facts.append(Fact(_("Keys"), _("those that it acts by"), f"{reverse('keys')}?member={found.id}"))
        if found.state == Member.ACTIVE and request.member.may("key.create"):
            facts.append(Fact(_("Another key"), _("make one"), f"{reverse('key_new')}?member={found.id}"))
    return facts


def _right(one: Right, words: Wording, currency: str) -> str:
    """A role with how it is narrowed, and what it lets them do."""
    said = role_words(one.role)
    if one.team:
        said = _("%(role)s, for %(team)s") % {"role": said, "team": one.team.name}
    if one.most is not None:
        said = _("%(role)s, up to %(most)s") % {"role": said, "most": words.money(one.most, currency)}
    if one.until:
        said = _("%(role)s, until %(day)s") % {"role": said, "day": words.day(one.until)}
    if one.only:
        return _("%(role)s, only %(verbs)s") % {"role": said, "verbs": named_verbs(one.only)}
    return said if one.team or one.role not in MAY_WORDS else f"{said}: {MAY_WORDS[one.role]}"


def _mailed(found: Member, words: Wording) -> list[str]:
    """What became of the newest mail by which they were invited."""
    newest = invitations(found.company_id, found.id).first()
    if newest is None:
        return []
    became = [
        f"{one.address}: {one.state_words(one.state)}{f' ({one.told})' if one.told else ''}"
        for one in newest.recipients.all()
    ]
    return ["\n".join([f"{words.moment(newest.made_at)} · {newest.state_words(newest.state)}", *became, newest.error])]


def _notes(by: Member, found: Member) -> list[str]:
    """What the office of an issuer means, where it is looked at: who issues is said here and nowhere else (R98)."""
    if found.is_system or found.service:
        return []
    if ISSUER in found.roles_for("order.issue"):
        return [
            _("As an issuer they deal the numbers: issuers alone issue orders and set how numbers look, owners do not.")
        ]
    if not by.may("member.grant"):
        return []
    return [
        _(
            "Only an issuer issues orders and sets how their numbers look. An owner makes somebody, or themselves, one "
            "with “Give a role”; it is on the trail."
        )
    ]


def _given(roles: Sequence[str], by: Member, *, service: bool = False) -> Mapping[str, Sequence[tuple[str, Any]]]:
    """Which role can be given, for which team, and of each which of its verbs alone."""
    only = [(role, {"words": role_words(role), "groups": _boxes(role, service=service)}) for role in roles]
    return {"role": _roles(roles), "team_id": _teams(by), "only": [one for one in only if one[1]["groups"]]}


def _boxes(role: str, *, service: bool) -> Groups:
    """Of each role its own boxes."""
    groups = to_name(role, service=service)
    return [(about, [(f"{role}.{verb}", words) for verb, words in verbs]) for about, verbs in groups]


def _roles(roles: Any) -> list[tuple[str, str]]:
    return [(role, role_words(role)) for role in roles]


def _what_roles_may(roles: Any) -> list[tuple[str, Any]]:
    return [(role_words(role), MAY_WORDS[role]) for role in roles]


def _teams(by: Member) -> list[tuple[str, str]]:
    teams = visible_teams(by).order_by("name", "id")
    return [(NO_CHOICE, _("The whole company")), *((str(team.id), team.name) for team in teams)]
