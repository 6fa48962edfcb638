"""The worker does what somebody wants done with many things, as them and only while they may."""

from datetime import timedelta

import pytest

from counterfoil.foundation.companies.actions.keys import KeyValues, create_key, revoke_key
from counterfoil.foundation.companies.queries import member_of_key
from counterfoil.foundation.trail import actions
from counterfoil.interfaces.jobs import batches

from ...actions.books import entries
from ...actions.test_batch_begin import WHY, begun
from ...cast import NOW, Cast


def test_it_does_what_waits_in_every_company(cast: Cast) -> None:
    ids = [cast.issued(), cast.draft()]
    begun(cast, ids=ids)
    assert batches.work_off(lambda: NOW) == 2
    assert batches.work_off(lambda: NOW) == 0
    [entry] = entries(cast.company_id, verb="order.close", outcome="done")
    assert (entry.member_id, entry.subject_id, entry.door) == (cast.fay.id, ids[0], "batch")


def test_no_batch_waits_for_the_end_of_another(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(batches, "AT_A_TIME", 1)
    monkeypatch.setattr("counterfoil.foundation.trail.batches.CHUNK", 1)
    for _ in range(2):
        begun(cast, ids=[cast.issued(), cast.issued()])
    assert batches.work_off(lambda: NOW) == 2
    done = entries(cast.company_id, verb="order.close")
    assert len({one.key.split(":")[1] for one in done}) == 2


def test_a_key_that_has_ended_does_nothing_more(cast: Cast) -> None:
    values = KeyValues(name="Sync", scopes=["order.close", "batch.begin"])
    made = create_key(by=cast.fay, at=NOW, values=values)
    member = member_of_key(made["secret"], NOW)
    assert member
    actions.begin(by=member, at=NOW, verb="order.close", rows=[{"id": cast.issued()}], values=WHY)
    assert batches.work_off(lambda: NOW) == 1
    [entry] = entries(cast.company_id, verb="order.close", outcome="done")
    assert str(entry.api_key_id) == made["id"]
    actions.begin(by=member, at=NOW, verb="order.close", rows=[{"id": cast.issued()}], values=WHY)
    revoke_key(by=cast.fay, at=NOW, key_id=made["id"], reason="Lost it")
    assert batches.work_off(lambda: NOW + timedelta(minutes=1)) == 1
    assert len(entries(cast.company_id, verb="order.close")) == 1
