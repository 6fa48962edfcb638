"""What leaves is what is owed now, a credit balance goes first, and a refund takes two."""

from ..siege import Attack
from .money import SENT, pay
from .writing import copied, then, updated

FITTING = (
    Attack(
        "let a payment count with no net on its order",
        pay("matched", "10", allocation=", 'net', 0"),
        ("trigger allocation_counted",),
        "what is paid of an invoice counts on its order with its net",
    ),
    Attack(
        "give back what a paid invoice covers",
        copied("matching_cover", "paid_cover", "'quantity', -1, 'amount', -95"),
        ("trigger cover_counted",),
        "what is being paid keeps what it covers",
    ),
    Attack(
        "release money as an auditor",
        pay("matched", "10", ", 'released_by_id', %(otto)s"),
        ("trigger allocation_payable",),
        "money is released by finance",
    ),
    Attack(
        "release more at once than one's right reaches",
        pay("matched", "10", ", 'released_by_id', %(mia)s"),
        ("trigger allocation_payable",),
        "nobody releases more at once than their right reaches",
    ),
    Attack(
        "send money on a day to come",
        updated("payments_payment", "partly_payment", f"{SENT.replace('released_at::date', 'current_date + 2')}"),
        ("trigger payment_fits",),
        "no day of a payment is still to come",
    ),
    Attack(
        "send money before it was released, and not say why",
        then(
            "UPDATE invoices_invoice SET issued_on = issued_on WHERE id = %(partly)s",
            updated("payments_payment", "partly_payment", SENT.replace("released_at::date", "released_at::date - 1")),
        ),
        ("trigger payment_fits",),
        "what left before it was released has a reason",
    ),
    Attack(
        "send money before there was an invoice",
        updated(
            "payments_payment",
            "partly_payment",
            SENT.replace("released_at::date", "'1900-01-01'") + ", day_reason = 'Because'",
        ),
        ("trigger payment_fits",),
        "nothing leaves before the day of the invoice that it pays",
    ),
    Attack(
        "send what something stands against",
        then(
            copied("matching_exception", "disputed_exception", "'invoice_id', %(partly)s, 'invoice_line_id', null"),
            updated("payments_payment", "partly_payment", SENT),
        ),
        ("trigger payment_fits",),
        "a payment that no longer fits does not leave",
    ),
    Attack(
        "send what is on hold",
        then(
            copied("invoices_invoicehold", "standing_invoicehold", "'invoice_id', %(partly)s"),
            updated("payments_payment", "partly_payment", SENT),
        ),
        ("trigger payment_fits",),
        "nothing leaves while it is on hold",
    ),
    Attack(
        "send a tenth of a cent",
        pay("partly", "0.0001"),
        ("check payment_units",),
    ),
)


def set_off(changes: str = "", of: str = "alone_setoff") -> str:
    """A new set-off of 100.00 of what is owed back against an invoice that nobody has released."""
    return copied(
        "payments_setoff", of, f"'payment_id', null, 'invoice_id', %(owing)s, 'amount', 100, 'net', 100{changes}"
    )


def refunded(changes: str) -> str:
    """A new refund of what is owed back, noted by Fay."""
    return copied("payments_refund", "noted_refund", changes)


_BACK = "state = 'confirmed', decided_by_id = %(petra)s, decided_at = now()"
BALANCES = (
    Attack(
        "send money while a credit balance is there",
        pay("owing", "100", ", 'contractor_id', (SELECT contractor_id FROM invoices_invoice WHERE id = %(owing)s)"),
        ("trigger allocation_payable",),
        "a credit balance is set off before money is sent",
    ),
    Attack(
        "set off more than is owed back",
        set_off(", 'amount', 130.01"),
        ("trigger setoff_counted",),
        "no more is set off than is left on both sides",
    ),
    Attack(
        "reverse what was paid too much and went elsewhere since",
        "UPDATE payments_payment SET state = 'reversed', reversed_on = settled_on, ended_at = now(), ended_by_id = %(fay)s"
        " WHERE id = (SELECT payment_id FROM payments_allocation WHERE invoice_id = %(owed)s)",
        ("check invoice_within_total", "trigger payment_counted"),
        "what was paid too much and went elsewhere is not taken back",
    ),
    Attack(
        "set off less than nothing",
        set_off(", 'credited_net', -1"),
        ("check setoff_amount",),
    ),
    Attack(
        "set off what belongs to somebody else",
        set_off(", 'invoice_id', %(matched)s"),
        ("trigger setoff_payable",),
        "a credit balance pays its own contractor, in its own currency",
    ),
    Attack(
        "set off more at once than one's right reaches",
        set_off(", 'released_by_id', %(mia)s"),
        ("trigger setoff_payable",),
        "nobody sets off more at once than their right reaches",
    ),
    Attack(
        "pay a disputed invoice by a set-off",
        set_off(", 'invoice_id', %(disputed)s"),
        ("trigger setoff_payable",),
        "an invoice that is disputed is not paid",
    ),
    Attack(
        "take a set-off back by itself",
        updated("payments_setoff", "mixed_setoff", "live = false"),
        ("trigger setoff_payable",),
        "a set-off is only ever taken back, with the payment that it went with",
    ),
    Attack(
        "set off another amount",
        updated("payments_setoff", "mixed_setoff", "amount = 1"),
        ("trigger setoff_payable",),
        "a set-off is only ever taken back, with the payment that it went with",
    ),
    Attack("delete a set-off", "DELETE FROM payments_setoff", ("grant DELETE ON payments_setoff",)),
    Attack(
        "confirm a refund oneself",
        updated("payments_refund", "noted_refund", _BACK.replace("petra", "fay")),
        ("trigger refund_confirmed",),
        "who noted a refund does not confirm it",
    ),
    Attack(
        "confirm a refund anonymously",
        updated("payments_refund", "noted_refund", "state = 'confirmed'"),
        ("trigger refund_confirmed",),
        "a refund is confirmed or withdrawn by somebody, at some moment",
    ),
    Attack(
        "confirm a refund as a service",
        updated("payments_refund", "noted_refund", _BACK.replace("petra", "service")),
        ("trigger refund_confirmed",),
        "a service confirms no refund",
    ),
    Attack(
        "confirm a refund as an auditor",
        updated("payments_refund", "noted_refund", _BACK.replace("petra", "otto")),
        ("trigger refund_confirmed",),
        "a refund is confirmed by finance, by payables or by an owner",
    ),
    Attack(
        "note a refund that is still to come",
        refunded("'received_on', '2999-01-01'"),
        ("trigger refund_confirmed",),
        "a refund has come, and not before the invoice",
    ),
    Attack(
        "note more than is owed back",
        refunded("'amount', 130.01"),
        ("trigger refund_counted",),
        "no more comes back than is owed back",
    ),
    Attack("note a refund of nothing", refunded("'amount', 0"), ("check refund_amount",)),
    Attack(
        "note a refund that is confirmed",
        refunded("'state', 'confirmed', 'decided_by_id', %(petra)s, 'decided_at', now()"),
        ("trigger refund_states",),
    ),
    Attack(
        "raise a refund that waits",
        updated("payments_refund", "noted_refund", "amount = 51"),
        ("trigger refund_noted",),
        "payments_refund is frozen since it is noted",
    ),
    Attack(
        "take a confirmed refund back",
        updated("payments_refund", "confirmed_refund", "state = 'withdrawn'"),
        ("trigger refund_ended", "trigger refund_states"),
        "payments_refund is frozen since it is confirmed",
    ),
    Attack("delete a refund", "DELETE FROM payments_refund", ("grant DELETE ON payments_refund",)),
    Attack(
        "release more on an order than it allows",
        set_off(", 'net', 2000"),
        ("trigger order_money",),
        "no more is released on an order than it allows",
    ),
    Attack(
        "give back more than was released",
        set_off(", 'credited_net', 2000"),
        ("trigger order_money",),
        "no more is given back than was taken",
    ),
)

LAWFUL_BALANCES = (
    Attack("set off what is owed back", set_off(), ()),
    Attack("confirm a refund, as another", updated("payments_refund", "noted_refund", _BACK), ()),
    Attack(
        "withdraw a refund",
        updated("payments_refund", "noted_refund", _BACK.replace("confirmed", "withdrawn").replace("petra", "fay")),
        (),
    ),
)
