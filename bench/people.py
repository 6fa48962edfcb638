"""The companies of a bench: each with its people, a contractor, an engagement, and a key for everybody who acts.

Made with the product's own verbs. Nobody makes a key for another person, so each makes their own.
"""

from datetime import UTC, datetime
from uuid import UUID

from counterfoil.foundation.approvals.actions import PolicyValues, set_policy
from counterfoil.foundation.companies.actions.create_company import CompanyValues, Founder, create_company
from counterfoil.foundation.companies.actions.keys import KeyValues, create_key
from counterfoil.foundation.companies.actions.members import Invitation, accept_membership, invite_member
from counterfoil.foundation.companies.models import Member
from counterfoil.foundation.companies.queries import member_of
from counterfoil.foundation.parties.actions import ContractorValues, add_contractor
from counterfoil.lifecycle.engagements.actions import EngagementValues, add_engagement

from .by_hand import CONTRACTORS
from .over_http import Company

PEOPLE = {
    "rita": "manager",
    "amir": "approver",
    "iris": "issuer",
    "cleo": "contractor",
    "petra": "payables",
    "fay": "finance",
}
LEVELS = [{"from_amount": "0", "role": "approver"}, {"from_amount": "5000", "role": "approver"}]


def company(slug: str) -> Company:
    """Found a company, let its people join, and give each of them a key."""
    now = datetime.now(UTC)
    owner = _founded(slug, now)
    set_policy(by=owner, at=now, values=PolicyValues.model_validate({"levels": LEVELS}))
    people = {name: _joined(owner, name, role, slug, now) for name, role in PEOPLE.items()}
    engaged = [_engaged(owner, people["cleo"], number, now) for number in range(CONTRACTORS)]
    keys = {name: _key(one, now) for name, one in people.items()}
    return Company(keys, engaged, owner.company_id, {name: one.id for name, one in people.items()})


def _founded(slug: str, now: datetime) -> Member:
    values = CompanyValues(
        slug=slug,
        name=f"{slug.title()} Studio",
        currency="EUR",
        timezone="UTC",
        billing_address="Torstraße 49, 10119 Berlin",
        invoice_channel=f"invoices@{slug}.example",
        owner_name="Olga",
        owner_email=f"olga@{slug}.example",
    )
    made = create_company(by=Founder(), at=now, values=values)
    return member_of(UUID(made["id"]), UUID(made["owner"]))


def _joined(owner: Member, name: str, role: str, slug: str, now: datetime) -> Member:
    invitation = Invitation(name=name.title(), email=f"{name}@{slug}.example", role=role, confirm=name.title())
    made = invite_member(by=owner, at=now, invitation=invitation)
    invited = UUID(made["id"])
    accept_membership(by=member_of(owner.company_id, invited), at=now, secret=made["secret"])
    return member_of(owner.company_id, invited)


def _engaged(owner: Member, cleo: Member, number: int, now: datetime) -> tuple[str, str]:
    given = {"code": f"CLEO{number}", "name": f"Cleo Marchetti {number}", "currency": "EUR", "member_id": cleo.id}
    given |= {"address": "Via Garibaldi 12, 10122 Torino"}
    contractor = add_contractor(by=owner, at=now, values=ContractorValues.model_validate(given))["id"]
    engagement = EngagementValues.model_validate({"contractor_id": contractor, "title": "Brand refresh"})
    return contractor, add_engagement(by=owner, at=now, values=engagement)["id"]


def _key(member: Member, now: datetime) -> str:
    values = KeyValues(name="bench", scopes=["*"])
    return str(create_key(by=member_of(member.company_id, member.id), at=now, values=values)["secret"])
