"""An order that was minted elsewhere is what arrived, stays what it is, is attached once, and is not paid by who loaded it."""

from ..siege import Attack
from .money import pay
from .people import right
from .writing import ONE, TWO, arriving, copied, made, then, updated

_ELSEWHERE = "(SELECT id FROM engagements_engagement WHERE contractor_id <> %(contractor)s LIMIT 1)"
_TEAM = f"(SELECT team_id FROM engagements_engagement WHERE id = {_ELSEWHERE})"
_ONCE = "an order is attached once, to an engagement of its contractor"


def _load(changes: str = "", source: str = "untouched") -> str:
    """Load an order from what arrives now, with a difference."""
    said = (
        f"'loaded_from_id', '{ONE}', 'number', 'N-9', 'number_normal', 'N9', 'contractor_code', 'X9', 'limit_amount', 0"
    )
    order = made("orders_order", source, f"{said}, 'revision_number', -1{changes}", TWO)
    return then(arriving("order", f"'{TWO}'"), order)


_ENTERING = (
    Attack(
        "load what arrived as another order",
        _load(", 'loaded_from_id', %(untouched_arrival)s"),
        ("trigger order_loaded",),
        "a loaded order is what an arrival became",
    ),
    Attack(
        "load what did not arrive",
        _load(", 'loaded_from_id', null"),
        ("trigger order_loaded", "check order_origin"),
    ),
    Attack(
        "load what another company received",
        _load(", 'loaded_from_id', %(their_loaded_arrival)s"),
        ("trigger order_loaded", "key order_loaded_from_same_company"),
    ),
    Attack(
        "load a version that stands already",
        _load(", 'revision_number', 0"),
        ("trigger order_loaded",),
        "a loaded order enters with its number and its day, and nothing of it stands yet",
    ),
    Attack("load without a number", _load(", 'number', null"), ("trigger order_loaded",)),
    Attack("load with a limit", _load(", 'limit_amount', 1"), ("trigger order_limit",)),
    Attack(
        "load a number to be compared as another one",
        _load(", 'number', 'N-8'"),
        ("trigger order_number",),
        "a loaded number is compared by its own capitals and digits",
    ),
    Attack(
        "load a number whose letters only look like ours",
        _load(", 'number', '\u0420\u041eN-9'"),
        ("trigger order_number",),
        "a loaded number is compared by its own capitals and digits",
    ),
    Attack(
        "load a number that was dealt here",
        _load(", 'number', 'PO-2026-00001', 'number_normal', 'PO202600001'"),
        ("unique order_number_once",),
    ),
    Attack(
        "load an order that was approved here",
        _load(", 'approval_id', %(issued_approval)s"),
        ("check order_origin",),
    ),
    Attack("load an order with a document of ours", _load(", 'document', '{}'"), ("check order_origin",)),
    Attack(
        "load into the engagement of another contractor",
        _load(f", 'engagement_id', {_ELSEWHERE}, 'team_id', {_TEAM}"),
        ("trigger order_loaded",),
        _ONCE,
    ),
    Attack(
        "load a draft",
        copied("orders_order", "draft", "'origin', 'loaded', 'loaded_from_id', %(loaded_arrival)s"),
        ("trigger order_loaded",),
        "an order begins as a draft, and a loaded one as issued",
    ),
)

_ORIGIN = "origin = 'loaded', loaded_from_id = %(loaded_arrival)s"
_CHANGED = (
    Attack(
        "call a draft loaded, which needs no approval",
        then(
            updated("orders_order", "draft", _ORIGIN),
            updated("orders_order", "draft", "state = 'pending'"),
            updated("orders_order", "draft", "state = 'approved'"),
        ),
        ("trigger order_loaded", "trigger order_approved"),
        "where an order was minted never changes",
    ),
    Attack(
        "call an issued order loaded",
        updated("orders_order", "issued", _ORIGIN),
        ("trigger order_issued", "trigger order_loaded", "trigger order_settled", "check order_origin"),
    ),
    Attack(
        "call a loaded order one of ours",
        updated("orders_order", "loaded", "origin = 'issued', loaded_from_id = null"),
        ("trigger order_issued", "trigger order_loaded", "trigger order_settled", "check order_origin"),
    ),
    Attack(
        "say that something else was the order",
        updated("orders_order", "loaded", "loaded_from_id = %(waiting_arrival)s"),
        ("trigger order_issued", "trigger order_loaded", "trigger order_settled"),
    ),
    Attack(
        "renumber a loaded order",
        updated("orders_order", "loaded", "number = 'N-9', number_normal = 'N9'"),
        ("trigger order_issued", "trigger order_number"),
    ),
    Attack(
        "say that somebody else minted it",
        updated("orders_order", "loaded", "minter_id = %(contractor)s"),
        ("trigger order_issued", "trigger order_settled", "check order_minter"),
    ),
    Attack(
        "give a loaded order to another contractor",
        updated("orders_order", "loaded", "contractor_id = %(other_contractor)s"),
        ("trigger order_issued", "trigger order_settled"),
    ),
    Attack(
        "detach an order",
        updated("orders_order", "attached", "engagement_id = null, team_id = null"),
        ("trigger order_loaded",),
        _ONCE,
    ),
    Attack(
        "attach an order again",
        updated("orders_order", "attached", f"engagement_id = {_ELSEWHERE}"),
        ("trigger order_loaded",),
        _ONCE,
    ),
    Attack(
        "attach an issued order again",
        updated("orders_order", "issued", f"engagement_id = {_ELSEWHERE}"),
        ("trigger order_loaded",),
        _ONCE,
    ),
    Attack(
        "attach an order to the engagement of another contractor",
        updated("orders_order", "loaded", f"engagement_id = {_ELSEWHERE}, team_id = {_TEAM}"),
        ("trigger order_loaded",),
        _ONCE,
    ),
    Attack(
        "show an order to a team without its engagement",
        updated("orders_order", "loaded", f"team_id = {_TEAM}"),
        ("trigger order_loaded",),
        _ONCE,
    ),
    Attack(
        "cancel a loaded order on which something hangs",
        updated("orders_order", "loaded", "state = 'cancelled'"),
        ("trigger order_ended",),
    ),
    Attack(
        "take a loaded order back to be approved",
        updated("orders_order", "loaded", "state = 'approved'"),
        ("trigger order_approved", "trigger order_states"),
    ),
)

_PAID = (
    Attack(
        "release money on an order that one has loaded",
        pay("said_matched", "10"),
        ("trigger allocation_payable",),
        "who loaded an order can not release money on it",
    ),
    Attack(
        "release money on an order that one has changed",
        pay("said_matched", "10", ", 'released_by_id', %(iris)s"),
        ("trigger allocation_payable",),
        "who loaded an order can not release money on it",
    ),
)

LOADED = (*_ENTERING, *_CHANGED, *_PAID)

LAWFUL_LOADED = (
    Attack("load an order that arrived", _load(), ()),
    Attack(
        "pay on an order that another loaded",
        then(right("amir", "finance"), pay("said_matched", "10", ", 'released_by_id', %(amir)s")),
        (),
    ),
    Attack("reopen a loaded order", updated("orders_order", "shut", "state = 'issued'"), ()),
    Attack(
        "cancel a loaded order on which nothing hangs", updated("orders_order", "untouched", "state = 'cancelled'"), ()
    ),
    Attack(
        "attach a loaded order",
        updated(
            "orders_order",
            "loaded",
            "engagement_id = e.id, team_id = e.team_id",
        ).replace(
            " WHERE id =", " FROM engagements_engagement e WHERE e.contractor_id = %(contractor)s AND orders_order.id ="
        ),
        (),
    ),
)
