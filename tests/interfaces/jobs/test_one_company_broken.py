"""One company whose rows somebody broke behind the program's back, beside a healthy one: sealed, followed, begun anew."""

import logging
import os
from collections.abc import Callable
from typing import Any
from uuid import UUID

import psycopg
import pytest
from django.db import connection

from counterfoil.foundation.companies.actions.members import add_team
from counterfoil.foundation.kernel import scope
from counterfoil.foundation.trail.models import Cursor, Entry, Position
from counterfoil.interfaces.jobs import containing
from counterfoil.interfaces.jobs.follow import Follower
from counterfoil.interfaces.jobs.rematching import NewDay
from counterfoil.interfaces.jobs.worker import seal

from ...cast import NOW, Cast

pytestmark = pytest.mark.django_db(transaction=True)

Behind = Callable[..., None]
SECOND = "ffffffff-ffff-7fff-bfff-ffffffffffff"


@pytest.fixture
def behind() -> Behind:
    """SQL as the owner of the tables, committed at once."""

    def run(sql: str, *given: Any) -> None:
        named = {"dbname": connection.settings_dict["NAME"], "autocommit": True}
        with psycopg.connect(os.environ["DATABASE_OWNER_URL"], **named) as owner:
            owner.execute(sql, given)

    return run


@pytest.fixture(autouse=True)
def nothing_told() -> None:
    """What one test was told of is news to the next."""
    containing._told.clear()


def unsealed(company_id: UUID) -> int:
    """How many entries of a company have no position."""
    with scope.reading(company_id):
        return Entry.objects.count() - Position.objects.count()


FORGED_SEAL = """INSERT INTO trail_seal SELECT gen_random_uuid(), company_id, max(number) + 1, 0, max(last) - 1, '', '', now()
    FROM trail_seal WHERE company_id = %s GROUP BY company_id"""
NO_DIGEST = "UPDATE trail_entry SET plain_digest = NULL WHERE company_id = %s AND verb = 'team.add'"
"""The first makes the next position one that is taken, the second leaves an entry without a leaf."""


@pytest.mark.parametrize("forgery", [FORGED_SEAL, NO_DIGEST], ids=["seal", "digest"])
def test_a_company_that_cannot_be_sealed_holds_up_no_other(
    cast: Cast, behind: Behind, forgery: str, caplog: pytest.LogCaptureFixture
) -> None:
    seal()
    theirs, ours = cast.mallory.company_id, cast.company_id
    add_team(by=cast.mallory, at=NOW, name="Spies")
    behind(forgery, theirs)
    for _ in range(3):
        cast.draft()
        seal()
    assert (unsealed(ours), unsealed(theirs)) == (0, 1)
    told = [one.message for one in caplog.records if one.levelno == logging.ERROR]
    assert len(told) == 1 and str(theirs) in told[0]


def test_a_company_that_could_not_be_sealed_is_sealed_once_it_can_be(cast: Cast, behind: Behind) -> None:
    """However much was sealed of others meanwhile: the horizon stays below what was left."""
    seal()
    add_team(by=cast.mallory, at=NOW, name="Spies")
    behind(FORGED_SEAL, cast.mallory.company_id)
    for _ in range(3):
        cast.draft()
        seal()
    behind("DELETE FROM trail_seal WHERE first = 0")
    assert seal() == 1
    assert unsealed(cast.mallory.company_id) == 0


def test_entries_of_a_broken_company_take_no_room_from_others(cast: Cast, behind: Behind) -> None:
    seal()
    for name in ("Spies", "Moles", "Plants"):
        add_team(by=cast.mallory, at=NOW, name=name)
    behind(FORGED_SEAL, cast.mallory.company_id)
    cast.draft()
    with connection.cursor() as cursor:
        cursor.execute("SELECT seal_next(2)")
    assert unsealed(cast.company_id) == 0


def test_followers_of_one_company_go_on_beside_another_whose_trail_is_torn(cast: Cast, behind: Behind) -> None:
    """The broken one comes first."""
    cast.draft()
    seal()
    behind("DELETE FROM trail_entry WHERE company_id = %s AND verb = 'order.create'", cast.company_id)
    Follower().catch_up(NOW)
    with scope.reading(cast.mallory.company_id):
        last = Position.objects.order_by("-position")[0].position
        assert {cursor.position for cursor in Cursor.objects.all()} == {last}


def test_a_new_day_begins_in_one_company_beside_another_without_its_own_member(cast: Cast, behind: Behind) -> None:
    off = "ALTER TABLE companies_right {} TRIGGER USER"
    behind(off.format("DISABLE"))
    behind("DELETE FROM companies_right WHERE company_id = %s AND role = 'system'", cast.company_id)
    behind(off.format("ENABLE"))
    days = NewDay()
    days.turn(NOW)
    assert set(days.begun) == {cast.mallory.company_id}


def test_two_members_of_the_companys_own_stop_nobody(cast: Cast, behind: Behind) -> None:
    behind("ALTER TABLE companies_right DISABLE TRIGGER USER; DROP INDEX right_one_system")
    behind(
        f"INSERT INTO companies_right (id, company_id, member_id, role, \"only\") VALUES ('{SECOND}', %s, %s, 'system', '{{}}')",
        cast.company_id,
        cast.rita.id,
    )
    try:
        days = NewDay()
        days.turn(NOW)
        assert cast.company_id in days.begun
    finally:
        behind(f"DELETE FROM companies_right WHERE id = '{SECOND}'")
        behind("CREATE UNIQUE INDEX right_one_system ON companies_right (company_id) WHERE role = 'system'")
        behind("ALTER TABLE companies_right ENABLE TRIGGER USER")
