"""The verbs of a payment: one file each, and the only writers."""

from .cancel import cancel
from .fail import fail
from .initiate import initiate
from .release import release
from .settle import settle

__all__ = ["cancel", "fail", "initiate", "release", "settle"]
