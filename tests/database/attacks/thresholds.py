"""What an order is watched for is said by thresholds that stay; that one was crossed the database alone writes, once."""

from ..siege import Attack
from .writing import copied, updated

_THRESHOLD, _CROSSING, _ALERT = "orders_threshold", "orders_crossing", "alerts_alert"
_INSERT = f"grant INSERT ON {_CROSSING}"
_NEXT = "'number', (SELECT max(number) + 1 FROM alerts_alert)"

THRESHOLDS = (
    Attack(
        "watch a cancelled order",
        copied(_THRESHOLD, "far_threshold", "'order_id', %(unwatched)s"),
        ("trigger threshold_open",),
        "a cancelled order is watched no more",
    ),
    Attack(
        "change where a threshold lies",
        updated(_THRESHOLD, "far_threshold", "percent = 50"),
        ("trigger threshold_said",),
    ),
    Attack(
        "set a threshold that was taken off",
        copied(_THRESHOLD, "far_threshold", "'state', 'removed', 'percent', 3"),
        ("trigger threshold_states",),
    ),
    Attack("set a threshold twice", copied(_THRESHOLD, "far_threshold", "'percent', 99"), ("unique threshold_once",)),
    Attack(
        "set a threshold of per cent and of money",
        copied(_THRESHOLD, "far_threshold", "'amount', 5"),
        ("check threshold_at",),
    ),
    Attack(
        "watch what no order has",
        copied(_THRESHOLD, "far_threshold", "'figure', 'settled'"),
        ("check threshold_figure",),
    ),
    Attack(
        "delete a threshold",
        f"DELETE FROM {_THRESHOLD} WHERE id = %(far_threshold)s",
        (f"grant DELETE ON {_THRESHOLD}",),
    ),
    Attack("say that a threshold was crossed", copied(_CROSSING, "crossing", "'revision', 7"), (_INSERT,)),
    Attack(
        "say twice that a threshold was crossed",
        copied(_CROSSING, "crossing", "'amount', 800"),
        (_INSERT, "unique crossing_once"),
    ),
    Attack(
        "say that a threshold was crossed before it was reached",
        copied(_CROSSING, "crossing", "'revision', 7, 'amount', 1"),
        (_INSERT, "check crossing_reached"),
    ),
    Attack(
        "say that an order crossed another's threshold",
        copied(_CROSSING, "crossing", "'order_id', %(issued)s"),
        (_INSERT, "key crossing_same_order_threshold"),
    ),
    Attack(
        "change with how much a threshold was crossed",
        updated(_CROSSING, "crossing", "amount = amount + 1"),
        (f"grant UPDATE ON {_CROSSING}",),
    ),
    Attack(
        "forget that a threshold was crossed",
        f"DELETE FROM {_CROSSING} WHERE id = %(crossing)s",
        (f"grant DELETE ON {_CROSSING}",),
    ),
    Attack(
        "raise again what somebody has seen",
        copied(
            _ALERT, "seen_alert", f"{_NEXT}, 'state', 'stands', 'ended_at', null, 'seen_by_id', null, 'occasion', 2"
        ),
        ("trigger alert_holds", "unique alert_crossing_once"),
        "what an alert says holds",
    ),
    Attack(
        "end the alert of a crossing that nobody has seen",
        updated(_ALERT, "crossed_alert", "state = 'over', ended_at = raised_at"),
        ("trigger alert_holds",),
        "what an alert says still holds",
    ),
    Attack(
        "have seen what holds",
        updated(_ALERT, "alerted_alert", "state = 'over', ended_at = raised_at, seen_by_id = %(fay)s"),
        ("trigger alert_holds", "check alert_seen"),
        "what an alert says still holds",
    ),
)

LAWFUL_THRESHOLDS = (
    Attack("set one more threshold", copied(_THRESHOLD, "far_threshold", "'percent', 4"), ()),
    Attack("take a threshold off", updated(_THRESHOLD, "far_threshold", "state = 'removed'"), ()),
    Attack("set a threshold again", updated(_THRESHOLD, "removed_threshold", "state = 'stands'"), ()),
    Attack(
        "see that a threshold was crossed",
        updated(_ALERT, "crossed_alert", "state = 'over', ended_at = raised_at, seen_by_id = %(fay)s"),
        (),
    ),
)
