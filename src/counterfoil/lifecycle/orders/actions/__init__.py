"""The verbs of an order: one file each, and the only writers."""

from .approve import approve
from .cancel import cancel
from .change import change
from .close import close
from .create import create
from .discard import discard
from .hold import hold, lift
from .issue import issue
from .recall import recall
from .reject import reject
from .reopen import reopen
from .revise import revise
from .set_layout import set_layout
from .submit import submit
from .withdraw import withdraw

__all__ = [
    "approve",
    "cancel",
    "change",
    "close",
    "create",
    "discard",
    "hold",
    "issue",
    "lift",
    "recall",
    "reject",
    "reopen",
    "revise",
    "set_layout",
    "submit",
    "withdraw",
]
