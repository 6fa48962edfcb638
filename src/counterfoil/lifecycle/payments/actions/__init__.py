"""The verbs of a payment: one file each, and the only writers."""

from .cancel import cancel
from .fail import fail
from .initiate import initiate
from .mark_paid import mark_paid
from .refund import confirm_refund, note_refund, withdraw_refund
from .release import release
from .release_several import release_several
from .request_advance import request_advance
from .reverse import reverse
from .set_write_off_limit import set_write_off_limit
from .settle import settle
from .undo_set_off import undo_set_off
from .unlink import unlink
from .write_off import (
    approve_write_off,
    reverse_write_off,
    withdraw_write_off,
    write_off_balance,
    write_off_invoice,
    write_off_order,
)

__all__ = [
    "approve_write_off",
    "cancel",
    "confirm_refund",
    "fail",
    "initiate",
    "mark_paid",
    "note_refund",
    "release",
    "release_several",
    "request_advance",
    "reverse",
    "reverse_write_off",
    "set_write_off_limit",
    "settle",
    "undo_set_off",
    "unlink",
    "withdraw_refund",
    "withdraw_write_off",
    "write_off_balance",
    "write_off_invoice",
    "write_off_order",
]
