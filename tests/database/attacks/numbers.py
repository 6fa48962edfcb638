"""Numbers are dealt at issue, in a row, once."""

from ..siege import Attack
from .writing import ISSUE, copied, updated

NUMBERS = (
    Attack(
        "insert an order already issued",
        copied("orders_order", "approved", "'state', 'issued', 'limit_amount', 0"),
        ("trigger order_loaded",),
    ),
    Attack(
        "insert an order with a number",
        copied("orders_order", "draft", "'number', 'PO-2026-00009'"),
        ("trigger order_number",),
        "a number is dealt at issue",
    ),
    Attack(
        "insert an issued order with its number",
        copied(
            "orders_order",
            "issued",
            "'number', 'PO-9', 'number_normal', 'PO9', 'contractor_code', 'X', 'limit_amount', 0",
        ),
        ("trigger order_loaded", "trigger order_number"),
    ),
    Attack(
        "deal a number without issue",
        updated("orders_order", "approved", "number = 'PO-2026-00099', number_normal = 'PO202600099'"),
        ("trigger order_number",),
        "a number is dealt at issue and never edited",
    ),
    Attack(
        "issue without a number",
        updated("orders_order", "approved", "state = 'issued'"),
        ("trigger order_number",),
        "an order is issued with its number, its contractor code and its day",
    ),
    Attack(
        "issue another document than the one that was hashed",
        updated("orders_order", "approved", ISSUE + ", title = 'x'").replace("document = '{}'", "document = '[]'"),
        ("trigger order_number", "trigger order_shown"),
        "the document is not the one that was hashed",
    ),
    Attack(
        "renumber an issued order",
        updated("orders_order", "issued", "number = 'PO-1999-00001', number_normal = 'PO199900001'"),
        ("trigger order_issued", "trigger order_number"),
    ),
    Attack(
        "renumber a cancelled order",
        updated("orders_order", "issued", "state = 'cancelled'")
        + "; "
        + updated("orders_order", "issued", "number = null, number_normal = null"),
        ("trigger order_cancelled", "trigger order_number"),
    ),
    Attack(
        "issue a number that another order has",
        updated("orders_order", "approved", ISSUE.replace("00077", "00001")),
        ("unique order_number_once",),
    ),
    Attack(
        "issue the number of another order, to be compared as another one",
        updated("orders_order", "approved", ISSUE.replace("'PO-2026-00077'", "'PO-2026-00001'")),
        ("trigger order_number",),
        "a number is compared by its own capitals and digits",
    ),
    Attack(
        "order under a minter with a number space of its own",
        updated("orders_order", "draft", "minter_id = '00000000-0000-0000-0000-000000000001'"),
        ("check order_minter",),
    ),
    Attack(
        "push a counter",
        "UPDATE orders_counter SET value = value + 10",
        ("trigger counter_gapless",),
        "a counter goes up by one",
    ),
    Attack("turn a counter back", "UPDATE orders_counter SET value = 0", ("trigger counter_gapless",)),
    Attack(
        "rename a counter", "UPDATE orders_counter SET value = value + 1, period = '1999'", ("trigger counter_gapless",)
    ),
    Attack(
        "begin a counter in the middle",
        "INSERT INTO orders_counter (id, company_id, series, period, value) "
        "VALUES (gen_random_uuid(), %(company)s, 'order', '2031', 41)",
        ("trigger counter_gapless",),
        "a counter starts at one",
    ),
    Attack(
        "begin a counter again",
        "INSERT INTO orders_counter (id, company_id, series, period, value) "
        "VALUES (gen_random_uuid(), %(company)s, 'order', '2026', 1)",
        ("unique counter_once",),
    ),
    Attack(
        "issue a contractor code that another order has",
        updated(
            "orders_order",
            "approved",
            ISSUE.replace("'POX0077'", "(SELECT contractor_code FROM orders_order WHERE id = %(issued)s)"),
        ),
        ("unique order_contractor_code_once",),
    ),
    Attack(
        "set a layout under a version that there is",
        "INSERT INTO orders_layout (id, company_id, version, pattern, longest) "
        "VALUES (gen_random_uuid(), %(company)s, 1, 'A-{#}', 9), (gen_random_uuid(), %(company)s, 1, 'B-{#}', 9)",
        ("unique layout_version_once",),
    ),
)
