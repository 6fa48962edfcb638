"""Whatever is done to an order's claims, in whatever order, its figures stay true: 500 histories of up to 60 steps.

A history is chosen at random from its shard's number, so that a failure comes again; it tells every step that it took.
"""

from collections import Counter
from datetime import datetime
from random import Random
from uuid import UUID

import pytest

from counterfoil.foundation.companies.actions.members import grant_role
from counterfoil.foundation.kernel import scope
from counterfoil.foundation.parties.actions import ContractorValues, add_contractor
from counterfoil.insight.verify import balances, evidence, invoices, matching, payments, steps, write_offs
from counterfoil.insight.verify.books import verify
from counterfoil.lifecycle.engagements.actions import EngagementValues, add_engagement

from ..actions.billing import number_of
from ..cast import NOW, Cast, line
from .moves import MOVES
from .seen import Seen
from .walk import Walk

pytestmark = pytest.mark.django_db(transaction=True)

SHARDS, HISTORIES, SHORTEST, LONGEST, TOGETHER = 10, 50, 4, 60, 5
OFTEN = 1
"""So many times at least every verb is done in a shard, or the test would show nothing of it. For a rare one it goes on."""
DONE = {
    *("evidence.submit", "evidence.accept", "evidence.reject", "evidence.withdraw", "evidence.correct"),
    *("invoice.receive", "invoice.correct", "invoice.pair", "invoice.match", "invoice.reject", "invoice.void"),
    *("invoice.admit_duplicate", "exception.accept", "credit note", "payment.release", "part", "payment.initiate"),
    *(
        "payment.settle",
        "payment.fail",
        "payment.reverse",
        "payment.cancel",
        "payment.release_several",
        "payment.unlink",
    ),
    *("set off", "invoice.undo_set_off", "advance.request", "advance paid"),
    *("writeoff.note_invoice", "writeoff.note_balance", "writeoff.approve", "writeoff.reverse"),
    *("order.close", "order.reopen"),
    *("contractor.hold", "contractor.lift", "order.hold", "order.lift", "invoice.hold", "invoice.lift"),
}
RECOMPUTED = (balances, evidence, invoices, matching, payments, steps, write_offs)


@pytest.mark.parametrize("shard", range(SHARDS))
def test_figures_stay_true_whatever_is_done(cast: Cast, shard: int) -> None:
    # Who notes a failure does not release again.
    grant_role(by=cast.olga, at=NOW, member_id=cast.petra.id, role="finance", confirm=cast.petra.name)
    cast.again("petra")
    chance, done, told = Random(shard), Counter[str](), list[str]()  # noqa: S311
    at, serial = NOW, 1
    for history in range(4 * HISTORIES):
        if history % TOGETHER == 0:
            if history >= HISTORIES and all(done[verb] >= OFTEN for verb in DONE):
                break
            parties = _parties(cast, history)
            told.clear()
        walk = _walk(cast, chance, parties, at, serial)
        told.append(f"-- shard {shard}, history {history}, order {walk.number}")
        walk.steps = told
        _go(walk, min(chance.randint(SHORTEST, LONGEST) for _ in range(2)))
        at, serial = walk.at, walk.serial
        done += walk.done
        if history % TOGETHER == TOGETHER - 1:
            found = _recomputed(cast)
            assert found == [], "\n".join([*found, *told])
    assert {verb: done[verb] for verb in DONE if done[verb] < OFTEN} == {}
    assert verify(cast.company_id).findings == []


def _parties(cast: Cast, history: int) -> tuple[UUID, UUID]:
    """A contractor of its own for a few histories: what one is suspected to repeat is looked for among its own."""
    values = {"code": f"W{history}", "name": "Walker", "currency": "EUR", "member_id": cast.cleo.id}
    contractor = add_contractor(by=cast.olga, at=NOW, values=ContractorValues.model_validate(values))["id"]
    engagement = {"contractor_id": contractor, "title": "Walk", "team_id": cast.team_id}
    return contractor, add_engagement(by=cast.olga, at=NOW, values=EngagementValues.model_validate(engagement))["id"]


def _walk(cast: Cast, chance: Random, parties: tuple[UUID, UUID], at: datetime, serial: int) -> Walk:
    contractor_id, engagement_id = parties
    order_id = cast.issued(contractor_id=contractor_id, engagement_id=engagement_id, lines=[line(20), line(15)])
    return Walk(cast, chance, order_id, UUID(str(contractor_id)), number_of(cast, order_id), at, serial, MOVES)


def _go(walk: Walk, length: int) -> None:
    seen = walk.see()
    for _ in range(length):
        before, refused = seen, walk.step(seen)
        seen = walk.see()
        assert not _wrong(walk, before, seen, refused), "\n".join([*_wrong(walk, before, seen, refused), *walk.steps])
    while walk.holds:
        room, subject, held = walk.holds[0]
        given = {f"{room}_id": UUID(subject), "hold_id": UUID(held), "reason": "It is over"}
        assert walk.take(f"{room}.lift", "petra", given) == ""


def _wrong(walk: Walk, before: Seen, seen: Seen, refused: str) -> list[str]:
    said = seen.broken()
    last = walk.steps[-1]
    if refused and seen.changes != before.changes:
        said.append("a refused step changed something")
    if "guard" in refused:
        said.append("the rules let pass what the database refused")
    if refused and last.startswith("invoice.receive"):
        said.append("a claim from outside was not kept")
    if last.startswith("payment.release") and not refused:
        released = {one["invoice"] for one in seen.payments} - {one["invoice"] for one in before.payments}
        said += [f"{one['number']} is overpaid" for one in seen.invoices if one["id"] in released and one["open"] < 0]
    return said


def _recomputed(cast: Cast) -> list[str]:
    with scope.reading(cast.company_id):
        return [found.sentence for check in RECOMPUTED for found in check.check(cast.company_id)]
