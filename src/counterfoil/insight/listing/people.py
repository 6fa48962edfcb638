"""The lists of a company's members and of its teams."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from counterfoil.foundation.companies.models import Member, Right, Team
from counterfoil.foundation.companies.permissions import ROLES, SYSTEM
from counterfoil.foundation.companies.queries import visible_members, visible_teams
from counterfoil.insight.verbs.about import named_verbs
from counterfoil.insight.verbs.role_words import ROLE_WORDS, role_words

from .columns import Chip, Link, Text
from .filters import Kind, Of, OneOf, When, all_of
from .keyset import Alphabetical
from .listing import Empty, Listing, Sentence, Way
from .reader import Reader

STATES: Mapping[str, Any] = {Member.ACTIVE: _("active"), Member.INVITED: _("invited"), Member.GONE: _("gone")}


@dataclass(frozen=True)
class ListedMember:
    """A member of a list, with the names of the teams that a role of theirs is narrowed to."""

    member: Member
    teams: Sequence[str]


@dataclass(frozen=True)
class ListedTeam:
    """A team of a list, with the names of whoever manages its orders alone."""

    team: Team
    managers: Sequence[str]


def _people_and_services(by: Member) -> QuerySet[Member]:
    """Whoever was invited or added; the company's own member is nobody, and is found where the trail names it."""
    return visible_members(by).exclude(rights__role=SYSTEM)


def _members_called(by: Member, text: str) -> QuerySet[Member]:
    return _people_and_services(by).filter(Q(name__icontains=text) | Q(email__icontains=text))


def _teams_called(by: Member, text: str) -> QuerySet[Team]:
    return visible_teams(by).filter(name__icontains=text)


def _with_teams(reader: Reader, rows: Sequence[Member]) -> Sequence[ListedMember]:
    found: dict[UUID, set[str]] = defaultdict(set)
    rights = Right.objects.within(reader.by.company_id).filter(member_id__in=[row.id for row in rows])
    for member_id, team in rights.filter(team__isnull=False).values_list("member_id", "team__name"):
        found[member_id].add(team)
    return [ListedMember(row, sorted(found[row.id])) for row in rows]


def _with_managers(reader: Reader, rows: Sequence[Team]) -> Sequence[ListedTeam]:
    found: dict[UUID, list[str]] = defaultdict(list)
    rights = Right.objects.within(reader.by.company_id).filter(team_id__in=[row.id for row in rows])
    active = rights.filter(member__state=Member.ACTIVE).select_related("member").order_by("member__name", "id")
    for right in active:
        found[right.team_id].append(right.member.name)
    return [ListedTeam(row, found[row.id]) for row in rows]


def _unjoined(rows: QuerySet[Any]) -> QuerySet[Any]:
    return rows


def _state(one: ListedMember, reader: Reader) -> tuple[str, str]:
    return one.member.state, str(STATES[one.member.state])


def _roles(one: ListedMember, reader: Reader) -> str:
    said = [_right(right, reader) for right in sorted(one.member.rights.all(), key=_by_role)]
    return ", ".join(dict.fromkeys(said))


def _by_role(right: Right) -> tuple[str, str]:
    return right.role, str(right.team_id or "")


def _right(right: Right, reader: Reader) -> str:
    """A role with its bound, its last day, and the verbs that it names."""
    bound = [reader.words.amount(right.most, reader.by.company.currency)] if right.most is not None else []
    ends = [reader.words.day(right.until)] if right.until else []
    narrowed = [_("up to %s") % one for one in bound] + [_("until %s") % one for one in ends]
    narrowed += [_("only %s") % named_verbs(right.only)] if right.only else []
    return f"{role_words(right.role)} ({', '.join(narrowed)})" if narrowed else role_words(right.role)


def _in_state(state: str) -> Kind:
    return Kind(STATES[state], lambda reader: Q(state=state))


def _holds(role: str) -> Kind:
    """Whoever holds a role, anywhere."""
    return Kind(
        ROLE_WORDS[role],
        lambda reader: Q(
            Exists(Right.objects.within(reader.by.company_id).filter(member_id=OuterRef("id"), role=role))
        ),
    )


@dataclass(frozen=True)
class _OfTeam(Of):
    """Whoever has a role that is narrowed to one team."""

    def condition(self, given: Mapping[str, Any], reader: Reader) -> Q:
        """A right of theirs names it."""
        rights = Right.objects.within(reader.by.company_id).filter(member_id=OuterRef("id"), team_id=given["team_id"])
        return Q(Exists(rights))


_SERVICE = "Only services, which are platforms or tools and no people; with false, only people."


class Members(Listing):
    """Members, by name."""

    name, title, caption, model, row = "members", _("Members"), _("Members, by name"), Member, "member"
    rows, search, names, along = _people_and_services, _members_called, _unjoined, _with_teams
    order, as_made = Alphabetical("name", _("Name")), True
    find = Sentence(_("Name or e-mail"))
    filters = (
        OneOf("state", _("State"), {state: _in_state(state) for state in STATES}, as_chips=True),
        OneOf("role", _("Role"), {role: _holds(role) for role in ROLES}),
        _OfTeam("team", _("Team"), all_of(Team), inside=True),
        When(
            "service",
            _("Kind of member"),
            _SERVICE,
            lambda reader: Q(service=True),
            (_("Services"), _("People")),
        ),
    )
    columns = (
        Link(_("Member"), "member.name", to="member", sort="name"),
        Text(_("E-mail"), "member.email"),
        Text(_("Roles"), _roles),
        Text(_("Teams"), lambda one, reader: ", ".join(one.teams), inside=True, called="teams"),
        Chip(_("State"), _state),
    )
    ways = (
        Way("member_new", "plus", Sentence(_("Invite somebody")), may="member.invite"),
        Way("service_new", "plus", Sentence(_("Add a service")), may="service.add"),
    )
    none_fits = Empty("search", _("No member fits."), way=Way("members", "", Sentence(_("Show all members"))))
    none_yet = Empty("user", _("There is no member yet."))


class Teams(Listing):
    """Teams, by name."""

    name, title, caption, model, row = "teams", _("Teams"), _("Teams, by name"), Team, "team"
    rows, search, names, along = visible_teams, _teams_called, _unjoined, _with_managers
    order, as_made = Alphabetical("name", _("Name")), True
    find = Sentence(_("Name"))
    filters = ()
    columns = (
        Link(_("Team"), "team.name", to="team", sort="name"),
        Text(_("Managers of this team alone"), lambda one, reader: ", ".join(one.managers), called="managers"),
    )
    ways = (Way("team_new", "plus", Sentence(_("Add a team")), may="team.add"),)
    none_fits = Empty("search", _("No team fits."), way=Way("teams", "", Sentence(_("Show all teams"))))
    none_yet = Empty(
        "user",
        _("There is no team yet."),
        _("A team is a part of the company. A manager can be given the orders of one team, and then sees no others."),
    )
