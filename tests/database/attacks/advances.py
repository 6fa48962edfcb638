"""What is asked for in advance fits its order, takes two, is paid as a whole, and pays that order first."""

from ..siege import Attack
from .balances import set_off as against_owing
from .money import pay
from .writing import copied, made, then, updated

_TABLE = "invoices_invoice"
_FRESH = "'state', 'received', 'number', 'X-A1', 'number_normal', 'X-A1', 'judged_at', received_at"


def set_off(of: str, invoice: str, amount: str) -> str:
    """Let a balance pay an invoice alone."""
    return against_owing(
        f", 'invoice_id', %({invoice})s, 'amount', {amount}, 'net', {amount}, 'credited_net', {amount}", of
    )


def ask(changes: str) -> str:
    """Ask for another advance of 300.00 on the same order, with a difference."""
    return made(_TABLE, "asked_advance", f"{_FRESH}{changes}")


ADVANCES = (
    Attack(
        "ask for an advance on an order that is not issued",
        ask(", 'order_id', %(draft)s"),
        ("trigger invoice_advance",),
        "an advance is money on an issued order, for its contractor, in its currency, and nothing else",
    ),
    Attack(
        "ask for an advance with tax on top",
        ask(", 'tax', 19"),
        ("trigger invoice_advance",),
        "an advance is money on an issued order, for its contractor, in its currency, and nothing else",
    ),
    Attack(
        "ask for an advance to somebody else",
        ask(", 'contractor_id', %(other_contractor)s"),
        ("trigger invoice_advance",),
        "an advance is money on an issued order, for its contractor, in its currency, and nothing else",
    ),
    Attack(
        "ask for more than the order has left",
        ask(", 'total', 701, 'net', 701"),
        ("trigger invoice_advance",),
        "no more is asked for in advance than the order has left",
    ),
    Attack(
        "ask for an advance while the order is on hold",
        then(copied("orders_orderhold", "standing_orderhold", "'order_id', %(asked_order)s"), ask("")),
        ("trigger invoice_advance",),
        "nothing is asked for in advance while it is on hold",
    ),
    Attack(
        "ask for an advance as a service",
        ask(", 'entered_by_id', %(service)s"),
        ("trigger invoice_advance",),
        "a service asks for no advance",
    ),
    Attack(
        "ask for an advance to oneself",
        ask(", 'entered_by_id', %(cleo)s"),
        ("trigger invoice_advance",),
        "nobody asks for an advance to themselves",
    ),
    Attack(
        "ask for an advance as an auditor",
        ask(", 'entered_by_id', %(otto)s"),
        ("trigger invoice_advance",),
        "an advance is asked for by a manager, by payables or by finance",
    ),
    Attack(
        "dispute an advance",
        updated(_TABLE, "asked_advance", "state = 'disputed'"),
        ("trigger invoice_advance",),
        "an advance stays what was asked for, and is paid or void",
    ),
    Attack(
        "raise an advance while nobody looks",
        then(ask(""), f"UPDATE {_TABLE} SET total = 700, net = 700 WHERE number = 'X-A1'"),
        ("trigger invoice_advance",),
        "an advance stays what was asked for, and is paid or void",
    ),
    Attack(
        "pay an advance in part",
        pay("asked_advance", "110", allocation=", 'purpose', 'A part'"),
        ("check invoice_advance_whole",),
    ),
    Attack(
        "release an advance that one asked for",
        pay("asked_advance", "300", ", 'released_by_id', %(rita)s"),
        ("trigger allocation_payable",),
        "who asked for an advance does not release it",
    ),
    Attack(
        "let an advance pay another order while its own is open",
        set_off("advance_setoff", "left_bill", "10"),
        ("trigger setoff_payable",),
        "an advance pays invoices on its own order while that is open, and no other advance",
    ),
    Attack(
        "let an advance pay an advance",
        set_off("advance_setoff", "asked_advance", "300"),
        ("trigger setoff_payable", "check invoice_advance_whole"),
        "an advance pays invoices on its own order while that is open, and no other advance",
    ),
    Attack(
        "send money while the advance of its order is not used up",
        pay("advanced_bill", "310"),
        ("trigger allocation_payable",),
        "a credit balance is set off before money is sent",
    ),
    Attack(
        "take a set-off back and say nothing of who",
        updated("payments_setoff", "advance_setoff", "live = false"),
        ("trigger setoff_payable",),
        "a set-off that has arrived is taken back by somebody, at some moment",
    ),
    Attack(
        "take back what was set off for oneself",
        updated("payments_setoff", "advance_setoff", "live = false, ended_by_id = %(cleo)s, ended_at = now()"),
        ("trigger setoff_payable",),
        "nobody takes back what was set off for themselves",
    ),
    Attack(
        "take a set-off back as payables",
        updated("payments_setoff", "advance_setoff", "live = false, ended_by_id = %(petra)s, ended_at = now()"),
        ("trigger setoff_payable",),
        "a set-off that has arrived is taken back by finance",
    ),
)
LAWFUL_ADVANCES = (
    Attack("ask for what the order has left", ask(", 'total', 700, 'net', 700"), ()),
    Attack("pay an advance as a whole", pay("asked_advance", "300"), ()),
    Attack("let an advance pay its order", set_off("advance_setoff", "advanced_bill", "310"), ()),
    Attack(
        "take a set-off back as finance",
        updated("payments_setoff", "advance_setoff", "live = false, ended_by_id = %(fay)s, ended_at = now()"),
        (),
    ),
)
