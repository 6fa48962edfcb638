"""The verbs of a payment: one file each, and the only writers."""

from .cancel import cancel
from .fail import fail
from .initiate import initiate
from .mark_paid import mark_paid
from .refund import confirm_refund, note_refund, withdraw_refund
from .release import release
from .release_several import release_several
from .reverse import reverse
from .settle import settle

__all__ = [
    "cancel",
    "confirm_refund",
    "fail",
    "initiate",
    "mark_paid",
    "note_refund",
    "release",
    "release_several",
    "reverse",
    "settle",
    "withdraw_refund",
]
