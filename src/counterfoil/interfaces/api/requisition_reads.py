"""The reads of one requisition, and of what a company has set of them."""

from uuid import UUID

from pydantic import BaseModel

from counterfoil.foundation.companies.models import Member
from counterfoil.insight.shapes.requisitions import RequisitionShape, requisition_of

from .plain_reads import PlainRead


def requisition(by: Member, requisition_id: UUID) -> BaseModel:
    """One requisition with what its approvers said. Its ETag is its version; none for a contractor's own key."""
    return requisition_of(by, requisition_id)


REQUISITION_READS = (
    PlainRead("requisition.get", "/requisitions/{requisition_id}", RequisitionShape, requisition, versioned=True),
)
