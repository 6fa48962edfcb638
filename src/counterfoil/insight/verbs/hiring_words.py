"""The verbs in words by which somebody is hired, before there is an order."""

from django.utils.translation import gettext_lazy as _

from .saying import Ask, Say

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
