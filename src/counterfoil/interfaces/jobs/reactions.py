"""What follows from what: verb → the work that a follower does once the entry is sealed."""

from collections.abc import Callable
from datetime import datetime

from counterfoil.foundation.trail.models import Entry

from .look_again import (
    look_again_after_credit,
    look_again_at_contractor,
    look_again_at_evidence,
    look_again_at_invoice,
    look_again_for_invoice,
    look_again_for_order,
    look_again_on_order,
)
from .order_pdf import file_order_pdf
from .waiting_files import take_in_waiting

Work = Callable[[Entry, datetime], None]

_ON_ORDER: dict[str, Work] = {"look_again": look_again_on_order}

_CREDITED: dict[str, Work] = {"look_again": look_again_after_credit}

REACTIONS: dict[str, dict[str, Work]] = {
    "order.issue": {
        "order_pdf": file_order_pdf,
        "look_again": look_again_for_order,
        "waiting_files": take_in_waiting,
    },
    "order.load": {"look_again": look_again_for_order, "waiting_files": take_in_waiting},
    "order.attach": _ON_ORDER,
    "order.restate": _ON_ORDER,
    "order.reopen": _ON_ORDER,
    "order.lift": _ON_ORDER,
    "contractor.lift": {"look_again": look_again_at_contractor},
    "evidence.accept": {"look_again": look_again_at_evidence},
    "evidence.receive": {"look_again": look_again_at_evidence},
    "invoice.lift": {"look_again": look_again_at_invoice},
    "invoice.receive": {"look_again": look_again_for_invoice},
    "invoice.admit_duplicate": {"look_again": look_again_for_invoice},
    "invoice.match": _CREDITED,
    "invoice.correct": _CREDITED,
    "exception.accept": _CREDITED,
    "invoice.reject": _ON_ORDER,
    "invoice.void": _ON_ORDER,
    "payment.cancel": _ON_ORDER,
    "payment.fail": _ON_ORDER,
    "payment.settle": _ON_ORDER,
}

FOLLOWERS = sorted({follower for works in REACTIONS.values() for follower in works})
"""Each follower reads the trail with a cursor of its own, so that one that is stuck holds up no other."""


def verbs_of(follower: str) -> list[str]:
    """The verbs of which a follower has something to do."""
    return [verb for verb, works in REACTIONS.items() if follower in works]
