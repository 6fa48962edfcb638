"""Raw SQL as the runtime role tries to break every invariant and is stopped by name."""

import re
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps

from counterfoil.foundation.kernel import triggers
from counterfoil.foundation.kernel.guards import SameCompany

from . import chosen, mailed, watched, wished
from .attacks import ATTACKS, LAWFUL, alerts, catalogues, custom, remittances
from .attacks.blinded import blinded, meets_triggers
from .attacks.snapshots import READ, STALE
from .billed import TABLES
from .siege import SUCCEEDS, Attack, Siege, is_met
from .test_grants import rows

pytestmark = pytest.mark.django_db

GUARDED = (
    *TABLES,
    *catalogues.TABLES,
    *mailed.TABLES,
    *remittances.TABLES,
    *alerts.TABLES,
    *watched.TABLES,
    *chosen.TABLES,
    *custom.TABLES,
    *wished.TABLES,
    "catalogue_rate",
    "companies_apikey",
    "parties_contractor",
    "orders_order",
    "orders_revision",
    "orders_orderline",
    "orders_revisionline",
)
_MOST_GUARDS = 12
_TRIGGERS = (
    "SELECT 'trigger ' || tgname FROM pg_trigger JOIN pg_proc p ON p.oid = tgfoid "
    "WHERE NOT tgisinternal AND tgrelid::regclass::text = ANY (%s) AND prosrc LIKE '%%refuse(%%' "
    # They say the same on every table, and are attacked on some.
    "AND NOT starts_with(proname, 'trail_of_')"
)
_CHECKS = "SELECT 'check ' || conname FROM pg_constraint WHERE contype = 'c' AND conrelid::regclass::text = ANY (%s)"
_SAME_PARENT = (
    "SELECT 'key ' || conname FROM pg_constraint "
    "WHERE contype = 'f' AND cardinality(conkey) = 3 AND conrelid::regclass::text = ANY (%s)"
)
# One that holds the row's own id only serves a key that points at it.
_UNIQUE = (
    "SELECT 'unique ' || indexrelid::regclass FROM pg_index WHERE indisunique AND NOT indisprimary "
    "AND indrelid::regclass::text = ANY (%s) AND NOT EXISTS (SELECT FROM pg_attribute "
    "WHERE attrelid = indrelid AND attname = 'id' AND attnum = ANY (indkey::int2[]))"
)


def _name(attack: Attack) -> str:
    return attack.name.replace(" ", "-")


@pytest.mark.parametrize("attack", ATTACKS, ids=_name)
def test_attack_is_stopped_by_guard_behind_guard(siege: Siege, attack: Attack) -> None:
    said = []
    for stop in attack.stops:
        met = siege.attempt(attack.sql)
        said.append(siege.said)
        assert is_met(stop, met), f"expected {stop}, met {met}"
        siege.remove(stop)
    assert siege.attempt(attack.sql) == SUCCEEDS
    assert not attack.says or attack.says in said


@pytest.mark.parametrize("attack", [one for one in ATTACKS if meets_triggers(one)], ids=_name)
def test_no_guard_is_blinded_by_another_company_in_the_middle_of_a_statement(siege: Siege, attack: Attack) -> None:
    """Guard behind guard, as above. The walls may stop it first: they are taken away, so that the guard itself is met."""
    for stop in attack.stops:
        if stop.startswith("wall "):
            siege.remove(stop)
            continue
        met = _met_behind_walls(siege, blinded(attack).sql)
        assert is_met(stop, met), f"expected {stop}, met {met}"
        siege.remove(stop)


def test_a_guard_that_ran_under_the_callers_wall_would_be_blinded(siege: Siege) -> None:
    """What the attacks above are worth: they get past each guard that does not see all rows."""
    siege.cursor.execute("ALTER FUNCTION guard_exception_accepted() SECURITY INVOKER")
    siege.cursor.execute("GRANT EXECUTE ON ALL FUNCTIONS IN SCHEMA public TO app")
    # A role that it can't see is none: that condition refuses whoever is blind, so it is taken away.
    siege.cursor.execute(
        "CREATE OR REPLACE FUNCTION holds_role(company uuid, member uuid, roles text[], verbs text[]) RETURNS boolean"
        " LANGUAGE sql STABLE AS 'SELECT true'"
    )
    [attack] = [one for one in ATTACKS if one.name == "accept a variance as who entered the invoice"]
    assert _met_behind_walls(siege, blinded(attack).sql) == SUCCEEDS


def _met_behind_walls(siege: Siege, sql: str) -> str:
    met = siege.attempt(sql)
    while met.startswith("wall of "):
        siege.remove(met)
        met = siege.attempt(sql)
    return met


@pytest.mark.parametrize("attack", STALE, ids=_name)
def test_nothing_is_written_but_in_read_committed(stale_siege: Siege, attack: Attack) -> None:
    test_attack_is_stopped_by_guard_behind_guard(stale_siege, attack)


def test_reading_as_of_one_moment_goes_through(stale_siege: Siege) -> None:
    assert stale_siege.attempt(READ.sql) == SUCCEEDS


@pytest.mark.parametrize("step", LAWFUL, ids=_name)
def test_nearest_lawful_step_goes_through(siege: Siege, step: Attack) -> None:
    assert siege.attempt(step.sql) == SUCCEEDS, siege.said


@pytest.mark.parametrize(
    "asked", [_TRIGGERS, _CHECKS, _SAME_PARENT, _UNIQUE], ids=["rules", "checks", "keys", "unique"]
)
def test_every_guard_is_met_by_an_attack(asked: str) -> None:
    there = {row[0] for row in rows(asked, list(GUARDED))}
    assert there
    assert there <= {stop for attack in ATTACKS for stop in attack.stops}


def test_every_sentence_of_a_guard_is_said_to_an_attack() -> None:
    """A guard that forbids several things has an attack on each of them."""
    said = [attack.says for attack in (*ATTACKS, *STALE) if attack.says]
    rooms = [Path(config.path) for config in apps.get_app_configs()]
    sources = [room / "functions.sql" for room in rooms if (room / "functions.sql").exists()]
    sources.append(Path(triggers.__file__))
    sentences = {sentence for source in sources for sentence in _sentences(source.read_text())}
    assert len(sentences) > 50
    assert not [one for one in sorted(sentences) if not any(re.fullmatch(_as_pattern(one), words) for words in said)]


def _sentences(source: str) -> list[str]:
    return re.findall(r"refuse\(TG_NAME, (?:format\()?'((?:[^']|'')*)'", source)


def _as_pattern(sentence: str) -> str:
    return ".+".join(re.escape(part.replace("''", "'")) for part in sentence.split("%s"))


def _keys() -> list[tuple[str, str, str, str]]:
    """Every key from a catalogue or a table of the second half to a table with a company: table, column, name, target."""
    found = []
    for model in apps.get_models():
        for guard in model._meta.constraints if model._meta.db_table in (*TABLES, *catalogues.TABLES) else []:
            if type(guard) is SameCompany:
                field: Any = model._meta.get_field(guard.given["field"])
                found.append((model._meta.db_table, field.column, guard.name, field.related_model._meta.db_table))
    return found


@pytest.mark.parametrize(("table", "column", "key", "target"), _keys(), ids=lambda part: part)
def test_no_row_points_into_another_company(siege: Siege, table: str, column: str, key: str, target: str) -> None:
    """Whatever other guards stand in front of it, and fall: the key is behind them."""
    theirs = f"SELECT id FROM {target} WHERE company_id = %(their_company)s LIMIT 1"
    siege.cursor.execute(theirs, siege.names)
    siege.names = siege.names | {"row_of_theirs": siege.cursor.fetchall()[0][0]}
    changed = f"jsonb_populate_record(t, jsonb_build_object('id', gen_random_uuid(), '{column}', %(row_of_theirs)s))"
    pointing = f"INSERT INTO {table} SELECT ({changed}).* FROM {table} t LIMIT 1"
    met = [siege.attempt(pointing)]
    while met[-1] not in (SUCCEEDS, f"key {key}") and len(met) < _MOST_GUARDS:
        siege.remove(met[-1])
        met.append(siege.attempt(pointing))
    assert met[-1] == f"key {key}"
