"""The verbs of an order that contracts share, in words."""

from django.utils.translation import gettext_lazy as _

from .saying import Ask, Say

_LAST = Ask(_("Valid through"), _("The last day on which a contract can get a share of it. Empty: without an end."))
_FOR = Ask(_("What is it for?"), _("As its minter describes it, if they do."))
_WHO = {
    "restricted": _("Only those who are named here may use it"),
    "members": Ask(
        _("These people"),
        _(
            "Of the managers they alone see it. Whoever sees every order of the company, such as approvers, reads it too."
        ),
        kind="several",
    ),
    "teams": Ask(
        _("Whoever manages the orders of these teams"),
        _("A team has its managers under Settings, Teams."),
        kind="several",
    ),
}

SHARED = {
    "order.load_shared": Say(
        _("Load a purchase order"),
        icon="plus",
        ask={
            "number": _("Number"),
            "net": Ask(_("Amount, without tax"), _("What its minter authorises in all.")),
            "currency": _("Currency"),
            "title": _FOR,
            "valid_through": _LAST,
        },
        done=_("Loaded. Contracts can get their share of it."),
        primary=True,
    ),
    "order.load_many": Say(
        _("Load many purchase orders"),
        icon="upload",
        done=_("Loaded. Contracts can get their share of each."),
        primary=True,
    ),
    "order.share": Say(
        _("Give a contract its share"),
        icon="link",
        ask={
            "engagement_id": Ask(
                _("Which engagement?"), none=_("There is no engagement yet: add one on its contractor's page.")
            ),
            "title": _("What is to be done?"),
            "starts_on": _("From"),
            "ends_on": _("Through"),
        },
        done=_("Its share is drawn: an order of its own with the same number."),
        primary=True,
    ),
    "order.confirm": Say(
        _("Confirm it"),
        icon="check",
        hint=_(
            "A manager added it while hiring. You say that it is there as it stands; contracts can draw on it then."
        ),
        done=_("Confirmed. Contracts can draw on it."),
        primary=True,
    ),
    "order.edit": Say(
        _("Edit"),
        icon="pencil",
        ask={
            "title": _FOR,
            "valid_through": _LAST,
            "net": Ask(_("Amount, without tax"), _("Another amount is its minter's next version.")),
        },
        done=_("Changed. What it said before is on the trail."),
    ),
    "order.permit": Say(
        _("Say who may use it"),
        icon="user",
        ask=_WHO,
        done=_("Kept. Who may not use it does not see it any more."),
    ),
}
