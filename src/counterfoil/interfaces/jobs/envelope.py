"""By what a mail is known again when it comes back: its Message-ID, and the address that bounces go to."""

import re
from dataclasses import dataclass
from uuid import UUID

from django.conf import settings

from counterfoil.foundation.mail.models import Message

_TOKEN = re.compile(r"([0-9a-f]{32})\.([0-9a-f]{32})")


@dataclass(frozen=True)
class Known:
    """The mail that a text names, and whose it is."""

    company_id: UUID
    mail_id: UUID


def message_id(message: Message) -> str:
    """The same at every attempt: a server that took it before can tell."""
    return f"<{_token(message)}@{_domain(settings.DEFAULT_FROM_EMAIL)}>"


def envelope_sender(message: Message) -> str:
    """Where bounces of this mail go: an address of its own where bounces are read, else the one that mail comes from."""
    bounces = settings.COUNTERFOIL_MAIL_BOUNCES
    if not bounces:
        return str(settings.DEFAULT_FROM_EMAIL)
    name, _at, domain = bounces.rpartition("@")
    return f"{name}+{_token(message)}@{domain}"


def as_typed(text: str) -> str:
    """A text for the head of a mail, to be read there as it was typed: what looks like an encoded word would be decoded, line
    breaks and all, and each of them would begin another line of the head."""
    return text.replace("=?", "= ?")


def known_in(text: str) -> Known | None:
    """The mail that a Message-ID or an address for bounces names, if any."""
    found = _TOKEN.search(text.lower())
    return Known(UUID(found[1]), UUID(found[2])) if found else None


def _token(message: Message) -> str:
    return f"{message.company_id.hex}.{message.id.hex}"


def _domain(address: str) -> str:
    return address.rpartition("@")[2] or "localhost"
