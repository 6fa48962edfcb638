"""The states of an invoice or credit note, and the only ways between them.

`match` and `dispute` are the two ends of every look at it; `take_back` is what a failed, cancelled or reversed payment does, and
`reverse` where another part of it stays paid. An invoice on
which money stands is void by `replace` alone: by its correction, which takes over what was paid.
What is left of one can be written off: it is settled then and not paid, until that is reversed.
"""

FIRST = ("received",)

LOOKED_AT = ("received", "disputed", "matched", "cleared")
"""Nothing of it is being paid and it is not ended: it can be looked at again."""

BEING_PAID = ("paying", "paid")
WRITTEN_OFF = "written_off"
"""Settled, and some of it without money."""

TRANSITIONS = {
    "match": (LOOKED_AT, "matched"),
    "dispute": (LOOKED_AT, "disputed"),
    "clear": (LOOKED_AT, "cleared"),
    "reject": (("received", "disputed"), "rejected"),
    "release": (("matched", "cleared", "paying"), "paying"),
    "settle": (("paying",), "paid"),
    "take_back": ((*BEING_PAID, WRITTEN_OFF), "received"),
    "reverse": (("paid",), "paying"),
    "write_off": (("matched", "cleared", "paying"), WRITTEN_OFF),
    "restore": ((WRITTEN_OFF,), "paying"),
    "replace": (BEING_PAID, "void"),
    "take_over": (("matched", "cleared"), "paying"),
    "void": (LOOKED_AT, "void"),
    "credit": (LOOKED_AT, "credited"),
    "uncredit": (("credited",), "received"),
}

WAITING = ("received", "disputed")
"""Looked at again until nothing stands against it; what a person typed may still be corrected."""
PAYABLE = ("matched", "cleared")
COVERING = ("matched", "cleared", "paying", "paid", WRITTEN_OFF)
"""In these states it has taken its cover."""
ENDED = ("rejected", "void", "credited")
"""It claims nothing any more."""
OVER = ("paid", WRITTEN_OFF, *ENDED)
"""Nothing of it waits: neither to be looked at nor to be paid."""
UNFINISHED = ("received", "disputed", "matched", "cleared", "paying")
SETTLED_CONTENT = ("matched", "cleared", "paying", "paid", WRITTEN_OFF, "rejected", "void", "credited")
"""In these states nothing that it says changes."""
