"""The trail: what was done or refused, what it changed, and the seals that make it one chain.

Companies, members and subjects are plain ids here: the trail lies under the rooms it speaks of.
"""

from django.db import models

from counterfoil.foundation.kernel.guards import CompanyWall, Rule
from counterfoil.foundation.kernel.ids import new_id
from counterfoil.foundation.kernel.tables import Rows


class Xid8Field(models.Field):  # type: ignore[type-arg]
    """A PostgreSQL transaction id. Only the database writes it."""

    def db_type(self, connection: object) -> str:
        return "xid8"


class Entry(models.Model):
    """One verb that happened or was refused: who, for what, when, why, through which door.

    `plain_digest`, `salts` and `personal_digests` are written by the database as the row arrives.
    """

    DONE, REFUSED = "done", "refused"

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    company_id = models.UUIDField()
    member_id = models.UUIDField()
    api_key_id = models.UUIDField(null=True)
    verb = models.TextField()
    outcome = models.TextField(default=DONE)
    subject = models.TextField()
    subject_id = models.UUIDField(null=True)
    order_id = models.UUIDField(null=True)
    at = models.DateTimeField()
    recorded_at = models.DateTimeField(null=True)
    door = models.TextField()
    key = models.TextField(default="")
    request_digest = models.TextField(default="")
    answer = models.JSONField(null=True)
    reason = models.TextField(default="")
    reasons = models.JSONField(null=True)
    refused_digest = models.TextField(null=True)
    xact = Xid8Field(null=True)
    plain_digest = models.BinaryField(null=True)
    salts = models.JSONField(null=True)
    personal_digests = models.JSONField(null=True)

    objects = Rows.as_manager()

    class Meta:
        constraints = [
            CompanyWall(name="entry_wall"),
            Rule(name="entry_stamp", function="entry_stamp", when="INSERT"),
            models.CheckConstraint(
                name="entry_outcome", condition=models.Q(outcome="done") | models.Q(outcome="refused")
            ),
            models.UniqueConstraint(
                name="entry_key_once",
                fields=["company_id", "member_id", "key"],
                condition=models.Q(outcome="done") & ~models.Q(key=""),
            ),
            models.UniqueConstraint(
                name="entry_refusal_once",
                fields=["company_id", "refused_digest"],
                condition=models.Q(outcome="refused"),
            ),
        ]
        indexes = [
            models.Index(name="entry_xact", fields=["xact"]),
            models.Index(name="entry_order", fields=["company_id", "order_id"]),
            models.Index(name="entry_subject", fields=["company_id", "subject_id"]),
        ]


class Change(models.Model):
    """One row that changed, written by the trigger `trail_change` and by nothing else.

    `plain` and `personal` map a column to its old and new value; of a secret only the name is kept.
    """

    seq = models.BigAutoField(primary_key=True)
    company_id = models.UUIDField()
    entry_id = models.UUIDField(null=True)
    xact = Xid8Field()
    relation = models.TextField()
    row_id = models.UUIDField()
    op = models.CharField(max_length=1)
    plain = models.JSONField()
    personal = models.JSONField()
    secret = models.JSONField()
    salts = models.JSONField()
    personal_digests = models.JSONField()
    digest = models.BinaryField()
    at = models.DateTimeField()

    objects = Rows.as_manager()

    class Meta:
        constraints = [CompanyWall(name="change_wall")]
        indexes = [
            models.Index(name="change_entry", fields=["company_id", "entry_id", "seq"]),
            models.Index(name="change_row", fields=["company_id", "relation", "row_id", "seq"]),
        ]


class Seal(models.Model):
    """One link of a company's chain: the Merkle root of the entries from `first` to `last`."""

    id = models.UUIDField(primary_key=True, editable=False)
    company_id = models.UUIDField()
    number = models.BigIntegerField()
    first = models.BigIntegerField()
    last = models.BigIntegerField()
    root = models.BinaryField()
    chain = models.BinaryField()
    at = models.DateTimeField()

    objects = Rows.as_manager()

    class Meta:
        constraints = [
            CompanyWall(name="seal_wall"),
            models.UniqueConstraint(name="seal_once", fields=["company_id", "number"]),
        ]


class Position(models.Model):
    """The place that an entry has in its company's sealed order, with its leaf hash."""

    id = models.UUIDField(primary_key=True, editable=False)
    company_id = models.UUIDField()
    position = models.BigIntegerField()
    entry_id = models.UUIDField()
    leaf = models.BinaryField()
    at = models.DateTimeField()

    objects = Rows.as_manager()

    class Meta:
        constraints = [
            CompanyWall(name="position_wall"),
            models.UniqueConstraint(name="position_once", fields=["company_id", "position"]),
            models.UniqueConstraint(name="position_entry_once", fields=["company_id", "entry_id"]),
        ]


class SealedUpTo(models.Model):
    """One row for the whole server: below this transaction id every entry has its position."""

    id = models.IntegerField(primary_key=True, default=1)
    xact = Xid8Field()


class Cursor(models.Model):
    """How far a follower has read a company's sealed trail."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    company_id = models.UUIDField()
    follower = models.TextField()
    position = models.BigIntegerField(default=0)
    attempts = models.IntegerField(default=0)
    retry_at = models.DateTimeField(null=True)

    objects = Rows.as_manager()

    class Meta:
        constraints = [
            CompanyWall(name="cursor_wall"),
            models.UniqueConstraint(name="cursor_once", fields=["company_id", "follower"]),
        ]


class Parked(models.Model):
    """An entry that a follower could not work off after several attempts; the follower has gone on without it."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    company_id = models.UUIDField()
    follower = models.TextField()
    position = models.BigIntegerField()
    error = models.TextField()
    at = models.DateTimeField()

    objects = Rows.as_manager()

    class Meta:
        constraints = [CompanyWall(name="parked_wall")]
