"""An order moves only along its transitions, on an approval of its own content."""

from ..siege import Attack
from .writing import ISSUE, updated

STATES = (
    Attack(
        "approve a draft",
        updated("orders_order", "draft", "state = 'approved'"),
        ("trigger order_approved", "trigger order_states"),
    ),
    Attack(
        "take an issued order back", updated("orders_order", "issued", "state = 'draft'"), ("trigger order_states",)
    ),
    Attack(
        "issue what is still pending",
        updated("orders_order", "pending", ISSUE),
        ("trigger order_approved", "trigger order_number", "trigger order_states"),
    ),
    Attack(
        "submit without an approval",
        updated("orders_order", "draft", "state = 'pending'"),
        ("trigger order_approved",),
        "an order becomes pending only on an approval of its own content that is open",
    ),
    Attack(
        "approve a pending order on an open approval",
        updated("orders_order", "pending", "state = 'approved'"),
        ("trigger order_approved",),
        "an order becomes approved only on an approval of its own content that is given",
    ),
    Attack(
        "approve an order with another order's approval",
        updated("orders_order", "pending", "state = 'approved', approval_id = %(issued_approval)s"),
        ("trigger order_approved",),
    ),
    Attack(
        "issue on another order's approval",
        updated("orders_order", "approved", ISSUE + ", approval_id = %(issued_approval)s"),
        ("trigger order_approved",),
    ),
)
