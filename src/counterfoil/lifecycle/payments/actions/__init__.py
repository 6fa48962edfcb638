"""The verbs of a payment: one file each, and the only writers."""

from .cancel import cancel
from .fail import fail
from .initiate import initiate
from .refund import confirm_refund, note_refund, withdraw_refund
from .release import release
from .reverse import reverse
from .settle import settle

__all__ = [
    "cancel",
    "confirm_refund",
    "fail",
    "initiate",
    "note_refund",
    "release",
    "reverse",
    "settle",
    "withdraw_refund",
]
