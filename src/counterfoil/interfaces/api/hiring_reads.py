"""The reads of what is agreed before there is an order, and of the orders that contracts share."""

from uuid import UUID

from pydantic import BaseModel

from counterfoil.foundation.companies.models import Member
from counterfoil.insight.policies.hiring import hiring_now
from counterfoil.insight.policies.programme import programme_now
from counterfoil.insight.shapes.changerequests import contract_of
from counterfoil.insight.shapes.hiring import (
    HiringPolicyShape,
    ProgrammeShape,
    job_post_of,
    offer_of,
)
from counterfoil.insight.shapes.shared_orders import SharedOrderBody
from counterfoil.lifecycle.orders import queries as orders
from counterfoil.lifecycle.orders.models import SHARED, Order


def shared_order(by: Member, order_id: UUID) -> BaseModel:
    """One order that contracts share, with who may use it and their shares. Its ETag is its version."""
    seen = orders.visible(by)
    found: Order = seen.filter(kind=SHARED).one(order_id)
    shares = orders.figured(by).filter(drawn_from_id=found.id).order_by("created_at", "id")
    return SharedOrderBody.told(found, list(shares.values_list("id", flat=True)), by)


def offer(by: Member, offer_id: UUID) -> BaseModel:
    """One offer with what its reviewers said. Its ETag is its version; to a contractor's own key, only what was sent to them."""
    return offer_of(by, offer_id)


def job_post(by: Member, jobpost_id: UUID) -> BaseModel:
    """One job post. Its ETag is its version; none for a contractor's own key."""
    return job_post_of(by, jobpost_id)


def contract(by: Member, contract_id: UUID) -> BaseModel:
    """One contract with what was changed of it since it was signed. Its ETag is its version; to a contractor's own key, only
    their own once they are signed."""
    return contract_of(by, contract_id)


def hiring(by: Member) -> BaseModel:
    """Whether offers are approved before they are sent, and every version of that."""
    return HiringPolicyShape.of(hiring_now(by), by)


def programme(by: Member) -> BaseModel:
    """Whether purchase orders are used when hiring, by company and teams. Its ETag is the company's version."""
    return ProgrammeShape.of(programme_now(by), by)
