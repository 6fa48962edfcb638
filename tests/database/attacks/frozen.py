"""What was submitted stands still, on the order, its lines and its revisions."""

from ..siege import Attack
from .writing import copied, updated

FROZEN = (
    Attack(
        "change the title of an order that waits for approval",
        updated("orders_order", "pending", "title = 'Another'"),
        ("trigger order_shown",),
        "orders_order is frozen since it is pending",
    ),
    Attack(
        "change the notes of an approved order",
        updated("orders_order", "approved", "notes = 'Another'"),
        ("trigger order_shown",),
        "orders_order is frozen since it is approved",
    ),
    Attack(
        "change the title of an issued order",
        updated("orders_order", "issued", "title = 'Another'"),
        ("trigger order_shared",),
        "an issued order keeps its title",
    ),
    Attack(
        "change the notes of a cancelled order",
        updated("orders_order", "filled_cancelled", "notes = 'Another'"),
        ("trigger order_cancelled",),
    ),
    Attack(
        "hide an issued order",
        updated("orders_order", "issued", "discarded = true"),
        ("trigger order_issued",),
    ),
    Attack(
        "edit the head of a pending order",
        updated("orders_order", "pending", "currency = 'USD'"),
        ("trigger order_settled", "trigger order_shown"),
    ),
    Attack(
        "edit the head of an issued order",
        updated("orders_order", "issued", "contractor_id = %(contractor)s, currency = 'USD'"),
        ("trigger order_issued", "trigger order_settled"),
    ),
    Attack(
        "edit the document of an issued order",
        updated("orders_order", "issued", "document = '{}'"),
        ("trigger order_issued",),
    ),
    Attack(
        "let an issued order say another revision",
        updated("orders_order", "issued", "revision_number = 7"),
        ("trigger order_limit", "trigger order_loaded"),
    ),
    Attack(
        "edit an issued line",
        updated("orders_revisionline", "issued_said", "unit_price = 1"),
        ("trigger revisionline_settled",),
    ),
    Attack(
        "edit a pending line",
        updated("orders_revisionline", "pending_said", "quantity = 99"),
        ("trigger revisionline_settled",),
    ),
    Attack(
        "edit a rejected line",
        updated("orders_revisionline", "rejected_said", "text = 'Other'"),
        ("trigger revisionline_settled",),
    ),
    Attack(
        "edit an issued line while its order is out of sight",
        "UPDATE orders_revisionline SET quantity = CASE WHEN id <> %(issued_said)s THEN quantity "
        "WHEN set_config('app.company', %(their_company)s::text, true) <> '' THEN 99 END "
        "WHERE id IN (%(draft_said)s, %(issued_said)s)",
        ("trigger revisionline_settled",),
    ),
    Attack(
        "edit the position of an issued line",
        updated("orders_orderline", "issued_line", "position = 5"),
        ("trigger orderline_settled",),
    ),
    Attack(
        "edit an issued revision",
        updated("orders_revision", "issued_revision", "net = 1, total = 1"),
        ("trigger revision_settled",),
    ),
    Attack(
        "add a revision to an issued order",
        copied("orders_revision", "issued_revision", "'number', 1"),
        ("trigger revision_settled",),
    ),
    Attack(
        "add a line to an approved order",
        copied("orders_orderline", "approved_line", "'limit_quantity', 0, 'limit_amount', 0"),
        ("trigger orderline_settled",),
    ),
    Attack(
        "take a line out of an issued order",
        "DELETE FROM orders_revisionline WHERE id = %(issued_said)s",
        ("trigger revisionline_settled",),
    ),
    Attack(
        "take the identity of a line out of an issued order",
        "DELETE FROM orders_orderline WHERE id = %(issued_line)s",
        (
            "trigger orderline_settled",
            "key revisionline_same_order_line",
            "key revisionline_line_same_company",
        ),
    ),
    Attack(
        "move a line out of an issued order",
        updated("orders_orderline", "issued_line", "order_id = %(draft)s"),
        ("trigger orderline_settled", "key revisionline_same_order_line"),
    ),
    Attack(
        "move a line into an issued order",
        updated("orders_orderline", "draft_line", "order_id = %(issued)s"),
        ("trigger orderline_settled", "key revisionline_same_order_line"),
    ),
    Attack(
        "move a line between two drafts",
        updated("orders_orderline", "draft_line", "order_id = %(other)s"),
        ("key revisionline_same_order_line",),
    ),
    Attack(
        "move what a line says into an issued order",
        updated("orders_revisionline", "draft_said", "order_id = %(issued)s"),
        (
            "trigger revisionline_settled",
            "key revisionline_same_order_line",
            "key revisionline_same_order_revision",
        ),
    ),
    Attack(
        "order a quantity of nothing",
        updated("orders_revisionline", "draft_said", "quantity = 0"),
        ("check revisionline_quantity",),
    ),
    Attack(
        "order at less than nothing",
        updated("orders_revisionline", "draft_said", "unit_price = -0.000001"),
        ("check revisionline_price",),
    ),
    Attack(
        "say a line twice", copied("orders_revisionline", "draft_said", "'text', 'x'"), ("unique revisionline_once",)
    ),
    Attack(
        "say a version twice",
        copied("orders_revision", "draft_revision", "'net', 1, 'total', 1"),
        ("unique revision_number_once",),
    ),
)
