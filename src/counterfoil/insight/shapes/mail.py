"""How the mails of an order look, and how a company words them."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from counterfoil.foundation.companies.models import Member
from counterfoil.foundation.mail.models import Message, Recipient
from counterfoil.insight.policies.mail import MailTemplateNow

from .named import Named
from .shape import Given, Shape, StateWords


class RecipientShape(Shape, row=Recipient):
    """One address that a mail went to. `told` is what the mail server or the bounce said."""

    address: str
    state: str
    state_words: StateWords
    told: str
    settled_at: datetime | None


class MailShape(Shape, row=Message):
    """A mail of an order or of a payment's advice. `sent_at` is when a mail server first took it for somebody; `error` what
    stopped the last attempt."""

    id: UUID
    subject: str
    text: str
    state: str
    state_words: StateWords
    made_by: Named
    made_at: datetime
    sent_at: datetime | None
    attempts: int
    next_at: datetime
    error: str
    recipients: Given[list[RecipientShape]]


class MailTemplateShape(Shape, row=MailTemplateNow):
    """How the mail of an order begins. Version 0: the text that every company starts with. `places` can be put in."""

    version: int
    subject: str
    text: str
    places: list[str]
    set_by: Named | None
    set_at: datetime | None


def mails_of(found: Sequence[Message], by: Member) -> list[MailShape]:
    """The mails of an order, the newest first."""
    return [MailShape.of(one, by, recipients=RecipientShape.each(one.known, by)) for one in found]
