"""What a loaded order says and authorises is what its minter wrote, one version after the other."""

from ..siege import Attack
from .writing import ONE, TWO, arriving, copied, made, then, updated


def _restate(changes: str = "", source: str = "untouched", number: int = 1) -> str:
    """Write the next version from a change that arrives now, with a difference."""
    said = f"'number', {number}, 'loaded_from_id', '{ONE}'{changes}"
    return then(arriving("change", f"%({source})s"), made("orders_revision", f"{source}_version", said, TWO))


def _stand(order: str, number: int, more: str = "") -> str:
    return updated("orders_order", order, f"revision_number = {number}{more}")


_AFTER = "the versions of a loaded order stand one after the other"
VERSIONS = (
    Attack(
        "raise the limit of a loaded order",
        updated("orders_order", "loaded", "limit_amount = limit_amount + 0.01"),
        ("trigger order_limit",),
    ),
    Attack(
        "raise the limit of a loaded line",
        updated("orders_orderline", "loaded_line", "limit_amount = limit_amount + 0.01"),
        ("trigger orderline_limit",),
    ),
    Attack(
        "raise what the version that stands says",
        updated("orders_revision", "loaded_version", "net = net + 1, total = total + 1"),
        ("trigger revision_settled",),
        "orders_revision is frozen with its order",
    ),
    Attack(
        "write a version that did not arrive",
        copied("orders_revision", "loaded_version", "'number', 2, 'loaded_from_id', null"),
        ("trigger revision_settled",),
    ),
    Attack(
        "write a version of the same arrival again",
        copied("orders_revision", "loaded_version", "'number', 2"),
        ("unique revision_arrival_once",),
    ),
    Attack(
        "write a version from what changed another order",
        copied("orders_revision", "untouched_version", "'number', 1, 'loaded_from_id', %(loaded_arrival)s"),
        ("trigger revision_settled", "unique revision_arrival_once"),
    ),
    Attack(
        "write a version from what still waits",
        copied("orders_revision", "loaded_version", "'number', 2, 'loaded_from_id', %(waiting_arrival)s"),
        ("trigger revision_settled",),
    ),
    Attack(
        "write a version from what another company received",
        copied("orders_revision", "loaded_version", "'number', 2, 'loaded_from_id', %(their_loaded_arrival)s"),
        ("trigger revision_settled", "key revision_loaded_from_same_company"),
    ),
    Attack("skip a version", _restate(number=2), ("trigger revision_settled",)),
    Attack(
        "write the version that stands again",
        _restate(number=0),
        ("trigger revision_settled", "unique revision_number_once"),
    ),
    Attack("change a closed order", _restate(source="shut"), ("trigger revision_settled",)),
    Attack(
        "change an issued order from outside",
        _restate().replace("(untouched)", "(issued)").replace("(untouched_version)", "(issued_revision)"),
        ("trigger revision_settled",),
    ),
    Attack(
        "let a version stand that nobody wrote",
        _stand("loaded", 2),
        ("trigger order_limit", "trigger order_loaded"),
        _AFTER,
    ),
    Attack(
        "turn back to an earlier version", _stand("loaded", 0), ("trigger order_limit", "trigger order_loaded"), _AFTER
    ),
    Attack(
        "let a version of a closed order stand",
        then(_restate(), updated("orders_order", "untouched", "state = 'closed'"), _stand("untouched", 1)),
        ("trigger order_loaded", "trigger order_reckoned"),
        _AFTER,
    ),
    Attack(
        "keep the limit of an earlier version",
        then(_restate(", 'net', 1, 'total', 1"), _stand("untouched", 1)),
        ("trigger order_limit", "trigger order_reckoned"),
        "a limit is no more than what was approved",
    ),
    Attack(
        "add a line to the version that stands",
        copied("orders_orderline", "untouched_line", "'limit_quantity', 0, 'limit_amount', 0"),
        ("trigger orderline_settled",),
        "orders_orderline is frozen with its order",
    ),
    Attack(
        "let the version that stands say a line again",
        copied("orders_revisionline", "untouched_said", "'quantity', 1"),
        ("trigger revisionline_settled", "unique revisionline_once"),
    ),
    Attack(
        "let the version that stands say something else once the next one is written",
        then(_restate(), copied("orders_revisionline", "untouched_said", "'quantity', 1")),
        ("trigger revisionline_settled", "unique revisionline_once"),
    ),
    Attack(
        "edit a loaded line",
        updated("orders_revisionline", "loaded_said", "quantity = quantity + 1"),
        ("trigger revisionline_settled",),
    ),
    Attack(
        "take a line out of a loaded order",
        "DELETE FROM orders_revisionline WHERE id = %(loaded_said)s",
        ("trigger revisionline_settled",),
    ),
    Attack(
        "move a draft's version to a loaded order",
        updated("orders_revision", "draft_revision", "order_id = %(untouched)s, number = 1"),
        ("trigger revision_settled", "key revisionline_same_order_revision"),
    ),
)

LAWFUL_VERSIONS = (
    Attack(
        "let the next version stand, with what it says",
        then(
            _restate(", 'subtotal', 110, 'net', 150, 'total', 150"),
            copied("orders_revisionline", "untouched_said", f"'revision_id', '{TWO}', 'quantity', 110, 'amount', 110"),
            _stand("untouched", 1, ", limit_amount = 150"),
            updated("orders_orderline", "untouched_line", "limit_quantity = 110, limit_amount = 110"),
        ),
        (),
    ),
    Attack(
        "bring a line with the next version",
        then(
            _restate(),
            copied("orders_orderline", "untouched_line", "'limit_quantity', 0, 'limit_amount', 0, 'position', 2"),
        ),
        (),
    ),
)
