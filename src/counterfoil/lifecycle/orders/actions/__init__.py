"""The verbs of an order: one file each, and the only writers."""

from .approve import approve
from .archive import archive, unarchive
from .attach import attach
from .cancel import cancel
from .change import change
from .change_contract import approve_change, submit_change
from .choose import (
    add_for_offer,
    add_for_post,
    await_for_offer,
    await_for_post,
    choose_for_offer,
    choose_for_post,
)
from .close import close
from .confirm import confirm
from .create import create
from .discard import discard
from .edit import edit
from .hold import hold, lift
from .issue import issue
from .load import load
from .load_many import load_many
from .load_shared import load_shared
from .note_invoice import forget_invoice, note_invoice
from .permit import permit
from .recall import recall
from .reject import reject
from .reopen import reopen
from .restate import restate, revoke
from .revise import revise
from .send import note_sent, send
from .set_fields import set_fields
from .set_layout import set_layout
from .set_notes import set_notes
from .set_run_out import set_run_out
from .set_thresholds import set_thresholds
from .settle_finding import settle_finding
from .share import share
from .submit import submit
from .wish import answer_wish, ask_for_order
from .withdraw import withdraw
from .withdraw_mail import withdraw_mail

__all__ = [
    "add_for_offer",
    "add_for_post",
    "answer_wish",
    "approve",
    "approve_change",
    "archive",
    "ask_for_order",
    "attach",
    "await_for_offer",
    "await_for_post",
    "cancel",
    "change",
    "choose_for_offer",
    "choose_for_post",
    "close",
    "confirm",
    "create",
    "discard",
    "edit",
    "forget_invoice",
    "hold",
    "issue",
    "lift",
    "load",
    "load_many",
    "load_shared",
    "note_invoice",
    "note_sent",
    "permit",
    "recall",
    "reject",
    "reopen",
    "restate",
    "revise",
    "revoke",
    "send",
    "set_fields",
    "set_layout",
    "set_notes",
    "set_run_out",
    "set_thresholds",
    "settle_finding",
    "share",
    "submit",
    "submit_change",
    "unarchive",
    "withdraw",
    "withdraw_mail",
]
