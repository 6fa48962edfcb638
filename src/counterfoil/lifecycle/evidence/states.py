"""The states of a piece of evidence. What is accepted never changes: a correction is a negative piece of its own."""

FIRST = ("submitted",)

TRANSITIONS = {
    "accept": (("submitted",), "accepted"),
    "reject": (("submitted",), "rejected"),
    "withdraw": (("submitted",), "withdrawn"),
}

DECIDED = ("accepted", "rejected", "withdrawn")
"""Nothing that was said changes any more; only the balances follow what is used and corrected."""
