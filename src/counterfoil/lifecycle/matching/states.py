"""The states of an exception: a finding that nobody has settled, with an owner."""

FIRST = ("open",)

TRANSITIONS = {
    "accept": (("open",), "accepted"),
    "correct": (("open", "accepted"), "corrected"),
    "reject": (("open", "accepted"), "rejected"),
    "reopen": (("accepted", "corrected", "rejected"), "open"),
}
