"""A guard that looks at an old snapshot is as blind as one behind a wall: nothing is written but in read committed."""

from ..siege import Attack
from .writing import copied, updated

STALE = (
    Attack(
        "change a row as of an older moment",
        updated("orders_order", "draft", "title = 'Later'"),
        ("trigger order_trail",),
        "rows are written in read committed alone: a guard must see what was done meanwhile",
    ),
    Attack(
        "enter something as of an older moment",
        copied("trail_entry", "entry", "'verb', 'order.look'"),
        ("trigger entry_stamp",),
        "the trail is written in read committed alone",
    ),
)
READ = Attack("read as of one moment", "SELECT FROM orders_order WHERE id = %(draft)s", ())
