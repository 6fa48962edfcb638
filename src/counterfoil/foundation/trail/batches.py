"""A batch row by row: taken, done each in a transaction of its own, and what became of it noted.

Whoever does it may be killed: a row that was taken and not noted is taken again, and its key says whether it was done.
"""

import json
import logging
from collections import defaultdict
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db.models import Count, Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from counterfoil.foundation.kernel import scope
from counterfoil.foundation.kernel.canonical import canonical, sha256
from counterfoil.foundation.kernel.outages import is_outage
from counterfoil.foundation.kernel.refusals import Invalid, NotFound, Reason, Refused, Stale
from counterfoil.foundation.kernel.tables import Rows

from .action import VERBS, Actor, Verb, Via
from .models import Batch, BatchRow

CHUNK = 25
"""How many rows are taken at a time: between two chunks it is asked whether the batch was cancelled."""
LEASE = timedelta(seconds=60)
"""After so long a row that was taken and not noted is taken again: whoever took it is dead."""
DOOR = "batch"
log = logging.getLogger(__name__)


def visible(by: Actor) -> Rows:
    """The member's own batches, newest first. Called inside a scope."""
    own: Rows = Batch.objects.within(by.company_id).filter(member_id=by.id)
    return own.order_by("-begun_at", "-id")


def unfinished(by: Actor) -> Rows:
    """Those of which something still waits and that nobody cancelled. Called inside a scope."""
    waits = BatchRow.objects.within(by.company_id).filter(batch_id=OuterRef("id"), outcome=BatchRow.WAITING)
    own: Rows = visible(by).filter(Exists(waits), cancelled_at=None)
    return own


def rows_of(batch: Batch) -> Rows:
    """Its rows in their order. Called inside a scope."""
    rows: Rows = BatchRow.objects.within(batch.company_id).filter(batch_id=batch.id)
    return rows.order_by("position")


def counted(batch: Batch) -> dict[str, int]:
    """How many of its rows wait, are done, or were refused. Called inside a scope."""
    found = rows_of(batch).order_by().values_list("outcome").annotate(Count("id"))
    return defaultdict(int, found)


def digest(rows: Sequence[tuple[UUID, str]]) -> str:
    """The hash of what a batch is to be done with, in its order."""
    return sha256(canonical([[str(row_id), seen] for row_id, seen in rows]))


def done_at_once(verb: str, ids: Sequence[UUID], *, by: Actor, at: datetime) -> Batch:
    """Write down a batch of which nothing waits: what another verb has done with all of these in one transaction."""
    batch = Batch(company_id=by.company_id, member_id=by.id, api_key_id=by.api_key_id, verb=verb, begun_at=at)
    batch.number, batch.rows_sha256 = len(ids), digest([(one, "") for one in ids])
    batch.save(force_insert=True)
    BatchRow.objects.bulk_create(
        BatchRow(company_id=by.company_id, batch_id=batch.id, position=place, subject_id=one, outcome=BatchRow.DONE)
        for place, one in enumerate(ids, 1)
    )
    return batch


def own_values(verb: Verb, row_id: UUID, seen: str) -> dict[str, Any]:
    """What a verb is given of one row: which it is, and what was shown of it where the verb itself asks for that."""
    own: dict[str, Any] = {f"{verb.on.subject if verb.on else verb.subject}_id": row_id}
    return own | ({"shown": seen} if "shown" in verb.given.model_fields else {})


def waiting(company_id: UUID, at: datetime) -> list[Batch]:
    """The batches of a company of which something can be done now, the oldest first. Called inside a scope."""
    rows = BatchRow.objects.within(company_id).filter(_free(at), outcome=BatchRow.WAITING)
    found = Batch.objects.within(company_id).filter(cancelled_at=None, id__in=rows.values("batch_id"))
    return list(found.order_by("begun_at", "id"))


def work_off(batch: Batch, by: Callable[[], Actor | None], clock: Callable[[], datetime], most: int = 0) -> int:
    """Do what waits of a batch until nothing does, it is cancelled, or so many are done. Returns how many rows were done or
    refused. Called outside of any scope."""
    passed = 0
    while not most or passed < most:
        taken = _take(batch, clock())
        actor = by() if taken else None
        for row in taken:
            _note(row, *_done(batch, row, actor, clock()))
        passed += len(taken)
        if not taken:
            break
    return passed


def _free(at: datetime) -> Q:
    return Q(taken_at=None) | Q(taken_at__lt=at - LEASE)


def _take(batch: Batch, at: datetime) -> list[BatchRow]:
    """The next rows that nobody else has taken; none once it is cancelled, or where it is not what was asked for."""
    with scope.bookkeeping(batch.company_id):
        standing = Batch.objects.within(batch.company_id).filter(id=batch.id, cancelled_at=None).first()
        if standing is None or not _is_as_asked(standing):
            return []
        free = rows_of(batch).filter(_free(at), outcome=BatchRow.WAITING)
        rows = list(free.select_for_update(skip_locked=True)[:CHUNK])
        BatchRow.objects.within(batch.company_id).filter(id__in=[row.id for row in rows]).update(taken_at=at)
    return rows


def _is_as_asked(batch: Batch) -> bool:
    """Whether its rows are those that the trail says: a row that somebody put beside them is never done."""
    if batch.rows_sha256 == digest(list(rows_of(batch).values_list("subject_id", "seen"))):
        return True
    log.error("batch %s of company %s is not what was asked for; nothing of it is done", batch.id, batch.company_id)
    return False


def _done(batch: Batch, row: BatchRow, by: Actor | None, at: datetime) -> tuple[str, list[Reason]]:
    """Do it with one row: the verb takes its locks and asks its rule. What became of it."""
    if by is None:
        return BatchRow.REFUSED, [Reason("not_acting", _("Who began it may not act any more."))]
    verb = VERBS[batch.verb]
    given = {**json.loads(batch.given), **own_values(verb, row.subject_id, row.seen)}
    seen = "" if "shown" in given else row.seen
    try:
        verb.run(by=by, at=at, via=Via(DOOR, f"batch:{batch.id}:{row.id}"), seen=seen, **given)
    except Refused as refused:
        return BatchRow.REFUSED, refused.reasons
    except NotFound:
        return BatchRow.REFUSED, [Reason("not_there", _("It is not there, or not yours to see."))]
    except Stale:
        return BatchRow.REFUSED, [Reason("changed_since", _("It was changed after it was shown."))]
    except Invalid as invalid:
        words = " ".join(sentence for told in invalid.fields.values() for sentence in told)
        return BatchRow.REFUSED, [Reason("invalid", _("%(words)s"), {"words": words})]
    except Exception as error:  # one row's fault must not stop the others; an outage is everybody's, and is waited for
        if is_outage(error):
            raise
        log.exception("row %s of batch %s failed", row.id, batch.id)
        return BatchRow.REFUSED, [Reason("fault", _("Something went wrong here. Nothing of it was changed."))]
    return BatchRow.DONE, []


def _note(row: BatchRow, outcome: str, reasons: Sequence[Reason]) -> None:
    """Say what became of it, once: whoever else took it meanwhile has met the same key."""
    with scope.bookkeeping(row.company_id):
        own = BatchRow.objects.within(row.company_id).filter(id=row.id, outcome=BatchRow.WAITING)
        own.update(outcome=outcome, reasons=[reason.as_data() for reason in reasons] or None)
