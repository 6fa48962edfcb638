"""The verbs in words by which what a signed contract allows is changed."""

from django.utils.translation import gettext_lazy as _

from .saying import Say

CHANGEREQUEST = {
    "changerequest.create": Say(_("Ask for a change"), icon="pencil"),
    "changerequest.submit": Say(
        _("Submit for approval"),
        icon="send",
        done=_("Submitted. Whoever the approval policy names for what the contract would allow sees it on their desk."),
        primary=True,
    ),
    "changerequest.approve": Say(
        _("Approve"),
        icon="check",
        done=_("Approved. Your yes is on the record."),
        hint=_("You approve exactly what this page shows. With the last yes the contract allows it."),
        primary=True,
    ),
    "changerequest.change": Say(_("Change the draft"), icon="pencil", primary=True),
    "changerequest.reject": Say(
        _("Reject"),
        icon="x",
        ask={"reason": _("Why do you reject it? Whoever asked reads this.")},
        done=_("Rejected. Whoever asked reads your reason, and can write it anew. The contract stays as it is."),
        danger=True,
    ),
    "changerequest.revise": Say(
        _("Take it back to change it"),
        icon="arrow-back-up",
        question=_("It is a draft again, and nobody decides on it until it is submitted anew."),
        yes=_("Yes, take it back"),
        done=_("Taken back. It is a draft again."),
    ),
    "changerequest.withdraw": Say(
        _("Withdraw the change request"),
        icon="ban",
        ask={"reason": _("Why is it given up?")},
        done=_("Withdrawn. The contract stays as it is."),
        danger=True,
    ),
}
