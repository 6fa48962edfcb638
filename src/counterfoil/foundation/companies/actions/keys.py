"""key.create and key.revoke: API keys, each acting as one member and never having more than that member."""

import hashlib
import secrets
from datetime import datetime
from uuid import UUID

from pydantic import Field

from counterfoil.foundation.kernel.refusals import refuse_if
from counterfoil.foundation.kernel.values import Keyword, Moment, Name, Values, Why
from counterfoil.foundation.trail.action import Stored, action

from .. import rules
from ..models import ApiKey, Member


class KeyValues(Values):
    """What a key is made with. `scopes` are verbs; '*' is every verb of the member; none reads only."""

    name: Name
    member_id: UUID
    scopes: list[Keyword] = Field(max_length=200)
    expires_at: Moment | None = None


@action("key.create", subject="key")
def create_key(*, by: Member, at: datetime, values: KeyValues) -> Stored:
    """Make a key. Its secret is in this answer and nowhere else."""
    member = Member.objects.within(by.company_id).prefetch_related("rights").one(values.member_id)
    refuse_if(rules.create_key(by, member, values.scopes, values.expires_at, at))
    prefix = f"cf_{secrets.token_hex(6)}"
    secret = f"{prefix}.{secrets.token_urlsafe(32)}"
    key = ApiKey.objects.create(
        company_id=by.company_id,
        member=member,
        name=values.name,
        prefix=prefix,
        secret_sha256=hashlib.sha256(secret.encode()).hexdigest(),
        scopes=values.scopes,
        expires_at=values.expires_at,
    )
    return Stored(key.id, {"id": str(key.id), "prefix": prefix}, shown_once={"secret": secret})


@action("key.revoke", subject="key")
def revoke_key(*, by: Member, at: datetime, key_id: UUID, reason: Why) -> Stored:
    """End a key at once."""
    key = ApiKey.objects.within(by.company_id).locked(key_id)
    refuse_if(rules.revoke_key(key))
    key.revoked_at = at
    key.save()
    return Stored(key.id, {"id": str(key.id)}, reason=reason)
