"""The verbs of evidence: one file each, and the only writers."""

from .accept import accept
from .correct import correct
from .receive import receive
from .reject import reject
from .submit import submit
from .withdraw import withdraw

__all__ = ["accept", "correct", "receive", "reject", "submit", "withdraw"]
