"""What was billed and matched: each figure that was changed behind the program's back is named, with what it should be."""

from collections.abc import Iterator
from typing import Any

import psycopg
import pytest

from ..cast import Cast
from .fulfilment import BILL, LINE, OF_BILL, Case, named, told

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(scope="module")
def cast(django_db_setup: None, django_db_blocker: Any) -> Iterator[Cast]:
    """One story for the whole module; each test puts back what it changes."""
    with django_db_blocker.unblock(), told() as cast:
        yield cast


CASES: dict[str, Case] = {
    "number of an invoice": (
        "invoices_invoice",
        "number_normal = 'OTHER' WHERE number = 'R-3'",
        ("number: invoice R-3 is compared as OTHER, and its number gives R-3",),
    ),
    "number of an order": (
        "orders_order",
        "number_normal = 'OTHER' WHERE number = 'PO-2026-00003'",
        ("number: order PO-2026-00003 is compared as OTHER, and its number gives PO202600003",),
    ),
    "correction beside what it corrects": (
        "invoices_invoice",
        "corrects_id = (SELECT id FROM invoices_invoice WHERE number = 'R-3') WHERE number = 'R-4'",
        ("corrected: invoice R-4 is matched beside invoice R-3, which it corrects and which is disputed",),
    ),
    "cover of a line": (
        "orders_orderline",
        "covered_quantity = 4, covered_amount = 440 WHERE " + LINE.format(2),
        (
            "covered: the covered quantity of line 1 of order PO-2026-00002 is 4, and its rows add up to 5",
            "covered: the covered amount of line 1 of order PO-2026-00002 is 440, and its rows add up to 550",
        ),
    ),
    "cover of an order": (
        "orders_order",
        "covered_amount = 0 WHERE number = 'PO-2026-00004'",
        ("covered: the covered amount of order PO-2026-00004 is 0, and its rows add up to 800",),
    ),
    "cover of an invoice line": (
        "invoices_invoiceline",
        "covered_amount = 700 WHERE " + OF_BILL.format("R-4"),
        (
            "covered: the covered amount of line 1 of invoice R-4 is 700, and its rows add up to 800",
            "line 1 of invoice R-4, which is matched, covers 8 for 700 and should cover 8 for 800",
        ),
    ),
    "cover beyond the limit": (
        "orders_order",
        "covered_amount = 1001 WHERE number = 'PO-2026-00001'",
        ("limit: order PO-2026-00001 has 1001 covered, and its limit is 1000", "is 1001, and its rows add up to 1000"),
    ),
    "quantity beyond the limit": (
        "orders_orderline",
        "covered_quantity = 11 WHERE " + LINE.format(1),
        ("limit: line 1 of order PO-2026-00001 has 11 covered, and its limit is 10", "add up to 10"),
    ),
    "limit of an order": (
        "orders_order",
        "limit_amount = 1200 WHERE number = 'PO-2026-00003'",
        ("limit: the limit of order PO-2026-00003 is 1200, and 1000 was approved",),
    ),
    "allowance": (
        "orders_revision",
        "allowance_amount = 50 WHERE " + LINE.format(3),
        (
            "limit: the limit of order PO-2026-00003 is 1000, and 1050 was approved",
            "levels: the approval of order PO-2026-00003 was asked for 1000, and the order is worth 1050",
            "limit: the allowance of order PO-2026-00003 is 50, and its lines' add up to 0",
            "hash: order PO-2026-00003 does not say what was hashed",
            "hash: the document of order PO-2026-00003 says something else than its revision: allowance",
        ),
    ),
    "due day": (
        "invoices_invoice",
        "due_on = '2030-01-01' WHERE " + BILL.format(3),
        ("due: invoice R-3 is due on 2030-01-01, and by its instalments on 2026-04-01",),
    ),
    "day of an instalment": (
        "invoices_instalment",
        "due_on = '2030-01-01' WHERE " + OF_BILL.format("R-3"),
        (
            "due: invoice R-3 is due on 2026-04-01, and by its instalments on 2030-01-01",
            "due: invoice R-3 is due on 2030-01-01, and 30 days from 2026-03-02 are 2026-04-01",
        ),
    ),
    "amount of an instalment": (
        "invoices_instalment",
        "amount = 1 WHERE " + OF_BILL.format("R-3"),
        ("due: the instalments of invoice R-3 add up to 1, and its total is 360",),
    ),
    "net": (
        "invoices_invoice",
        "net = 990 WHERE " + BILL.format(1),
        (
            "sums: the net amount of invoice R-1 is 990, and its lines add up to 1000",
            "charged: invoice R-1, which is paid, has taken 0 beside its lines, and claims 10 there",
        ),
    ),
    "credited": (
        "invoices_invoice",
        "credited_amount = 120 WHERE " + BILL.format(4),
        ("credited: the credited amount of invoice R-4 is 120, and its rows add up to 100",),
    ),
    "all credited": (
        "invoices_invoice",
        "credited_amount = 900 WHERE " + BILL.format(4),
        ("credited: invoice R-4 is matched, with 900 credited of 900", "is 900, and its rows add up to 100"),
    ),
    "credited line": (
        "invoices_invoiceline",
        "credited_amount = 90 WHERE " + OF_BILL.format("R-4"),
        (
            "credited: the credited amount of line 1 of invoice R-4 is 90, and its rows add up to 100",
            "covers 8 for 800 and should cover 8 for 810",
        ),
    ),
    "total of a credit note": (
        "invoices_invoice",
        "total = 101, tax = 1 WHERE number = 'G-1'",
        ("credited: credit note G-1 is matched with a total of 101, and it takes off 100",),
    ),
    "credit note for another invoice": (
        "invoices_invoice",
        "credits_id = (SELECT id FROM invoices_invoice WHERE number = 'R-1') WHERE number = 'G-1'",
        ("credited: credit note G-1 takes 100 off invoice R-4, and the invoice that it names is R-1",),
    ),
    "matched with an exception": (
        "matching_exception",
        "state = 'open', settled_by_id = NULL, settled_at = NULL WHERE state = 'accepted'",
        (
            "exception: invoice R-2 is paying, with 1 open and 0 accepted exceptions",
            "state: exception price of invoice R-2 is open, and its entries lead to accepted",
            "compared: invoice R-2 is paying, and price stands against it",
        ),
    ),
    "disputed without an exception": (
        "matching_exception",
        "state = 'corrected', settled_by_id = owner_id, settled_at = opened_at WHERE state = 'open'",
        (
            "exception: invoice R-3 is disputed, with 0 open and 0 accepted exceptions",
            "state: exception price of invoice R-3 is corrected, and its entries lead to open",
        ),
    ),
    "settled by nobody": (
        "matching_exception",
        "settled_by_id = NULL WHERE state = 'accepted'",
        (
            "exception: exception price of invoice R-2 is accepted, settled by nobody at 2026-03-02",
            "signed: exception price of invoice R-2 became accepted by None at",
        ),
    ),
    "settled by another": (
        "matching_exception",
        "settled_by_id = owner_id WHERE state = 'accepted'",
        ("signed: exception price of invoice R-2 became accepted by",),
    ),
    "a taking": (
        "matching_cover",
        "amount = 900, quantity = 9 WHERE amount = 1000",
        (
            "covered quantity of line 1 of order PO-2026-00001 is 10, and its rows add up to 9",
            "covered amount of line 1 of order PO-2026-00001 is 1000, and its rows add up to 900",
            "covered amount of order PO-2026-00001 is 1000, and its rows add up to 900",
            "covered quantity of line 1 of invoice R-1 is 10, and its rows add up to 9",
            "covered amount of line 1 of invoice R-1 is 1000, and its rows add up to 900",
            "used: the used quantity of evidence ",
            "used: the used amount of evidence ",
        ),
    ),
    "paired with another line": (
        "invoices_invoiceline",
        f"order_line_id = (SELECT id FROM orders_orderline WHERE {LINE.format(3)}) WHERE " + OF_BILL.format("R-1"),
        ("covered: line 1 of invoice R-1 covers 1000 of line ",),
    ),
    "what a credit note takes off": (
        "matching_credit",
        "gross = 90",
        (
            "credited: the credited amount of invoice R-4 is 100, and its rows add up to 90",
            "credited: credit note G-1 is matched with a total of 100, and it takes off 90",
        ),
    ),
}
LOOSE = {
    "settled by nobody": ("exception_settled",),
    "cover beyond the limit": ("order_within_limit",),
    "quantity beyond the limit": ("orderline_quantity_within_limit",),
}
"""What a CHECK would refuse even to the owner is tried without it."""


@pytest.mark.parametrize("what", CASES)
def test_a_changed_figure_is_named(cast: Cast, owner: psycopg.Connection[Any], what: str) -> None:
    named(cast, owner, CASES[what], *LOOSE.get(what, ()))
