"""A share is drawn by who may use an open shared order, and no more of it than there is; nothing else stands on such a one."""

from ..siege import Attack
from .writing import ONE, TWO, copied, made, then, updated

_TABLE = "orders_order"
_FRESH = f"'loaded_from_id', '{ONE}', 'contractor_code', 'X9', 'limit_amount', 0, 'accepted_amount', 0, 'revision_number', -1"


def _arriving() -> str:
    return made("documents_arrival", "share_arrival", f"'became_id', '{TWO}', 'order_id', '{TWO}', 'sha256', 'f'")


def _draw(changes: str = "") -> str:
    """Draw one more share as the first was drawn, with a difference."""
    return then(_arriving(), made(_TABLE, "share", f"{_FRESH}, 'live_claims', 0, 'open_claims', 0{changes}", TWO))


def _load(changes: str) -> str:
    """Load one more shared order, with a difference."""
    number = "'number', 'N-77', 'number_normal', 'N77'"
    shared = f"'loaded_from_id', '{ONE}', 'limit_amount', 0, 'drawn_amount', 0, 'revision_number', -1, 'live_claims', 0"
    return then(_arriving(), made(_TABLE, "shared_order", f"{shared}, 'open_claims', 0, {number}{changes}", TWO))


def _permit(changes: str = "") -> str:
    """Name Bela too."""
    return copied("orders_permitted", "permitted", f"'member_id', %(bela)s{changes}")


_AGREED_TEAM = "(SELECT team_id FROM engagements_engagement WHERE id = %(agreed)s)"
_HUGE = "'subtotal', 0, 'net', 9000000, 'total', 9000000, 'base_total', 9000000"
_OPEN = "a share is drawn from an open shared order, in its currency and under its number"
_STAYS = "what kind of order it is, and what it draws on, never changes"
SHARING = (
    Attack(
        "draw a share under another number",
        _draw(", 'number', 'N-9', 'number_normal', 'N9'"),
        ("trigger order_shared",),
        _OPEN,
    ),
    Attack(
        "draw a share in another currency", _draw(", 'currency', 'USD', 'rate', null"), ("trigger order_shared",), _OPEN
    ),
    Attack(
        "draw a share of a contractor's own order",
        _draw(", 'drawn_from_id', %(issued)s"),
        ("trigger order_shared",),
        _OPEN,
    ),
    Attack(
        "draw a share of nothing",
        _draw(", 'drawn_from_id', null"),
        ("trigger order_shared", "check order_kind", "unique order_number_once"),
        _OPEN,
    ),
    Attack(
        "draw a share of what finance has not confirmed",
        _draw(", 'drawn_from_id', %(added_order)s, 'number', 'ADDED-1', 'number_normal', 'ADDED1'"),
        ("trigger order_shared",),
        "nothing is drawn from an order before finance has confirmed it, where it waits for that",
    ),
    Attack(
        "draw a share of a restricted order",
        _draw(", 'drawn_from_id', %(restricted_order)s, 'number', 'SHARED-2', 'number_normal', 'SHARED2'"),
        ("trigger order_shared",),
        "a restricted order is used by those who are named",
    ),
    Attack(
        "draw a share after the last day",
        then(updated(_TABLE, "shared_order", "valid_through = '2020-01-01'"), _draw()),
        ("trigger order_shared",),
        "nothing new is drawn from an order after its last day",
    ),
    Attack(
        "let a share stand outside of its contract",
        then(
            _draw(f", 'engagement_id', %(agreed)s, 'team_id', {_AGREED_TEAM}"),
            made("orders_revision", "share_revision", f"'order_id', '{TWO}', 'loaded_from_id', '{ONE}', {_HUGE}"),
            f"UPDATE orders_order SET revision_number = 0 WHERE id = '{TWO}'",
        ),
        ("trigger order_shares",),
        "a share keeps to the contract of its engagement",
    ),
    Attack(
        "draw a share for oneself",
        _draw(", 'requester_id', %(cleo)s"),
        ("trigger order_shared",),
        "nobody draws on an order for themselves",
    ),
    Attack(
        "make a draft an order that contracts share",
        updated(_TABLE, "draft", "kind = 'shared'"),
        ("trigger order_shared", "check order_kind"),
        _STAYS,
    ),
    Attack(
        "authorise less than contracts have",
        updated(_TABLE, "shared_order", "limit_amount = 999"),
        ("check order_drawn",),
    ),
    Attack(
        "make a share of an order of its own",
        updated(_TABLE, "share", "kind = 'single', drawn_from_id = null"),
        ("trigger order_issued", "trigger order_settled", "trigger order_shared", "unique order_number_once"),
        "orders_order is frozen since it is issued",
    ),
    Attack(
        "say that more of it is left", updated(_TABLE, "shared_order", "drawn_amount = 0"), ("trigger order_balances",)
    ),
    Attack("load a shared order that pays somebody", _load(", 'contractor_id', %(contractor)s"), ("check order_kind",)),
    Attack(
        "load a shared order with a contractor's code",
        _load(", 'contractor_code', 'X9'"),
        ("trigger order_loaded", "check order_kind"),
    ),
    Attack("restrict a contractor's own order", updated(_TABLE, "issued", "restricted = true"), ("check order_kind",)),
    Attack(
        "show work on an order that is shared",
        copied("evidence_submission", "waiting_submission", "'order_id', %(shared_order)s"),
        ("trigger submission_not_on_shared",),
        "what is done and billed stands on the share of a contract",
    ),
    Attack(
        "bill an order that is shared",
        updated("invoices_invoice", "disputed", "order_id = %(shared_order)s"),
        ("trigger invoice_not_on_shared",),
        "what is done and billed stands on the share of a contract",
    ),
    Attack(
        "let oneself use an order",
        _permit(", 'given_by_id', %(bela)s"),
        ("trigger permitted_given",),
        "who may use an order is said by finance, a PO administrator or an owner",
    ),
    Attack(
        "say who may use a contractor's own order",
        _permit(", 'order_id', %(issued)s"),
        ("trigger permitted_given",),
        "who may use it is said of a shared order",
    ),
    Attack(
        "let another one use it by an old word",
        updated("orders_permitted", "permitted", "member_id = %(bela)s"),
        ("trigger permitted_given",),
        "that somebody may use an order is only ever taken back",
    ),
    Attack("name somebody twice", _permit(", 'member_id', %(amir)s"), ("unique permitted_member_once",)),
    Attack("name nobody", _permit(", 'member_id', null"), ("check permitted_whom",)),
)
LAWFUL_SHARING = (
    Attack("draw one more share", _draw(), ()),
    Attack("load one more shared order", _load(""), ()),
    Attack("name one more", _permit(), ()),
    Attack("take back that somebody may use it", updated("orders_permitted", "permitted", "live = false"), ()),
    Attack("say what a shared order is for", updated(_TABLE, "shared_order", "title = 'Bees'"), ()),
)
