"""The states of an order and the only ways between them.

A loaded order will enter as `issued`; what it is *shown* to be (invoiced, matched, settled) is derived elsewhere.
"""

FIRST = ("draft",)

TRANSITIONS = {
    "submit": (("draft",), "pending"),
    "recall": (("pending",), "draft"),
    "approve": (("pending",), "approved"),
    "reject": (("pending",), "rejected"),
    "revise": (("rejected",), "draft"),
    "withdraw": (("approved",), "draft"),
    "issue": (("approved",), "issued"),
    "cancel": (("draft", "pending", "rejected", "approved", "issued"), "cancelled"),
    "discard": (("draft",), "cancelled"),
    "close": (("issued",), "closed"),
    "reopen": (("closed",), "issued"),
}

SETTLED_CONTENT = ("pending", "approved", "rejected", "issued", "closed", "cancelled")
"""In these states the content that was submitted stands still; only plain edits are left."""

NUMBERED = ("issued", "closed")
"""From here on an order has its number."""

AUTHORISED = ("approved", "issued", "closed")
"""In these states its limits stand."""
