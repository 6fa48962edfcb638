"""Whoever did it could do it: each forgery is refused by a guard or found by verify, and the page of forgeries says by which."""

import re
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any
from uuid import UUID

import psycopg
import pytest
from django.db import IntegrityError, connection

from counterfoil.foundation.catalogue import actions as catalogue
from counterfoil.foundation.catalogue.rates import RateValues
from counterfoil.foundation.companies.actions.add_service import ServiceValues, add_service
from counterfoil.foundation.companies.actions.keys import KeyValues, create_key, revoke_key
from counterfoil.foundation.companies.actions.members import (
    Invitation,
    accept_membership,
    add_team,
    deactivate_member,
    invite_member,
)
from counterfoil.foundation.companies.queries import member_of
from counterfoil.foundation.kernel import scope
from counterfoil.foundation.kernel.ids import new_id
from counterfoil.foundation.parties.holds import HoldValues
from counterfoil.foundation.trail.models import Entry
from counterfoil.insight.verify import could
from counterfoil.insight.verify.books import CHECKS, verify
from counterfoil.lifecycle.orders import actions as orders

from ..actions import billing
from ..cast import NOW, Cast, line
from ..remitting import advised
from .forged import Forgery
from .forgeries import FORGERIES
from .fulfilment import told
from .tampering import tampered

pytestmark = pytest.mark.django_db(transaction=True)

WHY = "Because it is so"
PAGE = Path(__file__).parents[2] / "docs" / "forgeries.md"
_HEADING = "## Whoever did it could do it"


class _Undone(Exception):
    """Ends a transaction that nobody keeps."""


def _story(cast: Cast) -> None:
    cast.members["names"] = {}  # type: ignore[assignment]
    names: dict[str, Any] = cast.members["names"]  # type: ignore[assignment]
    names |= {"pending": cast.pending(), "large": cast.pending(lines=[line(100)]), "approved": cast.approved()}
    names["issued"] = cast.issued()
    names["waiting"] = billing.submitted(cast, names["issued"], 2)
    held = orders.hold(by=cast.petra, at=NOW, order_id=names["issued"], values=HoldValues(scope="payment", reason=WHY))
    names["hold"] = UUID(held["hold_id"])
    disputed = billing.disputed(cast, number="R-9")
    names["exception"] = billing.exception_of(cast, disputed, "price").id
    names["matched"] = billing.matched(cast, number="R-2", quantity=4)
    paying = billing.matched(cast, number="R-3", quantity=7)
    names["payment"] = billing.released(cast, paying)
    names["sent"] = advised(cast, billing.initiated(cast, billing.matched(cast, number="R-5", quantity=6)))
    usd = RateValues(currency="USD", day=NOW.date(), rate=Decimal("0.9"))
    names["rate"] = UUID(catalogue.set_rate(by=cast.fay, at=NOW, values=usd)["id"])
    _people(cast, names)


def _people(cast: Cast, names: dict[str, Any]) -> None:
    for name in ("key", "lost"):
        who = cast.rita if name == "key" else cast.iris
        names[name] = UUID(create_key(by=who, at=NOW, values=KeyValues(name=name, scopes=["*"]))["id"])
    revoke_key(by=cast.iris, at=NOW, key_id=names["lost"], reason=WHY)
    service = ServiceValues(name="Harvest", role="manager")
    names["service"] = UUID(add_service(by=cast.olga, at=NOW, values=service)["id"])
    team = UUID(add_team(by=cast.olga, at=NOW, name="Elsewhere")["id"])
    given: tuple[tuple[str, str, dict[str, Any]], ...] = (
        ("vera", "issuer", {}),
        ("gone", "issuer", {}),
        ("mona", "manager", {"team_id": team}),
        ("rex", "finance", {"only": ["payment.release"], "confirm": "Rex"}),
    )
    for name, role, terms in given:
        said = {"name": name.title(), "email": f"{name}@demo.example", "role": role}
        made = invite_member(by=cast.olga, at=NOW, invitation=Invitation(**said, **terms))
        names[name] = UUID(made["id"])
        if name != "vera":
            accept_membership(by=member_of(cast.company_id, names[name]), at=NOW, secret=made["secret"])
    deactivate_member(by=cast.olga, at=NOW, member_id=names["gone"], reason=WHY)


@pytest.fixture(scope="module")
def cast(django_db_setup: None, django_db_blocker: Any) -> Iterator[Cast]:
    """One story for the whole module; nothing of a forgery stays."""
    with django_db_blocker.unblock(), told(_story) as cast:
        yield cast


@pytest.fixture(autouse=True)
def _at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """What ended a moment ago has ended: no request of these is under way."""
    monkeypatch.setattr(could, "GRACE", "0 seconds")


def _named(cast: Cast) -> dict[str, str]:
    names: dict[str, Any] = dict(cast.members["names"])  # type: ignore[call-overload]
    names |= {name: member.id for name, member in cast.members.items() if name != "names"}
    names |= {"company": cast.company_id, "now": NOW.isoformat(), "new": new_id(), "other": new_id()}
    return {name: f"'{value}'" for name, value in names.items()}


def _checks(company_id: UUID) -> set[str]:
    return {found.check for check in CHECKS for found in check.check(company_id)}


def _entered(cast: Cast, forgery: Forgery, entry_id: UUID, names: dict[str, str]) -> None:
    who, verb, on = forgery.entry
    name, _by, key = who.partition(" by ")
    Entry.objects.create(
        id=entry_id,
        company_id=cast.company_id,
        member_id=names[name].strip("'"),
        api_key_id=names[key].strip("'") if key else None,
        verb=verb,
        subject="order",
        subject_id=names[on].strip("'"),
        order_id=names[on].strip("'"),
        at=NOW,
        door="web",
    )


def _forged_as_app(cast: Cast, forgery: Forgery) -> set[str]:
    """The checks that find it, or the guard that refuses it, in a transaction that is undone."""
    names, entry_id = _named(cast), new_id()
    met: set[str] = set()
    try:
        with scope.writing(cast.company_id, entry_id):
            with connection.cursor() as cursor:
                cursor.execute(forgery.sql.format(**names))
            _entered(cast, forgery, entry_id, names)
            met = _checks(cast.company_id)
            raise _Undone
    except IntegrityError as error:
        return {f"guard {error.__cause__.diag.constraint_name}"}  # type: ignore[union-attr]
    except _Undone:
        return met


def _named_forgery(forgery: Forgery) -> str:
    return forgery.name.replace(" ", "-")


def test_the_story_that_is_forged_is_clean(cast: Cast) -> None:
    assert verify(cast.company_id).findings == []


@pytest.mark.parametrize("forgery", FORGERIES, ids=_named_forgery)
def test_a_forgery_with_a_forged_entry_is_refused_or_found(cast: Cast, forgery: Forgery) -> None:
    assert forgery.app in _forged_as_app(cast, forgery)


@pytest.mark.parametrize("forgery", FORGERIES, ids=_named_forgery)
def test_a_forgery_of_the_owner_is_found(cast: Cast, owner: psycopg.Connection[Any], forgery: Forgery) -> None:
    sql = (forgery.owner_sql or forgery.sql).format(**_named(cast))
    with tampered(owner, forgery.table, sql), scope.reading(cast.company_id):
        found = _checks(cast.company_id)
    assert {forgery.owner, "row not as trailed"} <= found


def _row(forgery: Forgery) -> str:
    app = f"guard `{forgery.app[6:]}`" if forgery.app.startswith("guard ") else f"verify: {forgery.app}"
    owner = "row not as trailed" + ("" if forgery.owner == "row not as trailed" else f", {forgery.owner}")
    return f"| {forgery.name[0].upper()}{forgery.name[1:]} | {app} | verify: {owner} |"


def test_the_page_of_forgeries_lists_each_and_no_other() -> None:
    section = PAGE.read_text().partition(_HEADING)[2].partition("\n## ")[0]
    rows = re.findall(r"^\| [A-Z].* \|$", section, re.MULTILINE)[1:]
    assert rows == [_row(forgery) for forgery in FORGERIES]
