"""The verbs by which a company says who it is, who works in it, and what acts for them."""

from django.utils.translation import gettext_lazy as _

from .saying import TERMS_HINT, Ask, Say

_ROLE = Ask(_("Which role?"), _("What each may do stands below."), kind="choice")
_TEAM = Ask(_("For which team?"), _("Only a manager's role can be narrowed to one team."))
_UNTIL = Ask(_("Until which day?"), _("The last day on which it counts. Empty: until it is taken away."))
_MOST = Ask(
    _("Up to what amount?"),
    _("What they approve, issue or release at once by it, in the company's currency. Empty: no bound."),
)
_ONLY = Ask(
    _("Only for some of what it does?"),
    _(
        "They do by it what you tick here, and nothing else. They see what the role sees. Nothing ticked: all of the role."
    ),
    kind="verbs",
)
_FINANCE = _(
    "Finance reaches every figure of the company, not only purchase orders: all invoices, payments and balances, of every "
    "team and contractor."
)
_KEEPS = _("Why? They and everybody who reads the trail see it.")

PEOPLE = {
    "company.change": Say(
        _("Change the company"),
        icon="pencil",
        ask={
            "name": _("What is it called?"),
            "billing_address": Ask(
                _("Billing address"), _("It is printed on orders: where an invoice is made out to.")
            ),
            "invoice_channel": Ask(
                _("Where are invoices sent?"), _("An e-mail address or another way; it is printed on orders.")
            ),
            "country": Ask(_("Country"), _("Two letters, as in AT. It says which taxes are expected.")),
            "timezone": Ask(_("Where is its day?"), _("Days and deadlines end at midnight there."), kind="choice"),
            "locale": Ask(_("How does it write figures and days?"), kind="choice"),
            "own_keys": _("Everybody may make keys for themselves"),
            "sequential_discounts": _("An order's second discount is reckoned on what the first one left"),
            "mails_remittances": Ask(
                _("Mail contractors what a payment pays"),
                _("Once a payment was sent, where a mail server is configured and the contractor has an address."),
            ),
            "coding_required": Ask(
                _("What does every line of an order name?"),
                _(
                    "A draft may lack it, and is not submitted before each of its lines has it. What was submitted already "
                    "stays as it is."
                ),
            ),
        },
        done=_("Changed. What is issued already keeps the words it was issued with."),
    ),
    "letterhead.set": Say(
        _("Change letterhead and terms"),
        icon="pencil",
        ask={
            "letterhead": Ask(
                _("Letterhead"),
                _("What stands above every order: address, register, tax number. One line to a line."),
                "long",
            ),
            "terms": Ask(_("Terms"), _("What stands below every order, such as when it is paid."), "long"),
        },
        done=_("Changed. What is issued already keeps the words it was issued with."),
    ),
    "terms.set": Say(
        _("Change the payment terms"),
        icon="pencil",
        ask={"payment_terms": Ask(_("When are invoices paid?"), TERMS_HINT)},
        done=_("Changed. Orders that are drafted from now on have them; what is there already keeps its own."),
    ),
    "logo.upload": Say(
        _("Upload a logo"),
        icon="upload",
        ask={"name": Ask(_("Which picture?"), _("A PNG or JPEG of at most 1 MB and 4 million points."), "file")},
        done=_("The logo is printed on the orders that are issued from now on."),
    ),
    "logo.remove": Say(
        _("Remove the logo"),
        icon="ban",
        question=_("Print no logo from now on? What is issued already keeps the one it was issued with."),
        yes=_("Yes, remove it"),
        done=_("Removed. No logo is printed from now on."),
        danger=True,
    ),
    "separation.set": Say(
        _("Change separation"),
        icon="user",
        ask={
            "on": _("Who asks for an order and who approves it are two people"),
            "reason": _("Why?"),
        },
        done=_("Noted. It holds from now on, and it is on the trail."),
    ),
    "team.add": Say(_("Add a team"), icon="plus", ask={"name": _("What is it called?")}, done=_("The team is added.")),
    "team.change": Say(
        _("Rename the team"),
        icon="pencil",
        ask={"name": _("What is it called?")},
        done=_("Renamed. What is issued already keeps the name it was issued with."),
    ),
    "member.invite": Say(
        _("Invite somebody"),
        icon="plus",
        ask={
            "name": _("What is their name?"),
            "email": Ask(_("Their e-mail address"), _("They sign in with it.")),
            "role": _ROLE,
            "team_id": _TEAM,
            "until": _UNTIL,
            "most": _MOST,
            "only": _ONLY,
            "confirm": Ask(_("For finance: type their name again"), _FINANCE),
        },
        done=_("Invited. Nobody acts in their name before they have accepted."),
    ),
    "member.grant": Say(
        _("Give a role"),
        icon="plus",
        ask={
            "role": _ROLE,
            "team_id": _TEAM,
            "until": _UNTIL,
            "most": _MOST,
            "only": _ONLY,
            "confirm": Ask(_("For finance: type their name"), _FINANCE),
        },
        done=_("Given. It holds at once."),
    ),
    "member.revoke": Say(
        _("Take a role away"),
        icon="ban",
        ask={"role": Ask(_("Which role?"), kind="choice"), "reason": _KEEPS},
        done=_("Taken away. It holds at once."),
        danger=True,
    ),
    "member.hand_over": Say(
        _("Hand over what they hold"),
        icon="arrow-right",
        ask={
            "to_id": Ask(
                _("To whom?"),
                _(
                    "Their open exceptions and the shared orders that name them. What they asked for or wrote stays theirs: "
                    "colleagues of the team, issuers and owners go on with it."
                ),
            ),
            "reason": _KEEPS,
        },
        done=_("Handed over. It is on the other's desk now."),
    ),
    "member.deactivate": Say(
        _("End the membership"),
        icon="x",
        ask={
            "reason": Ask(
                _("Why does it end?"), _("They can do nothing here any more, and their keys end. What they did stays.")
            )
        },
        done=_("Ended. What they did stays on the record."),
        danger=True,
    ),
    "member.accept": Say(_("Accept the invitation")),
    "member.decline": Say(_("Decline the invitation")),
    "invitation.renew": Say(
        _("Make a new link"),
        icon="link",
        question=_(
            "The earlier link leads nowhere any more. The new one works once, for two weeks, and is shown once."
        ),
        yes=_("Make the link"),
        done=_("The link was made and shown already. Make another one if it is lost."),
    ),
    "invitation.cancel": Say(
        _("Take the invitation back"),
        icon="ban",
        question=_("The link leads nowhere any more. You can invite them again with a new one."),
        done=_("Taken back."),
        danger=True,
    ),
    "service.add": Say(
        _("Add a service"),
        icon="plus",
        ask={"name": _("What is it called?"), "role": _ROLE, "team_id": _TEAM},
        done=_("Added. It does nothing before somebody makes it a key."),
    ),
    "key.create": Say(
        _("Make a key"),
        icon="plus",
        ask={
            "name": Ask(_("What is it for?"), _("As in “Nightly export”.")),
            "expires_at": Ask(_("Last day on which it works, if it has one"), kind="day"),
        },
        done=_("The key was made and its secret shown already. Make another one if it is lost."),
    ),
    "key.revoke": Say(
        _("End the key"),
        icon="ban",
        ask={"reason": _("Why does it end?")},
        done=_("Ended at once. What was done by it stays on the record."),
        danger=True,
    ),
}
