"""The verbs of an order: one file each, and the only writers."""

from .approve import approve
from .cancel import cancel
from .change import change
from .create import create
from .discard import discard
from .issue import issue
from .recall import recall
from .reject import reject
from .revise import revise
from .set_layout import set_layout
from .submit import submit
from .withdraw import withdraw

__all__ = [
    "approve",
    "cancel",
    "change",
    "create",
    "discard",
    "issue",
    "recall",
    "reject",
    "revise",
    "set_layout",
    "submit",
    "withdraw",
]
