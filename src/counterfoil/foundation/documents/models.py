"""Files that we received, rendered or were given as evidence, and the log of everything that ever arrived."""

from django.db import models

from counterfoil.foundation.companies.models import Member
from counterfoil.foundation.kernel.columns import personal, plain
from counterfoil.foundation.kernel.guards import Rule, owned
from counterfoil.foundation.kernel.tables import Owned, Within

WAITING = "waiting"
_ROWS = ("order", "change", "cancellation", "despatch", "receipt", "invoice", "credit")
MADE = (*_ROWS, "filed", WAITING)
"""What something that arrived as a file can have become; the same bytes become it once, unless a person admits them again."""
NOT_MADE = ("refused", "same", "second", "blocked", "duplicate")
"""How something that arrived was turned away: it lies in the log, and nothing was made of it."""
ADMITTED = "admitted"
"""The door of what was turned away as a duplicate and let in by a second person after all."""


LOGO, PICTURES = "logo", ("image/png", "image/jpeg")
"""What a company's logo is filed as, and what it may be."""
MOST_LOGO = 1024 * 1024
"""The most bytes of a logo: it is in every order that is printed."""


class Document(Owned):
    """One stored file: its bytes lie in the store under company and SHA-256 and are never altered.

    `made_from` is the SHA-256 of the frozen content that a rendering was made from.
    """

    kind = plain(models.TextField())
    name = personal(models.TextField())
    media_type = plain(models.TextField())
    size = models.BigIntegerField()
    sha256 = plain(models.TextField())
    made_from = plain(models.TextField(default=""))
    order_id = models.UUIDField(null=True)
    created_at = models.DateTimeField()

    class Meta:
        constraints = [
            *owned("document"),
            models.UniqueConstraint(
                name="document_once", fields=["company_id", "kind", "made_from"], condition=~models.Q(made_from="")
            ),
            models.CheckConstraint(
                name="document_logo",
                condition=~models.Q(kind=LOGO)
                | models.Q(media_type__in=PICTURES, size__gt=0, size__lte=MOST_LOGO, order_id__isnull=True),
            ),
        ]
        indexes = [models.Index(name="document_order", fields=["company_id", "order_id"])]


class Arrival(Owned):
    """The receive log: one row for each thing that ever arrived, with what became of it and why.

    `kind` and `number` are what a file says that it is, and its bytes lie in the store. `content` is what was typed or sent as
    values, or read of an invoice or a delivery, as canonical JSON. `waits_for` is the number of an order that is not there yet.
    """

    arrived_at = models.DateTimeField()
    door = plain(models.TextField())
    name = personal(models.TextField())
    media_type = plain(models.TextField())
    size = models.BigIntegerField()
    sha256 = plain(models.TextField())
    kind = plain(models.TextField(default=""))
    number = plain(models.TextField(default=""))
    order_id = models.UUIDField(null=True)
    waits_for = plain(models.TextField(default=""))
    became = plain(models.TextField())
    became_id = models.UUIDField(null=True)
    same_as = models.UUIDField(null=True)
    reasons = personal(models.JSONField(default=list))
    content = personal(models.TextField(default=""))
    sender = Within(Member, null=True, related_name="+")

    class Meta:
        constraints = [
            *owned("arrival"),
            Rule(name="arrival_told", function="guard_arrival", when="UPDATE"),
            Rule(name="arrival_admitted", function="guard_arrival_admitted", when="INSERT"),
            models.UniqueConstraint(
                name="arrival_bytes_once",
                fields=["company_id", "sha256"],
                condition=~models.Q(kind="") & ~models.Q(door=ADMITTED) & models.Q(became__in=MADE),
            ),
            models.CheckConstraint(
                name="arrival_became",
                condition=models.Q(became__in=_ROWS, became_id__isnull=False)
                | models.Q(became__in=("filed", WAITING, *NOT_MADE), became_id__isnull=True),
            ),
        ]
        indexes = [
            models.Index(name="arrival_bytes", fields=["company_id", "sha256"]),
            models.Index(name="arrival_newest", fields=["company_id", "-arrived_at", "-id"]),
            models.Index(name="arrival_order", fields=["company_id", "order_id"]),
            models.Index(
                name="arrival_waiting", fields=["company_id", "waits_for"], condition=models.Q(became=WAITING)
            ),
        ]
