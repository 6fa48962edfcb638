"""Mail that goes out: what it says, to whom, and what became of it with each of them. And how a company words it."""

from collections.abc import Sequence
from typing import Any, ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from counterfoil.foundation.companies.models import Member
from counterfoil.foundation.kernel.columns import personal, plain
from counterfoil.foundation.kernel.guards import Frozen, Rule, States, owned
from counterfoil.foundation.kernel.states import Transitions, pairs
from counterfoil.foundation.kernel.tables import Owned, Within

from .placeholders import places_by_kind
from .states import FIRST, MAIL, RECIPIENT

ORDER, INVITATION = "order", "invitation"
REMITTANCE, VOID_REMITTANCE = "remittance", "remittance_void"
ALERTS = "alerts"
"""The mail that tells a person of what is new."""
WORDED = (ORDER, REMITTANCE)
"""The mails that a company can word for itself."""
ADDRESS = r"^[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)+$"
"""An address as a mail server takes it: no space, no line break, no name around it."""
_MAIL_STATES = ("waiting", "sending", "sent", "failed", "perhaps", "cancelled")
_RECIPIENT_STATES = ("waiting", "accepted", "refused", "expired", "perhaps", "bounced")


class Message(Owned):
    """One mail that goes out. What it says never changes; of an invitation it says where its link will stand, and not the link.
    `html` says the same as `text`, for who reads it so.

    `document_sha256` is the frozen document whose PDF goes along. It is `claimed` before a server hears of it, and `sent_at` is
    when a server first took it for somebody. `error` is what stopped the last attempt.
    """

    known: Sequence["Recipient"] = ()
    """Its recipients, where they were read with it."""
    TRANSITIONS: ClassVar[Transitions] = MAIL
    STATES: ClassVar[dict[str, Any]] = {
        "waiting": _("waiting to go out"),
        "sending": _("on its way to the server"),
        "sent": _("sent"),
        "failed": _("not sent"),
        "perhaps": _("perhaps sent"),
        "cancelled": _("not sent any more"),
    }

    kind = plain(models.TextField())
    order_id = models.UUIDField(null=True)
    payment_id = models.UUIDField(null=True)
    invited = Within(Member, null=True, related_name="+")
    made_by = Within(Member, related_name="+")
    made_at = models.DateTimeField()
    subject = personal(models.TextField())
    text = personal(models.TextField())
    html = personal(models.TextField(default=""))
    document_sha256 = plain(models.TextField(default=""))
    number_of_recipients = models.IntegerField()
    state = plain(models.TextField(default="waiting"))
    version = models.IntegerField(default=1)
    attempts = models.IntegerField(default=0)
    next_at = models.DateTimeField()
    claimed_at = models.DateTimeField(null=True)
    sent_at = models.DateTimeField(null=True)
    error = personal(models.TextField(default=""))

    class Meta:
        constraints = [
            *owned("message"),
            States(name="message_states", first=FIRST, moves=pairs(MAIL)),
            Frozen(
                name="message_said",
                states=_MAIL_STATES,
                free="state version attempts next_at claimed_at sent_at error",
            ),
            Rule(name="message_sent", function="guard_message_sent"),
            models.CheckConstraint(
                name="message_kind",
                condition=models.Q(kind=ORDER, order_id__isnull=False, payment_id__isnull=True, invited__isnull=True)
                | models.Q(
                    kind=INVITATION,
                    order_id__isnull=True,
                    payment_id__isnull=True,
                    invited__isnull=False,
                    document_sha256="",
                )
                | models.Q(
                    ~models.Q(document_sha256=""),
                    kind__in=(REMITTANCE, VOID_REMITTANCE),
                    order_id__isnull=True,
                    payment_id__isnull=False,
                    invited__isnull=True,
                )
                | models.Q(
                    ~models.Q(html=""),
                    kind=ALERTS,
                    order_id__isnull=True,
                    payment_id__isnull=True,
                    invited__isnull=True,
                    document_sha256="",
                ),
            ),
            models.CheckConstraint(
                name="message_recipients",
                condition=models.Q(number_of_recipients__gte=1, number_of_recipients__lte=10),
            ),
            # In the head of a mail a line break begins another line of the head.
            models.CheckConstraint(
                name="message_subject_line", condition=models.Q(subject__regex=r"^[^\x01-\x1f\x7f]+$")
            ),
        ]
        indexes = [
            models.Index(
                name="message_due",
                fields=["company_id", "next_at"],
                condition=models.Q(state__in=("waiting", "sending")),
            ),
            models.Index(name="message_order", fields=["company_id", "order_id", "made_at"]),
            models.Index(name="message_payment", fields=["company_id", "payment_id", "made_at"]),
            models.Index(
                name="message_troubled",
                fields=["company_id", "made_at"],
                condition=models.Q(state__in=("failed", "perhaps", "cancelled")),
            ),
        ]

    def __str__(self) -> str:
        return str(self.subject)

    @classmethod
    def state_words(cls, state: str) -> Any:
        return cls.STATES[state]

    def stored(self) -> dict[str, Any]:
        """The ids and figures that a verb answers with."""
        return {"id": str(self.id), "state": self.state, "version": self.version}


class Recipient(Owned):
    """One address that a mail goes to, and what became of it there: what the server or the bounce said is `told`."""

    TRANSITIONS: ClassVar[Transitions] = RECIPIENT
    STATES: ClassVar[dict[str, Any]] = {
        "waiting": _("waiting"),
        "accepted": _("taken by the mail server"),
        "refused": _("refused by the mail server"),
        "expired": _("given up"),
        "perhaps": _("perhaps sent"),
        "bounced": _("came back"),
    }

    message = Within(Message, related_name="recipients")
    position = models.IntegerField()
    address = personal(models.TextField())
    state = plain(models.TextField(default="waiting"))
    version = models.IntegerField(default=1)
    told = personal(models.TextField(default=""))
    settled_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            *owned("recipient"),
            States(name="recipient_states", first=FIRST, moves=pairs(RECIPIENT)),
            Frozen(name="recipient_said", states=_RECIPIENT_STATES, free="state version told settled_at"),
            Rule(name="recipient_of_message", function="guard_recipient"),
            models.CheckConstraint(name="recipient_address", condition=models.Q(address__regex=ADDRESS)),
            models.UniqueConstraint(name="recipient_place_once", fields=["company_id", "message", "position"]),
            models.UniqueConstraint(name="recipient_once", fields=["company_id", "message", "address"]),
        ]
        indexes = [
            models.Index(
                name="recipient_missed",
                fields=["company_id", "message"],
                condition=models.Q(state__in=("refused", "expired", "perhaps", "bounced")),
            ),
        ]

    def __str__(self) -> str:
        return str(self.address)

    @classmethod
    def state_words(cls, state: str) -> Any:
        return cls.STATES[state]


class MailTemplate(Owned):
    """How a company words the mails of one kind, from a moment on. Only ever added to; the newest one of a kind holds."""

    kind = plain(models.TextField(default=ORDER))
    version = models.IntegerField()
    subject = personal(models.TextField())
    text = personal(models.TextField())
    set_by = Within(Member, related_name="+")
    set_at = models.DateTimeField()

    class Meta:
        constraints = [
            *owned("mailtemplate"),
            Rule(name="mailtemplate_places", function="guard_mailtemplate", told=places_by_kind()),
            models.UniqueConstraint(name="mailtemplate_version_once", fields=["company_id", "kind", "version"]),
            models.CheckConstraint(name="mailtemplate_kind", condition=models.Q(kind__in=WORDED)),
            models.CheckConstraint(
                name="mailtemplate_subject_line", condition=models.Q(subject__regex=r"^[^\x01-\x1f\x7f]+$")
            ),
        ]
