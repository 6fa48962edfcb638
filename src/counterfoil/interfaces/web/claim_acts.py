"""The forms of every verb of evidence, invoices, exceptions, payments, and holds on invoices and contractors."""

from typing import Any

from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from counterfoil.foundation.kernel.refusals import Invalid
from counterfoil.foundation.kernel.values import parsed
from counterfoil.foundation.parties.holds import HoldValues
from counterfoil.lifecycle.evidence.values import AcceptedPiece

from .acts import Act, Ask, Post, forms, read_asks
from .wording import Wording

QUANTITY = "quantity-"
"""How the form's fields for a part of each piece begin; the piece's id follows."""
SCOPES = (("everything", _("Everything")), ("invoicing", _("Invoices: nothing is matched")), ("payment", _("Payments")))
WHY_LIFT = Ask("reason", _("Why is it lifted?"), "reason")
HOLD_ASKS = (
    Ask("scope", _("What is held?"), "choice"),
    Ask("reason", _("Why? Everybody who is stopped by it reads this."), "reason"),
    Ask("last_day", _("Last day, if there is one"), "day", _("Still held on that day.")),
)


def _accepted(post: Post, words: Wording) -> dict[str, Any]:
    """All that waits, or, where the form names quantities, so much of each piece; an empty or zero one waits on."""
    named = [name for name in post if name.startswith(QUANTITY)]
    if not named:
        return {}
    pieces: list[AcceptedPiece] = []
    errors: dict[str, list[Any]] = {}
    for name in named:
        try:
            quantity = words.read(post[name]) if post[name].strip() else None
            if quantity:
                pieces.append(_piece(name, quantity))
        except ValueError as unreadable:
            errors[name] = [str(unreadable)]
        except Invalid as invalid:
            errors[name] = [said for sentences in invalid.fields.values() for said in sentences]
    if not pieces and not errors:
        errors[named[0]] = [_now("Write how much is accepted, of one piece at least.")]
    if errors:
        raise Invalid(errors)
    return {"pieces": pieces, "reason": post.get("reason", "")}


def _piece(name: str, quantity: Any) -> AcceptedPiece:
    return parsed(AcceptedPiece, {"piece_id": name.removeprefix(QUANTITY), "quantity": quantity})


def read_hold(post: Post, words: Wording) -> dict[str, Any]:
    """What a form that places a hold says."""
    return {"values": parsed(HoldValues, read_asks(HOLD_ASKS, post, words))}


def read_lift(post: Post, words: Wording) -> dict[str, Any]:
    """Which hold a form lifts, and why."""
    return {"hold_id": post.get("hold_id", ""), "reason": post.get("reason", "")}


_CORRECT = (
    Ask("quantity", _("How much is taken back?"), "decimal"),
    Ask("reason", _("Why was it too much?"), "reason"),
)


def _correction(post: Post, words: Wording) -> dict[str, Any]:
    return {"piece_id": post.get("piece_id", ""), **read_asks(_CORRECT, post, words)}


EVIDENCE = forms(
    Act(
        "evidence.accept",
        "check",
        _("Accepted. What is accepted can be billed now."),
        read=_accepted,
        primary=True,
        hint=_("You say that this is right. What is accepted can be billed from then on."),
    ),
    Act(
        "evidence.reject",
        "x",
        _("Rejected. Who submitted it reads your reason."),
        (Ask("reason", _("Why do you reject it? Who submitted it reads this."), "reason"),),
        danger=True,
    ),
    Act(
        "evidence.withdraw",
        "arrow-back-up",
        _("Withdrawn. Nothing of it waits any more."),
    ),
    Act(
        "evidence.correct",
        "pencil",
        _("The correction is submitted. It counts once somebody else has accepted it."),
        _CORRECT,
        read=_correction,
        elsewhere=True,
    ),
)

INVOICE = forms(
    Act(
        "payment.release",
        "coins",
        _("Released. The payment waits to be sent."),
        (Ask("amount", _("How much? Leave it as it is for all that is open."), "decimal"),),
        primary=True,
    ),
    Act(
        "refund.note",
        "arrow-back-up",
        _("Noted. It counts once somebody else has confirmed it."),
        (
            Ask("amount", _("How much came back?"), "decimal"),
            Ask("day", _("On which day?"), "day"),
            Ask("reference", _("The bank's reference, if there is one")),
        ),
        hint=_("Instead of setting the credit balance off against the next invoice."),
    ),
    Act("invoice.match", "replace", _("Matched again: this is how it stands now.")),
    Act(
        "invoice.pair",
        "link",
        _("Paired, and looked at again."),
        (
            Ask("invoice_line_id", _("Which line of the invoice?"), "choice"),
            Ask("order_line_id", _("Which line of the order does it bill?"), "choice"),
        ),
    ),
    Act(
        "invoice.reject",
        "x",
        _("Rejected for good. Its number stays taken."),
        (Ask("reason", _("Why is it rejected? The contractor reads this."), "reason"),),
        danger=True,
    ),
    Act(
        "invoice.void",
        "ban",
        _("It is void. Its number is free again."),
        (Ask("reason", _("Why should it never have been taken in?"), "reason"),),
        danger=True,
    ),
    Act("invoice.hold", "hourglass", _("It is on hold."), HOLD_ASKS, read=read_hold),
    Act(
        "invoice.lift",
        "arrow-back-up",
        _("The hold is lifted. Match it again, or release it."),
        (WHY_LIFT,),
        read=read_lift,
    ),
)

CORRECT = Act("invoice.correct", "pencil", _("Corrected, and looked at again."))
"""Its form is a page of its own: the whole document is typed anew."""

EXCEPTION = forms(
    Act(
        "exception.accept",
        "check",
        _("Accepted as it stands. A larger variance opens it again."),
        (Ask("reason", _("Why is it right to pay this?"), "reason"),),
    ),
    Act(
        "exception.assign",
        "user",
        _("Assigned. It lies on their desk now."),
        (Ask("owner_id", _("Who settles it?"), "choice"),),
    ),
)

PAYMENT = forms(
    Act(
        "payment.initiate",
        "send",
        _("Noted: it is on its way. It is not paid before it has arrived."),
        (
            Ask("day", _("On which day did it leave?"), "day"),
            Ask("reference", _("The bank's reference, if there is one")),
            Ask("day_reason", _("If it left before it was released: why?")),
        ),
        primary=True,
    ),
    Act(
        "payment.settle",
        "check",
        _("Noted: the money has arrived."),
        (Ask("day", _("On which day did it arrive?"), "day"),),
        primary=True,
    ),
    Act(
        "payment.fail",
        "alert-triangle",
        _("Noted: it failed. Its invoice was looked at again, and somebody else of finance can release it anew."),
        (Ask("reason", _("Why did it fail?"), "reason"),),
        danger=True,
    ),
    Act(
        "payment.cancel",
        "arrow-back-up",
        _("The release is taken back. Its invoice was looked at again."),
        (Ask("reason", _("Why is the release taken back?"), "reason"),),
        danger=True,
    ),
)

REFUND = forms(
    Act("refund.confirm", "check", _("Confirmed: the money is there."), primary=True),
    Act(
        "refund.withdraw",
        "x",
        _("Withdrawn. The balance can be set off again."),
        (Ask("reason", _("Why was it noted by mistake?"), "reason"),),
        danger=True,
    ),
)

CONTRACTOR = forms(
    Act("contractor.hold", "hourglass", _("The contractor is on hold."), HOLD_ASKS, read=read_hold),
    Act("contractor.lift", "arrow-back-up", _("The hold is lifted."), (WHY_LIFT,), read=read_lift),
)

ARRIVAL = forms(
    Act(
        "invoice.admit_duplicate",
        "copy",
        _("Admitted: it is an invoice of its own now."),
        (Ask("reason", _("Why is it another document, and not the same again?"), "reason"),),
        primary=True,
    ),
)
