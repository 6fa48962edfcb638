"""Who is asking: from a session or a key to a member, and the few looks across companies."""

import hashlib
import json
from collections.abc import Callable, Iterable, Sequence
from datetime import datetime
from decimal import Decimal
from functools import cache, partial
from typing import Any, NamedTuple, TypeVar
from uuid import UUID

from django.db import connection
from django.db.models import BooleanField, Count, Exists, F, Func, JSONField, Model, OuterRef, Q, QuerySet, Value

from counterfoil.foundation.kernel import rows, scope
from counterfoil.foundation.kernel.refusals import NotFound
from counterfoil.foundation.kernel.tables import Rows

from .hands import Hands
from .models import ApiKey, Company, InvitationLink, Member, Right, Team, View
from .permissions import ENGINEER, OWNER, SYSTEM, works_here

M = TypeVar("M", bound=Model)


class Membership(NamedTuple):
    """That a user belongs to a company or is invited to it. A name may be anybody's; the slug is one company's."""

    company_id: UUID
    member_id: UUID
    name: str
    slug: str
    state: str

    @property
    def invited(self) -> bool:
        """Whether the invitation is still to be accepted."""
        return self.state == Member.INVITED


def companies_of_user(user_id: UUID) -> list[Membership]:
    """Every company that this user belongs to, by name, then those that the user is invited to."""
    found = _rows("SELECT company_id, member_id, name, slug, state FROM companies_of_user(%s)", user_id)
    return [Membership(*row) for row in found]


def all_companies() -> list[tuple[UUID, str, int]]:
    """(company, slug, last sealed position) of every company of this server: for followers and the command line."""
    return _rows("SELECT company_id, slug, sealed FROM all_companies()")


def company_named(slug: str) -> UUID:
    """The company with this short name. Raises NotFound."""
    for company_id, name, _sealed in all_companies():
        if name == slug:
            return company_id
    raise NotFound("company")


def member_of(company_id: UUID, member_id: UUID) -> Member:
    """The member with company and rights, ready to act. Raises NotFound."""
    with scope.reading(company_id):
        return _acting(company_id).one(member_id)


def acting_again(company_id: UUID, member_id: UUID, key_id: UUID | None, at: datetime) -> Member | None:
    """A member who began something, to go on with it; with the key that it was begun with. None when they may not act now."""
    member = member_of(company_id, member_id)
    if key_id is not None:
        with scope.reading(company_id):
            member.api_key = ApiKey.objects.within(company_id).filter(_KEY_STANDS, id=key_id).first()
        if member.api_key is None or not _in_force(member.api_key, at):
            return None
    return member if member.state == Member.ACTIVE else None


def member_by_email(company_id: UUID, email: str) -> Member:
    """The member with this e-mail address. Raises NotFound."""
    with scope.reading(company_id):
        member = _acting(company_id).filter(email=email.lower(), service=False).first()
    if member is None:
        raise NotFound("member")
    return member


def service_named(company_id: UUID, name: str) -> Member:
    """The service that is called this. Raises NotFound."""
    with scope.reading(company_id):
        found: Member | None = _members(company_id).filter(service=True, state=Member.ACTIVE, name=name).first()
    if found is None:
        raise NotFound("service")
    return found


def system_member(company_id: UUID) -> Member:
    """The company's own member, which files and reminds and never approves."""
    with scope.reading(company_id):
        return own_member(company_id)


def own_member(company_id: UUID) -> Member:
    """The same, inside a scope. Of two, where an owner forged one, the first: no worker stops for it. Raises NotFound."""
    member: Member | None = _acting(company_id).filter(rights__role=SYSTEM).order_by("rights__id").first()
    if member is None:
        raise NotFound("member")
    return member


_KEY_STANDS = Func(F("company_id"), F("id"), function="key_stands", output_field=BooleanField())
"""Whether everybody who stands behind a key may still do so."""
BY_KEY = "SELECT key, member, company, rights, makers FROM member_of_key(%s, %s)"
"""Asked with what `shown` gives; `member_told` reads the row."""


def member_of_key(secret: str, at: datetime) -> Member | None:
    """The member a key acts for, or None when it is unknown, wrong, expired, revoked, or its member has left.

    A key ends too when whoever made it leaves, or may make such a key no more.
    """
    found = _rows(BY_KEY, *shown(secret))
    return member_told(found[0], at) if found else None


def shown(secret: str) -> tuple[str, str]:
    """What is told of a key's secret to find it: the prefix, which is no secret, and a digest."""
    return secret.partition(".")[0], hashlib.sha256(secret.encode()).hexdigest()


def member_told(row: Sequence[str], at: datetime) -> Member | None:
    """The member that a row of `BY_KEY` tells of, with company, key and rights, or None when they may not act now."""
    key, told, company, rights, makers = (json.loads(one, parse_float=Decimal) for one in row)
    member = _read(Member, told)
    member.company, member.api_key = _read(Company, company), _read(ApiKey, key)
    member.hands = Hands.told(makers)
    _give_rights(member, [_read(Right, right) for right in rights])
    return member if member.state == Member.ACTIVE and _in_force(member.api_key, at) else None


def with_hands(by: Member, members: Iterable[Member]) -> dict[UUID, Member]:
    """Other members by their ids, with what came with `by`: who made keys for whom is read once."""
    found = {member.id: member for member in members}
    for member in found.values():
        member.hands = by.hands
    return found


def members_with(company: Company, role: str, *verbs: str) -> list[Member]:
    """The active people who hold a role, by a right that counts for one of these verbs, by name. Called inside a scope."""
    able = _members(company.id).filter(holding([role], *verbs), state=Member.ACTIVE, service=False)
    return list(able.order_by("name"))


def holding(roles: Iterable[str] | QuerySet[Any], *verbs: str) -> Exists:
    """Of members: that they hold one of these roles today; where verbs are named, by a right that counts for one of them."""
    rights = Right.objects.filter(company_id=OuterRef("company_id"), member_id=OuterRef("id"), role__in=roles)
    return Exists(rights.filter(counting_for(*verbs)) if verbs else rights)


def counting_for(*verbs: str) -> Q:
    """Of rights: that they count while one of these verbs is done."""
    return Q(only=[]) | Q(only__overlap=list(verbs))


def people(by: Member) -> list[Member]:
    """Everybody active who can give their word, by name: no service, and not the company's own member. Inside a scope."""
    active = _members(by.company_id).filter(state=Member.ACTIVE, service=False).order_by("name", "id")
    return [member for member in with_hands(by, active).values() if not member.is_system]


def count_of_approvers(company_id: UUID) -> int:
    """How many active members may approve, or let money go: separation may be off only while there is one."""
    active = Member.objects.within(company_id).filter(state=Member.ACTIVE, service=False).prefetch_related("rights")
    return sum(member.approves for member in active)


def count_of_owners_beside(member: Member) -> int:
    """How many active owners the company has beside this member."""
    owners = Member.objects.within(member.company_id).filter(state=Member.ACTIVE, rights__role=OWNER)
    return int(owners.exclude(id=member.id).distinct().count())


def separated(by: Member) -> bool:
    """Whether requester and approver must be two people: always, but for a company of one that switched it off."""
    return by.company.separation or count_of_approvers(by.company_id) > 1


def visible_teams(by: Member) -> Rows:
    """The company's teams: none of a contractor's business. Called inside a scope."""
    teams: Rows = Team.objects.within(by.company_id)
    return teams if works_here(by.roles) else teams.none()


def visible_members(by: Member) -> Rows:
    """The members, or, for a contractor, themselves. With their rights. Called inside a scope."""
    members: Rows = _members(by.company_id)
    return members if works_here(by.roles) else members.filter(id=by.id)


def link_of(member: Member) -> InvitationLink | None:
    """The newest link of an invitation that is still open; of its secret nothing is known. Called inside a scope."""
    links = InvitationLink.objects.within(member.company_id).filter(member_id=member.id, used_at=None, ended_at=None)
    found: InvitationLink | None = links.first()
    return found


def how_many_people(by: Member) -> dict[str, int]:
    """How many members are active and invited, how many teams there are, and how many keys in force that this member sees.

    In one query. Called inside a scope.
    """
    counted = {
        "members": visible_members(by).filter(state=Member.ACTIVE).exclude(rights__role=SYSTEM),
        "invited": visible_members(by).filter(state=Member.INVITED),
        "teams": visible_teams(by),
        "keys": visible_keys(by).filter(revoked_at=None),
    }
    first, *others = (
        rows.select_related(None).prefetch_related(None).order_by().values(of=Value(name)).annotate(number=Count("id"))
        for name, rows in counted.items()
    )
    found = {one["of"]: one["number"] for one in first.union(*others, all=True)}
    return {name: found.get(name, 0) for name in counted}


def visible_keys(by: Member) -> Rows:
    """All keys for whoever looks after them, else one's own. Called inside a scope."""
    keys: Rows = ApiKey.objects.within(by.company_id)
    return keys if by.roles & {ENGINEER, OWNER} else keys.filter(member_id=by.id)


def visible_views(by: Member) -> Rows:
    """The member's own views of lists, by list and name, and nobody else's. Called inside a scope."""
    own: Rows = View.objects.within(by.company_id).filter(member_id=by.id)
    return own.exclude(name="").order_by("list_name", "name")


def views_of(by: Member, list_name: str) -> list[View]:
    """How the member has one list: the columns that they keep, which have no name, and their views by name."""
    own = View.objects.within(by.company_id).filter(member_id=by.id, list_name=list_name)
    return list(own.order_by("name"))


def _in_force(key: ApiKey, at: datetime) -> bool:
    return key.revoked_at is None and (key.expires_at is None or at < key.expires_at)


def _read(model: type[M], told: dict[str, Any]) -> M:
    """A row that came as JSON. What was not told is read when it is asked for."""
    fields, make = _reader(model, tuple(told))
    return make([told[name] if read is None else read(told[name]) for name, read in fields])


@cache
def _reader(model: type[M], names: tuple[str, ...]) -> tuple[list[tuple[str, Any]], Callable[[list[Any]], M]]:
    """What of these names are columns, with what reads each from JSON where that is needed, and what makes a row of them."""
    known = [field for field in model._meta.concrete_fields if field.attname in names]
    fields = [(field.attname, None if field.get_internal_type() in _AS_TOLD else field.to_python) for field in known]
    if len(known) == len(model._meta.concrete_fields):
        return fields, rows.maker(model)
    return fields, partial(model.from_db, None, [field.attname for field in known])


_AS_TOLD = frozenset({"TextField", "BooleanField", "IntegerField"})


def _give_rights(member: Member, rights: list[Right]) -> None:
    """The member's rights as `prefetch_related` would have left them."""
    known = Right.objects.within(member.company_id)
    known._result_cache = rights
    member._prefetched_objects_cache = {"rights": known}  # type: ignore[attr-defined]


def _members(company_id: UUID) -> Any:
    members: QuerySet[Member] = Member.objects.within(company_id)
    return members.select_related("company").prefetch_related("rights")


def _acting(company_id: UUID) -> Any:
    """Members who are about to act: with whoever made keys for whom, so that no rule has to ask."""
    makers = Func(F("company_id"), function="makers_of_keys", output_field=JSONField())
    return _members(company_id).annotate(makers_of_keys=makers)


def _rows(sql: str, *given: Any) -> list[Any]:
    with connection.cursor() as cursor:
        cursor.execute(sql, given)
        return cursor.fetchall()


def has_ordered(company_id: UUID) -> bool:
    """Whether the company has made an order, as the database finds it in a later room."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT has_ordered(%s)", [company_id])
        return bool(cursor.fetchone()[0])
