"""The verbs of an invoice by itself. Those that look at its order too are in the later rooms."""

from .hold import hold, lift

__all__ = ["hold", "lift"]
