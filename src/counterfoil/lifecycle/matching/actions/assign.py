"""exception.assign: somebody else settles it."""

from datetime import datetime
from uuid import UUID

from counterfoil.foundation.companies.models import Member
from counterfoil.foundation.companies.queries import visible_members
from counterfoil.foundation.kernel.refusals import NotFound, refuse_if
from counterfoil.foundation.trail.action import Stored, action

from .. import queries, rules
from ..models import InvoiceException


@action("exception.assign", subject="exception")
def assign(*, by: Member, at: datetime, exception_id: UUID, owner_id: UUID) -> Stored:
    """Give an open exception to another owner (R82)."""
    seen = queries.one(by, exception_id)
    exception = InvoiceException.objects.within(by.company_id).locked(exception_id)
    owner = visible_members(by).filter(id=owner_id).first()
    if owner is None:
        raise NotFound("member")
    refuse_if(rules.assign(exception, owner))
    exception.owner = owner
    exception.version += 1
    exception.save()
    answer = {"id": str(exception.id), "owner_id": str(owner.id)}
    return Stored(exception.id, answer, order_id=seen.invoice.order_id)
