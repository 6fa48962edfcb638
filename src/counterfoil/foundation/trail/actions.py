"""batch.begin and batch.cancel: one verb for many things, done row by row afterwards."""

import json
from collections.abc import Sequence
from datetime import datetime
from typing import Annotated, Any
from uuid import UUID

from pydantic import Field, StringConstraints

from counterfoil.foundation.kernel.refusals import refuse_if
from counterfoil.foundation.kernel.values import Keyword, Values, parsed

from . import batches, rules
from .action import VERBS, Actor, Stored, Verb, action
from .models import Batch, BatchRow

MOST_ROWS = 10_000


class RowValues(Values):
    """One thing, and what was seen of it; without that its rule alone looks whether it is still to be done."""

    id: UUID
    seen: Annotated[str, StringConstraints(max_length=200)] = ""


Rows = Annotated[list[RowValues], Field(min_length=1, max_length=MOST_ROWS)]


@action("batch.begin", subject="batch")
def begin(*, by: Actor, at: datetime, verb: Keyword, rows: Rows, values: dict[str, Any]) -> Stored:
    """Have one verb done with each of these, as the same values say. Each is asked again when its turn comes."""
    wanted = VERBS.get(verb)
    there = wanted is not None and wanted.on is not None
    refuse_if(rules.begin(verb, there, by.may(verb), [row.id for row in rows]))
    batch = Batch(company_id=by.company_id, member_id=by.id, api_key_id=by.api_key_id, verb=verb, begun_at=at)
    batch.given = json.dumps(_checked(wanted, rows[0], values), sort_keys=True) if wanted else "{}"
    batch.number, batch.rows_sha256 = len(rows), batches.digest([(row.id, row.seen) for row in rows])
    batch.save(force_insert=True)
    BatchRow.objects.bulk_create(_rows(batch, rows))
    return Stored(batch.id, {"id": str(batch.id), "verb": verb, "rows": len(rows)})


@action("batch.cancel", subject="batch")
def cancel(*, by: Actor, at: datetime, batch_id: UUID) -> Stored:
    """Do nothing more of it. What is done stays done, and is listed."""
    batch = batches.visible(by).locked(batch_id)
    waiting = batches.counted(batch)[BatchRow.WAITING]
    refuse_if(rules.cancel(batch.cancelled_at, waiting))
    batch.cancelled_at = at
    batch.save()
    return Stored(batch.id, {"id": str(batch.id), "verb": batch.verb, "rows": batch.number})


def _checked(verb: Verb, first: RowValues, values: dict[str, Any]) -> dict[str, Any]:
    """What each row is to be given, as plain values. Raises Invalid before anything is begun."""
    own = batches.own_values(verb, first.id, first.seen)
    checked = parsed(verb.given, {**values, **own})
    said: dict[str, Any] = checked.model_dump(mode="json", include=set(values) - set(own), exclude_unset=True)
    return said


def _rows(batch: Batch, rows: Sequence[RowValues]) -> list[BatchRow]:
    return [
        BatchRow(company_id=batch.company_id, batch_id=batch.id, position=place, subject_id=row.id, seen=row.seen)
        for place, row in enumerate(rows, 1)
    ]
