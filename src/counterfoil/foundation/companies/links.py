"""The links of invitations: how one is made, found by its secret, and ended."""

import hashlib
import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import cast
from uuid import UUID

from django.db import connection

from counterfoil.foundation.kernel import scope
from counterfoil.foundation.kernel.refusals import Reason

from . import queries, rules
from .models import InvitationLink, Member, User


@dataclass(frozen=True)
class Told:
    """A link that somebody holds: the invited member, ready to act, who made it, and what stands against using it now."""

    link: InvitationLink
    member: Member
    reasons: Sequence[Reason]
    is_new_here: bool
    """Whether the person has no sign-in yet: the link then sets their first password."""


def make(by: Member, member: Member, at: datetime) -> tuple[InvitationLink, str]:
    """A new link for somebody who is invited, and its secret, which is nowhere else. Every earlier one ends."""
    end(member, at)
    secret = secrets.token_urlsafe(32)
    link = InvitationLink.objects.create(
        company_id=by.company_id,
        member=member,
        secret_sha256=digest(secret),
        made_by=by,
        made_at=at,
        expires_at=at + timedelta(days=InvitationLink.DAYS),
    )
    return link, secret


def end(member: Member, at: datetime) -> None:
    """Nobody answers any more by a link that is open."""
    for link in InvitationLink.objects.within(member.company_id).filter(member=member, used_at=None, ended_at=None):
        link.ended_at = at
        link.save()


def digest(secret: str) -> str:
    """How a secret is kept and compared."""
    return hashlib.sha256(secret.encode()).hexdigest()


def told(secret: str, at: datetime) -> Told | None:
    """The link with this secret, or None where there is none. Whoever asks has the secret and nothing else."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT company_id, member_id, link_id FROM invitation_of(%s)", [digest(secret)])
        found = cursor.fetchone()
    if found is None:
        return None
    company_id, member_id, link_id = found
    member = queries.member_of(company_id, member_id)
    with scope.reading(company_id):
        link = InvitationLink.objects.within(company_id).select_related("made_by").one(link_id)
    user = User.objects.get(id=cast(UUID, member.user_id))
    return Told(link, member, rules.answer(member.state, link, at), is_new(user))


def is_new(user: User) -> bool:
    """Whether nobody signs in as this user yet, anywhere: no password was set, and no company has them as a member."""
    return user.is_active and not user.has_usable_password() and not _belongs_somewhere(user.id)


def _belongs_somewhere(user_id: UUID) -> bool:
    return any(not one.invited for one in queries.companies_of_user(user_id))
