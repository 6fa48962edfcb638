"""The states of an alert: it stands until what it says no longer holds, or until somebody has seen what happened once."""

FIRST = ("stands",)

TRANSITIONS = {"end": (("stands",), "over"), "see": (("stands",), "over")}
