"""The verbs that look at an invoice together with its order: one file each, and the only writers."""

from .accept import accept
from .admit_duplicate import admit_duplicate
from .assign import assign
from .correct import correct
from .hand_over import hand_over
from .match import match
from .pair import pair
from .receive import receive
from .reject import reject
from .set_route import set_route
from .void import void

__all__ = [
    "accept",
    "admit_duplicate",
    "assign",
    "correct",
    "hand_over",
    "match",
    "pair",
    "receive",
    "reject",
    "set_route",
    "void",
]
