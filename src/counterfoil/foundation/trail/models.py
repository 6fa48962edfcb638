"""The trail: what was done or refused, what it changed, and the seals that make it one chain.

Companies, members and subjects are plain ids here: the trail lies under the rooms it speaks of.
"""

from django.db import models

from counterfoil.foundation.kernel.columns import personal, plain
from counterfoil.foundation.kernel.guards import CompanyWall, Rule, owned
from counterfoil.foundation.kernel.ids import new_id
from counterfoil.foundation.kernel.tables import Owned, Rows


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


class Batch(Owned):
    """One verb that somebody wants done with many things: who, with which values, and the digest of what it is to be done with.

    It is done row by row, each an entry of its own; `cancelled_at` stops it before the next ones.
    """

    member_id = models.UUIDField()
    api_key_id = models.UUIDField(null=True)
    verb = plain(models.TextField())
    given = personal(models.TextField(default="{}"))
    number = models.IntegerField()
    rows_sha256 = plain(models.TextField())
    begun_at = models.DateTimeField()
    cancelled_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            *owned("batch"),
            Rule(name="batch_stays", function="guard_batch_stays", when="UPDATE"),
            models.CheckConstraint(name="batch_number", condition=models.Q(number__gt=0)),
        ]
        indexes = [models.Index(name="batch_newest", fields=["company_id", "member_id", "-begun_at"])]


class BatchRow(models.Model):
    """One thing of a batch, what was `seen` of it, and what became of it: how far a batch has come is no fact about the company,
    and what was done is in the entries."""

    WAITING, DONE, REFUSED = "waiting", "done", "refused"

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    company_id = models.UUIDField()
    batch_id = models.UUIDField()
    position = models.IntegerField()
    subject_id = models.UUIDField()
    seen = models.TextField(default="")
    outcome = models.TextField(default=WAITING)
    reasons = models.JSONField(null=True)
    taken_at = models.DateTimeField(null=True)

    objects = Rows.as_manager()

    class Meta:
        constraints = [
            CompanyWall(name="batchrow_wall"),
            Rule(name="batchrow_stays", function="guard_batchrow_stays", when="UPDATE"),
            models.UniqueConstraint(name="batchrow_once", fields=["company_id", "batch_id", "position"]),
            models.UniqueConstraint(name="batchrow_subject_once", fields=["company_id", "batch_id", "subject_id"]),
            models.CheckConstraint(
                name="batchrow_outcome", condition=models.Q(outcome__in=["waiting", "done", "refused"])
            ),
        ]
        indexes = [
            models.Index(
                name="batchrow_waiting",
                fields=["company_id", "batch_id", "position"],
                condition=models.Q(outcome="waiting"),
            )
        ]
