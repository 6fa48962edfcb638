"""What may be done with a mail, and every reason why not. Pure: values in, reasons out."""

import re
from collections.abc import Sequence
from datetime import datetime

from django.utils.translation import gettext_lazy as _

from counterfoil.foundation.companies.models import Member
from counterfoil.foundation.kernel.refusals import Reason
from counterfoil.foundation.kernel.states import wrong_state

from .models import ADDRESS, INVITATION, Message, Recipient
from .placeholders import PLACES, stray

NO_SERVER = _(
    "No mail server is configured here, so nothing can be sent. Whoever runs Counterfoil sets COUNTERFOIL_MAIL, such as "
    "smtp+tls://name:password@mail.acme.example:587, and COUNTERFOIL_MAIL_FROM, the address it comes from."
)
NO_ADDRESS = _(
    "A link can't be mailed before Counterfoil knows its own address. Whoever runs it sets COUNTERFOIL_ADDRESS, such as "
    "https://orders.acme.example, and COUNTERFOIL_MAIL."
)


def server(stands: bool) -> list[Reason]:
    """Without a mail server nothing is sent, and how to configure one is said."""
    return [] if stands else [Reason("no_mail_server", NO_SERVER)]


def claim(message: Message, at: datetime, invited: Member | None) -> list[Reason]:
    """One attempt at a time, not before its time, and no link for who is not invited any more."""
    reasons = wrong_state(message, "claim")
    if message.next_at > at:
        reasons.append(Reason("not_yet", _("It is tried again later.")))
    if message.kind == INVITATION and (invited is None or invited.state != Member.INVITED):
        reasons.append(Reason("not_invited", _("They are not invited any more.")))
    return reasons


def deliver(message: Message) -> list[Reason]:
    """What became of a mail is told by whoever claimed it."""
    return wrong_state(message, "send")


def untold() -> Reason:
    """Whoever tells of an attempt tells of each recipient, or when the others are tried again."""
    return Reason("untold", _("Say of each recipient what became of it, or when it is tried again."))


def cancel(message: Message) -> list[Reason]:
    """What has not gone out need not go out."""
    return wrong_state(message, "cancel")


def bounce(recipients: Sequence[Recipient], recipient: Recipient | None) -> list[Reason]:
    """Only what went out to somebody comes back from them, once."""
    if recipient is None or recipient not in recipients:
        return [Reason("no_recipient", _("This mail was not for them."))]
    return wrong_state(recipient, "bounce")


def set_template(kind: str, subject: str, text: str) -> list[Reason]:
    """A template names what is put in, and does nothing else."""
    return stray(subject + text, PLACES[kind])


def send_invitation(member: Member, links_stand: bool) -> list[Reason]:
    """Only somebody who is invited and did not answer yet gets a link, at the address that they are invited by."""
    reasons = []
    if member.service or member.is_system:
        reasons.append(Reason("not_invited", _("A service is not invited: it acts by keys.")))
    elif member.state != Member.INVITED:
        reasons.append(Reason("not_invited", _("They are not waiting for an invitation.")))
    elif not re.fullmatch(ADDRESS, member.email or ""):
        sentence = _(
            "A mail server takes no other letters than A to Z in an address, and %(address)s has some. Make the link here and "
            "hand it over."
        )
        reasons.append(Reason("no_mail_address", sentence, {"address": member.email}))
    if not links_stand:
        reasons.append(Reason("no_mail_server", NO_ADDRESS))
    return reasons
