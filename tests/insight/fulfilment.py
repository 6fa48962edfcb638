"""A claim of every kind on four orders, made through the verbs: what the tests of `verify` tamper with."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from decimal import Decimal
from uuid import UUID

import psycopg
from django.db import connection

from counterfoil.foundation.companies.actions.members import grant_role
from counterfoil.foundation.parties.holds import HoldValues
from counterfoil.insight.verify.books import verify
from counterfoil.lifecycle.evidence import actions as evidence_actions
from counterfoil.lifecycle.matching import actions as fulfilment
from counterfoil.lifecycle.orders import actions as orders
from counterfoil.lifecycle.payments import actions as money

from ..actions.billing import accepted, exception_of, initiated, received, settled, submitted
from ..cast import NOW, Cast, load_cast
from .tampering import sentences, tampered

WHY = "Because it is so"
LINE = "order_id = (SELECT id FROM orders_order WHERE number LIKE '%0000{0}')"
BILL = "number = 'R-{0}'"
OF_BILL = "invoice_id = (SELECT id FROM invoices_invoice WHERE number = '{0}')"
OF_PAYMENT = "payment_id IN (SELECT id FROM payments_payment WHERE state = '{0}')"
Case = tuple[str, str, tuple[str, ...]]
"""A table, how it is changed, and a part of each sentence that has to be said."""


@contextmanager
def told(story: Callable[[Cast], None] | None = None) -> Iterator[Cast]:
    """The company with a story, that of the claims where no other is given, committed for as long as it is needed."""
    flush = connection.ops.sql_flush
    connection.ops.sql_flush = lambda *tables, **more: []
    cast = load_cast()
    (story or tell)(cast)
    yield cast
    connection.ops.sql_flush = flush
    with connection.cursor() as cursor:
        cursor.execute("SELECT test_wipe()")


def tell(cast: Cast) -> None:
    """R-1 is paid, R-2 cleared, its payment sent again and a part on its way, R-3 disputed, R-4 credited in part."""
    first = cast.issued()
    accepted(cast, first)
    settled(cast, UUID(received(cast, first)["id"]))
    second = cast.issued()
    accepted(cast, second)
    dear = UUID(received(cast, second, number="R-2", quantity=5, unit_price="110.00")["id"])
    fulfilment.accept(by=cast.bela, at=NOW, exception_id=exception_of(cast, dear, "price").id, reason=WHY)
    grant_role(by=cast.olga, at=NOW, member_id=cast.petra.id, role="finance", confirm=cast.petra.name)
    money.fail(by=cast.again("petra"), at=NOW, payment_id=initiated(cast, dear), reason=WHY)
    part = money.release(by=cast.fay, at=NOW, invoice_id=dear, amount=Decimal(200), purpose="Part of 200")
    money.initiate(by=cast.fay, at=NOW, payment_id=UUID(part["id"]))
    third = cast.issued()
    piece = accepted(cast, third, 8)
    fixed = evidence_actions.correct(by=cast.cleo, at=NOW, piece_id=piece, quantity=Decimal(2), reason=WHY)
    evidence_actions.accept(by=cast.rita, at=NOW, submission_id=UUID(fixed["submission_id"]))
    submitted(cast, third, 1)
    received(cast, third, number="R-3", quantity=3, unit_price="120.00")
    fourth = cast.issued()
    accepted(cast, fourth)
    received(cast, fourth, number="R-4", quantity=9)
    received(cast, kind="credit", number="G-1", credits="R-4", quantity=1)
    held = orders.hold(by=cast.petra, at=NOW, order_id=fourth, values=HoldValues(scope="payment", reason=WHY))
    orders.lift(by=cast.petra, at=NOW, order_id=fourth, hold_id=UUID(held["hold_id"]), reason=WHY)


def named(cast: Cast, owner: psycopg.Connection[tuple[object, ...]], case: Case, *loose: str) -> None:
    """Each of the expected sentences is said, and no other, while the table is as the case makes it."""
    table, change, expected = case
    with tampered(owner, table, f"UPDATE {table} SET {change}", loose):
        found = sentences(cast.company_id)
    unsaid = [part for part in expected if not any(part in one for one in found)]
    unasked = [one for one in found if not any(part in one for part in expected)]
    assert (unsaid, unasked, len(found)) == ([], [], len(expected)), (unsaid, unasked)
    assert verify(cast.company_id).clean
