"""People, contractors, engagements and keys of every kind to list, and what is asked of their lists."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any
from uuid import UUID

from counterfoil.foundation.companies.actions.add_service import ServiceValues, add_service
from counterfoil.foundation.companies.actions.keys import KeyValues, create_key, revoke_key
from counterfoil.foundation.companies.actions.members import (
    Invitation,
    add_team,
    deactivate_member,
    grant_role,
    invite_member,
)
from counterfoil.foundation.parties.actions import ContractorValues, add_contractor
from counterfoil.insight.listing.contractors import Contractors
from counterfoil.insight.listing.engagements import Engagements
from counterfoil.insight.listing.keys import Keys
from counterfoil.insight.listing.listing import AnyListing
from counterfoil.insight.listing.people import Members, Teams
from counterfoil.lifecycle.engagements.actions import EngagementValues, add_engagement

from ...cast import NOW, Cast

LISTS: tuple[AnyListing, ...] = (Contractors, Engagements, Members, Teams, Keys)
Question = tuple[dict[str, Any], Callable[[Any], bool]]


def fill_people(cast: Cast) -> None:
    """Some of each: invited and gone, of one team or of all, running and ended, in force and revoked."""
    team = UUID(add_team(by=cast.olga, at=NOW, name="=Web")["id"])
    add_team(by=cast.olga, at=NOW, name="Archive")
    grant_role(by=cast.olga, at=NOW, member_id=cast.bela.id, role="manager", team_id=team)
    _invited(cast, "Nina", "payables")
    gone = _invited(cast, "@Gone", "auditor")
    deactivate_member(by=cast.olga, at=NOW, member_id=gone, reason="Never came")
    add_service(by=cast.olga, at=NOW, values=ServiceValues(name="Platform", role="manager"))
    dollars = {"code": "ZOE", "name": "-Zoe", "currency": "USD", "email": "zoe@example.com"}
    zoe = UUID(add_contractor(by=cast.olga, at=NOW, values=ContractorValues.model_validate(dollars))["id"])
    today, day = NOW.date(), timedelta(1)
    for title, starts_on, ends_on in (
        ("Running", today, today),
        ("Coming", today + day, None),
        ("Over", today - day * 9, today - day),
        ("Open end", today - day, None),
    ):
        engagement = EngagementValues(
            contractor_id=zoe, title=title, team_id=team, starts_on=starts_on, ends_on=ends_on
        )
        add_engagement(by=cast.olga, at=NOW, values=engagement)
    for name, who, lasts in (("=In force", cast.rita, None), ("Expired", cast.rita, 1), ("Mine", cast.fay, 99)):
        expires = NOW - timedelta(hours=1) if lasts == 1 else None
        made = NOW - timedelta(days=2)
        values = KeyValues(name=name, scopes=["order.create"] if lasts else [], expires_at=expires)
        create_key(by=who, at=made, values=values)
    revoked = UUID(create_key(by=cast.cleo, at=NOW, values=KeyValues(name="Revoked", scopes=["*"]))["id"])
    revoke_key(by=cast.cleo, at=NOW, key_id=revoked, reason="Lost")


def _invited(cast: Cast, name: str, role: str) -> UUID:
    invitation = Invitation(name=name, email=f"{name.strip('@').lower()}@demo.example", role=role)
    return UUID(invite_member(by=cast.olga, at=NOW, invitation=invitation)["id"])


def people_questions(cast: Cast) -> dict[AnyListing, list[Question]]:
    """What each of these lists can be asked, and whether a row is among what is asked."""
    today = NOW.date()
    return {
        Contractors: [
            ({"currency": "USD"}, lambda row: row.code == "ZOE"),
            ({"signs_in": True}, lambda row: row.code == "CLEO2"),
            ({"signs_in": False}, lambda row: row.code in ("CLEO", "ZOE")),
            ({"on_hold": True}, lambda row: row.code == "CLEO"),
            ({"on_hold": False}, lambda row: row.code != "CLEO"),
            ({"archived": True}, lambda row: False),
            ({"archived": False}, lambda row: True),
        ],
        Engagements: [
            ({"archived": True}, lambda row: False),
            ({"archived": False}, lambda row: True),
            ({"stands": "running"}, lambda row: not (_to_come(row) or _ended(row))),
            ({"stands": "to_come"}, lambda row: _to_come(row)),
            ({"stands": "ended"}, lambda row: _ended(row)),
            ({"contractor_id": cast.contractor_id}, lambda row: row.contractor_id == cast.contractor_id),
            ({"team_id": cast.team_id}, lambda row: row.team_id == cast.team_id),
            ({"starts_on_from": today}, lambda row: row.starts_on is not None and row.starts_on >= today),
            ({"starts_on_to": today}, lambda row: row.starts_on is not None and row.starts_on <= today),
            ({"ends_on_from": today}, lambda row: row.ends_on is not None and row.ends_on >= today),
            ({"ends_on_to": today}, lambda row: row.ends_on is not None and row.ends_on <= today),
        ],
        Members: [
            ({"state": "invited"}, lambda row: row.name == "Nina"),
            ({"state": "gone"}, lambda row: row.state == "gone"),
            ({"role": "manager"}, lambda row: row.name in ("Rita", "Bela", "Platform")),
            ({"role": "owner"}, lambda row: row.name == "Olga"),
            ({"team_id": _team_of(cast, "Bela")}, lambda row: row.name == "Bela"),
            ({"service": True}, lambda row: row.name == "Platform"),
            ({"service": False}, lambda row: row.name != "Platform"),
        ],
        Teams: [],
        Keys: [
            ({"stands": "in_force"}, lambda row: row.name in ("=In force", "Mine")),
            ({"stands": "expired"}, lambda row: row.name == "Expired"),
            ({"stands": "revoked"}, lambda row: row.name == "Revoked"),
            ({"member_id": cast.fay.id}, lambda row: row.name == "Mine"),
        ],
    }


def _team_of(cast: Cast, name: str) -> UUID:
    return next(iter(cast.again(name.lower()).team_ids))


def _to_come(row: Any) -> bool:
    return row.starts_on is not None and row.starts_on > NOW.date()


def _ended(row: Any) -> bool:
    return row.ends_on is not None and row.ends_on < NOW.date() and not _to_come(row)
