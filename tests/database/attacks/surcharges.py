"""What is charged beside the lines is claimed, within the limit, and small where it is beyond."""

from ..siege import Attack
from .writing import copied, updated

_CHARGED = "'amount', {0}, 'small', {1}"
SURCHARGES = (
    Attack(
        "charge another order",
        copied("matching_surcharge", "surcharge", "'order_id', %(issued)s"),
        ("trigger surcharge_claimed", "trigger surcharge_counted"),
        "what is charged beside the lines is an invoice's, on its own order",
    ),
    Attack(
        "charge by an invoice that something stands against",
        copied("matching_surcharge", "surcharge", "'invoice_id', %(disputed)s, 'order_id', %(disputed_order)s"),
        ("trigger surcharge_claimed", "trigger surcharge_counted"),
        "nothing is charged on an order that is not issued, or by an invoice that something stands against",
    ),
    Attack(
        "charge more than is claimed beside the lines",
        copied("matching_surcharge", "surcharge", _CHARGED.format("0.01", "0")),
        ("trigger surcharge_counted",),
        "no more is charged beside the lines than is claimed",
    ),
    Attack(
        "charge beyond the limit",
        copied("matching_surcharge", "surcharge", _CHARGED.format("271", "0")),
        ("check order_within_limit", "trigger surcharge_counted"),
    ),
    Attack(
        "call much a small difference",
        copied("matching_surcharge", "surcharge", _CHARGED.format("0", "1")),
        ("trigger order_money", "trigger surcharge_counted"),
        "small differences stay small over all invoices of an order",
    ),
    Attack(
        "change what was charged",
        updated("matching_surcharge", "surcharge", "amount = 1"),
        ("grant UPDATE ON matching_surcharge", "trigger surcharge_counted"),
        "a taking never changes",
    ),
    Attack(
        "give back what a paid invoice charges",
        copied(
            "matching_surcharge",
            "surcharge",
            "'invoice_id', %(paid)s, 'order_id', %(paid_order)s, 'amount', -1, 'small', 0",
        ),
        ("trigger surcharge_claimed", "check order_within_limit", "check invoice_within_total"),
        "what is being paid keeps what it charges",
    ),
    Attack("delete what was charged", "DELETE FROM matching_surcharge", ("grant DELETE ON matching_surcharge",)),
)
