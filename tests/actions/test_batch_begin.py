"""batch.begin: one verb for many things, and what becomes of each of them."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

import pytest

from counterfoil.foundation.companies.actions.members import deactivate_member
from counterfoil.foundation.companies.models import Member
from counterfoil.foundation.companies.queries import acting_again, system_member
from counterfoil.foundation.kernel import scope
from counterfoil.foundation.kernel.ids import new_id
from counterfoil.foundation.kernel.refusals import Invalid
from counterfoil.foundation.trail import actions, batches
from counterfoil.foundation.trail.models import Batch, BatchRow, Entry
from counterfoil.lifecycle.orders import actions as orders

from ..cast import NOW, Cast
from .books import entries
from .verb import Given, VerbTests, refused, untouched

WHY = {"reason": "The season is over"}


def begun(cast: Cast, who: str = "fay", verb: str = "order.close", ids: Any = (), **values: Any) -> Batch:
    """A batch of one verb."""
    rows = [{"id": one} if isinstance(one, UUID) else {"id": one[0], "seen": one[1]} for one in ids]
    done = actions.begin(by=cast.members[who], at=NOW, verb=verb, rows=rows, values=values or WHY)
    with scope.reading(cast.company_id):
        found: Batch = Batch.objects.get(id=done["id"])
    return found


def worked_off(cast: Cast, batch: Batch, at: datetime = NOW, most: int = 0) -> list[tuple[str, list[str]]]:
    """What became of each of its rows, once nothing waits any more."""
    batches.work_off(batch, lambda: acting_again(cast.company_id, batch.member_id, None, at), lambda: at, most)
    with scope.reading(cast.company_id):
        return [(row.outcome, [one["key"] for one in row.reasons or ()]) for row in batches.rows_of(batch)]


class TestBegin(VerbTests):
    """Everybody may begin what they may do."""

    verb, who, wrong, stranger_finds_nothing = "batch.begin", "fay", "system", False

    def given(self, cast: Cast) -> Given:
        cast.members["system"] = system_member(cast.company_id)
        return {"verb": "order.close", "rows": [{"id": cast.issued()}], "values": WHY}

    def otherwise(self, given: Given) -> Given:
        return given | {"values": {"reason": "Another reason"}}


def test_each_is_done_with_an_entry_of_its_own(cast: Cast) -> None:
    ids = [cast.issued(), cast.issued()]
    batch = begun(cast, ids=ids)
    assert worked_off(cast, batch) == [("done", [])] * 2
    closed = entries(cast.company_id, verb="order.close", outcome=Entry.DONE)
    assert [(one.subject_id, one.member_id, one.reason, one.door) for one in closed] == [
        (one, cast.fay.id, WHY["reason"], "batch") for one in ids
    ]
    assert len(entries(cast.company_id, verb="batch.begin")) == 1


def test_what_its_rule_refuses_is_left_out_with_its_reasons(cast: Cast) -> None:
    ids = [cast.draft(), cast.issued()]
    assert worked_off(cast, begun(cast, ids=ids)) == [("refused", ["wrong_state"]), ("done", [])]


def test_what_changed_since_it_was_seen_is_left_out(cast: Cast) -> None:
    order_id = cast.issued()
    assert worked_off(cast, begun(cast, ids=[(order_id, "1")])) == [("refused", ["changed_since"])]


def test_nobody_gets_further_with_many_than_with_one(cast: Cast) -> None:
    """An id that is none is told like another company's, below."""
    assert worked_off(cast, begun(cast, ids=[new_id()])) == [("refused", ["not_there"])]


def test_a_stranger_s_batch_finds_nothing(cast: Cast) -> None:
    order_id = cast.issued()
    given = {"verb": "order.close", "rows": [{"id": order_id}], "values": WHY}
    done = actions.begin(by=cast.mallory, at=NOW, **given)
    with scope.reading(cast.mallory.company_id):
        batch = Batch.objects.get(id=done["id"])
    batches.work_off(batch, lambda: cast.mallory, lambda: NOW)
    with scope.reading(cast.mallory.company_id):
        assert [row.outcome for row in batches.rows_of(batch)] == ["refused"]
    assert entries(cast.company_id, verb="order.close") == []


@pytest.mark.parametrize(
    ("who", "verb", "ids", "keys"),
    [
        ("fay", "order.create", 1, ["not_in_bulk"]),
        ("fay", "no.such", 1, ["not_in_bulk"]),
        ("fay", "order.issue", 1, ["not_permitted"]),
        ("fay", "order.close", 2, ["named_twice"]),
        ("fay", "batch.cancel", 2, ["not_in_bulk", "named_twice"]),
    ],
)
def test_every_reason_is_told(cast: Cast, who: str, verb: str, ids: int, keys: list[str]) -> None:
    row = {"id": new_id()}
    call: Callable[[], Any] = lambda: actions.begin(  # noqa: E731
        by=cast.members[who], at=NOW, verb=verb, rows=[row] * ids, values=WHY
    )
    assert refused(cast, call) == keys


@pytest.mark.parametrize("values", [{}, {"reason": ""}, WHY | {"rubbish": 1}])
def test_values_are_those_of_the_verb(cast: Cast, values: dict[str, Any]) -> None:
    given = {"verb": "order.close", "rows": [{"id": new_id()}], "values": values}
    untouched(cast, Invalid, lambda: actions.begin(by=cast.fay, at=NOW, **given))


def test_a_row_that_was_taken_by_who_died_is_taken_again_and_done_once(cast: Cast) -> None:
    batch = begun(cast, ids=[cast.issued()])
    with scope.bookkeeping(cast.company_id):
        BatchRow.objects.filter(batch_id=batch.id).update(taken_at=NOW)
    assert worked_off(cast, batch, NOW + timedelta(seconds=30)) == [("waiting", [])]
    assert worked_off(cast, batch, NOW + timedelta(seconds=90)) == [("done", [])]
    assert len(entries(cast.company_id, verb="order.close")) == 1


def test_what_was_done_and_not_noted_is_not_done_again(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    order_id = cast.issued()
    batch = begun(cast, ids=[order_id])
    with monkeypatch.context() as killed:
        killed.setattr(batches, "_note", lambda *_: None)
        batches.work_off(batch, lambda: cast.fay, lambda: NOW)
    orders.reopen(by=cast.fay, at=NOW, order_id=order_id, reason="It goes on")
    assert worked_off(cast, batch, NOW + timedelta(seconds=90)) == [("done", [])]
    assert len(entries(cast.company_id, verb="order.close")) == 1


def test_who_has_left_does_nothing_more(cast: Cast) -> None:
    batch = begun(cast, ids=[cast.issued()])
    deactivate_member(by=cast.olga, at=NOW, member_id=cast.fay.id, reason="Left us")
    assert worked_off(cast, batch) == [("refused", ["not_acting"])]


def test_a_row_that_was_put_beside_them_is_never_done(cast: Cast) -> None:
    batch, beside = begun(cast, ids=[cast.issued()]), cast.issued()
    with scope.bookkeeping(cast.company_id):
        BatchRow.objects.create(company_id=cast.company_id, batch_id=batch.id, position=2, subject_id=beside)
    assert worked_off(cast, batch) == [("waiting", [])] * 2


def test_one_row_s_fault_stops_no_other(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    ids = [cast.issued(), cast.issued()]
    batch = begun(cast, ids=ids)
    run, failed = batches.VERBS["order.close"].run, []

    def fails_once(by: Member, **given: Any) -> Any:
        if not failed:
            failed.append(given)
            raise RuntimeError
        return run(by=by, **given)

    monkeypatch.setitem(batches.VERBS, "order.close", _with(batches.VERBS["order.close"], fails_once))
    assert worked_off(cast, batch) == [("refused", ["fault"]), ("done", [])]


def _with(verb: Any, run: Any) -> Any:
    return type(verb)(verb.name, verb.subject, run, verb.given, verb.on, verb.rules)
