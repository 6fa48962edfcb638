"""Statements that are written once: what they send, what they make of it, and how they fail."""

from typing import Any
from uuid import uuid4

import pytest
from django.db import IntegrityError, connection, transaction
from django.db.models.signals import post_init
from django.db.transaction import TransactionManagementError

from counterfoil.foundation.companies.models import Team
from counterfoil.foundation.kernel import driver, rows, scope
from counterfoil.foundation.kernel.prepared import Prepared, add_row, add_together, keep_row, keep_rows, row_of
from counterfoil.foundation.kernel.refusals import NotFound
from counterfoil.foundation.parties.models import Contractor
from counterfoil.lifecycle.orders.models import Order

from ..cast import Cast


@pytest.fixture
def contractor(cast: Cast) -> Contractor:
    """A contractor as a verb reads one, within a scope."""
    with scope.reading(cast.company_id):
        found: Contractor = Contractor.objects.order_by("code")[0]
    return found


def writing(cast: Cast) -> Any:
    """A transaction in which the cast's company is written to."""
    return scope.writing(cast.company_id, uuid4())


def renamed(contractor: Contractor, **columns: str) -> None:
    """Somebody else's statement in the meantime."""
    Contractor.objects.filter(id=contractor.id).update(**columns)


def test_what_changed_meanwhile_is_not_written_over(cast: Cast, contractor: Contractor) -> None:
    with writing(cast):
        read = row_of(Contractor, cast.company_id, contractor.id)
        renamed(contractor, email="new@cleo.example")
        read.name = "Another name"
        keep_row(read)
        now = row_of(Contractor, cast.company_id, contractor.id)
    assert (now.name, now.email) == ("Another name", "new@cleo.example")


def test_of_many_rows_only_what_changed_of_one_is_written(cast: Cast, contractor: Contractor) -> None:
    with writing(cast):
        read = row_of(Contractor, cast.company_id, contractor.id)
        renamed(contractor, email="new@cleo.example")
        read.name = "Another name"
        keep_rows([read])
        now = row_of(Contractor, cast.company_id, contractor.id)
    assert (now.name, now.email) == ("Another name", "new@cleo.example")


def test_what_did_not_change_is_not_sent(cast: Cast, contractor: Contractor, django_assert_num_queries: Any) -> None:
    with writing(cast):
        read = row_of(Contractor, cast.company_id, contractor.id)
        with django_assert_num_queries(0):
            keep_row(read)
            keep_rows([read])


def test_what_was_kept_is_the_measure_of_the_next_change(cast: Cast, contractor: Contractor) -> None:
    with writing(cast):
        read = row_of(Contractor, cast.company_id, contractor.id)
        first = read.name
        for name in ("Another name", first):
            read.name = name
            keep_row(read)
        assert row_of(Contractor, cast.company_id, contractor.id).name == first


def test_after_the_orm_has_saved_a_row_all_of_it_is_written(cast: Cast, contractor: Contractor) -> None:
    """Or what is set back to how it was once read would be taken for unchanged."""
    with writing(cast):
        read = row_of(Contractor, cast.company_id, contractor.id)
        first, read.name = read.name, "Another name"
        read.save()
        read.name = first
        keep_row(read)
        assert row_of(Contractor, cast.company_id, contractor.id).name == first


def test_after_the_orm_has_read_a_row_anew_all_of_it_is_written(cast: Cast, contractor: Contractor) -> None:
    with writing(cast):
        read = row_of(Contractor, cast.company_id, contractor.id)
        first = read.name
        renamed(contractor, name="Another name")
        read.refresh_from_db()
        read.name = first
        keep_row(read)
        assert row_of(Contractor, cast.company_id, contractor.id).name == first


def test_of_an_added_row_only_what_changes_afterwards_is_written(cast: Cast) -> None:
    team = Team(company_id=cast.company_id, name="Editors")
    with writing(cast):
        add_row(team)
        assert rows.changed(team) == []
        team.name = "Writers"
        assert [field.attname for field in rows.changed(team)] == ["name"]


def test_a_row_that_is_gone_is_not_kept(cast: Cast) -> None:
    team = Team(company_id=cast.company_id, name="Editors")
    with writing(cast), pytest.raises(NotFound):
        keep_row(team)


def test_a_read_is_what_the_orm_reads(cast: Cast) -> None:
    order_id = cast.issued()
    joined = Prepared[Order](
        lambda company_id, order_id: (
            Order.objects.within(company_id)
            .filter(id=order_id)
            .select_related("contractor", "engagement", "approval", "replaces")
        )
    )
    with scope.reading(cast.company_id):
        ours = joined.one(company_id=cast.company_id, order_id=order_id)
        theirs = Order.objects.select_related("contractor", "engagement", "approval", "replaces").get(id=order_id)
    for name in ("contractor", "engagement", "approval", "replaces"):  # out of the scope: none can be read any more
        assert _values(getattr(ours, name)) == _values(getattr(theirs, name))
    assert _values(ours) == _values(theirs)
    assert (ours.replaces, ours._state.adding, ours._state.db) == (None, False, "default")


def test_values_are_given_at_each_call_whatever_they_are(cast: Cast, contractor: Contractor) -> None:
    called = Prepared[tuple[Any]](
        lambda company_id, name, most: (
            Contractor.objects.within(company_id).filter(name=name, code__gt="").values_list("id")
            if most
            else Contractor.objects.none()
        )
    )
    with scope.reading(cast.company_id), pytest.raises(ValueError, match="most"):
        called(company_id=cast.company_id, name=contractor.name, most=7)
    named = Prepared[tuple[Any]](
        lambda company_id, name: Contractor.objects.within(company_id).filter(name=name).values_list("id")
    )
    with scope.reading(cast.company_id):
        assert named(company_id=cast.company_id, name="Nobody") == []
        assert named(company_id=cast.company_id, name=contractor.name) == [(contractor.id,)]


def test_an_error_is_the_orms_and_tells_its_state(cast: Cast) -> None:
    team = Team(company_id=cast.company_id, name="Editors")
    with pytest.raises(IntegrityError) as refused, writing(cast):
        add_together([team, team])
    assert getattr(refused.value.__cause__, "sqlstate", None) == "23505"


@pytest.mark.django_db
def test_nothing_is_sent_in_a_transaction_that_is_broken() -> None:
    with transaction.atomic():
        connection.needs_rollback = True
        with pytest.raises(TransactionManagementError):
            driver.asked("SELECT 1", [])
        connection.needs_rollback = False


@pytest.mark.django_db
def test_whoever_listens_to_a_connection_hears_every_statement() -> None:
    heard = []
    with connection.execute_wrapper(lambda execute, sql, *given: (heard.append(sql), execute(sql, *given))[1]):
        assert driver.asked("SELECT %s::int", [7]) == [(7,)]
        assert driver.done("SELECT %s::int", [7]) == 1
    assert heard == ["SELECT %s::int"] * 2


@pytest.mark.django_db(transaction=True)
def test_a_statement_is_prepared_at_its_first_use() -> None:
    driver.asked("SELECT %s::int AS seven", [7])
    names = driver.asked("SELECT count(*) FROM pg_prepared_statements WHERE statement LIKE %s", ["%AS seven"])
    assert names == [(1,)]


def test_rows_that_begin_in_a_way_of_their_own_are_not_made() -> None:
    """Whoever waited for a signal, or wrote an `__init__`, would wait in vain."""

    def told(**_given: Any) -> None:
        raise AssertionError("nobody is told")

    assert rows.maker.__wrapped__(Team)
    post_init.connect(told, sender=Team)
    try:
        with pytest.raises(TypeError, match="Team"):
            rows.maker.__wrapped__(Team)
    finally:
        post_init.disconnect(told, sender=Team)


def _values(row: Any) -> Any:
    return row and {field.attname: getattr(row, field.attname) for field in row._meta.concrete_fields}
