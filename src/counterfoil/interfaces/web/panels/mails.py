"""The mails of an order on its record: what became of each, for whom, and what is to be done where one did not arrive."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from counterfoil.foundation.companies.models import Member
from counterfoil.foundation.kernel.written import written
from counterfoil.foundation.mail.models import Message, Recipient
from counterfoil.insight.verbs.available import one_available
from counterfoil.lifecycle.orders.cases import OrderMailCase
from counterfoil.lifecycle.orders.models import Order

from ..forms.available import ShownVerb, shown_verb
from ..forms.verb_forms import forms_of

MAIL = forms_of("mail")

ICONS = {
    "waiting": "hourglass",
    "sending": "hourglass",
    "sent": "check",
    "failed": "x",
    "perhaps": "alert-triangle",
    "cancelled": "ban",
}
_REFUSED = gettext_lazy(
    "The mail server refused %(address)s: %(told)s. Nothing reached them. Put the address right and send the order again."
)
_NOT_THERE = {
    "refused": _REFUSED,
    "bounced": gettext_lazy(
        "The mail to %(address)s came back: %(told)s. Put the address right at the contractor, then send the order again."
    ),
    "expired": gettext_lazy(
        "No mail server took the mail to %(address)s within two days: %(told)s. Nothing reached them. Send the order again "
        "once mail goes out, or note when it went by post."
    ),
    "perhaps": gettext_lazy(
        "The mail to %(address)s was perhaps sent: %(told)s. It is not sent again by itself. Ask them, and send it again if "
        "it is not there."
    ),
}
"""What is said of a recipient who does not have it, or perhaps not, and what to do."""


@dataclass(frozen=True)
class ShownRecipient:
    """One address, what became of it as a word, and as a sentence where something is to be done."""

    recipient: Recipient
    state: Any
    sentence: str


@dataclass(frozen=True)
class ShownMail:
    """One mail with what became of it. `says` is what keeps it, and when it is tried again."""

    message: Message
    icon: str
    state: Any
    says: str
    recipients: Sequence[ShownRecipient]
    take_back: ShownVerb | None = None


def mails(found: Sequence[Message], order: Order, by: Member, at: datetime) -> list[ShownMail]:
    """Every mail of an order, the newest first; one that waits with the form that takes it back, for whoever may."""
    shown = shown_mails(found, _NOT_THERE)
    return [
        replace(one, take_back=_take_back(OrderMailCase(by, at, order=order, message=one.message))) for one in shown
    ]


def shown_mails(found: Sequence[Message], not_there: Mapping[str, Any]) -> list[ShownMail]:
    """Mails with what became of each; `not_there` is what is said of whom one did not reach."""
    return [
        ShownMail(
            one,
            ICONS[one.state],
            one.state_words(one.state),
            _says(one),
            [ShownRecipient(each, _state(one, each), _sentence(each, not_there)) for each in one.known],
        )
        for one in found
    ]


def _take_back(case: OrderMailCase) -> ShownVerb | None:
    offered, mail_id = one_available(case, "mail.withdraw"), case.message.id
    if not offered.allowed:
        return None
    return shown_verb(MAIL["withdraw"], offered, reverse("mail_do", args=[case.order.id, mail_id]), mail_id)


def _state(message: Message, recipient: Recipient) -> Any:
    """Whoever still waits for a mail that does not go out any more is not sent it."""
    if message.state == "cancelled" and recipient.state == "waiting":
        return _("not sent")
    return recipient.state_words(recipient.state)


def trouble(shown: Sequence[ShownMail]) -> list[str]:
    """What of the newest mail did not arrive, or waits although it was tried: to be read before all else."""
    if not shown:
        return []
    newest = shown[0]
    return [newest.says] * bool(newest.says) + [one.sentence for one in newest.recipients if one.sentence]


def _says(message: Message) -> str:
    if message.state == "cancelled" and message.error:
        return written(_("It was not sent: %(error)s"), {"error": message.error})
    if message.state == "waiting" and message.attempts:
        sentence = _("The mail waits: %(error)s. It is tried again at %(at)s, for two days in all.")
        return written(sentence, {"error": message.error or _("no answer"), "at": message.next_at})
    return ""


def _sentence(recipient: Recipient, not_there: Mapping[str, Any]) -> str:
    told = recipient.told.rstrip(".") or _("no reason was given")
    words = not_there.get(recipient.state)
    return written(words, {"address": recipient.address, "told": told}) if words else ""
