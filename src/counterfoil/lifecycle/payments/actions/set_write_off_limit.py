"""writeofflimit.set: up to what amount one person alone writes off."""

from datetime import datetime
from typing import Annotated

from pydantic import Field

from counterfoil.foundation.companies.models import Member
from counterfoil.foundation.kernel.refusals import expect_version, refuse_if
from counterfoil.foundation.kernel.values import Amount
from counterfoil.foundation.trail.action import Stored, action

from .. import queries
from .. import write_off_rules as rules
from ..models import WriteOffLimit

Limit = Annotated[Amount, Field(ge=0)]


@action("writeofflimit.set", subject="writeofflimit")
def set_write_off_limit(*, by: Member, at: datetime, amount: Limit, version: int | None = None) -> Stored:
    """Set up to what amount, in the company's currency, one person of finance alone writes off; 0: never.

    A higher amount holds only for what comes from now on; a lower one for everything at once.
    """
    refuse_if(rules.set_limit(amount, by.company.currency))
    before = queries.write_off_limit(by.company_id)
    expect_version(version, before.version if before else 0)
    made = WriteOffLimit.objects.create(
        company_id=by.company_id, version=before.version + 1 if before else 1, amount=amount, set_by=by, set_at=at
    )
    return Stored(made.id, {"id": str(made.id), "version": made.version})
