"""The advice of a payment on its page: whether it stands, what became of its mails, and the form that mails it."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from counterfoil.foundation.companies.models import Member
from counterfoil.foundation.kernel.written import written
from counterfoil.insight.trace.outside import is_outside
from counterfoil.insight.verbs.available import one_available
from counterfoil.lifecycle.payments.models import Payment
from counterfoil.lifecycle.payments.states import INITIATED
from counterfoil.lifecycle.remittances.cases import RemittanceCase
from counterfoil.lifecycle.remittances.models import Remittance
from counterfoil.lifecycle.remittances.queries import of_payment, sees_all

from ..forms.available import Attempt, ShownVerb, shown_verb
from ..forms.verb_forms import form_of
from .mails import ShownMail, shown_mails

FORMS = {"send": form_of("remittance.send")}
_NOT_THERE = {
    "refused": gettext_lazy(
        "The mail server refused %(address)s: %(told)s. Nothing reached them. Put the address right at the contractor, then mail "
        "the advice."
    ),
    "bounced": gettext_lazy(
        "The mail to %(address)s came back: %(told)s. Put the address right at the contractor, then mail the advice."
    ),
    "expired": gettext_lazy(
        "No mail server took the mail to %(address)s within two days: %(told)s. Nothing reached them. Mail the advice once mail "
        "goes out; they find it beside the payment, too."
    ),
    "perhaps": gettext_lazy(
        "The mail to %(address)s was perhaps sent: %(told)s. It is not sent again by itself. Ask them, and mail it once more if "
        "it is not there."
    ),
}
"""What is said of a contractor who does not have it, or perhaps not, and what to do."""


@dataclass(frozen=True)
class ShownRemittance:
    """The advice, if there is one: `says` is how it stands, `mails` what became of them."""

    made: Remittance | None
    says: str
    mails: Sequence[ShownMail]
    send: ShownVerb | None


def remittance(by: Member, payment: Payment, at: datetime, attempt: Attempt | None) -> ShownRemittance | None:
    """What stands of it on the page; None before the payment was sent, and for who does not see all that it pays."""
    made = of_payment(by.company_id, payment.id)
    if (made is None and payment.state not in INITIATED) or not sees_all(by, payment):
        return None
    case = RemittanceCase(by, at, payment=payment, remittance=made)
    if is_outside(by):
        return ShownRemittance(made, _says(made), (), None) if made else None
    mails = shown_mails(case.mails, _NOT_THERE)
    return ShownRemittance(made, _says(made) or _unsent(case, mails), mails, _send(case, attempt))


def _says(made: Remittance | None) -> str:
    if made is None:
        return str(_("It is being made. Look again in a moment."))
    if made.void_on:
        return written(_("Void since %(day)s: the payment did not arrive."), {"day": made.void_on})
    return ""


def _unsent(case: RemittanceCase, mails: Sequence[ShownMail]) -> str:
    """Why it was not mailed: the contractor finds it on their own page all the same."""
    if mails:
        return ""
    if not case.payment.contractor.email:
        return str(_("Not mailed: the contractor has no e-mail address. They find it beside the payment."))
    if not case.has_server:
        return str(_("Not mailed: no mail server is configured. The contractor finds it beside the payment."))
    return str(_("Not mailed. The contractor finds it beside the payment."))


def _send(case: RemittanceCase, attempt: Attempt | None) -> ShownVerb | None:
    offered = one_available(case, "remittance.send")
    if case.remittance is None or not case.by.may("remittance.send"):
        return None
    # Nobody is asked whether it goes once more before it went out once.
    asked: Any = [one for one in FORMS["send"].fields if one.name != "again" or case.sent_before]
    form = replace(FORMS["send"], fields=tuple(asked))
    own = case.payment.id
    return shown_verb(form, offered, reverse("remittance_do", args=[own, "send"]), own, attempt)
