"""One verb for many things: looked at before, begun, and how far it is."""

from functools import partial
from typing import Annotated, Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from ninja import Router
from pydantic import BaseModel, Field, StringConstraints

from counterfoil.foundation.kernel import scope
from counterfoil.foundation.kernel.values import Values
from counterfoil.foundation.trail import actions, batches
from counterfoil.foundation.trail.models import Batch
from counterfoil.insight.listing.every import LISTS
from counterfoil.insight.listing.moves import BESIDE, Against, Offering, preview
from counterfoil.insight.listing.progress import progress_of

from ..answering import Key, done, shown
from ..auth import member_of
from ..declaring import reads, writes

router = Router(tags=["bulk"])
MOST_NAMED = 100
_OFFERS: tuple[Offering, ...] = (*LISTS.values(), *BESIDE.values())
MOVES = tuple(dict.fromkeys(verb for one in _OFFERS for verb in one.moves))
Move = Annotated[str, StringConstraints(pattern=f"^({'|'.join(verb.replace('.', '[.]') for verb in MOVES)})$")]


class BulkRow(Values):
    """One thing, and what a preview said was `seen` of it: where that has changed since, it is left out."""

    id: UUID
    seen: Annotated[str, StringConstraints(max_length=200)] = ""


class Bulk(Values):
    """One verb, with which things, and what it is given for each of them. A preview changes nothing."""

    verb: Move
    rows: Annotated[list[BulkRow], Field(min_length=1, max_length=actions.MOST_ROWS)]
    values: dict[str, Any] = {}
    preview: bool = False


class Why(BaseModel):
    """Why something is left out."""

    key: str
    words: str


class LeftOut(BaseModel):
    """Things that are left out for the same reasons; the first hundred are named."""

    reasons: list[Why]
    number: int
    ids: list[UUID]


class BulkAnswer(BaseModel):
    """How it stands, or would: how many there are, with which it can be or was done, and which are left out.

    `id` is none of a preview. `can` is there in a preview alone: send its rows, and each is done as it was seen.
    """

    id: UUID | None = None
    verb: str
    rows: int
    state: str | None = None
    done: int = 0
    waiting: int = 0
    can: list[BulkRow] = []
    left_out: list[LeftOut] = []


@router.post("", **writes("batch.begin", BulkAnswer))
def batch_begin(request: HttpRequest, key: Key, body: Bulk) -> HttpResponse:
    """Have one verb done with many things, each in a transaction of its own; or, as a preview, hear what its rule says now."""
    if body.preview:
        return _previewed(request, body)
    rows = [row.model_dump() for row in body.rows]
    return done(request, key, partial(actions.begin, verb=body.verb), rows=rows, values=body.values)


@router.get("/{batch_id}", **reads("batch.get", BulkAnswer))
def get(request: HttpRequest, batch_id: UUID) -> HttpResponse:
    """How far it is: done, waiting, and what was left out and why."""
    member = member_of(request)
    with scope.reading(member.company_id):
        batch: Batch = batches.visible(member).one(batch_id)
        found = progress_of(member, batch, MOST_NAMED)
    refused = [
        LeftOut(
            reasons=[Why(key=key, words=words) for key, words in zip(one.keys, one.reasons, strict=True)],
            number=one.number,
            ids=list(one.ids),
        )
        for one in found.refusals
    ]
    return shown(
        BulkAnswer(
            id=batch.id,
            verb=batch.verb,
            rows=found.number,
            state=found.state,
            done=found.done,
            waiting=found.waiting,
            left_out=refused,
        )
    )


def _previewed(request: HttpRequest, body: Bulk) -> HttpResponse:
    member = member_of(request)
    with scope.reading(member.company_id):
        found = preview(member, timezone.now(), body.verb, [row.id for row in body.rows])
    left_out = [_left_out(one) for one in found.against]
    if found.missing:
        there = {row.id for row in found.can} | {row.id for one in found.against for row in one.rows}
        missing = [row.id for row in body.rows if row.id not in there]
        why = Why(key="not_there", words=found.not_there)
        left_out.append(LeftOut(reasons=[why], number=found.missing, ids=missing[:MOST_NAMED]))
    can = [BulkRow(id=row.id, seen=row.seen) for row in found.can]
    return shown(BulkAnswer(verb=body.verb, rows=len(body.rows), can=can, left_out=left_out))


def _left_out(one: Against) -> LeftOut:
    reasons = [Why(key=reason.key, words=reason.words) for reason in one.reasons]
    return LeftOut(reasons=reasons, number=len(one.rows), ids=[row.id for row in one.rows[:MOST_NAMED]])
