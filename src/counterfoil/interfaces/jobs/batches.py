"""What somebody wants done with many things, worked off as them: in chunks, so that it can be cancelled between two."""

from collections.abc import Callable
from datetime import datetime
from functools import partial
from uuid import UUID

from counterfoil.foundation.companies.models import Member
from counterfoil.foundation.companies.queries import acting_again, all_companies
from counterfoil.foundation.kernel import scope
from counterfoil.foundation.trail import batches
from counterfoil.foundation.trail.models import Batch
from counterfoil.insight.verbs.registered import VERBS

from .containing import contained

AT_A_TIME = 200
"""So many rows of one batch are done before another one has its turn."""


def work_off(clock: Callable[[], datetime]) -> int:
    """Do what waits in every company. Returns how many rows were done or refused."""
    companies = [company_id for company_id, _slug, _sealed in all_companies()]
    return sum(contained("what is done with many", _work_off, company_id, clock) for company_id in companies)


def _work_off(company_id: UUID, clock: Callable[[], datetime]) -> int:
    with scope.reading(company_id):
        waiting = [batch for batch in batches.waiting(company_id, clock()) if batch.verb in VERBS]
    return sum(batches.work_off(batch, partial(_actor, batch, clock), clock, AT_A_TIME) for batch in waiting)


def _actor(batch: Batch, clock: Callable[[], datetime]) -> Member | None:
    """Who began it, as they stand now; nobody once they may not act any more."""
    return acting_again(batch.company_id, batch.member_id, batch.api_key_id, clock())
