"""An owner's verbs: team.add, member.invite, grant, revoke, deactivate, separation.set; and the invited person's own two.

These are member.accept and member.decline.
"""

from collections.abc import Collection
from datetime import date, datetime
from decimal import Decimal
from typing import Annotated, cast
from uuid import UUID

from pydantic import Field, StringConstraints

from counterfoil.foundation.kernel.refusals import refuse_if
from counterfoil.foundation.kernel.values import Amount, Day, Email, Keyword, Name, Typed, Values, Why
from counterfoil.foundation.trail.action import Stored, action

from .. import links, rules
from ..cases import PersonCase, TeamCase
from ..models import Company, InvitationLink, Member, Right, Team, User
from ..queries import count_of_approvers

Bound = Annotated[Amount, Field(gt=0)]
"""Up to what amount a right reaches, in the company's currency."""
Only = Annotated[list[Keyword], Field(max_length=200)]
"""The verbs that a right names: those alone are done by it; none named, all of its role."""
LinkSecret = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9_-]{20,100}$")]


class Invitation(Values):
    """Who is invited, and with which role. For the role finance `confirm` repeats their name: it reaches every figure of the
    company, not only purchase orders. `until` is the last day on which the role counts, `most` up to what it reaches, `only` the
    verbs that are done by it, where it is not to carry all of them."""

    name: Name
    email: Email
    role: Keyword
    team_id: UUID | None = None
    until: Day | None = None
    most: Bound | None = None
    only: Only = []
    confirm: Typed = ""


@action("team.add", subject="team")
def add_team(*, by: Member, at: datetime, name: Name) -> Stored:
    """Add a team, to which managers can be narrowed."""
    refuse_if(rules.add_team(Team.objects.within(by.company_id).filter(name=name).exists(), name))
    team = Team.objects.create(company_id=by.company_id, name=name)
    return Stored(team.id, {"id": str(team.id)})


@action("team.change", on=TeamCase, also=rules.add_team)
def change_team(case: TeamCase, *, name: Name) -> Stored:
    """Call a team otherwise. What is issued already keeps the name it was issued with."""
    team = case.team
    team.name = name
    team.save()
    return Stored(team.id, {"id": str(team.id)})


@action("member.invite", subject="member")
def invite_member(*, by: Member, at: datetime, invitation: Invitation) -> Stored:
    """Invite a person with one role, by a link that works once and for 14 days.

    They act only after accepting. Its `secret` is in this answer and nowhere else: the link is `/invitation/` and the secret.
    """
    known = Member.objects.within(by.company_id).filter(email=invitation.email).exists()
    refuse_if(
        rules.invite(invitation.role, invitation.team_id, invitation.email, known)
        + rules.terms(invitation.role, invitation.until, invitation.most, by.company.today(at), by.company.currency)
        + rules.only_of(invitation.role, invitation.only)
        + rules.confirmed(invitation.role, invitation.name, invitation.confirm)
    )
    user = User.objects.known(invitation.email, invitation.name)
    member = Member.objects.create(company_id=by.company_id, user=user, name=invitation.name, email=invitation.email)
    _give(member, invitation.role, invitation.team_id, invitation.until, invitation.most, invitation.only)
    return linked(by, member, at)


@action("member.accept", subject="member")
def accept_membership(*, by: Member, at: datetime, secret: LinkSecret, first_password: Typed = "") -> Stored:
    """Become an active member: done by the invited person, with the link of this company's own invitation.

    `first_password` comes hashed, so that nothing that is kept is made from what a person typed. It is set only where nobody
    signs in with the address yet.
    """
    member, link = _answering(by, secret)
    user = User.objects.select_for_update().get(id=cast(UUID, member.user_id))
    refuse_if(rules.answer(member.state, link, at) + rules.first_password(bool(first_password), links.is_new(user)))
    if first_password:
        user.password = first_password
        user.save()
    link.used_at = at  # type: ignore[union-attr]  # the rule refuses where there is none
    link.save()  # type: ignore[union-attr]
    member.state = Member.ACTIVE
    member.save()
    return Stored(member.id, {"id": str(member.id), "state": member.state})


@action("member.decline", subject="member")
def decline_membership(*, by: Member, at: datetime, secret: LinkSecret) -> Stored:
    """Say no to an invitation: done by the invited person, with its link. The record stays, and nobody is a member by it."""
    member, link = _answering(by, secret)
    refuse_if(rules.answer(member.state, link, at))
    links.end(member, at)
    member.state = Member.GONE
    member.save()
    return Stored(member.id, {"id": str(member.id), "state": member.state})


@action("member.grant", on=PersonCase, rule=rules.still_here, also=rules.grant)
def grant_role(
    case: PersonCase,
    *,
    role: Keyword,
    team_id: UUID | None = None,
    until: Day | None = None,
    most: Bound | None = None,
    only: Only = [],  # noqa: B006
    confirm: Typed = "",
) -> Stored:
    """Give a member a role, for the company or for one team, until a day, up to an amount in the company's currency,
    for the verbs alone that `only` names.

    What they have of that role there, on other terms, is replaced by it. For finance `confirm` repeats the member's name.
    """
    member = case.member
    Right.every.within(member.company_id).filter(member=member, role=role, team_id=team_id).delete()
    _give(member, role, team_id, until, most, only)
    return Stored(member.id, {"id": str(member.id), "role": role})


@action("member.revoke", on=PersonCase, rule=rules.not_a_person, also=rules.revoke)
def revoke_role(case: PersonCase, *, role: Keyword, reason: Why) -> Stored:
    """Take a role away. The last owner keeps theirs."""
    member = case.member
    Right.every.within(member.company_id).filter(member=member, role=role).delete()
    return Stored(member.id, {"id": str(member.id), "role": role}, reason=reason)


@action("member.deactivate", on=PersonCase, rule=rules.deactivate)
def deactivate_member(case: PersonCase, *, reason: Why) -> Stored:
    """End a membership. The record stays; the person can do nothing here any more."""
    member = case.member
    links.end(member, case.at)
    member.state = Member.GONE
    member.save()
    return Stored(member.id, {"id": str(member.id), "state": member.state}, reason=reason)


@action("separation.set", subject="company")
def set_separation(*, by: Member, at: datetime, on: bool, reason: Why) -> Stored:
    """Let a company of one approve its own orders, or end that. Every such approval is marked."""
    company = _one_at_a_time(by)
    refuse_if(rules.set_separation(on, count_of_approvers(company.id)))
    company.separation = on
    company.save()
    return Stored(company.id, {"id": str(company.id), "separation": on}, reason=reason)


def linked(by: Member, member: Member, at: datetime) -> Stored:
    """What is left behind where somebody is invited: a link, whose secret is shown once."""
    link, secret = links.make(by, member, at)
    answer = {"id": str(member.id), "expires_at": link.expires_at.isoformat()}
    return Stored(member.id, answer, shown_once={"secret": secret})


def _answering(by: Member, secret: str) -> tuple[Member, InvitationLink | None]:
    """Who answers, and their own link with this secret, both locked."""
    member = Member.objects.within(by.company_id).locked(by.id)
    own = InvitationLink.objects.within(by.company_id).filter(member=member, secret_sha256=links.digest(secret))
    return member, own.select_for_update(of=("self",)).first()


def _give(
    member: Member, role: str, team_id: UUID | None, until: date | None, most: Decimal | None, only: Collection[str]
) -> None:
    if team_id:
        Team.objects.within(member.company_id).one(team_id)
    given = {"role": role, "team_id": team_id, "until": until, "most": most, "only": sorted(set(only))}
    Right.objects.create(company_id=member.company_id, member=member, **given)


def _one_at_a_time(by: Member) -> Company:
    """The company, locked."""
    return Company.objects.select_for_update().get(id=by.company_id)
