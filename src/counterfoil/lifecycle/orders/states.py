"""The states of an order and the only ways between them.

What it is *shown* to be (invoiced, matched, settled) is derived elsewhere.
"""

FIRST = ("draft", "issued")
"""An order begins as a draft; one that was minted elsewhere enters as issued."""

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
    "revoke": (("issued",), "cancelled"),
}

SETTLED_CONTENT = ("pending", "approved", "rejected", "issued", "closed", "cancelled")
"""In these states the content that was submitted stands still; only plain edits are left."""

UNENDED = ("draft", "pending", "approved", "rejected", "issued")
"""Something is still to come of it."""

AWAITED = ("pending", "approved")
"""From submit to issue nothing that the approvers were shown changes: title and notes neither."""

AUTHORISED = ("approved", "issued", "closed")
"""In these states its limits stand."""

WISH = {"answer": (("open",), "answered"), "meet": (("open",), "met")}
"""A contractor's asking for an order is answered by somebody, or met by an order that comes to stand."""
