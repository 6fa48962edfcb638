"""A part of an invoice says what it is for, and for a line of its own order or a whole period (R106)."""

from ..siege import Attack
from .money import pay

PARTS = (
    Attack(
        "pay a part and not say what for",
        pay("partly", "20", allocation=", 'purpose', ''"),
        ("trigger allocation_payable",),
        "a part of an invoice says what it is for",
    ),
    Attack(
        "pay the rest of what was paid in part and not say what for",
        pay("partly", "120", allocation=", 'purpose', ''"),
        ("trigger allocation_payable",),
        "a part of an invoice says what it is for",
    ),
    Attack(
        "pay a part for a line of another order",
        pay("partly", "20", allocation=", 'order_line_id', %(matched_order_line)s"),
        ("trigger allocation_payable",),
        "a part is for a line of the order that is paid",
    ),
    Attack(
        "pay a part for half a period",
        pay("partly", "20", allocation=", 'starts_on', '2026-01-01'"),
        ("check allocation_period",),
    ),
    Attack(
        "pay a part for a period that ends before it begins",
        pay("partly", "20", allocation=", 'starts_on', '2026-01-02', 'ends_on', '2026-01-01'"),
        ("check allocation_period",),
    ),
)

LAWFUL_PARTS = (
    Attack("pay a part for a line", pay("partly", "20", allocation=", 'order_line_id', %(partly_order_line)s"), ()),
    Attack(
        "pay a part for a period",
        pay("partly", "20", allocation=", 'purpose', '', 'starts_on', '2026-01-01', 'ends_on', '2026-01-31'"),
        (),
    ),
)
