"""The people of every test. Rita requests, Amir and Bela approve, Iris issues, Petra is payables, Fay is finance, Otto
audits, Cleo contracts, Olga owns, Edda is the engineer; Mallory belongs to another company."""

from dataclasses import dataclass, field
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from counterfoil.foundation.approvals.actions import PolicyValues, set_policy
from counterfoil.foundation.companies.actions.create_company import CompanyValues, Founder, create_company
from counterfoil.foundation.companies.actions.members import Invitation, accept_membership, add_team, invite_member
from counterfoil.foundation.companies.models import Member
from counterfoil.foundation.companies.queries import member_of
from counterfoil.foundation.parties.actions import ContractorValues, add_contractor
from counterfoil.lifecycle.engagements.actions import EngagementValues, add_engagement
from counterfoil.lifecycle.orders import actions as orders
from counterfoil.lifecycle.orders.values import OrderValues

NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)

PEOPLE = {
    "rita": "manager",
    "amir": "approver",
    "bela": "approver",
    "iris": "issuer",
    "petra": "payables",
    "fay": "finance",
    "otto": "auditor",
    "edda": "engineer",
    "cleo": "contractor",
}


@dataclass
class Cast:
    """Everybody, ready to act, and the contractor and engagement that orders are made for."""

    company_id: UUID
    contractor_id: UUID
    engagement_id: UUID
    team_id: UUID
    members: dict[str, Member] = field(default_factory=dict)

    def __getattr__(self, name: str) -> Member:
        try:
            return self.members[name]
        except KeyError:
            raise AttributeError(name) from None

    def again(self, name: str) -> Member:
        """The member as the database knows them now."""
        self.members[name] = member_of(self.members[name].company_id, self.members[name].id)
        return self.members[name]

    # -- the line, as far as a test needs it ---------------------------------------------------------------------

    def values(self, **more: Any) -> OrderValues:
        """A draft of 10 hours at 100.00 EUR, or what the test says instead."""
        given: dict[str, Any] = {
            "contractor_id": self.contractor_id,
            "engagement_id": self.engagement_id,
            "title": "Spring catalogue",
            "currency": "EUR",
            "lines": [line()],
        }
        return OrderValues.model_validate(given | more)

    def draft(self, **more: Any) -> UUID:
        """A draft by Rita."""
        return UUID(orders.create(by=self.rita, at=NOW, values=self.values(**more))["id"])

    def pending(self, **more: Any) -> UUID:
        """A draft that Rita submitted."""
        order_id = self.draft(**more)
        orders.submit(by=self.rita, at=NOW, order_id=order_id)
        return order_id

    def approved(self, **more: Any) -> UUID:
        """An order that Amir, and where two are needed Bela, approved."""
        order_id = self.draft(**more)
        shown = orders.submit(by=self.rita, at=NOW, order_id=order_id)["digest"]
        if orders.approve(by=self.amir, at=NOW, order_id=order_id, shown=shown)["state"] == "pending":
            orders.approve(by=self.bela, at=NOW, order_id=order_id, shown=shown)
        return order_id

    def issued(self, **more: Any) -> UUID:
        """An order that Iris issued."""
        order_id = self.approved(**more)
        orders.issue(by=self.iris, at=NOW, order_id=order_id)
        return order_id


def line(quantity: Any = 10, unit_price: Any = "100.00", **more: Any) -> dict[str, Any]:
    """One order line as it is typed."""
    return {"text": "Layout", "quantity": Decimal(quantity), "unit": "HUR", "unit_price": Decimal(unit_price)} | more


def load_cast() -> Cast:
    """Make both companies through the real verbs."""
    cast = _company("demo", "Acme Studio", "olga")
    strangers = _company("other", "Globex", "mallory")
    cast.members["mallory"] = strangers.members["mallory"]
    for name, role in PEOPLE.items():
        cast.members[name] = _join(cast, name, role)
    _link_contractor(cast)
    return cast


def _company(slug: str, name: str, owner: str) -> Cast:
    values = CompanyValues(
        slug=slug,
        name=name,
        currency="EUR",
        timezone="Europe/Berlin",
        billing_address=f"{name}, Hauptstr. 1, 10115 Berlin",
        invoice_channel=f"invoices@{slug}.example",
        owner_name=owner.title(),
        owner_email=f"{owner}@{slug}.example",
    )
    made = create_company(by=Founder(), at=NOW, values=values)
    boss = member_of(UUID(made["id"]), UUID(made["owner"]))
    levels = [{"from_amount": "0", "role": "approver"}, {"from_amount": "5000", "role": "approver"}]
    set_policy(by=boss, at=NOW, values=PolicyValues.model_validate({"levels": levels}))
    team = add_team(by=boss, at=NOW, name="Studio")
    contractor = {"code": "CLEO", "name": "Cleo Contractor", "currency": "EUR", "address": "Gasse 2, 1010 Wien"}
    contractor_id = add_contractor(by=boss, at=NOW, values=ContractorValues.model_validate(contractor))["id"]
    engagement = {"contractor_id": contractor_id, "title": "Catalogue design", "team_id": team["id"]}
    engagement_id = add_engagement(by=boss, at=NOW, values=EngagementValues.model_validate(engagement))["id"]
    return Cast(boss.company_id, UUID(contractor_id), UUID(engagement_id), UUID(team["id"]), {owner: boss})


def _join(cast: Cast, name: str, role: str) -> Member:
    invitation = Invitation(name=name.title(), email=f"{name}@demo.example", role=role, confirm=name.title())
    invited = invite_member(by=cast.olga, at=NOW, invitation=invitation)
    member = member_of(cast.company_id, UUID(invited["id"]))
    accept_membership(by=member, at=NOW, secret=invited["secret"])
    return member_of(cast.company_id, member.id)


def _link_contractor(cast: Cast) -> None:
    """A second contractor that is Cleo herself, with a sign-in of her own."""
    values = {"code": "CLEO2", "name": "Cleo", "currency": "EUR", "member_id": cast.cleo.id}
    cast.contractor_id = UUID(
        add_contractor(by=cast.olga, at=NOW, values=ContractorValues.model_validate(values))["id"]
    )
    engagement = {"contractor_id": cast.contractor_id, "title": "Catalogue", "team_id": cast.team_id}
    cast.engagement_id = UUID(
        add_engagement(by=cast.olga, at=NOW, values=EngagementValues.model_validate(engagement))["id"]
    )
