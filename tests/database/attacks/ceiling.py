"""Nothing is covered beyond its limit, and no limit lies beyond what was approved."""

from ..siege import Attack
from .writing import then, updated

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
        "a limit is no more than what was approved",
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
    Attack(
        "count fewer open claims than there are",
        updated("orders_order", "worked", "open_claims = -1"),
        ("trigger order_balances", "check order_claims"),
    ),
    Attack(
        "count fewer claims than are open",
        updated("orders_order", "worked", "live_claims = 0"),
        ("trigger order_balances", "check order_claims"),
    ),
    Attack(
        "accept less than nothing",
        updated("orders_order", "worked", "accepted_amount = -0.01"),
        ("trigger order_balances", "check order_accepted"),
    ),
    Attack(
        "write what is accepted on a line",
        updated("orders_orderline", "worked_line", "accepted_quantity = limit_quantity + 0.000001"),
        ("trigger orderline_balances", "check orderline_accepted"),
    ),
    Attack(
        "close an order on which something waits",
        updated("orders_order", "worked", "state = 'closed'"),
        ("trigger order_ended",),
        "an order is closed once nothing on it waits",
    ),
    Attack(
        "close an order with an unpaid invoice",
        updated("orders_order", "matched_order", "state = 'closed'"),
        ("trigger order_ended",),
        "an order is closed once nothing on it waits",
    ),
    Attack(
        "cancel an order on which something hangs",
        updated("orders_order", "paid_order", "state = 'cancelled'"),
        ("trigger order_ended",),
        "an order is cancelled while nothing hangs on it",
    ),
    Attack(
        "cancel a closed order",
        updated("orders_order", "late_order", "state = 'cancelled'"),
        ("trigger order_ended", "trigger order_states"),
    ),
    Attack(
        "reopen a cancelled order",
        then(
            updated("orders_order", "issued", "state = 'cancelled'"),
            updated("orders_order", "issued", "state = 'issued'"),
        ),
        ("trigger order_states",),
    ),
    Attack(
        "match an issued order by another policy",
        updated("orders_order", "issued", "match_policy_id = %(policy)s"),
        ("trigger order_issued", "trigger order_settled"),
    ),
    Attack(
        "match an issued line by another policy",
        updated("orders_revisionline", "issued_said", "match_policy_id = %(policy)s"),
        ("trigger revisionline_settled",),
    ),
    Attack(
        "allow more on an issued line",
        updated("orders_revisionline", "issued_said", "allowance_amount = 100, allowance_quantity = 1"),
        ("trigger revisionline_settled",),
    ),
    Attack(
        "allow more on an issued order",
        updated("orders_revision", "issued_revision", "allowance_amount = 100"),
        ("trigger revision_settled",),
    ),
)

LAWFUL_ORDERS = (
    Attack("close an order on which nothing waits", updated("orders_order", "paid_order", "state = 'closed'"), ()),
    Attack("cancel an order on which nothing hangs", updated("orders_order", "issued", "state = 'cancelled'"), ()),
    Attack("reopen a closed order", updated("orders_order", "late_order", "state = 'issued'"), ()),
    Attack("allow more on a draft", updated("orders_revision", "draft_revision", "allowance_amount = 100"), ()),
)
