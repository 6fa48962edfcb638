"""The verbs of invoices, exceptions and payments in words, in the order in which a person would look for them."""

from django.utils.translation import gettext_lazy as _

from .order_words import HOLD, LIFT
from .saying import Ask, Say

_PART = {
    "purpose": Ask(_("If it is a part: what is it for?"), _("A milestone, a line of the order."), kind="text"),
    "starts_on": _("Or for which period? From"),
    "ends_on": _("until"),
}

INVOICE = {
    "invoice.receive": Say(_("Enter an invoice")),
    "payment.release": Say(
        _("Release"),
        icon="coins",
        ask={"amount": _("How much? Leave it as it is for all that is open."), **_PART},
        done=_("Released. The payment waits to be sent."),
        primary=True,
    ),
    "payment.mark_paid": Say(
        _("Mark as paid"),
        icon="check",
        ask={
            "day": _("On which day was it paid?"),
            "reference": Ask(_("The bank's reference, if there is one"), kind="text"),
            "day_reason": Ask(_("If that was before today: why is it released only now?"), kind="text"),
            "amount": _("How much? Leave it as it is for all that is open."),
            **_PART,
        },
        done=_("Noted: it was released, has left and has arrived."),
        hint=_("For what was paid elsewhere already. It asks all that releasing asks."),
    ),
    "refund.note": Say(
        _("Note a refund"),
        icon="arrow-back-up",
        ask={
            "amount": _("How much came back?"),
            "day": _("On which day?"),
            "reference": Ask(_("The bank's reference, if there is one"), kind="text"),
        },
        done=_("Noted. It counts once somebody else has confirmed it."),
        hint=_("Instead of setting the credit balance off against the next invoice."),
    ),
    "invoice.match": Say(_("Match again"), icon="replace", done=_("Matched again: this is how it stands now.")),
    "invoice.correct": Say(_("Correct what was typed"), icon="pencil"),
    "invoice.pair": Say(
        _("Pair a line"),
        icon="link",
        ask={
            "invoice_line_id": _("Which line of the invoice?"),
            "order_line_id": _("Which line of the order does it bill?"),
        },
        done=_("Paired, and looked at again."),
    ),
    "invoice.hold": Say(_("Put the invoice on hold"), icon="hourglass", ask=HOLD, done=_("It is on hold.")),
    "invoice.lift": Say(
        _("Lift the invoice's hold"),
        icon="arrow-back-up",
        ask=LIFT,
        done=_("The hold is lifted. Match it again, or release it."),
    ),
    "invoice.reject": Say(
        _("Reject the invoice"),
        icon="x",
        ask={"reason": _("Why is it rejected? The contractor reads this.")},
        done=_("Rejected for good. Its number stays taken."),
        danger=True,
    ),
    "invoice.void": Say(
        _("Make it void"),
        icon="ban",
        ask={"reason": _("Why should it never have been taken in?")},
        done=_("It is void. Its number is free again."),
        danger=True,
    ),
    "invoice.admit_duplicate": Say(
        _("Admit the duplicate"),
        icon="copy",
        ask={"reason": _("Why is it another document, and not the same again?")},
        done=_("Admitted: it is an invoice of its own now."),
        primary=True,
    ),
    "exception.accept": Say(
        _("Accept the variance"),
        icon="check",
        ask={"reason": _("Why is it right to pay this?")},
        done=_("Accepted as it stands. A larger variance opens it again."),
    ),
    "exception.assign": Say(
        _("Assign the exception"),
        icon="user",
        ask={"owner_id": _("Who settles it?")},
        done=_("Assigned. It lies on their desk now."),
    ),
}

PAYMENT = {
    "payment.release_several": Say(
        _("Pay several invoices at once"),
        icon="coins",
        ask={"invoices": Ask(_("Which invoices does the payment pay?"), kind="several")},
        done=_("Released. One payment waits to be sent for all of them."),
    ),
    "payment.initiate": Say(
        _("Note that it was sent"),
        icon="send",
        ask={
            "day": _("On which day did it leave?"),
            "reference": Ask(_("The bank's reference, if there is one"), kind="text"),
            "day_reason": Ask(_("If it left before it was released: why?"), kind="text"),
        },
        done=_("Noted: it is on its way. It is not paid before it has arrived."),
        primary=True,
    ),
    "payment.settle": Say(
        _("Note that it arrived"),
        icon="check",
        ask={"day": _("On which day did it arrive?")},
        done=_("Noted: the money has arrived."),
        primary=True,
    ),
    "payment.fail": Say(
        _("Note that it failed"),
        icon="alert-triangle",
        ask={"reason": _("Why did it fail?")},
        done=_("Noted: it failed. Its invoice was looked at again, and somebody else of finance can release it anew."),
        danger=True,
    ),
    "payment.reverse": Say(
        _("Note that it was reversed"),
        icon="arrow-back-up",
        ask={
            "reason": _("Why did a bank take it back?"),
            "day": _("On which day was it taken back?"),
        },
        done=_(
            "Noted: a bank took it back. What it paid was looked at again, and somebody else of finance can release it anew."
        ),
        danger=True,
    ),
    "payment.unlink": Say(
        _("Take an invoice out of it"),
        icon="link",
        ask={
            "invoice_id": _("Which invoice is not to be paid with it?"),
            "reason": _("Why is it taken out?"),
        },
        done=_("Taken out, and off the payment's amount. It was looked at again, and can be released anew."),
        danger=True,
    ),
    "payment.confirm_twin": Say(
        _("Confirm a second payment"),
        icon="copy",
        ask={"reason": _("Why is another payment of the same amount to the same contractor right on that day?")},
        done=_("Confirmed. Somebody else of finance can release one more of the same amount for that day."),
        hint=_(
            "Before another payment of this amount goes to this contractor on the same day, a second person says so."
        ),
    ),
    "payment.cancel": Say(
        _("Take the release back"),
        icon="arrow-back-up",
        ask={"reason": _("Why is the release taken back?")},
        done=_("The release is taken back. Its invoice was looked at again."),
        danger=True,
    ),
    "remittance.advise": Say(_("Advise of a payment")),
    "remittance.void": Say(_("Make an advice void")),
    "remittance.send": Say(
        _("Mail the advice"),
        icon="send",
        ask={"again": _("It was sent before: send it once more")},
        done=_("It is on its way. This page says when the mail server has taken it."),
    ),
    "refund.confirm": Say(
        _("Confirm the refund"), icon="check", done=_("Confirmed: the money is there."), primary=True
    ),
    "refund.withdraw": Say(
        _("Withdraw the refund"),
        icon="x",
        ask={"reason": _("Why was it noted by mistake?")},
        done=_("Withdrawn. The balance can be set off again."),
        danger=True,
    ),
}
