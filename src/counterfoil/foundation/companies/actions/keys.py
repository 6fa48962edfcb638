"""key.create and key.revoke: API keys, each acting as one member and never having more than that member."""

import hashlib
import secrets
from datetime import datetime
from uuid import UUID

from pydantic import Field

from counterfoil.foundation.kernel.refusals import refuse_if
from counterfoil.foundation.kernel.values import Keyword, Moment, Name, Values, Why
from counterfoil.foundation.trail.action import Stored, action

from .. import key_rules as rules
from ..cases import KeyCase
from ..models import ApiKey, Member
from ..queries import people, separated


class KeyValues(Values):
    """What a key is made with. Without `member_id` it is your own; another one's is a service's. `scopes` are verbs; '*' is
    every verb of the member; none reads only."""

    name: Name
    member_id: UUID | None = None
    scopes: list[Keyword] = Field(max_length=200)
    expires_at: Moment | None = None


@action("key.create", subject="key")
def create_key(*, by: Member, at: datetime, values: KeyValues) -> Stored:
    """Make a key. Its secret is in this answer and nowhere else; so is who can no longer answer what a service brings by it."""
    members = Member.objects.within(by.company_id).select_related("company").prefetch_related("rights")
    member = members.one(values.member_id or by.id)
    left = None
    if member.service and separated(by):
        left = rules.left(by, member, values.scopes, people(by))
    refuse_if(rules.create_key(by, member, values.scopes, values.expires_at, at, left))
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
        made_by=by,
        made_with_id=by.api_key_id,
        made_at=at,
    )
    shown_once = {"secret": secret} | ({"warnings": [str(one) for one in rules.warnings(left)]} if left else {})
    return Stored(key.id, {"id": str(key.id), "prefix": prefix}, shown_once=shown_once)


@action("key.revoke", on=KeyCase, rule=rules.revoke_key)
def revoke_key(case: KeyCase, *, reason: Why) -> Stored:
    """End a key at once."""
    key = case.key
    key.revoked_at = case.at
    key.save()
    return Stored(key.id, {"id": str(key.id)}, reason=reason)
