"""Nothing is covered beyond its limit, and no limit lies beyond what was approved."""

from ..siege import Attack
from .writing import updated

CEILING = (
    Attack(
        "cover an order beyond its limit",
        updated("orders_order", "issued", "covered_amount = limit_amount + 0.01"),
        ("trigger order_balances", "check order_within_limit"),
    ),
    Attack(
        "cover an order below zero",
        updated("orders_order", "issued", "covered_amount = -0.01"),
        ("trigger order_balances", "check order_within_limit"),
    ),
    Attack(
        "cover a line beyond its quantity",
        updated("orders_orderline", "issued_line", "covered_quantity = limit_quantity + 0.000001"),
        ("trigger orderline_balances", "check orderline_quantity_within_limit"),
    ),
    Attack(
        "cover a line beyond its amount",
        updated("orders_orderline", "issued_line", "covered_amount = limit_amount + 0.01"),
        ("trigger orderline_balances", "check orderline_amount_within_limit"),
    ),
    Attack(
        "raise the limit of an issued order",
        updated("orders_order", "issued", "limit_amount = limit_amount + 0.01"),
        ("trigger order_limit",),
    ),
    Attack("give a draft a limit", updated("orders_order", "draft", "limit_amount = 1"), ("trigger order_limit",)),
    Attack(
        "raise the quantity limit of a line",
        updated("orders_orderline", "issued_line", "limit_quantity = limit_quantity + 1"),
        ("trigger orderline_limit",),
    ),
    Attack(
        "raise the amount limit of a line",
        updated("orders_orderline", "issued_line", "limit_amount = limit_amount + 1"),
        ("trigger orderline_limit",),
    ),
    Attack(
        "give a draft's line a limit",
        updated("orders_orderline", "draft_line", "limit_quantity = 1"),
        ("trigger orderline_limit",),
    ),
)
