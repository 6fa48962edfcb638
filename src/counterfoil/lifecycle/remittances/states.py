"""The states of a remittance advice: it stands until its payment ends without arriving."""

FIRST = ("stands",)

TRANSITIONS = {"void": (("stands",), "void")}
