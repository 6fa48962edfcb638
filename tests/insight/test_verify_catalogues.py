"""What stands in a catalogue: a row that no verb explains is named, whichever catalogue it is of."""

from collections.abc import Iterator

import psycopg
import pytest

from counterfoil.foundation.catalogue.catalogues import CATALOGUES
from counterfoil.foundation.catalogue.kit import Catalogue
from counterfoil.foundation.kernel import scope
from counterfoil.foundation.trail.models import Entry
from counterfoil.insight.verify.books import verify

from ..cast import Cast
from ..catalogues import EACH, added, done
from .fulfilment import told
from .tampering import sentences, tampered

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.parametrize("one", **EACH)]


def _tell(cast: Cast) -> None:
    for one in CATALOGUES:
        row_id = added(one, cast, code="A")
        done(one, "change", cast, row_id, changes=one.changes.model_validate({"name": "Sales"}))
        done(one, "retire", cast, row_id)
        done(one, "restore", cast, row_id)
        done(one, "retire", cast, added(one, cast, code="OLD"))


@pytest.fixture(scope="module")
def cast(django_db_setup: None, django_db_blocker: pytest.FixtureRequest) -> Iterator[Cast]:
    """Rows that were changed, retired and restored, committed once for the whole module."""
    with django_db_blocker.unblock(), told(_tell) as cast:  # type: ignore[attr-defined]
        yield cast


def test_what_was_said_through_the_verbs_agrees(cast: Cast, one: Catalogue) -> None:
    assert verify(cast.company_id).findings == []


ALTERED = {
    "a retired row that is in use": (
        "state = 'in_use', retired_at = NULL WHERE code = 'OLD'",
        "is in_use, and its entries",
    ),
    "a row in use that is retired": ("state = 'retired', retired_at = now() WHERE code = 'A'", "is retired, and its"),
    "retired since another moment": (
        "retired_at = retired_at - interval '1 day' WHERE code = 'OLD'",
        "became retired by",
    ),
    "added at another moment": ("added_at = added_at - interval '1 day' WHERE code = 'A'", "became in_use by"),
}


@pytest.mark.parametrize("what", ALTERED)
def test_what_was_altered_is_named(cast: Cast, owner: psycopg.Connection, one: Catalogue, what: str) -> None:
    changed, says = ALTERED[what]
    with tampered(owner, one.table, f"UPDATE {one.table} SET {changed}"):
        found = sentences(cast.company_id)
    assert [sentence for sentence in found if one.subject in sentence and says in sentence], found


def test_another_name_with_the_guards_off_is_found(cast: Cast, owner: psycopg.Connection, one: Catalogue) -> None:
    with tampered(owner, one.table, f"UPDATE {one.table} SET name = 'Another'"):
        assert {finding.check for finding in verify(cast.company_id).findings} == {"row not as trailed"}


@pytest.mark.parametrize("column", ["name", "valid_from", "code", "added_at", "retired_at"])
def test_what_a_verb_does_not_write_is_found(
    cast: Cast, owner: psycopg.Connection, one: Catalogue, column: str
) -> None:
    """The change is on the trail under the entry of another verb, as if that had made it."""
    with scope.reading(cast.company_id):
        entry = Entry.objects.filter(verb=f"{one.subject}.add", outcome=Entry.DONE).latest("recorded_at")
    values = "'{}', jsonb_build_object('name', '[\"a\", \"b\"]'::jsonb)"
    if column != "name":
        values = f"jsonb_build_object('{column}', '[\"a\", \"b\"]'::jsonb), '{{}}'"
    forged = (
        "INSERT INTO trail_change (company_id, entry_id, xact, relation, row_id, op, plain, personal, secret, salts,"
        f" personal_digests, digest, at) SELECT company_id, entry_id, xact, relation, row_id, 'U', {values}, secret, salts,"
        f" personal_digests, digest, at FROM trail_change WHERE entry_id = '{entry.id}' AND relation = '{one.table}'"
    )
    owner.execute(forged)
    try:
        found = sentences(cast.company_id)
    finally:
        owner.execute("DELETE FROM trail_change WHERE op = 'U' AND entry_id = %s", [entry.id])
    assert [said for said in found if said.startswith("written: ") and column in said and one.table in said], found
