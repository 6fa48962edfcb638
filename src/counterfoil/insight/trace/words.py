"""What people call the verbs, in the order in which a person would look for them."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from counterfoil.foundation.catalogue.catalogues import CATALOGUES

WORDS: dict[str, Any] = {
    "order.create": _("Create"),
    "order.submit": _("Submit for approval"),
    "order.approve": _("Approve"),
    "order.reject": _("Reject"),
    "order.issue": _("Issue"),
    "order.change": _("Change the draft"),
    "order.revise": _("Revise"),
    "order.recall": _("Recall"),
    "order.withdraw": _("Withdraw the approval"),
    "evidence.submit": _("Submit evidence"),
    "order.attach": _("Attach to an engagement"),
    "order.close": _("Close"),
    "order.reopen": _("Reopen"),
    "order.hold": _("Put on hold"),
    "order.lift": _("Lift the hold"),
    "order.cancel": _("Cancel the order"),
    "order.discard": _("Discard the draft"),
    "order.load": _("Load the order"),
    "order.restate": _("Follow a change by its minter"),
    "order.revoke": _("Follow its minter's cancellation"),
    "finding.settle": _("Settle a disagreement"),
    "document.file": _("File a document"),
    "document.keep": _("Keep in the receive log"),
    "evidence.receive": _("Take in a delivery"),
    "evidence.accept": _("Accept the evidence"),
    "evidence.reject": _("Reject the evidence"),
    "evidence.withdraw": _("Withdraw the evidence"),
    "evidence.correct": _("Correct the evidence"),
    "invoice.receive": _("Enter an invoice"),
    "payment.release": _("Release"),
    "refund.note": _("Note a refund"),
    "invoice.match": _("Match again"),
    "invoice.correct": _("Correct what was typed"),
    "invoice.pair": _("Pair a line"),
    "invoice.hold": _("Put the invoice on hold"),
    "invoice.lift": _("Lift the invoice's hold"),
    "invoice.reject": _("Reject the invoice"),
    "invoice.void": _("Make it void"),
    "invoice.admit_duplicate": _("Admit the duplicate"),
    "exception.accept": _("Accept the variance"),
    "exception.assign": _("Assign the exception"),
    "payment.initiate": _("Note that it was sent"),
    "payment.settle": _("Note that it arrived"),
    "payment.fail": _("Note that it failed"),
    "payment.cancel": _("Take the release back"),
    "refund.confirm": _("Confirm the refund"),
    "refund.withdraw": _("Withdraw the refund"),
    "company.upgrade": _("Carry over what was set before"),
    "engagement.add": _("Add an engagement"),
    "service.add": _("Add a service"),
    "party.identify": _("Change the names in documents"),
    "contractor.hold": _("Put the contractor on hold"),
    "contractor.lift": _("Lift the contractor's hold"),
}
for _one in CATALOGUES:
    WORDS |= {
        f"{_one.subject}.add": _one.add,
        f"{_one.subject}.change": _("Change"),
        f"{_one.subject}.retire": _("Retire"),
        f"{_one.subject}.restore": _("Restore"),
    }


def verb_words(verb: str) -> str:
    """A verb as a person reads it."""
    return str(WORDS.get(verb, verb))
