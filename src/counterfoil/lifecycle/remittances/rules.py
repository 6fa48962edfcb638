"""When a contractor is told of a payment, told again, and told that it holds no more. Pure: values in, reasons out."""

from collections.abc import Sequence

from django.utils.translation import gettext_lazy as _

from counterfoil.foundation.kernel.refusals import Reason
from counterfoil.foundation.kernel.states import wrong_state
from counterfoil.foundation.mail import rules as mail
from counterfoil.lifecycle.orders.sending_rules import Payee
from counterfoil.lifecycle.payments.models import Payment
from counterfoil.lifecycle.payments.states import INITIATED

from .models import Remittance


def advise(payment: Payment, remittance: Remittance | None) -> list[Reason]:
    """A payment that was sent is advised of, once."""
    reasons = []
    if payment.state not in INITIATED:
        sentence = _(
            "The contractor is told what a payment pays once it was sent. This one was not, or it did not arrive."
        )
        reasons.append(Reason("not_sent", sentence))
    if remittance:
        reasons.append(Reason("advised", _("The contractor was told of this payment already.")))
    return reasons


def void(payment: Payment, remittance: Remittance | None) -> list[Reason]:
    """An advice holds no more once its payment ended without arriving."""
    if remittance is None:
        return [_not_made()]
    reasons = wrong_state(remittance, "void")
    if payment.state in (*INITIATED, "released"):
        sentence = _("The payment stands, and so does what the contractor was told of it.")
        reasons.append(Reason("payment_stands", sentence))
    return reasons


def send(payment: Payment, remittance: Remittance | None, has_server: bool) -> list[Reason]:
    """An advice that stands is mailed to a contractor who has an address."""
    reasons = []
    if remittance is None:
        reasons.append(_not_made())
    elif remittance.state == "void" or payment.state not in INITIATED:
        sentence = _("The payment did not arrive, and its advice holds no more. The next payment has one of its own.")
        reasons.append(Reason("advice_void", sentence))
    if not payment.contractor.email:
        sentence = _("%(contractor)s has no e-mail address yet. Add it to the contractor, then send the advice.")
        payee = Payee(payment.contractor_id, payment.contractor.name)
        reasons.append(Reason("no_address", sentence, {"contractor": payee.words}, leads=[payee]))
    return reasons + mail.server(has_server)


def sent_again(sent_before: Sequence[str], again: bool = False) -> list[Reason]:
    """Nobody is told the same a second time by accident."""
    if again or not sent_before:
        return []
    sentence = _(
        "This advice was sent before, to %(addresses)s. Nothing was sent now. Confirm that it is to go out once more, then "
        "send it again."
    )
    return [Reason("sent_before", sentence, {"addresses": ", ".join(sent_before)})]


def _not_made() -> Reason:
    sentence = _("There is no remittance advice of this payment: it is made once the payment was sent.")
    return Reason("not_advised", sentence)
