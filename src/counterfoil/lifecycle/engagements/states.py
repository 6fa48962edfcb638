"""The states of what is agreed before there is an order, and the only ways between them."""

OFFER_FIRST = ("draft",)
OFFER = {
    "submit": (("draft",), "in_review"),
    "send": (("draft",), "sent"),
    "approve": (("in_review",), "sent"),
    "reject": (("in_review",), "draft"),
    "recall": (("in_review", "sent"), "draft"),
    "accept": (("sent",), "accepted"),
    "decline": (("sent",), "declined"),
    "withdraw": (("draft", "sent"), "withdrawn"),
}
"""Where offers are reviewed, the last yes sends one; else it is sent as it stands. What is to be changed is a draft again."""

SHOWN = ("in_review", "sent")
"""Somebody reads it and decides: what it says stands still."""
ENDED = ("accepted", "declined", "withdrawn")
ANSWERED = ("accepted", "declined")

CONTRACT_FIRST = ("drafted", "signed")
"""A contract is drafted by hand, or comes signed of an offer that was accepted."""
CONTRACT = {
    "sign": (("drafted",), "signed"),
    "start": (("signed",), "started"),
    "end": (("drafted", "signed", "started"), "ended"),
}
AGREED = ("signed", "started", "ended")
"""Both parties have agreed: what it allows stands still, and orders keep to it."""

POST_FIRST = ("draft",)
POST = {
    "publish": (("draft",), "published"),
    "fill": (("published",), "filled"),
    "withdraw": (("draft", "published"), "withdrawn"),
}
"""Whoever accepts an offer that was made from a post fills it."""

REQUISITION_FIRST = ("draft",)
REQUISITION = {
    "submit": (("draft",), "submitted"),
    "approve": (("submitted",), "approved"),
    "reject": (("submitted",), "rejected"),
    "revise": (("submitted", "rejected"), "draft"),
    "withdraw": (("draft", "submitted", "rejected", "approved"), "withdrawn"),
}
"""What was approved is never written anew: it is withdrawn, and asked for again."""

CHANGE_FIRST = ("draft",)
CHANGE = {
    "submit": (("draft",), "submitted"),
    "approve": (("submitted",), "approved"),
    "reject": (("submitted",), "rejected"),
    "revise": (("submitted", "rejected"), "draft"),
    "withdraw": (("draft", "submitted", "rejected"), "withdrawn"),
}
"""What was approved stands in the contract: only another change request takes it back."""
CHANGE_OPEN = ("draft", "submitted")
"""Something is still to come of it: a contract has one such at a time."""
CHANGEABLE = ("signed", "started")
"""What a contract allows is changed by a request in these states: before, it is written anew; afterwards, not at all."""
