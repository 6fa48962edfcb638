"""The states of an alert: it stands until what it says no longer holds."""

FIRST = ("stands",)

TRANSITIONS = {"end": (("stands",), "over")}
