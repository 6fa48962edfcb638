"""The states of an invoice or credit note, and the only ways between them.

`match` and `dispute` are the two ends of every look at it; `take_back` is what a failed, cancelled or reversed payment does, and
`reverse` where another part of it stays paid. An invoice on
which money stands is void by `replace` alone: by its correction, which takes over what was paid.
"""

FIRST = ("received",)

LOOKED_AT = ("received", "disputed", "matched", "cleared")
"""Nothing of it is being paid and it is not ended: it can be looked at again."""

BEING_PAID = ("paying", "paid")

TRANSITIONS = {
    "match": (LOOKED_AT, "matched"),
    "dispute": (LOOKED_AT, "disputed"),
    "clear": (LOOKED_AT, "cleared"),
    "reject": (("received", "disputed"), "rejected"),
    "release": (("matched", "cleared", "paying"), "paying"),
    "settle": (("paying",), "paid"),
    "take_back": (BEING_PAID, "received"),
    "reverse": (("paid",), "paying"),
    "replace": (BEING_PAID, "void"),
    "take_over": (("matched", "cleared"), "paying"),
    "void": (LOOKED_AT, "void"),
    "credit": (LOOKED_AT, "credited"),
    "uncredit": (("credited",), "received"),
}

WAITING = ("received", "disputed")
"""Looked at again until nothing stands against it; what a person typed may still be corrected."""
PAYABLE = ("matched", "cleared")
COVERING = ("matched", "cleared", "paying", "paid")
"""In these states it has taken its cover."""
ENDED = ("rejected", "void", "credited")
"""It claims nothing any more."""
OVER = ("paid", *ENDED)
"""Nothing of it waits: neither to be looked at nor to be paid."""
UNFINISHED = ("received", "disputed", "matched", "cleared", "paying")
SETTLED_CONTENT = ("matched", "cleared", "paying", "paid", "rejected", "void", "credited")
"""In these states nothing that it says changes."""
