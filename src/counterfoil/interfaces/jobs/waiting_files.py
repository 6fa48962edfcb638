"""A follower's work: take in the files that waited for an order, once it is there, each in the name of who sent it."""

from counterfoil.foundation.trail.action import Via
from counterfoil.foundation.trail.models import Entry
from counterfoil.lifecycle.intake.receiving import receive_waiting

from .batch import Batch


def take_in_waiting(entry: Entry, batch: Batch) -> None:
    """What waited for the order that was loaded or issued now. Run again, it finds nothing that waits."""
    if entry.order_id and batch.has_waiting_files:
        receive_waiting(entry.company_id, entry.order_id, batch.at, Via("follower", f"waiting_files:{entry.id}"))
