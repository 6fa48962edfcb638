"""When the notes of an order are edited by themselves. Pure: values in, reasons out."""

from django.utils.translation import gettext_lazy as _

from counterfoil.foundation.companies.models import Member
from counterfoil.foundation.kernel.refusals import Reason

from .models import Order
from .rules import own_order


def set_notes(order: Order, by: Member) -> list[Reason]:
    """Once it is issued, notes are edited by themselves (R164); what a minter elsewhere wrote stays theirs."""
    reasons = own_order(order, by, "order.set_notes")
    if order.is_loaded:
        reasons.append(Reason("minted_elsewhere", _("It was minted elsewhere, and its notes are its minter's words.")))
    if order.state == "draft":
        reasons.append(Reason("wrong_state", _("It is a draft: its notes are changed with it.")))
    elif order.state == "cancelled":
        reasons.append(Reason("ended", _("It is cancelled; its notes stay as they are.")))
    elif order.state not in ("issued", "closed"):
        sentence = _("Its notes are what its approvers are shown: change them in the draft, or once it is issued.")
        reasons.append(Reason("notes_shown", sentence))
    return reasons


def notes_differ(order: Order, notes: str) -> list[Reason]:
    """A change that changes nothing says so."""
    return [] if notes != order.notes else [Reason("unchanged", _("That is what they say already."))]
