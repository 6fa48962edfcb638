"""The verbs in words by which somebody is hired, before there is an order."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from .saying import Ask, Say

_TERMS = {
    "order_kind": Ask(_("Does work under it need a purchase order?"), kind="choice"),
    "currency": Ask(_("Currency"), _("Three letters, as in EUR. Orders under it are in this one.")),
    "amount": Ask(_("At most, all its orders together"), _("Net. Empty: no most.")),
    "unit_rate": Ask(_("Highest rate"), _("No line of an order under it costs more. Empty: none.")),
    "unit": Ask(_("For each"), kind="choice"),
    "starts_on": _("First day, if it has one"),
    "ends_on": _("Last day, if it has one"),
}
"""What is asked of what a contract allows."""

CONTRACT = {
    "contract.create": Say(
        _("Draft a contract"),
        icon="plus",
        ask=_TERMS,
        done=_("Drafted. It counts once the signed file is stored."),
    ),
    "contract.sign": Say(
        _("Store the signed file"),
        icon="check",
        ask={
            "name": Ask(_("The file that was signed"), kind="file"),
            "signed_on": _("On which day was it signed?"),
            "signers": Ask(_("By whom?"), _("The names as they stand below it, for both sides.")),
        },
        done=_("Signed. What it allows stands still from now on, and orders keep to it."),
        primary=True,
    ),
    "contract.start": Say(
        _("Start the work"),
        icon="check",
        done=_("Started. Work under it has begun."),
        primary=True,
    ),
    "contract.change": Say(
        _("Change the draft"),
        icon="pencil",
        ask=_TERMS,
        done=_("Changed. It counts once the signed file is stored."),
    ),
    "contract.end": Say(
        _("End the contract"),
        icon="ban",
        ask={"reason": _("Why does it end?")},
        done=_("Ended. Nothing new is ordered under it; what was ordered runs on."),
        danger=True,
    ),
}


def _order(subject: str, when: Any, waiting: Any) -> dict[str, Say]:
    """How the purchase order is chosen of what leads to work, and when its share is drawn."""
    return {
        f"{subject}.choose_order": Say(
            _("Choose a purchase order"),
            icon="link",
            ask={
                "number": Ask(
                    _("Which one?"),
                    _("Type a part of its number or of what it is for; those that you may use are offered."),
                    kind="order",
                )
            },
            done=when,
        ),
        f"{subject}.add_order": Say(
            _("Add a new purchase order"),
            icon="plus",
            ask={
                "number": _("Number"),
                "net": Ask(_("Amount, without tax"), _("What its minter authorises in all.")),
                "title": Ask(_("What is it for?"), _("As its minter describes it, if they do.")),
                "valid_through": Ask(_("Valid through"), _("Empty: without an end.")),
            },
            done=_(
                "Added, and chosen here. Where finance confirms what managers add, nothing is drawn from it before that."
            ),
        ),
        f"{subject}.await_order": Say(
            _("I don’t have one yet"),
            icon="hourglass",
            ask={
                "owner_id": Ask(_("Who gets one?"), kind="choice"),
                "due_on": Ask(_("By which day?"), _("It stands on that person’s desk until an order is there.")),
            },
            done=waiting,
        ),
    }


JOB_POST = {
    "jobpost.create": Say(_("Write a job post")),
    "jobpost.publish": Say(
        _("Publish it here"),
        icon="send",
        done=_("Published. Offers can be made from it, and the one that is accepted fills it."),
        primary=True,
    ),
    "jobpost.change": Say(_("Change the draft"), icon="pencil", primary=True),
    **_order(
        "jobpost",
        _("Chosen. An offer that is made from the post can take it over."),
        _("Noted. It takes no number; each offer that is made from the post says anew who gets one."),
    ),
    "jobpost.withdraw": Say(
        _("Withdraw the post"),
        icon="ban",
        ask={"reason": _("Why is nobody looked for any more?")},
        done=_("Withdrawn. Offers that were made from it go on by themselves."),
        danger=True,
    ),
}
OFFER = {
    "offer.create": Say(_("Make an offer")),
    "offer.submit": Say(
        _("Submit for review"),
        icon="send",
        done=_("Submitted. Its reviewers see it on their desks; with the last yes it goes to the contractor."),
        primary=True,
    ),
    "offer.send": Say(
        _("Send to the contractor"),
        icon="send",
        done=_("Sent. The contractor sees it on their desk and answers there."),
        hint=_("The contractor is shown exactly what this page shows. You can take it back until they have answered."),
        primary=True,
    ),
    "offer.approve": Say(
        _("Approve"),
        icon="check",
        done=_("Approved. Your yes is on the record."),
        hint=_("You approve exactly what this page shows. With the last yes it goes to the contractor."),
        primary=True,
    ),
    "offer.accept": Say(
        _("Accept the offer"),
        icon="check",
        question=_(
            "You agree to exactly what this page shows. Your name, the moment and what you read are kept with it."
        ),
        yes=_("Yes, I accept"),
        done=_("Accepted. It is agreed, and both sides see it."),
        primary=True,
    ),
    "offer.change": Say(_("Change the draft"), icon="pencil", primary=True),
    **_order(
        "offer",
        _("Chosen. Its share is drawn once the offer is accepted."),
        _("Noted. It takes no number, and stands on the desk of whoever gets one."),
    ),
    "offer.reject": Say(
        _("Reject"),
        icon="x",
        ask={"reason": _("Why do you reject it? Whoever made the offer reads this.")},
        done=_("Rejected. It is a draft again, with your reason."),
        danger=True,
    ),
    "offer.decline": Say(
        _("Decline the offer"),
        icon="x",
        ask={"reason": _("Why do you decline? Whoever made the offer reads this.")},
        done=_("Declined. Whoever made the offer reads your reason."),
        danger=True,
    ),
    "offer.recall": Say(
        _("Take it back to change it"),
        icon="arrow-back-up",
        question=_("Nobody decides on it until it is sent again. What was approved of it counts no more."),
        yes=_("Yes, take it back"),
        done=_("Taken back. It is a draft again."),
    ),
    "offer.withdraw": Say(
        _("Withdraw the offer"),
        icon="ban",
        ask={"reason": _("Why is it given up? The contractor reads this where it was sent to them.")},
        done=_("Withdrawn. Nobody answers it any more."),
        danger=True,
    ),
    "programme.set": Say(
        _("Set the PO step"),
        icon="pencil",
        ask={
            "mode": Ask(_("When a job is posted or an offer is sent"), kind="choice"),
            "confirmed": Ask(
                _("Finance confirms what a manager adds"),
                _("Until then nothing is drawn from it. For the whole company."),
            ),
        },
        done=_("It is set. What was sent or published already goes on as it was."),
    ),
    "hiringpolicy.set": Say(
        _("Set how you hire"),
        icon="pencil",
        ask={
            "offers_reviewed": Ask(
                _("Offers are approved before they are sent"),
                _("By whom the approval policy names for the most that an offer can come to."),
            )
        },
        done=_("It is set. What is in review or sent already goes on as it was."),
    ),
}
