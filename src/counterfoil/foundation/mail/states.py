"""The states of a mail and of each of its recipients, and the only ways between them."""

FIRST = ("waiting",)

MAIL = {
    "claim": (("waiting",), "sending"),
    "defer": (("sending",), "waiting"),
    "send": (("sending",), "sent"),
    "fail": (("sending",), "failed"),
    "lose": (("sending",), "perhaps"),
    "cancel": (("waiting",), "cancelled"),
}
"""A mail is claimed before a server hears of it. What was claimed and not told of was perhaps sent, and is not sent again."""

RECIPIENT = {
    "accept": (("waiting",), "accepted"),
    "refuse": (("waiting",), "refused"),
    "expire": (("waiting",), "expired"),
    "lose": (("waiting",), "perhaps"),
    "bounce": (("accepted", "perhaps"), "bounced"),
}

WENT_OUT = ("waiting", "sending", "sent", "perhaps")
"""In these states a mail is on its way, or may have arrived: another one of the same would be a second."""
