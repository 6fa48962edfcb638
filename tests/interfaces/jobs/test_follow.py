"""Followers read the sealed trail: every entry once, in order, again after a failure, and never stuck for good."""

import io
import os
import threading
import time
from datetime import datetime, timedelta
from typing import Any

import psycopg
import pytest
from django.db import connection
from pypdf import PdfReader

from counterfoil.formats import order_pdf
from counterfoil.foundation.documents import store
from counterfoil.foundation.documents.models import Document
from counterfoil.foundation.kernel import scope
from counterfoil.foundation.trail.models import Cursor, Entry, Parked, Position
from counterfoil.interfaces.jobs import reactions, worker
from counterfoil.interfaces.jobs.follow import MOST_ATTEMPTS, Follower
from counterfoil.interfaces.jobs.worker import seal
from counterfoil.lifecycle.orders import actions as orders
from counterfoil.lifecycle.orders.models import Order
from counterfoil.lifecycle.orders.printing import issued

from ...cast import NOW, Cast, line

pytestmark = pytest.mark.django_db(transaction=True)


def settle(follower: Follower, at: datetime = NOW) -> None:
    """Seal and follow until nothing is left to do."""
    while seal() or follower.catch_up(at):
        continue


def documents(cast: Cast) -> list[Document]:
    """What is filed."""
    with scope.reading(cast.company_id):
        return list(Document.objects.order_by("created_at"))


def test_issue_files_a_pdf_of_the_frozen_document(cast: Cast) -> None:
    order_id = cast.issued(lines=[line("2.5", "1234.56", text="Ümläut #[markup] $x$")])
    settle(Follower())
    with scope.reading(cast.company_id):
        order = Order.objects.get(id=order_id)
    (filed,) = documents(cast)
    assert (filed.order_id, filed.made_from, filed.name) == (order_id, order.document_sha256, f"{order.number}.pdf")
    text = PdfReader(io.BytesIO(store.fetch(cast.company_id, filed.sha256))).pages[0].extract_text()
    assert all(
        said in text for said in (order.number, order.contractor_code, "Ümläut #[markup] $x$", "2.5 hours", "3,086.40")
    )
    assert order.document_sha256 in text.replace("\n", "")


def test_following_again_files_nothing_new(cast: Cast) -> None:
    cast.issued()
    settle(Follower())
    with scope.bookkeeping(cast.company_id):
        Cursor.objects.update(position=0)
    settle(Follower())
    assert len(documents(cast)) == 1


def test_a_document_gives_the_same_bytes_whenever_it_is_rendered(cast: Cast) -> None:
    """Or an attempt whose answer was lost would collide with itself, and be parked."""
    order_id = cast.issued()
    with scope.reading(cast.company_id):
        order = Order.objects.get(id=order_id)
    page = issued(order, cast.iris.company)
    first = order_pdf.render(page)
    time.sleep(1.1)
    assert order_pdf.render(page) == first


def test_two_workers_at_once_file_one_document(cast: Cast) -> None:
    cast.issued()
    seal()
    both = threading.Barrier(2)

    def follow() -> None:
        both.wait()
        Follower().catch_up(NOW)
        connection.close()

    threads = [threading.Thread(target=follow) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    settle(Follower(), NOW + timedelta(minutes=1))
    assert len(documents(cast)) == 1


@pytest.fixture
def broken(monkeypatch: pytest.MonkeyPatch) -> list[Entry]:
    """A follower whose work fails for the first order and succeeds for every other."""
    seen: list[Entry] = []

    def work(entry: Entry, _batch: Any) -> None:
        if not seen or seen[0].id == entry.id:
            seen[:] = seen or [entry]
            raise ValueError("no")
        seen.append(entry)

    monkeypatch.setitem(reactions.REACTIONS, "order.issue", {"order_pdf": work})
    return seen


def test_what_fails_is_tried_again_and_then_parked(cast: Cast, broken: list[Entry]) -> None:
    cast.issued()
    second = cast.issued()
    seal()
    follower, at = Follower(), NOW
    for _ in range(MOST_ATTEMPTS):
        assert [entry.order_id for entry in broken[1:]] == []
        follower.catch_up(at)
        at += timedelta(minutes=2)
    assert [entry.order_id for entry in broken[1:]] == [second]
    with scope.reading(cast.company_id):
        parked = Parked.objects.get()
        assert (parked.follower, parked.error) == ("order_pdf", "ValueError('no')")


def test_a_failure_waits_before_the_next_attempt(cast: Cast, broken: list[Entry]) -> None:
    cast.issued()
    seal()
    follower = Follower()
    for _ in range(5):
        follower.catch_up(NOW)
    with scope.reading(cast.company_id):
        assert Cursor.objects.get(follower="order_pdf").attempts == 1


def test_a_quiet_company_costs_one_question(cast: Cast, django_assert_num_queries: Any) -> None:
    follower = Follower()
    settle(follower)
    with django_assert_num_queries(1):
        assert follower.catch_up(NOW) == 0


def test_seals_give_every_entry_one_position_in_order(cast: Cast) -> None:
    order_id = cast.issued()
    seal()
    cancelled = orders.cancel(by=cast.iris, at=NOW, order_id=order_id, reason="Wrong contractor.")
    seal()
    with scope.reading(cast.company_id):
        places = list(Position.objects.order_by("position").values_list("position", "entry_id"))
        verbs = [Entry.objects.get(id=entry).verb for _position, entry in places]
    assert [position for position, _entry in places] == list(range(1, len(places) + 1))
    assert verbs[-5:] == ["order.create", "order.submit", "order.approve", "order.issue", "order.cancel"]
    assert cancelled["state"] == "cancelled"
    assert seal() == 0


def test_a_late_commit_simply_comes_later(cast: Cast) -> None:
    """A transaction that is open while others are sealed gets the next position once it ends."""
    inside, go_on = threading.Event(), threading.Event()

    def late() -> None:
        with scope.writing(cast.company_id, cast.olga.id):
            Entry.objects.create(
                company_id=cast.company_id, member_id=cast.olga.id, verb="late", subject="x", at=NOW, door="test"
            )
            inside.set()
            go_on.wait(10)
        connection.close()

    thread = threading.Thread(target=late)
    thread.start()
    inside.wait(10)
    cast.draft()
    assert seal() > 0
    assert seal() == 0
    go_on.set()
    thread.join()
    assert seal() == 1
    with scope.reading(cast.company_id):
        last = Position.objects.order_by("-position").first()
        assert last is not None
        assert Entry.objects.get(id=last.entry_id).verb == "late"


def test_a_horizon_from_an_older_cluster_is_not_believed(cast: Cast) -> None:
    """After dump and restore transaction ids start low again; the horizon that came along lies in the future."""
    seal()
    with psycopg.connect(os.environ["DATABASE_OWNER_URL"], dbname=connection.settings_dict["NAME"]) as owner:
        owner.execute("UPDATE trail_sealedupto SET xact = '999999999'::xid8")
    cast.draft()
    assert seal() == 1
    cast.draft()
    assert seal() == 1


def test_an_idle_sealer_uses_up_no_transaction_ids(cast: Cast) -> None:
    seal()
    before = _next_transaction()
    for _ in range(5):
        seal()
    assert _next_transaction() - before <= 1


def _next_transaction() -> int:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_snapshot_xmax(pg_current_snapshot())::text::bigint")
        return cursor.fetchone()[0]


def test_the_worker_seals_and_follows_until_told_to_stop(cast: Cast) -> None:
    stop = threading.Event()
    thread = threading.Thread(target=worker.run, args=(stop,))
    thread.start()
    cast.issued()
    for _ in range(100):
        if documents(cast):
            break
        stop.wait(0.1)
    stop.set()
    thread.join(10)
    assert len(documents(cast)) == 1
    assert not thread.is_alive()
