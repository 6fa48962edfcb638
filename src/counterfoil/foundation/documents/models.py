"""Files that we received, rendered or were given as evidence, and the log of everything that ever arrived."""

from django.db import models

from counterfoil.foundation.companies.models import Member
from counterfoil.foundation.kernel.guards import owned
from counterfoil.foundation.kernel.tables import Owned, Within


class Document(Owned):
    """One stored file: its bytes lie in the store under company and SHA-256 and are never altered.

    `made_from` is the SHA-256 of the frozen content that a rendering was made from.
    """

    kind = models.TextField()
    name = models.TextField()
    media_type = models.TextField()
    size = models.BigIntegerField()
    sha256 = models.TextField()
    made_from = models.TextField(default="")
    order_id = models.UUIDField(null=True)
    created_at = models.DateTimeField()

    class Meta:
        constraints = [
            *owned("document", plain="kind media_type size sha256 made_from order_id created_at", personal="name"),
            models.UniqueConstraint(
                name="document_once", fields=["company_id", "kind", "made_from"], condition=~models.Q(made_from="")
            ),
        ]
        indexes = [models.Index(name="document_order", fields=["company_id", "order_id"])]


class Arrival(Owned):
    """The receive log: one row for each thing that ever arrived, with what became of it and why.

    `content` is what was typed or sent as values, as canonical JSON, where there was no file to keep.
    """

    arrived_at = models.DateTimeField()
    door = models.TextField()
    name = models.TextField()
    media_type = models.TextField()
    size = models.BigIntegerField()
    sha256 = models.TextField()
    became = models.TextField()
    became_id = models.UUIDField(null=True)
    same_as = models.UUIDField(null=True)
    reasons = models.JSONField(default=list)
    content = models.TextField(default="")
    sender = Within(Member, null=True, related_name="+")

    class Meta:
        constraints = owned(
            "arrival",
            plain="arrived_at door media_type size sha256 became became_id same_as sender_id",
            personal="name reasons content",
        )
        indexes = [models.Index(name="arrival_bytes", fields=["company_id", "sha256"])]
