"""How far a batch is: done, left and refused, with each reason and its rows."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from counterfoil.foundation.companies.models import Member
from counterfoil.foundation.trail import batches
from counterfoil.foundation.trail.models import Batch, BatchRow

from .moves import Row, rows_before


@dataclass(frozen=True)
class Refusals:
    """Why some rows were left out, how many, and the first of them by name."""

    keys: Sequence[str]
    reasons: Sequence[str]
    number: int
    ids: Sequence[UUID]
    rows: Sequence[Row]


@dataclass(frozen=True)
class Progress:
    """How far a batch is."""

    number: int
    done: int
    refused: int
    waiting: int
    cancelled_at: datetime | None
    refusals: Sequence[Refusals]

    @property
    def running(self) -> bool:
        """Whether something is still to be done."""
        return bool(self.waiting) and self.cancelled_at is None

    @property
    def passed(self) -> int:
        """How many have had their turn."""
        return self.done + self.refused

    @property
    def state(self) -> str:
        """In one word: running, done or cancelled."""
        return "cancelled" if self.cancelled_at and self.waiting else "running" if self.running else "done"


def progress_of(by: Member, batch: Batch, most: int) -> Progress:
    """How far a batch is, the first so many refused rows of each reason named. Called inside a scope."""
    counted = batches.counted(batch)
    refused = batches.rows_of(batch).filter(outcome=BatchRow.REFUSED).values_list("subject_id", "reasons")
    groups: dict[tuple[tuple[str, str], ...], list[UUID]] = defaultdict(list)
    for subject_id, reasons in refused:
        groups[tuple((reason["key"], reason["words"]) for reason in reasons)].append(subject_id)
    named = [one for ids in groups.values() for one in ids[:most]]
    known = rows_before(by, batch.begun_at, batch.verb, named)
    return Progress(
        batch.number,
        counted[BatchRow.DONE],
        counted[BatchRow.REFUSED],
        counted[BatchRow.WAITING],
        batch.cancelled_at,
        [
            Refusals(
                [key for key, _words in why],
                [words for _key, words in why],
                len(ids),
                ids[:most],
                [known[one] for one in ids[:most] if one in known],
            )
            for why, ids in sorted(groups.items(), key=lambda group: -len(group[1]))
        ],
    )


def done_of(by: Member, batch: Batch, most: int) -> list[Row]:
    """The first so many rows with which it was done, named as they are now. Called inside a scope."""
    done = batches.rows_of(batch).filter(outcome=BatchRow.DONE).values_list("subject_id", flat=True)
    ids = list(done[:most])
    known = rows_before(by, batch.begun_at, batch.verb, ids)
    return [known[one] for one in ids if one in known]
