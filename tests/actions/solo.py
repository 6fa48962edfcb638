"""A company of one: one person who owns it, issues for it, and alone may approve."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from counterfoil.foundation.approvals.actions import PolicyValues, set_policy
from counterfoil.foundation.companies.actions.create_company import CompanyValues, Founder, create_company
from counterfoil.foundation.companies.actions.members import (
    Invitation,
    accept_membership,
    grant_role,
    invite_member,
    set_separation,
)
from counterfoil.foundation.companies.models import Member
from counterfoil.foundation.companies.queries import member_of
from counterfoil.foundation.parties.actions import ContractorValues, add_contractor
from counterfoil.lifecycle.engagements.actions import EngagementValues, add_engagement
from counterfoil.lifecycle.orders import actions as orders
from counterfoil.lifecycle.orders.values import OrderValues

from ..cast import NOW, line
from .verb import WHY


@dataclass
class Solo:
    """Sole and her company."""

    sole: Member
    contractor_id: UUID
    engagement_id: UUID

    @property
    def company_id(self) -> UUID:
        return self.sole.company_id

    def again(self) -> Member:
        """Sole as the database knows her and her company now."""
        self.sole = member_of(self.company_id, self.sole.id)
        return self.sole

    def set_policy(self) -> None:
        """One level, which an owner takes."""
        values = PolicyValues.model_validate({"levels": [{"from_amount": "0", "role": "owner"}]})
        set_policy(by=self.sole, at=NOW, values=values)

    def separate(self, on: bool) -> None:
        """Switch separation."""
        set_separation(by=self.sole, at=NOW, on=on, reason=WHY)
        self.again()

    def draft(self, by: Member | None = None) -> UUID:
        """A draft, of hers or of another member."""
        given: dict[str, Any] = {"contractor_id": self.contractor_id, "engagement_id": self.engagement_id}
        given |= {"title": "Solo", "currency": "EUR", "lines": [line()]}
        return UUID(orders.create(by=by or self.sole, at=NOW, values=OrderValues.model_validate(given))["id"])

    def join(self, role: str) -> Member:
        """A second person."""
        invitation = Invitation(name=role.title(), email=f"{role}@solo.example", role=role, confirm=role.title())
        made = invite_member(by=self.sole, at=NOW, invitation=invitation)
        invited = member_of(self.company_id, UUID(made["id"]))
        accept_membership(by=invited, at=NOW, secret=made["secret"])
        return member_of(self.company_id, invited.id)


def found_solo() -> Solo:
    """Found the company, without a policy, and give its owner the issuer's role too."""
    facts = {"slug": "solo", "name": "Solo", "currency": "EUR", "billing_address": "Here", "invoice_channel": "There"}
    values = CompanyValues.model_validate(facts | {"owner_name": "Sole", "owner_email": "sole@solo.example"})
    made = create_company(by=Founder(), at=NOW, values=values)
    sole = member_of(UUID(made["id"]), UUID(made["owner"]))
    grant_role(by=sole, at=NOW, member_id=sole.id, role="issuer")
    sole = member_of(sole.company_id, sole.id)
    contractor = {"code": "C", "name": "C", "currency": "EUR"}
    contractor_id = add_contractor(by=sole, at=NOW, values=ContractorValues.model_validate(contractor))["id"]
    engagement = {"contractor_id": contractor_id, "title": "E"}
    engagement_id = add_engagement(by=sole, at=NOW, values=EngagementValues.model_validate(engagement))["id"]
    return Solo(sole, UUID(contractor_id), UUID(engagement_id))
