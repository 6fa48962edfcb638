"""What people call the verbs."""

from typing import Any

from django.utils.translation import gettext_lazy as _

VERBS: dict[str, Any] = {
    "order.create": _("Create"),
    "order.change": _("Change the draft"),
    "order.submit": _("Submit for approval"),
    "order.recall": _("Recall"),
    "order.approve": _("Approve"),
    "order.reject": _("Reject"),
    "order.revise": _("Revise"),
    "order.withdraw": _("Withdraw the approval"),
    "order.issue": _("Issue"),
    "order.cancel": _("Cancel the order"),
    "order.close": _("Close"),
    "order.reopen": _("Reopen"),
    "order.hold": _("Put on hold"),
    "order.lift": _("Lift the hold"),
    "order.discard": _("Discard the draft"),
    "document.file": _("File a document"),
}


def verb_words(verb: str) -> str:
    """A verb as a person reads it."""
    return str(VERBS.get(verb, verb))
