"""What follows from what: verb → the work that a follower does once the entry is sealed."""

from collections.abc import Callable
from datetime import datetime

from counterfoil.foundation.trail.models import Entry

from .order_pdf import file_order_pdf

Work = Callable[[Entry, datetime], None]

REACTIONS: dict[str, dict[str, Work]] = {
    "order.issue": {"order_pdf": file_order_pdf},
}

FOLLOWERS = sorted({follower for works in REACTIONS.values() for follower in works})
"""Each follower reads the trail with a cursor of its own, so that one that is stuck holds up no other."""
