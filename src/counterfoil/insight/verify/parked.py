"""What followers gave up on: no break in the books, but work that somebody has to look at."""

from uuid import UUID

from counterfoil.foundation.trail.models import Parked

from .finding import Finding


def parked(company_id: UUID) -> list[Finding]:
    """Every entry that a follower parked after its last attempt, oldest first. Called inside a scope."""
    sentence = "{0} gave up on the entry at position {1} at {2}: {3}"
    return [
        Finding("parked", str(one.position), sentence.format(one.follower, one.position, one.at.isoformat(), one.error))
        for one in Parked.objects.within(company_id).order_by("at", "id")
    ]
