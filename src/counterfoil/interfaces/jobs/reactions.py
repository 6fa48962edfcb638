"""What follows from what: verb → the work that a follower does once the entry is sealed."""

from collections.abc import Callable

from counterfoil.foundation.trail.models import Entry

from .batch import Batch
from .look_again import (
    LookAgain,
    after_credit,
    at_contractor,
    at_evidence,
    at_invoice,
    for_invoice,
    for_order,
    on_order,
)
from .order_pdf import file_order_pdf
from .waiting_files import take_in_waiting

Work = Callable[[Entry, Batch], None]

_ON_ORDER: dict[str, Work] = {"look_again": LookAgain(on_order)}

_CREDITED: dict[str, Work] = {"look_again": LookAgain(after_credit)}

REACTIONS: dict[str, dict[str, Work]] = {
    "order.issue": {
        "order_pdf": file_order_pdf,
        "look_again": LookAgain(for_order),
        "waiting_files": take_in_waiting,
    },
    "order.load": {"look_again": LookAgain(for_order), "waiting_files": take_in_waiting},
    "order.attach": _ON_ORDER,
    "order.restate": _ON_ORDER,
    "order.reopen": _ON_ORDER,
    "order.lift": _ON_ORDER,
    "contractor.lift": {"look_again": LookAgain(at_contractor)},
    "evidence.accept": {"look_again": LookAgain(at_evidence)},
    "evidence.receive": {"look_again": LookAgain(at_evidence)},
    "invoice.lift": {"look_again": LookAgain(at_invoice)},
    "invoice.receive": {"look_again": LookAgain(for_invoice)},
    "invoice.admit_duplicate": {"look_again": LookAgain(for_invoice)},
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


def verbs_of(follower: str) -> tuple[str, ...]:
    """The verbs of which a follower has something to do."""
    return tuple(verb for verb, works in REACTIONS.items() if follower in works)
