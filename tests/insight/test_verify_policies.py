"""What was said of how invoices are matched: a version that was altered, and who used what they had loosened, is named."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any
from uuid import UUID

import psycopg
import pytest

from counterfoil.foundation.catalogue.actions import MatchPolicyValues, set_match_policy
from counterfoil.foundation.parties.actions import match_contractor
from counterfoil.lifecycle.matching import actions as matching
from counterfoil.lifecycle.payments import actions as payments

from ..actions.billing import accepted, disputed, exception_of, received
from ..actions.verb import WHY
from ..cast import NOW, Cast
from .fulfilment import Case, named, told
from .tampering import sentences

pytestmark = pytest.mark.django_db(transaction=True)


def _tell(cast: Cast) -> None:
    """Olga loosens what Bela then accepts and Fay releases by; a contractor is assigned, a route set."""
    first = disputed(cast)
    for hours, percent in ((1, 2), (2, 3)):
        tolerance = {"attribute": "unit_price", "kind": "percent", "percent": percent}
        given = {"name": "Ours", "is_default": True, "tolerances": [tolerance]}
        values = MatchPolicyValues.model_validate(given)
        policy = set_match_policy(by=cast.olga, at=NOW + timedelta(hours=hours), values=values)
    found = exception_of(cast, first, "price")
    matching.accept(by=cast.bela, at=NOW + timedelta(hours=3), exception_id=found.id, reason=WHY)
    order_id = cast.issued()
    accepted(cast, order_id)
    second = UUID(received(cast, order_id, number="R-2")["id"])
    payments.release(by=cast.fay, at=NOW + timedelta(hours=4), invoice_id=second)
    named_policy = {"contractor_id": cast.contractor_id, "match_policy_id": UUID(policy["id"])}
    match_contractor(by=cast.olga, at=NOW + timedelta(hours=4), **named_policy)
    matching.set_route(by=cast.fay, at=NOW, kind="price", owner="finance")


@pytest.fixture(scope="module")
def cast(django_db_setup: None, django_db_blocker: Any) -> Iterator[Cast]:
    """One story for the whole module; each test puts back what it changes."""
    with django_db_blocker.unblock(), told(_tell) as cast:
        yield cast


_MEMBER = "(SELECT id FROM companies_member WHERE name = '{}')"
_LATEST = "WHERE version = 2"
CASES: dict[str, Case] = {
    "a version that does not say that it loosens": (
        "catalogue_policyversion",
        f"loosens = false {_LATEST}",
        ("policy Ours, version 2 says that it does not loosen",),
    ),
    "a version that is left out": (
        "catalogue_policyversion",
        f"version = 3 {_LATEST}",
        ("policy Ours, version 3 does not follow the one before it (1)",),
    ),
    "a tolerance that is wider than it was": (
        "catalogue_tolerance",
        "percent = 9 WHERE percent = 2",
        ("policy Ours, version 2 says that it loosens",),
    ),
    "who released had loosened": (
        "catalogue_policyversion",
        f"set_by_id = {_MEMBER.format('Fay')} {_LATEST}",
        ("separation: the release of invoice R-2 was done by Fay",),
    ),
    "who accepted had loosened": (
        "catalogue_policyversion",
        f"set_by_id = {_MEMBER.format('Bela')} {_LATEST}",
        ("separation: exception price of invoice R-1 was accepted by Bela",),
    ),
    "a contractor that is matched by something else": (
        "parties_contractor",
        "match_policy_id = NULL WHERE code = 'CLEO2'",
        ("policy: contractor CLEO2 is matched by none",),
    ),
}


def test_what_was_said_through_the_verbs_agrees(cast: Cast) -> None:
    assert sentences(cast.company_id) == []


@pytest.mark.parametrize("what", CASES)
def test_what_was_altered_is_named(cast: Cast, owner: psycopg.Connection[Any], what: str) -> None:
    named(cast, owner, CASES[what])


_FORGED = """
UPDATE trail_change SET plain = jsonb_set(plain, '{{{column}}}', to_jsonb(ARRAY[NULL, {value}]::text[]))
WHERE relation = '{table}' AND plain ? '{column}' AND op = '{op}'
"""


@pytest.mark.parametrize(
    ("table", "column", "value", "op", "sentence"),
    [
        ("catalogue_policyversion", "set_at", "'2026-01-01T00:00:00Z'", "I", "catalogue_policyversion"),
        ("parties_assignment", "set_by_id", "gen_random_uuid()::text", "I", "parties_assignment"),
        ("matching_route", "set_by_id", "gen_random_uuid()::text", "I", "matching_route"),
        ("invoices_invoice", "judged_at", "'2026-12-01T00:00:00Z'", "U", "which is no match by a person"),
    ],
)
def test_who_and_when_is_what_the_entry_says(
    cast: Cast, owner: psycopg.Connection[Any], table: str, column: str, value: str, op: str, sentence: str
) -> None:
    owner.execute("CREATE TEMP TABLE said AS TABLE trail_change")
    owner.execute(_FORGED.format(table=table, column=column, value=value, op=op))
    found = [one for one in sentences(cast.company_id) if one.startswith("signed")]
    owner.execute("UPDATE trail_change c SET plain = s.plain FROM said s WHERE s.seq = c.seq")
    owner.execute("DROP TABLE said")
    assert found and all(sentence in one for one in found)
