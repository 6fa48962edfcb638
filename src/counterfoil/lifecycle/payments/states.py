"""The states of a payment. Initiated is not settled: two moments, two days, never mixed (R85)."""

FIRST = ("released",)

TRANSITIONS = {
    "initiate": (("released",), "initiated"),
    "settle": (("initiated",), "settled"),
    "fail": (("initiated",), "failed"),
    "unlink": (("released",), "released"),
    "cancel": (("released",), "cancelled"),
    "reverse": (("settled",), "reversed"),
}

STANDING = ("released", "initiated", "settled")
"""Its allocation counts; what failed, was cancelled or taken back by a bank pays nothing."""
UNDER_WAY = ("released", "initiated")
"""It has not arrived, and has not ended."""
INITIATED = ("initiated", "settled")
BOUNCED = ("failed", "reversed")
"""A bank gave it back: who noted that does not release the same again alone."""
ENDED_UNPAID = ("cancelled", *BOUNCED)
"""It moved no money."""

REFUND = {
    "confirm": (("noted",), "confirmed"),
    "withdraw": (("noted",), "withdrawn"),
}
"""Money that came back counts once a second person has confirmed it."""

WRITE_OFF_FIRST = ("noted", "standing")
"""It waits for a second person, or stands at once where its author may write off so much alone."""
WRITE_OFF = {
    "approve": (("noted",), "standing"),
    "withdraw": (("noted",), "withdrawn"),
    "reverse": (("standing",), "reversed"),
}
