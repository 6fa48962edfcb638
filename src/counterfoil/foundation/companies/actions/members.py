"""An owner's verbs: team.add, member.invite, grant, revoke, deactivate, separation.set; and the invited person's own two.

These are member.accept and member.decline.
"""

from datetime import datetime
from uuid import UUID

from counterfoil.foundation.kernel.refusals import refuse_if
from counterfoil.foundation.kernel.values import Email, Keyword, Name, Values, Why
from counterfoil.foundation.trail.action import Stored, action

from .. import rules
from ..models import Company, Member, Right, Team, User
from ..queries import count_of_approvers


class Invitation(Values):
    """Who is invited, and with which role."""

    name: Name
    email: Email
    role: Keyword
    team_id: UUID | None = None


@action("team.add", subject="team")
def add_team(*, by: Member, at: datetime, name: Name) -> Stored:
    """Add a team, to which managers can be narrowed."""
    refuse_if(rules.add_team(Team.objects.within(by.company_id).filter(name=name).exists(), name))
    team = Team.objects.create(company_id=by.company_id, name=name)
    return Stored(team.id, {"id": str(team.id)})


@action("member.invite", subject="member")
def invite_member(*, by: Member, at: datetime, invitation: Invitation) -> Stored:
    """Invite a person with one role. They act only after accepting."""
    known = Member.objects.within(by.company_id).filter(email=invitation.email).exists()
    refuse_if(rules.invite(invitation.role, invitation.team_id, invitation.email, known))
    user = User.objects.known(invitation.email, invitation.name)
    member = Member.objects.create(company_id=by.company_id, user=user, name=invitation.name, email=invitation.email)
    _give(member, invitation.role, invitation.team_id)
    return Stored(member.id, {"id": str(member.id)})


@action("member.accept", subject="member")
def accept_membership(*, by: Member, at: datetime) -> Stored:
    """Become an active member: done by the invited person."""
    member = Member.objects.within(by.company_id).locked(by.id)
    refuse_if(rules.answer(member.state))
    member.state = Member.ACTIVE
    member.save()
    return Stored(member.id, {"id": str(member.id), "state": member.state})


@action("member.decline", subject="member")
def decline_membership(*, by: Member, at: datetime) -> Stored:
    """Say no to an invitation: done by the invited person. The record stays, and nobody is a member by it."""
    member = Member.objects.within(by.company_id).locked(by.id)
    refuse_if(rules.answer(member.state))
    member.state = Member.GONE
    member.save()
    return Stored(member.id, {"id": str(member.id), "state": member.state})


@action("member.grant", subject="member")
def grant_role(*, by: Member, at: datetime, member_id: UUID, role: Keyword, team_id: UUID | None = None) -> Stored:
    """Give a member one more role, for the company or for one team."""
    member = Member.objects.within(by.company_id).locked(member_id)
    held = Right.objects.within(by.company_id).filter(member=member, role=role, team_id=team_id).exists()
    refuse_if(rules.grant(member, role, team_id, held))
    _give(member, role, team_id)
    return Stored(member.id, {"id": str(member.id), "role": role})


@action("member.revoke", subject="member")
def revoke_role(*, by: Member, at: datetime, member_id: UUID, role: Keyword, reason: Why) -> Stored:
    """Take a role away. The last owner keeps theirs."""
    _one_at_a_time(by)
    member = Member.objects.within(by.company_id).locked(member_id)
    rights = Right.objects.within(by.company_id).filter(member=member, role=role)
    refuse_if(rules.revoke(member, role, rights.exists(), _other_owners(by, member)))
    rights.delete()
    return Stored(member.id, {"id": str(member.id), "role": role}, reason=reason)


@action("member.deactivate", subject="member")
def deactivate_member(*, by: Member, at: datetime, member_id: UUID, reason: Why) -> Stored:
    """End a membership. The record stays; the person can do nothing here any more."""
    _one_at_a_time(by)
    member = Member.objects.within(by.company_id).locked(member_id)
    refuse_if(rules.deactivate(member, _other_owners(by, member)))
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


def _give(member: Member, role: str, team_id: UUID | None) -> None:
    if team_id:
        Team.objects.within(member.company_id).one(team_id)
    Right.objects.create(company_id=member.company_id, member=member, role=role, team_id=team_id)


def _one_at_a_time(by: Member) -> Company:
    """The company, locked: two owners who end each other's rights at once would leave none."""
    return Company.objects.select_for_update().get(id=by.company_id)


def _other_owners(by: Member, member: Member) -> int:
    owners = Member.objects.within(by.company_id).filter(state=Member.ACTIVE, rights__role="owner")
    return owners.exclude(id=member.id).distinct().count()
