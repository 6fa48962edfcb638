"""Keys that somebody made for others when that could be done, and what their members may not do by them."""

import hashlib
from collections.abc import Callable
from typing import Any

import pytest

from counterfoil.foundation.companies.actions.members import grant_role
from counterfoil.foundation.companies.models import Member
from counterfoil.foundation.companies.queries import member_of_key
from counterfoil.foundation.kernel.ids import new_id
from counterfoil.foundation.kernel.refusals import Refused

from ..cast import NOW, Cast
from .tampering import OFF, Behind

THREE = ("rita", "petra", "fay")


def left_alone(cast: Cast, behind: Behind) -> Cast:
    """Olga, who gave herself every role, holds keys for Rita, Petra and Fay that she made when owners still could."""
    for role in ("manager", "approver", "issuer", "payables", "finance"):
        grant_role(by=cast.olga, at=NOW, member_id=cast.olga.id, role=role, confirm=cast.olga.name)
    for name in THREE:
        cast.members[name] = by_key(legacy_key(cast, behind, cast.members[name]))
    for name in ("olga", "amir", "bela", "iris"):
        cast.again(name)
    return cast


def legacy_key(cast: Cast, behind: Behind, holder: Member) -> str:
    """A key as it is after the migration: made by Olga for somebody else, when that could be done."""
    prefix = f"cf_{holder.id.hex}"
    digest = hashlib.sha256(f"{prefix}.secret".encode()).hexdigest()
    row = f"'{new_id()}', '{cast.company_id}', '{holder.id}', 'Old', '{prefix}', '{digest}', '{{*}}', '{cast.olga.id}', now()"
    columns = "id, company_id, member_id, name, prefix, secret_sha256, scopes, made_by_id, made_at"
    behind(OFF.format("companies_apikey", f"INSERT INTO companies_apikey ({columns}) VALUES ({row})"))
    return f"{prefix}.secret"


def by_key(secret: str) -> Member:
    member = member_of_key(secret, NOW)
    assert member
    return member


def refused(call: Callable[..., Any], **given: Any) -> list[str]:
    with pytest.raises(Refused) as caught:
        call(at=NOW, **given)
    return [reason.key for reason in caught.value.reasons]
