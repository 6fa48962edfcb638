"""The verbs in words by which somebody asks for an order before there is one."""

from django.utils.translation import gettext_lazy as _

from .saying import Ask, Say

REQUISITION = {
    "requisition.create": Say(_("Write a requisition")),
    "requisition.submit": Say(
        _("Submit for approval"),
        icon="send",
        done=_("Submitted. Whoever the approval policy names for its amount sees it on their desk."),
        primary=True,
    ),
    "requisition.approve": Say(
        _("Approve"),
        icon="check",
        done=_("Approved. Your yes is on the record."),
        hint=_("You approve exactly what this page shows. With the last yes orders can begin with it."),
        primary=True,
    ),
    "requisition.change": Say(_("Change the draft"), icon="pencil", primary=True),
    "requisition.reject": Say(
        _("Reject"),
        icon="x",
        ask={"reason": _("Why do you reject it? Whoever asked reads this.")},
        done=_("Rejected. Whoever asked reads your reason, and can write it anew."),
        danger=True,
    ),
    "requisition.revise": Say(
        _("Take it back to change it"),
        icon="arrow-back-up",
        question=_("It is a draft again, and nobody decides on it until it is submitted anew."),
        yes=_("Yes, take it back"),
        done=_("Taken back. It is a draft again."),
    ),
    "requisition.withdraw": Say(
        _("Withdraw the requisition"),
        icon="ban",
        ask={"reason": _("Why is it given up?")},
        done=_("Withdrawn. Nothing new is ordered under it; what was ordered goes on."),
        danger=True,
    ),
    "requisitionpolicy.set": Say(
        _("Set how orders begin"),
        icon="pencil",
        ask={
            "requisitions_needed": Ask(
                _("Orders begin with an approved requisition"),
                _(
                    "None is written, submitted or issued without. One that was minted elsewhere is loaded or shared without."
                ),
            )
        },
        done=_("It is set. What was submitted before goes on as it was."),
    ),
}
