"""The read of one change request."""

from uuid import UUID

from pydantic import BaseModel

from counterfoil.foundation.companies.models import Member
from counterfoil.insight.shapes.changerequests import ChangeRequestShape, change_request_of

from .plain_reads import PlainRead


def change_request(by: Member, changerequest_id: UUID) -> BaseModel:
    """One change request of a contract: what that allowed, what it shall allow, and what its approvers said. Its ETag is its
    version; none for a contractor's own key."""
    return change_request_of(by, changerequest_id)


CHANGEREQUEST_READS = (
    PlainRead(
        "changerequest.get",
        "/change-requests/{changerequest_id}",
        ChangeRequestShape,
        change_request,
        versioned=True,
    ),
)
