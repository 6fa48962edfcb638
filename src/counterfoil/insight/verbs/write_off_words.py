"""The verbs of write-offs in words: what is settled without money, and never counts as paid."""

from django.utils.translation import gettext_lazy as _

from .saying import Ask, Say

_WHY = {"reason": _("Why is it settled without money? Whoever approves it reads this.")}
_DONE = _("Noted. It is written off, or waits for a second person where it is more than one alone may write off.")

OF_INVOICE = {
    "invoice.undo_set_off": Say(
        _("Take the set-off back"),
        icon="arrow-back-up",
        ask={"reason": _("Why does it not go against this invoice?")},
        done=_("Taken back. It is a credit balance again, and the invoice was looked at anew."),
        danger=True,
    ),
    "writeoff.note_invoice": Say(
        _("Write off what is left"),
        icon="ban",
        ask=_WHY,
        done=_DONE,
        danger=True,
    ),
    "writeoff.note_balance": Say(
        _("Write off the credit balance"),
        icon="ban",
        ask={"reason": _("Why is it not claimed back? Whoever approves it reads this.")},
        done=_DONE,
        danger=True,
    ),
}
OF_ORDER = {
    "advance.request": Say(
        _("Ask for an advance"),
        icon="coins",
        ask={
            "amount": Ask(
                _("How much is paid before there is an invoice?"),
                _("No more than the order has left. It counts as paid; the next invoice on the order takes it first."),
            ),
            "purpose": _("What is it for? Whoever releases it reads this, and so does the contractor."),
        },
        done=_("Asked for. Somebody else of finance releases it."),
    ),
    "writeoff.note_order": Say(
        _("Write off what is left of it"),
        icon="ban",
        ask={"reason": _("Why will it never be invoiced? Whoever approves it reads this.")},
        done=_DONE,
        danger=True,
    ),
}
WRITE_OFF = {
    "writeoff.approve": Say(
        _("Approve the write-off"),
        icon="check",
        done=_("Approved: it is written off."),
        hint=_("Exactly this amount is settled without money. It can be reversed."),
        primary=True,
    ),
    "writeoff.withdraw": Say(
        _("Withdraw the write-off"),
        icon="x",
        ask={"reason": _("Why is it not written off?")},
        done=_("Withdrawn. Nothing is written off."),
        danger=True,
    ),
    "writeoff.reverse": Say(
        _("Reverse the write-off"),
        icon="arrow-back-up",
        ask={"reason": _("Why is it open again?")},
        done=_("Reversed. It is open again, and what waited for that was looked at."),
        danger=True,
    ),
    "runoutpolicy.set": Say(
        _("Set what is done"),
        icon="pencil",
        ask={
            "exhausted": Ask(_("Once all of an order is invoiced"), kind="choice"),
            "expired": Ask(_("Once its last day is past"), kind="choice"),
            "expiry_days": Ask(_("So many days ahead it is said that an order ends")),
            "pace_margin": Ask(_("By so many per cent its money may be ahead of its days")),
            "little_left": Ask(_("With so many per cent left, its contractor may ask for the next one")),
        },
        done=_("It is set. Invoices that came before are held to what held then."),
    ),
    "writeofflimit.set": Say(
        _("Set this amount"),
        icon="pencil",
        ask={
            "amount": Ask(
                _("Up to what amount does one person alone write off?"),
                _(
                    "In your own currency; 0: always two. A higher amount holds only for what comes in from now on, a lower one "
                    "for everything at once."
                ),
            )
        },
        done=_("It is set."),
    ),
}
