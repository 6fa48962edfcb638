"""Which mail waits, and which went out for what. Reads only."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db.models import Max, Min, Prefetch, Q

from counterfoil.foundation.kernel.tables import Rows

from .models import INVITATION, ORDER, REMITTANCE, VOID_REMITTANCE, MailTemplate, Message, Recipient
from .states import WENT_OUT

LEASE = timedelta(minutes=15)
"""After so long a mail that was claimed and not told of was perhaps sent: whoever claimed it is dead."""


def stands() -> bool:
    """Whether any mail server is configured here."""
    return bool(settings.COUNTERFOIL_MAIL_STANDS)


def links_stand() -> bool:
    """Whether a link can be mailed: there is a server, and the address that links lead to is configured."""
    return bool(settings.COUNTERFOIL_SENDS_MAIL)


def due(company_id: UUID, at: datetime, most: int) -> list[Message]:
    """What is to be sent now, the oldest first, and what was claimed so long ago that nobody will tell of it any more."""
    waiting = Q(state="waiting", next_at__lte=at) | Q(state="sending", claimed_at__lt=at - LEASE)
    found = Message.objects.within(company_id).filter(waiting)
    return list(found.select_related("made_by").prefetch_related(_in_order()).order_by("next_at", "id")[:most])


def of_order(company_id: UUID, order_id: UUID) -> list[Message]:
    """The mails of one order, newest first, each with its recipients as `known`: one question. Whether the order is visible is
    asked of the order."""
    return _with_recipients(company_id, message__kind=ORDER, message__order_id=order_id)


def of_payment(company_id: UUID, payment_id: UUID) -> list[Message]:
    """The mails that told of one payment, and that it did not arrive, in the same way."""
    return _with_recipients(company_id, message__kind__in=(REMITTANCE, VOID_REMITTANCE), message__payment_id=payment_id)


def reached(messages: Sequence[Message]) -> list[str]:
    """The addresses that these mails are on their way to, or may have arrived at."""
    return sorted(
        {
            one.address
            for message in messages
            for one in message.known
            if one.state in ("accepted", "perhaps") or (message.state in WENT_OUT and one.state == "waiting")
        }
    )


def _with_recipients(company_id: UUID, **which: Any) -> list[Message]:
    own = Recipient.objects.within(company_id).filter(**which)
    found: dict[UUID, Message] = {}
    for one in own.select_related("message__made_by").order_by("-message__made_at", "-message_id", "position"):
        message = found.setdefault(one.message_id, one.message)
        message.known = [*message.known, one]
    return list(found.values())


def addresses_of(company_id: UUID, order_id: UUID) -> list[str]:
    """The addresses that the mails of an order are on their way to, or may have arrived at."""
    own = Recipient.objects.within(company_id).filter(message__kind=ORDER, message__order_id=order_id)
    # Of a mail that was taken back after its first attempt somebody may have it already.
    out = own.filter(Q(message__state__in=WENT_OUT) | Q(state__in=("accepted", "perhaps")))
    out = out.exclude(state__in=("refused", "expired", "bounced"))
    return sorted(set(out.values_list("address", flat=True)))


def first_sent_at(company_id: UUID, order_id: UUID) -> datetime | None:
    """When the first mail of an order went out, if any has."""
    own = Message.objects.within(company_id).filter(kind=ORDER, order_id=order_id)
    first: datetime | None = own.aggregate(first=Min("sent_at"))["first"]
    return first


def invitations(company_id: UUID, member_id: UUID) -> Rows:
    """The mails that invited somebody, newest first."""
    found: Rows = Message.objects.within(company_id).filter(kind=INVITATION, invited_id=member_id)
    return found.prefetch_related(_in_order()).order_by("-made_at", "-id")


def template(company_id: UUID, kind: str = ORDER) -> MailTemplate | None:
    """How the company words the mails of a kind, where it has said so."""
    newest = MailTemplate.objects.within(company_id).filter(kind=kind).select_related("set_by").order_by("-version")
    found: MailTemplate | None = newest.first()
    return found


def template_versions(company_id: UUID) -> dict[str, int]:
    """Which version of each kind is in force; none of a kind of which nothing was set."""
    found = MailTemplate.objects.within(company_id).order_by("kind").values_list("kind").annotate(newest=Max("version"))
    return dict(found)


def _in_order() -> Prefetch:  # type: ignore[type-arg]
    return Prefetch("recipients", Recipient.objects.order_by("position"))
