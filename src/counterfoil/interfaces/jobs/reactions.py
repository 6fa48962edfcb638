"""What follows from what: verb → the work that a follower does once the entry is sealed."""

from collections.abc import Callable

from counterfoil.foundation.trail.models import Entry

from .alerts import look_again
from .batch import Batch
from .drawing import draw_chosen
from .order_pdf import file_order_pdf
from .rematching import (
    Rematch,
    after_credit,
    at_contractor,
    at_evidence,
    at_invoice,
    at_sending,
    for_invoice,
    for_order,
    on_order,
    on_orders_paid,
    on_shares,
)
from .remittances import advise, void
from .waiting_files import take_in_waiting

Work = Callable[[Entry, Batch], None]

_ON_ORDER: dict[str, Work] = {"rematch": Rematch(on_order)}

_ON_ORDERS: dict[str, Work] = {"rematch": Rematch(on_orders_paid)}

_DRAWS: dict[str, Work] = {"drawing": draw_chosen}
"""A share that was chosen and could not be drawn before can be now."""

_CREDITED: dict[str, Work] = {"rematch": Rematch(after_credit)}

_OTHERS: dict[str, dict[str, Work]] = {
    "order.issue": {
        "order_pdf": file_order_pdf,
        "rematch": Rematch(for_order),
        "waiting_files": take_in_waiting,
    },
    "order.load": {"rematch": Rematch(for_order), "waiting_files": take_in_waiting},
    "order.attach": _ON_ORDER,
    "order.restate": _ON_ORDER,
    "order.lift": _ON_ORDER,
    "order.note_sent": {"rematch": Rematch(at_sending)},
    "mail.deliver": {"rematch": Rematch(at_sending)},
    "contractor.lift": {"rematch": Rematch(at_contractor)},
    "evidence.accept": {"rematch": Rematch(at_evidence)},
    "evidence.receive": {"rematch": Rematch(at_evidence)},
    "invoice.lift": {"rematch": Rematch(at_invoice)},
    "invoice.receive": {"rematch": Rematch(for_invoice)},
    "invoice.admit_duplicate": {"rematch": Rematch(for_invoice)},
    "invoice.match": _CREDITED,
    "invoice.correct": _CREDITED,
    "exception.accept": _CREDITED,
    "invoice.reject": _ON_ORDER,
    "invoice.void": _ON_ORDER,
    "payment.cancel": _ON_ORDERS,
    "payment.unlink": _ON_ORDERS,
    "payment.initiate": {"remittance": advise},
    "payment.fail": {"remittance": void} | _ON_ORDERS,
    "payment.reverse": {"remittance": void} | _ON_ORDERS,
    "payment.mark_paid": {"remittance": advise} | _ON_ORDER,
    "payment.settle": _ON_ORDERS,
    **dict.fromkeys(("offer.accept", "order.confirm", "order.permit"), _DRAWS),
    "order.edit": {"rematch": Rematch(on_shares)} | _DRAWS,
    "order.reopen": _ON_ORDER | _DRAWS,
}

_ALERTING = (
    *("invoice.receive", "invoice.correct", "invoice.match", "invoice.pair", "invoice.admit_duplicate"),
    *("invoice.reject", "invoice.void", "exception.accept"),
    *(
        "payment.release",
        "payment.release_several",
        "payment.mark_paid",
        "payment.initiate",
        "payment.settle",
        "payment.fail",
        "payment.reverse",
        "payment.cancel",
        "payment.unlink",
    ),
    *("invoice.undo_set_off", "writeoff.note_invoice", "writeoff.approve", "writeoff.reverse"),
    *(
        "order.send",
        "order.note_sent",
        "order.revoke",
        "order.cancel",
        "order.close",
        "order.archive",
        "order.unarchive",
    ),
    *("mail.deliver", "mail.bounce", "mail.cancel", "mail.withdraw", "remittance.send", "remittance.void"),
    "document.file",
    *("order.issue", "order.load", "order.attach", "order.restate", "order.reopen", "order.set_thresholds"),
    *("evidence.accept", "evidence.receive"),
    *("order.share", "offer.recall", "offer.reject", "offer.withdraw", "offer.decline", "contract.end"),
)
"""What is done on an order, or on what waits for one, after which something may hold that did not before, or no more."""

REACTIONS: dict[str, dict[str, Work]] = {
    verb: _OTHERS.get(verb, {}) | ({"alerts": look_again} if verb in _ALERTING else {})
    for verb in dict.fromkeys((*_OTHERS, *_ALERTING))
}

FOLLOWERS = sorted({follower for works in REACTIONS.values() for follower in works})
"""Each follower reads the trail with a cursor of its own, so that one that is stuck holds up no other."""


def verbs_of(follower: str) -> tuple[str, ...]:
    """The verbs of which a follower has something to do."""
    return tuple(verb for verb, works in REACTIONS.items() if follower in works)
