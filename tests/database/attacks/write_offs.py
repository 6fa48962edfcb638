"""What is settled without money is all that was left, takes two where it is much, and is never paid."""

from ..siege import Attack
from .money import pay
from .writing import copied, made, then, touched, updated

_TABLE, _LIMIT = "payments_writeoff", "payments_writeofflimit"
APPROVED = "state = 'standing', approved_by_id = %(olga)s, approved_at = now()"


def note(changes: str = "", of: str = "left_bill") -> str:
    """A new write-off of an invoice by Fay, that waits."""
    order = f"(SELECT order_id FROM invoices_invoice WHERE id = %({of})s)"
    return made(_TABLE, "noted_writeoff", f"'invoice_id', %({of})s, 'order_id', {order}, 'amount', 1400{changes}")


def noted_then_approved(changes: str, of: str = "left_bill") -> str:
    """It, approved by Olga."""
    return then(note(changes, of), touched(_TABLE, APPROVED))


def rest(changes: str) -> str:
    """What is left of another order, noted and approved."""
    return then(made(_TABLE, "noted_rest", changes), touched(_TABLE, APPROVED))


_BALANCE = "'kind', 'balance', 'invoice_id', %(owed)s, 'order_id', %(owed_order)s"
WRITE_OFFS = (
    Attack(
        "approve a write-off oneself",
        updated(_TABLE, "noted_writeoff", APPROVED.replace("olga", "fay")),
        ("trigger writeoff_apart",),
        "a write-off is approved by a second person whose money it does not concern",
    ),
    Attack(
        "approve a write-off of what pays oneself",
        updated(_TABLE, "noted_writeoff", APPROVED.replace("olga", "cleo")),
        ("trigger writeoff_apart",),
        "a write-off is approved by a second person whose money it does not concern",
    ),
    Attack(
        "approve a write-off as a service",
        updated(_TABLE, "noted_writeoff", APPROVED.replace("olga", "service")),
        ("trigger writeoff_apart",),
        "a write-off is approved by a second person whose money it does not concern",
    ),
    Attack(
        "approve a write-off as payables",
        updated(_TABLE, "noted_writeoff", APPROVED.replace("olga", "petra")),
        ("trigger writeoff_apart",),
        "a write-off is approved by finance or by an owner",
    ),
    Attack(
        "withdraw a write-off anonymously",
        updated(_TABLE, "noted_writeoff", "state = 'withdrawn'"),
        ("trigger writeoff_apart",),
        "a write-off carries who took each step, when, and why it ended",
    ),
    Attack(
        "write off in another currency",
        note(", 'currency', 'USD'"),
        ("trigger writeoff_apart",),
        "what is written off is of an order, or of an invoice on it, in its currency",
    ),
    Attack(
        "write off an invoice of another order",
        note(", 'order_id', %(rest_order)s"),
        ("trigger writeoff_apart",),
        "what is written off is of an order, or of an invoice on it, in its currency",
    ),
    Attack(
        "write off as an auditor",
        note(", 'noted_by_id', %(otto)s"),
        ("trigger writeoff_apart",),
        "a write-off is noted by finance",
    ),
    Attack(
        "write off as a service",
        note(", 'noted_by_id', %(service)s"),
        ("trigger writeoff_apart",),
        "a service writes nothing off",
    ),
    Attack(
        "write off what one is paid",
        note(", 'noted_by_id', %(cleo)s"),
        ("trigger writeoff_apart",),
        "nobody writes off what concerns their own money",
    ),
    Attack(
        "write off what one has loaded",
        note(of="said_matched"),
        ("trigger writeoff_apart",),
        "who loaded an order does not write off what is left of it",
    ),
    Attack(
        "write off what one has cleared",
        note(", 'noted_by_id', %(bela)s", of="cleared"),
        ("trigger writeoff_apart",),
        "who cleared an invoice does not write it off",
    ),
    Attack(
        "write off what one noted as failed",
        note(of="bounced"),
        ("trigger writeoff_apart",),
        "who noted that a payment failed does not write its invoice off",
    ),
    Attack(
        "write off by what one has loosened",
        then(
            copied(
                "catalogue_policyversion",
                "version",
                "'version', 2, 'set_at', now(), 'loosens', false, 'set_by_id', %(petra)s, 'ways', 2",
            ),
            note(", 'noted_by_id', %(petra)s", of="matched"),
        ),
        ("trigger writeoff_apart",),
        "who loosened how an invoice is matched does not write it off",
    ),
    Attack(
        "write much off alone",
        note(", 'state', 'standing'"),
        ("trigger writeoff_apart",),
        "above what one person alone writes off a second one approves it",
    ),
    Attack(
        "reverse a write-off of what one is owed",
        updated(
            _TABLE,
            "standing_writeoff",
            "state = 'reversed', ended_by_id = %(cleo)s, ended_at = now(), ended_reason = 'Mine'",
        ),
        ("trigger writeoff_apart",),
        "nobody reverses a write-off of what they are owed",
    ),
    Attack(
        "write off what is on hold",
        then(
            copied("invoices_invoicehold", "standing_invoicehold", "'invoice_id', %(noted_bill)s"),
            updated(_TABLE, "noted_writeoff", APPROVED),
        ),
        ("trigger writeoff_left",),
        "what is on hold is not written off",
    ),
    Attack(
        "write off what something stands against",
        then(
            copied("matching_exception", "disputed_exception", "'invoice_id', %(noted_bill)s, 'invoice_line_id', null"),
            updated(_TABLE, "noted_writeoff", APPROVED),
        ),
        ("trigger writeoff_left",),
        "what is left of an invoice is written off while nothing stands against it",
    ),
    Attack(
        "write off what is disputed",
        noted_then_approved(", 'amount', 550", of="disputed"),
        ("trigger writeoff_left",),
        "what is left of an invoice is written off while nothing stands against it",
    ),
    Attack(
        "write off while a payment is under way",
        then(pay("noted_bill", "10"), updated(_TABLE, "noted_writeoff", APPROVED)),
        ("trigger writeoff_left", "check invoice_settled_once"),
        "an invoice is not written off while a payment of it is under way",
    ),
    Attack(
        "write off a part of an invoice",
        noted_then_approved(", 'amount', 1399"),
        ("trigger writeoff_left",),
        "exactly what is left of an invoice is written off",
    ),
    Attack(
        "write off more than is left of an invoice",
        noted_then_approved(", 'amount', 1401"),
        ("trigger writeoff_left", "check invoice_settled_once"),
        "exactly what is left of an invoice is written off",
    ),
    Attack(
        "write off more than is owed back",
        noted_then_approved(f", {_BALANCE}, 'amount', 130.01"),
        ("trigger writeoff_left",),
        "exactly what is left of a credit balance is written off",
    ),
    Attack(
        "write off a credit balance with another net",
        noted_then_approved(f", {_BALANCE}, 'amount', 130, 'net', 1"),
        ("trigger writeoff_left",),
        "a credit balance is written off with its net",
    ),
    Attack(
        "write off an order on which something waits",
        rest("'order_id', %(disputed_order)s"),
        ("trigger writeoff_left",),
        "what is left of an issued order is written off while nothing on it waits",
    ),
    Attack(
        "write off an order that was not issued",
        rest("'order_id', %(approved)s"),
        ("trigger writeoff_left",),
        "what is left of an issued order is written off while nothing on it waits",
    ),
    Attack(
        "write off more than is left of an order",
        rest("'order_id', %(earlier)s, 'amount', 999"),
        ("trigger writeoff_left",),
        "exactly what no invoice claims of an order is written off",
    ),
    Attack(
        "cover what was written off",
        then(
            updated(_TABLE, "noted_rest", APPROVED),
            "UPDATE orders_order SET limit_amount = limit_amount - 1 WHERE id = %(rest_order)s",
        ),
        ("check order_within_limit",),
    ),
    Attack(
        "cancel an order of which something is written off",
        updated("orders_order", "given_up_order", "state = 'cancelled', cancelled_at = now()"),
        ("trigger order_ended",),
        "an order is cancelled while nothing of it is written off",
    ),
    Attack(
        "call an invoice written off",
        updated("invoices_invoice", "left_bill", "state = 'written_off'"),
        ("trigger invoice_written_off",),
        "an invoice is written off while a write-off of it stands, and no longer",
    ),
    Attack(
        "pay what is written off",
        pay("standing_bill", "10"),
        ("trigger allocation_payable", "trigger invoice_written_off", "check invoice_settled_once"),
        "an invoice that is written_off is not paid",
    ),
    Attack(
        "take back what was paid beside a write-off",
        updated("payments_allocation", "part_bill_allocation", "live = false"),
        ("trigger allocation_payable", "trigger invoice_written_off", "check invoice_within_total"),
        "what is paid of an invoice stays as it is while the rest is written off",
    ),
    Attack(
        "change how much waits to be written off",
        updated(_TABLE, "noted_writeoff", "amount = 1"),
        ("trigger writeoff_noted",),
        "payments_writeoff is frozen since it is noted",
    ),
    Attack(
        "change how much was written off",
        updated(_TABLE, "standing_writeoff", "amount = 1"),
        ("trigger writeoff_standing",),
    ),
    Attack(
        "approve what was withdrawn",
        updated(_TABLE, "withdrawn_writeoff", f"{APPROVED}, ended_by_id = null, ended_at = null, ended_reason = ''"),
        ("trigger writeoff_ended", "trigger writeoff_states"),
        "payments_writeoff is frozen since it is withdrawn",
    ),
    Attack("write off nothing", note(", 'amount', 0"), ("check writeoff_amount",)),
    Attack("write off a tenth of a cent", note(", 'amount', 0.001"), ("check writeoff_units",)),
    Attack("write off an invoice as an order", note(", 'kind', 'order'"), ("check writeoff_kind",)),
    Attack(
        "note the same twice", copied(_TABLE, "noted_writeoff", "'reason', 'Again'"), ("unique writeoff_waits_once",)
    ),
    Attack("delete a write-off", f"DELETE FROM {_TABLE}", (f"grant DELETE ON {_TABLE}",)),
    Attack(
        "say later what one alone might have written off",
        copied(_LIMIT, "limit", "'version', 2, 'set_at', '2000-01-01'"),
        ("trigger writeofflimit_follows",),
        "what one alone may write off follows what held before",
    ),
    Attack(
        "say twice what one alone writes off",
        copied(_LIMIT, "limit", "'amount', 9999"),
        ("trigger writeofflimit_follows", "unique writeofflimit_once"),
    ),
    Attack(
        "let one alone write off less than nothing",
        copied(_LIMIT, "limit", "'version', 2, 'amount', -1"),
        ("check writeofflimit_amount",),
    ),
    Attack(
        "raise what one alone writes off", updated(_LIMIT, "limit", "amount = 9999"), (f"grant UPDATE ON {_LIMIT}",)
    ),
)

LAWFUL_WRITE_OFFS = (
    Attack("approve a write-off, as another", updated(_TABLE, "noted_writeoff", APPROVED), ()),
    Attack("approve what is left of an order", updated(_TABLE, "noted_rest", APPROVED), ()),
    Attack("note what is left of an invoice", note(), ()),
    Attack("write off what is owed back", noted_then_approved(f", {_BALANCE}, 'amount', 130, 'net', 130"), ()),
    Attack("say anew what one alone writes off", copied(_LIMIT, "limit", "'version', 2, 'amount', 50"), ()),
)
