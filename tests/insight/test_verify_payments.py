"""What was paid, and every state and name: what was changed behind the program's back is named, with what it should be."""

from collections.abc import Iterator
from typing import Any

import psycopg
import pytest

from ..cast import Cast
from .fulfilment import BILL, OF_PAYMENT, Case, named, told
from .tampering import sentences, tampered

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(scope="module")
def cast(django_db_setup: None, django_db_blocker: Any) -> Iterator[Cast]:
    """One story for the whole module; each test puts back what it changes."""
    with django_db_blocker.unblock(), told() as cast:
        yield cast


CASES: dict[str, Case] = {
    "allocated": (
        "invoices_invoice",
        "allocated_amount = 150 WHERE " + BILL.format(2),
        ("allocated: the allocated amount of invoice R-2 is 150, and its rows add up to 200",),
    ),
    "settled": (
        "invoices_invoice",
        "settled_amount = 900 WHERE " + BILL.format(1),
        ("allocated: the settled amount of invoice R-1 is 900, and its rows add up to 1000",),
    ),
    "more than is left": (
        "invoices_invoice",
        "allocated_amount = 551 WHERE " + BILL.format(2),
        ("payment: payments of 551 stand on invoice R-2, of which 550 was left", "is 551, and its rows add up to 200"),
    ),
    "a payment's amount": (
        "payments_payment",
        "amount = 250 WHERE state = 'initiated'",
        (" is of 250, and 200 of it is for invoices",),
    ),
    "what failed pays": (
        "payments_allocation",
        "live = true WHERE " + OF_PAYMENT.format("failed"),
        (
            " is failed, and its 550 for invoice R-2 counts",
            "allocated: the allocated amount of invoice R-2 is 200, and its rows add up to 750",
            "released: the released amount of order PO-2026-00002 is 200, and its rows add up to 750",
        ),
    ),
    "what stands pays nothing": (
        "payments_allocation",
        "live = false WHERE " + OF_PAYMENT.format("settled"),
        (
            " is settled, and its 1000 for invoice R-1 does not count",
            "allocated: the allocated amount of invoice R-1 is 1000, and its rows add up to 0",
            "allocated: the settled amount of invoice R-1 is 1000, and its rows add up to 0",
            "released: the released amount of order PO-2026-00001 is 1000, and its rows add up to 0",
            "payment: invoice R-1 is paid: 1000 is owed, payments of 0 stand on it and 0 is settled",
        ),
    ),
    "a payment's days": (
        "payments_payment",
        "settled_on = NULL WHERE state = 'settled'",
        (" is settled: initiated on 2026-03-02, settled on no day, ended at no moment",),
    ),
    "arrived before it left": (
        "payments_payment",
        "settled_on = '2026-03-01' WHERE state = 'settled'",
        (" is settled: initiated on 2026-03-02, settled on 2026-03-01, ended at no moment",),
    ),
    "a payment's moment": (
        "payments_payment",
        "initiated_at = '2026-03-01' WHERE state = 'initiated'",
        ("signed: payment ", " left on 2026-03-02, for invoice R-2 of 2026-03-02"),
    ),
    "another payee": (
        "payments_payment",
        "currency = 'USD' WHERE state = 'settled'",
        (" in USD is for invoice R-1, of ",),
    ),
    "a payment's state": (
        "payments_payment",
        "state = 'released', initiated_on = NULL, initiated_at = NULL WHERE state = 'initiated'",
        (" is released, and its entries lead to initiated",),
    ),
    "an invoice's state": (
        "invoices_invoice",
        "state = 'paid' WHERE " + BILL.format(2),
        (
            "state: invoice R-2 is paid, and its entries lead to paying",
            "payment: invoice R-2 is paid: 550 is owed, payments of 200 stand on it and 0 is settled",
            "claims: the open claims of order PO-2026-00002 is 1, and its rows add up to 0",
        ),
    ),
    "matched though disputed": (
        "invoices_invoice",
        "state = 'matched' WHERE " + BILL.format(3),
        (
            "state: invoice R-3 is matched, and its entries lead to disputed",
            "line 1 of invoice R-3, which is matched, covers 0 for 0 and should cover 3 for 360",
            "exception: invoice R-3 is matched, with 1 open and 0 accepted exceptions",
            "compared: invoice R-3 is matched, and price stands against it",
        ),
    ),
    "evidence accepted": (
        "evidence_piece",
        "state = 'accepted', accepted_quantity = 1, accepted_amount = 100 WHERE state = 'submitted'",
        (
            " is accepted, and its entries lead to submitted",
            "accepted quantity of line 1 of order PO-2026-00003 is 6,",
            "accepted amount of line 1 of order PO-2026-00003 is 600,",
            "accepted amount of order PO-2026-00003 is 600,",
            "claims: the open claims of order PO-2026-00003 is 2, and its rows add up to 1",
        ),
    ),
    "evidence accepted by another": (
        "evidence_piece",
        "decided_by_id = (SELECT settled_by_id FROM matching_exception WHERE state = 'accepted') WHERE corrected_quantity = 2",
        (" became accepted by ",),
    ),
    "entered by another": (
        "invoices_invoice",
        "entered_by_id = (SELECT settled_by_id FROM matching_exception WHERE state = 'accepted') WHERE "
        + BILL.format(3),
        ("signed: invoice R-3 became received by",),
    ),
    "a hold that was never lifted": (
        "orders_orderhold",
        "state = 'standing', lifted_by_id = NULL, lifted_at = NULL",
        ("on order PO-2026-00004 is standing, and its entries lead to lifted",),
    ),
}
LOOSE = {"more than is left": ("invoice_within_total",)}
"""What a CHECK would refuse even to the owner is tried without it."""


@pytest.mark.parametrize("what", CASES)
def test_a_changed_figure_is_named(cast: Cast, owner: psycopg.Connection[Any], what: str) -> None:
    named(cast, owner, CASES[what], *LOOSE.get(what, ()))


OTHER_VERB = {
    "it was settled by something else": (
        "verb = 'order.lift' WHERE verb = 'payment.settle'",
        (
            "state: payment {} went from initiated to settled by order.lift",
            "state: invoice R-1 went from paying to paid",
        ),
    ),
    "nobody accepted the evidence": (
        "outcome = 'refused' WHERE verb = 'evidence.accept' AND order_id = (SELECT id FROM orders_order"
        " WHERE number LIKE '%00001')",
        (" of order PO-2026-00001 went from submitted to accepted by no entry",),
    ),
    "nobody cleared it": (
        "verb = 'invoice.match' WHERE verb = 'exception.accept'",
        ("state: exception price of invoice R-2 went from open to accepted by invoice.match",),
    ),
    "nobody released it": (
        "verb = 'invoice.match' WHERE verb = 'payment.release' AND answer->>'invoice_id' = (SELECT id::text"
        " FROM invoices_invoice WHERE number = 'R-1')",
        (" went from nothing to released by invoice.match",),
    ),
}


@pytest.mark.parametrize("what", OTHER_VERB)
def test_no_state_without_its_entry(cast: Cast, owner: psycopg.Connection[Any], what: str) -> None:
    change, expected = OTHER_VERB[what]
    with tampered(owner, "trail_entry", f"UPDATE trail_entry SET {change}"):
        found = [one for one in sentences(cast.company_id) if one.startswith("state: ")]
    for part in expected:
        assert any(all(piece in one for piece in part.split("{}")) for one in found), found
    assert len(found) == len(expected)


def test_an_entry_that_is_gone_leaves_its_states_unexplained(cast: Cast, owner: psycopg.Connection[Any]) -> None:
    with tampered(owner, "trail_entry", "DELETE FROM trail_entry WHERE verb = 'payment.settle'"):
        found = [one for one in sentences(cast.company_id) if one.startswith("state: ")]
    assert [one.endswith(" by no entry") for one in found] == [True, True]
