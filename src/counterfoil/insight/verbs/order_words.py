"""The verbs of an order and of its evidence in words, in the order in which a person would look for them."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from .mail_words import ORDER_MAIL
from .saying import Ask, Say

HOLD: dict[str, Any] = {
    "scope": _("What is held?"),
    "reason": _("Why? Everybody who is stopped by it reads this."),
    "last_day": Ask(_("Last day, if there is one"), _("Still held on that day.")),
}
"""What is asked of whoever puts something on hold."""
LIFT = {"reason": _("Why is it lifted?")}

ORDER = {
    "order.create": Say(_("Create")),
    "order.submit": Say(
        _("Submit for approval"),
        icon="send",
        done=_("Submitted. Its approvers see it on their desks."),
        primary=True,
    ),
    "order.approve": Say(
        _("Approve"),
        icon="check",
        done=_("Approved. Your yes is on the record."),
        hint=_("You approve exactly what this page shows."),
        primary=True,
    ),
    "order.reject": Say(
        _("Reject"),
        icon="x",
        ask={"reason": _("Why do you reject it? The requester reads this.")},
        done=_("Rejected. The requester reads your reason."),
        danger=True,
    ),
    "order.issue": Say(
        _("Issue"),
        icon="shield-check",
        done=_("Issued. The number is dealt and the document is frozen with it."),
        hint=_("Deals the number and freezes the document. This can't be undone, only cancelled."),
        primary=True,
    ),
    **ORDER_MAIL,
    "order.change": Say(_("Change the draft"), icon="pencil", primary=True),
    "order.revise": Say(_("Revise"), icon="pencil", done=_("It is a draft again."), primary=True),
    "order.recall": Say(_("Recall"), icon="arrow-back-up", done=_("Recalled. It is a draft again.")),
    "order.withdraw": Say(
        _("Withdraw the approval"),
        icon="arrow-back-up",
        ask={"reason": _("Why is the approval taken back?")},
        done=_("The approval is withdrawn. It is a draft again."),
        danger=True,
    ),
    "evidence.submit": Say(_("Submit evidence")),
    "order.attach": Say(
        _("Attach to an engagement"),
        icon="link",
        ask={"engagement_id": _("Which engagement does it belong to?")},
        done=_("Attached. What is invoiced on it can be paid from now on."),
    ),
    "order.set_fields": Say(_("Change custom fields"), icon="pencil", done=_("The custom fields are changed.")),
    "order.set_notes": Say(
        _("Change the notes"),
        icon="note",
        ask={
            "notes": Ask(
                _("Notes"),
                _("The contractor reads them. The issued document keeps its own; these are printed beside it."),
            )
        },
        done=_("The notes are changed. They are printed beside the document, with your name and the day."),
    ),
    "order.set_thresholds": Say(
        _("Set thresholds"),
        icon="adjustments-horizontal",
        done=_("The thresholds are set. Whoever is concerned is told when one is crossed."),
    ),
    "order.close": Say(
        _("Close"),
        icon="lock",
        ask={"reason": _("Why is it closed? What is left of it is given up.")},
        done=_("Closed. What was left of it is given up; it can be reopened."),
    ),
    "order.reopen": Say(
        _("Reopen"),
        icon="arrow-back-up",
        ask={"reason": _("Why does it go on?")},
        done=_("Reopened. It goes on for what it still authorises."),
    ),
    "order.archive": Say(
        _("Archive"),
        icon="files",
        question=_("Put it out of the way? Lists leave it out, search finds it, and everything on it runs on."),
        yes=_("Yes, archive it"),
        done=_("Archived. Search finds it, and so does the filter “Archived” of the list."),
    ),
    "order.unarchive": Say(
        _("Bring back from the archive"),
        icon="arrow-back-up",
        question=_("Show it in lists again?"),
        yes=_("Yes, bring it back"),
        done=_("It is back in the lists."),
    ),
    "order.note_invoice": Say(
        _("Note the invoice to come"),
        icon="receipt",
        ask={
            "number": _("Which number will the contractor's invoice have?"),
            "issued_on": _("Of which day will it be?"),
            "amount": Ask(
                _("What will it come to, tax included?"),
                _("When it comes, the two are compared, and a difference is shown."),
            ),
        },
        done=_("Noted. When the invoice comes, the two are compared."),
    ),
    "order.forget_invoice": Say(
        _("Take off the noted invoice"),
        icon="x",
        question=_("Forget what is noted of the invoice to come? The trail keeps it."),
        yes=_("Yes, take it off"),
        done=_("Taken off. Nothing is compared with it any more."),
    ),
    "order.hold": Say(_("Put on hold"), icon="hourglass", ask=HOLD, done=_("It is on hold.")),
    "order.lift": Say(_("Lift the hold"), icon="arrow-back-up", ask=LIFT, done=_("The hold is lifted.")),
    "order.cancel": Say(
        _("Cancel the order"),
        icon="ban",
        ask={
            "reason": _("Why is it cancelled? This is final."),
            "replace": _("Make a linked replacement: a new draft that says the same"),
        },
        done=_("Cancelled. It stays on the record."),
        danger=True,
    ),
    "order.discard": Say(
        _("Discard the draft"),
        icon="trash",
        question=_("Discard this draft? It disappears from the lists for good; the trail keeps it."),
        yes=_("Yes, discard it"),
        done=_("The draft is discarded."),
        danger=True,
    ),
    "order.load": Say(_("Load the order")),
    "order.restate": Say(_("Follow a change by its minter")),
    "order.revoke": Say(_("Follow its minter's cancellation")),
    "finding.settle": Say(
        _("Settle a disagreement"),
        icon="check",
        ask={"reason": _("What holds, and who said so?")},
        done=_("Settled. What is stated stays the ceiling; your reason is on the record."),
    ),
}

EVIDENCE = {
    "evidence.receive": Say(_("Take in a delivery")),
    "evidence.accept": Say(
        _("Accept the evidence"),
        icon="check",
        done=_("Accepted. What is accepted can be billed now."),
        hint=_("You say that this is right. What is accepted can be billed from then on."),
        primary=True,
    ),
    "evidence.reject": Say(
        _("Reject the evidence"),
        icon="x",
        ask={"reason": _("Why do you reject it? Who submitted it reads this.")},
        done=_("Rejected. Who submitted it reads your reason."),
        danger=True,
    ),
    "evidence.withdraw": Say(
        _("Withdraw the evidence"), icon="arrow-back-up", done=_("Withdrawn. Nothing of it waits any more.")
    ),
    "evidence.correct": Say(
        _("Correct the evidence"),
        icon="pencil",
        ask={"quantity": _("How much is taken back?"), "reason": _("Why was it too much?")},
        done=_("The correction is submitted. It counts once somebody else has accepted it."),
    ),
}
