"""What may be mailed of an order, and which day it was sent on. Pure: values in, reasons out."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from counterfoil.foundation.kernel.refusals import Reason
from counterfoil.foundation.kernel.states import wrong_state
from counterfoil.foundation.mail import rules as mail
from counterfoil.foundation.mail.models import Message

from .kinds import of_a_contract
from .models import Order


@dataclass(frozen=True)
class Payee:
    """The contractor, as a reason leads to them."""

    id: UUID
    words: str
    kind: str = "contractor"


def send(order: Order, has_server: bool, held: Sequence[Reason] = ()) -> list[Reason]:
    """An issued order is mailed, with the document that is frozen with it, to a contractor who has an address (R169)."""
    reasons = [*wrong_state(order, "close"), *held]
    if order.is_shared:
        return reasons + of_a_contract(order)
    if order.is_loaded:
        reasons.append(Reason("minted_elsewhere", _("It was minted elsewhere, and its minter sends it.")))
    elif not order.contractor.email:
        sentence = _("%(contractor)s has no e-mail address yet. Add it to the contractor, then send the order.")
        payee = Payee(order.payee_id, order.contractor.name)
        reasons.append(Reason("no_address", sentence, {"contractor": payee.words}, leads=[payee]))
    return reasons + mail.server(has_server)


def sent_again(sent_before: Sequence[str], again: bool = False) -> list[Reason]:
    """Nobody sends an order a second time by accident."""
    if again or not sent_before:
        return []
    sentence = _(
        "This order was sent before, to %(addresses)s. Nothing was sent now. Confirm that it is to go out once more, "
        "then send it again."
    )
    return [Reason("sent_before", sentence, {"addresses": ", ".join(sent_before)})]


def withdraw_mail(message: Message) -> list[Reason]:
    """A mail is taken back while it waits; what is with the server at this moment can't be."""
    if message.state == "sending":
        sentence = _(
            "The mail server is taking it at this moment. Look again in a minute: it says then what became of it."
        )
        return [Reason("with_server", sentence)]
    return wrong_state(message, "cancel")


def note_sent(order: Order) -> list[Reason]:
    """Of an order that was issued it can be noted when it went to its contractor."""
    if order.state in ("issued", "closed"):
        return of_a_contract(order)
    return wrong_state(order, "close")


def sent_day(order: Order, sent_on: date, today: date, mailed_on: date | None) -> list[Reason]:
    """An order was sent on a day between its issue and today; its first mail is the date at the latest (R135)."""
    reasons = []
    if order.issued_on and sent_on < order.issued_on:
        sentence = _("It was issued on %(issued_on)s, and can't have been sent before.")
        reasons.append(Reason("sent_before_issue", sentence, {"issued_on": order.issued_on}))
    if sent_on > today:
        reasons.append(Reason("sent_in_future", _("This day is still to come. Note it once the order is on its way.")))
    if mailed_on and sent_on >= mailed_on:
        sentence = _("It went out by mail on %(mailed_on)s, and what went out first is its date.")
        reasons.append(Reason("mailed_earlier", sentence, {"mailed_on": mailed_on}))
    return reasons
