"""An approval is asked for, and then given, refused or taken back. A step is one approver's word."""

APPROVAL = {
    "give": (("open",), "given"),
    "refuse": (("open",), "refused"),
    "recall": (("open",), "recalled"),
    "withdraw": (("given",), "withdrawn"),
}
STEP = {
    "give": (("waiting",), "given"),
    "refuse": (("waiting",), "refused"),
}
