"""The reads of one requisition, and of what a company has set of them."""

from uuid import UUID

from pydantic import BaseModel

from counterfoil.foundation.companies.models import Member
from counterfoil.insight.policies.requisitions import requisitions_now
from counterfoil.insight.shapes.requisitions import RequisitionPolicyShape, RequisitionShape, requisition_of

from .plain_reads import PlainRead


def requisition(by: Member, requisition_id: UUID) -> BaseModel:
    """One requisition with what its approvers said and the orders that begin with it. Its ETag is its version; none for a
    contractor's own key."""
    return requisition_of(by, requisition_id)


def requisitions_needed(by: Member) -> BaseModel:
    """Whether orders begin with an approved requisition, and every version of that."""
    return RequisitionPolicyShape.of(requisitions_now(by), by)


REQUISITION_READS = (
    PlainRead(
        "requisition.get",
        "/requisitions/{requisition_id}",
        RequisitionShape,
        requisition,
        versioned=True,
        counted=True,
    ),
    PlainRead(
        "requisitionpolicy.get", "/requisition-policy", RequisitionPolicyShape, requisitions_needed, versioned=True
    ),
)
