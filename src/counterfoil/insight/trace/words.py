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
    "order.load": _("Load the order"),
    "order.restate": _("Follow a change by its minter"),
    "order.revoke": _("Follow its minter's cancellation"),
    "order.attach": _("Attach to an engagement"),
    "finding.settle": _("Settle a disagreement"),
    "document.file": _("File a document"),
    "document.keep": _("Keep in the receive log"),
    "evidence.receive": _("Take in a delivery"),
    "evidence.submit": _("Submit evidence"),
    "evidence.accept": _("Accept the evidence"),
    "evidence.reject": _("Reject the evidence"),
    "evidence.withdraw": _("Withdraw the evidence"),
    "evidence.correct": _("Correct the evidence"),
    "invoice.receive": _("Enter an invoice"),
    "invoice.match": _("Match again"),
    "invoice.pair": _("Pair a line"),
    "invoice.correct": _("Correct what was typed"),
    "invoice.reject": _("Reject the invoice"),
    "invoice.void": _("Make it void"),
    "invoice.hold": _("Put the invoice on hold"),
    "invoice.lift": _("Lift the invoice's hold"),
    "invoice.admit_duplicate": _("Admit the duplicate"),
    "exception.accept": _("Accept the variance"),
    "exception.assign": _("Assign the exception"),
    "payment.release": _("Release"),
    "payment.initiate": _("Note that it was sent"),
    "payment.settle": _("Note that it arrived"),
    "payment.fail": _("Note that it failed"),
    "payment.cancel": _("Take the release back"),
    "refund.note": _("Note a refund"),
    "refund.confirm": _("Confirm the refund"),
    "refund.withdraw": _("Withdraw the refund"),
    "company.upgrade": _("Carry over what was set before"),
    "engagement.add": _("Add an engagement"),
    "service.add": _("Add a service"),
    "party.identify": _("Change the names in documents"),
    "contractor.hold": _("Put the contractor on hold"),
    "contractor.lift": _("Lift the contractor's hold"),
}


def verb_words(verb: str) -> str:
    """A verb as a person reads it."""
    return str(VERBS.get(verb, verb))
