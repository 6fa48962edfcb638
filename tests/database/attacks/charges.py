"""What an order adds to its lines: at most two discounts and two taxes, by name and per cent, and a job stands on one line."""

from ..siege import Attack
from .writing import copied, then, updated

_TABLE = "orders_revisioncharge"
_IN = "'order_id', %(draft)s, 'revision_id', %(draft_revision)s"


def _added(changes: str) -> str:
    """One more charge on the draft, made from one that stands on another order."""
    return copied(_TABLE, "charged_tax", f"{_IN}, {changes}")


_RECKONED = "what an order says is reckoned from its lines and its per cents"


def _submitted(said: str, *changes: str) -> str:
    """Take what waits for approval back, have its revision say this, and submit it again: its approval is of the same hash."""
    order, revision = (
        updated("orders_order", "pending", "state = 'draft'"),
        updated("orders_revision", "pending_revision", said),
    )
    return then(order, *changes, revision, updated("orders_order", "pending", "state = 'pending'"))


def _charged(changes: str) -> str:
    return copied(_TABLE, "charged_tax", f"'order_id', %(pending)s, 'revision_id', %(pending_revision)s, {changes}")


def _discounted(amount: str, share: str, net: str) -> str:
    """Ten per cent off its 1000.00, as these figures say it."""
    charge = _charged(f"'kind', 'discount', 'tax_id', null, 'percent', -10, 'amount', {amount}")
    bears = updated("orders_revisionline", "pending_said", f"share = {share}")
    return _submitted(f"net = {net}, total = {net}, charge_count = 1", charge, bears)


def _taxed(amount: str, *changes: str) -> str:
    """Ten per cent of tax, as these figures say it."""
    charge = _charged(f"'percent', 10, 'amount', {amount}")
    return _submitted(f"tax = {amount}, total = 1000 + {amount}, charge_count = 1", charge, *changes)


_FROZEN = "orders_revisioncharge is frozen with its order"
CHARGES = (
    Attack("tax an order a third time", _added("'position', 3"), ("check revisioncharge_at_most_two",)),
    Attack(
        "take a third discount off an order",
        _added("'position', 3, 'kind', 'discount', 'tax_id', null"),
        ("check revisioncharge_at_most_two",),
    ),
    Attack(
        "take two first discounts off an order",
        copied(_TABLE, "charged_draft_tax", "'percent', 1"),
        ("unique revisioncharge_once",),
    ),
    Attack(
        "add what is no charge", _added("'kind', 'fee'"), ("check revisioncharge_kind", "check revisioncharge_percent")
    ),
    Attack("tax an order below nothing", _added("'percent', -1"), ("check revisioncharge_percent",)),
    Attack(
        "take off more than all",
        _added("'kind', 'discount', 'tax_id', null, 'percent', -101"),
        ("check revisioncharge_percent",),
    ),
    Attack(
        "discount an order by less than its per cent",
        _discounted("-99.99", "-99.99", "900.01"),
        ("trigger order_reckoned",),
        _RECKONED,
    ),
    Attack(
        "discount an order by what its lines do not bear", _discounted("-100", "0", "900"), ("trigger order_reckoned",)
    ),
    Attack(
        "discount an order and authorise all of it", _discounted("-100", "-100", "1000"), ("trigger order_reckoned",)
    ),
    Attack("tax an order by more than its per cent", _taxed("100.01"), ("trigger order_reckoned",), _RECKONED),
    Attack(
        "tax a line that is free of tax",
        _taxed("100", updated("orders_revisionline", "pending_said", "tax_exempt = true")),
        ("trigger order_reckoned",),
    ),
    Attack(
        "charge an order beside its sums",
        _submitted("charge_count = 0", _charged("'amount', 10")),
        ("trigger order_reckoned",),
    ),
    Attack(
        "price a line at more than its quantity",
        _submitted(
            "subtotal = 1000.01, net = 1000.01, total = 1000.01",
            updated("orders_revisionline", "pending_said", "amount = 1000.01"),
        ),
        ("trigger order_reckoned",),
        _RECKONED,
    ),
    Attack("tax an order by no per cent at all", _added("'percent', null"), ("check revisioncharge_percent",)),
    Attack(
        "take no per cent at all off an order",
        _added("'kind', 'discount', 'tax_id', null, 'percent', null"),
        ("check revisioncharge_percent",),
    ),
    Attack("let a tax come to no figure", _added("'amount', 'NaN'"), ("check revisioncharge_amount",)),
    Attack(
        "let an order come to no figure",
        updated("orders_revision", "draft_revision", "net = 'NaN', total = 'NaN'"),
        ("check revision_total",),
    ),
    Attack(
        "let a line come to no figure",
        updated("orders_revisionline", "draft_said", "amount = 'NaN'"),
        ("check revisionline_amount",),
    ),
    Attack(
        "order at a rate that is no figure",
        updated("orders_order", "draft", "rate = 'NaN'"),
        ("check order_rate_above_zero",),
    ),
    Attack("adjust by a per cent", _added("'kind', 'adjustment', 'tax_id', null"), ("check revisioncharge_percent",)),
    Attack(
        "put a charge of one order on the revision of another",
        copied(_TABLE, "charged_tax", "'order_id', %(draft)s, 'revision_id', %(other_revision)s"),
        ("key revisioncharge_same_order",),
    ),
    Attack(
        "tax what is issued", updated(_TABLE, "charged_tax", "amount = 1"), ("trigger revisioncharge_settled",), _FROZEN
    ),
    Attack(
        "tax what is issued once more",
        copied(_TABLE, "charged_tax", "'position', 2"),
        ("trigger revisioncharge_settled",),
        _FROZEN,
    ),
    Attack(
        "take a tax out of what is issued",
        f"DELETE FROM {_TABLE} WHERE id = %(charged_tax)s",
        ("trigger revisioncharge_settled",),
        _FROZEN,
    ),
    Attack(
        "let an order come to more than its sums",
        updated("orders_revision", "draft_revision", "total = total + 1"),
        ("check revision_total",),
    ),
    Attack(
        "discount a line by more than all",
        updated("orders_revisionline", "draft_said", "discount = -100.0001"),
        ("check revisionline_discount",),
    ),
    Attack(
        "reckon discounts otherwise once there are orders",
        updated("companies_company", "company", "sequential_discounts = true"),
        ("trigger discounts_fixed",),
        "how a second discount is reckoned is fixed with the first order",
    ),
    Attack(
        "order a job a second time",
        updated("orders_orderline", "draft_line", "job = 'JOB-1'"),
        ("unique orderline_job_once",),
    ),
    Attack(
        "say that the order of a job has ended",
        updated("orders_orderline", "charged_draft_line", "job_ended = 1"),
        ("trigger orderline_balances",),
    ),
)

LAWFUL_CHARGES = (
    Attack("discount an order by its per cent", _discounted("-100", "-100", "900"), ()),
    Attack("tax an order by its per cent", _taxed("100"), ()),
    Attack("tax a draft twice", copied(_TABLE, "charged_draft_tax", "'position', 2"), ()),
    Attack("name a job that no line names", updated("orders_orderline", "draft_line", "job = 'JOB-2'"), ()),
)
