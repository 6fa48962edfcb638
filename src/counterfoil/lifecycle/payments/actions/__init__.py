"""The verbs of a payment: one file each, and the only writers."""

from .cancel import cancel
from .fail import fail
from .initiate import initiate
from .refund import confirm_refund, note_refund, withdraw_refund
from .release import release
from .settle import settle

__all__ = [
    "cancel",
    "confirm_refund",
    "fail",
    "initiate",
    "note_refund",
    "release",
    "settle",
    "withdraw_refund",
]
