"""Money leaves once, for an invoice that may be paid, released by somebody who did not clear it."""

from ..siege import Attack
from .writing import ONE, copied, made, then, updated

SENT = "state = 'initiated', initiated_on = released_at::date, initiated_at = now()"
_ARRIVED = "state = 'settled', settled_on = released_at::date, settled_at = now()"


def pay(invoice: str, amount: str, payment: str = "", allocation: str = "") -> str:
    """A new payment of an amount, by Fay, for an invoice, with a difference."""
    return then(
        made("payments_payment", "partly_payment", f"'amount', {amount}{payment}"),
        copied(
            "payments_allocation",
            "partly_allocation",
            f"'payment_id', '{ONE}', 'invoice_id', %({invoice})s, 'amount', {amount}, 'net', {amount}{allocation}",
        ),
    )


_KEYS_TO_A_PAYMENT = tuple(
    f"key {one}_same_company"
    for one in ("allocation_payment", "twin_payment", "twin_covers", "remittance_payment", "setoff_payment")
)

PAYMENTS = (
    Attack(
        "release a payment that has arrived",
        copied("payments_payment", "paid_payment", "'reference', 'Other'"),
        ("trigger payment_states",),
        "payments_payment can not begin as settled",
    ),
    Attack(
        "let money arrive that never left",
        updated("payments_payment", "partly_payment", _ARRIVED),
        ("trigger payment_dated", "trigger payment_released", "trigger payment_states"),
        "a payment carries the day of each step that it has taken, and of no other",
    ),
    Attack(
        "send a payment without a day",
        updated("payments_payment", "partly_payment", "state = 'initiated'"),
        ("trigger payment_dated",),
        "a payment carries the day of each step that it has taken, and of no other",
    ),
    Attack(
        "let a payment arrive without a day",
        updated("payments_payment", "sent_payment", "state = 'settled'"),
        ("trigger payment_dated",),
        "a payment carries the day of each step that it has taken, and of no other",
    ),
    Attack(
        "let money arrive before it left",
        updated(
            "payments_payment", "sent_payment", "state = 'settled', settled_on = initiated_on - 1, settled_at = now()"
        ),
        ("trigger payment_dated",),
        "nothing arrives before it leaves",
    ),
    Attack(
        "change the day on which money left",
        updated("payments_payment", "sent_payment", "initiated_on = initiated_on - 1"),
        ("trigger payment_initiated",),
        "payments_payment is frozen since it is initiated",
    ),
    Attack(
        "change the day on which money arrived",
        updated("payments_payment", "paid_payment", "settled_on = settled_on + 1"),
        ("trigger payment_fits", "trigger payment_settled"),
        "payments_payment is frozen since it is settled",
    ),
    Attack(
        "raise a released payment",
        updated("payments_payment", "partly_payment", "amount = amount + 1"),
        ("trigger payment_fits",),
        "a payment is lowered by what is unlinked from it, and never otherwise",
    ),
    Attack(
        "say that somebody else released it",
        updated("payments_payment", "partly_payment", "released_by_id = %(olga)s"),
        ("trigger payment_released",),
    ),
    Attack(
        "pay somebody else",
        updated("payments_payment", "partly_payment", "contractor_id = %(other_contractor)s"),
        ("trigger payment_released",),
    ),
    Attack(
        "let a failed payment arrive",
        updated("payments_payment", "bounced_payment", _ARRIVED),
        ("trigger payment_ended", "trigger payment_states"),
    ),
    Attack(
        "cancel what is on its way",
        updated("payments_payment", "sent_payment", "state = 'cancelled'"),
        ("trigger payment_dated", "trigger payment_states"),
    ),
    Attack(
        "send money for no invoice",
        then(
            made("payments_payment", "partly_payment", "'amount', 5"),
            f"UPDATE payments_payment SET {SENT} WHERE id = '{ONE}'",
        ),
        ("trigger payment_dated",),
        "money leaves for invoices alone",
    ),
    Attack(
        "send more money than invoices ask for",
        then(
            pay("partly", "120", allocation=", 'amount', 119.99"),
            f"UPDATE payments_payment SET {SENT} WHERE id = '{ONE}'",
        ),
        ("trigger payment_dated",),
        "money leaves for invoices alone",
    ),
    Attack(
        "release a payment of nothing",
        copied("payments_payment", "partly_payment", "'amount', 0"),
        ("check payment_amount",),
    ),
    Attack(
        "delete a payment",
        "DELETE FROM payments_payment",
        ("grant DELETE ON payments_payment", *_KEYS_TO_A_PAYMENT),
    ),
)

ALLOCATIONS = (
    Attack(
        "pay more than is left",
        pay("partly", "120.01"),
        ("check invoice_within_total", "trigger allocation_counted"),
        "no more is paid than is left of an invoice",
    ),
    Attack(
        "pay an invoice again by two rows of one statement",
        made("payments_payment", "partly_payment", "'amount', 240")
        + "; INSERT INTO payments_allocation SELECT (jsonb_populate_record(a, jsonb_build_object('id', gen_random_uuid(), "
        f"'payment_id', '{ONE}', 'amount', 61, 'net', 61))).* FROM payments_allocation a, (VALUES (1), (2)) twice "
        "WHERE a.id = %(partly_allocation)s",
        ("check invoice_within_total", "trigger allocation_counted"),
        "no more is paid than is left of an invoice",
    ),
    Attack(
        "pay what was credited",
        pay("billed", "500.01"),
        ("trigger allocation_counted",),
        "no more is paid than is left of an invoice",
    ),
    Attack(
        "pay a disputed invoice",
        pay("disputed", "10"),
        ("trigger allocation_payable",),
        "an invoice that is disputed is not paid",
    ),
    Attack(
        "pay a paid invoice",
        pay("paid", "10"),
        ("trigger allocation_payable", "check invoice_within_total", "trigger allocation_counted"),
        "an invoice that is paid is not paid",
    ),
    Attack(
        "pay an invoice of an order without an engagement",
        pay("unpayable", "10"),
        ("trigger allocation_payable",),
        "an order that belongs to no engagement is not paid",
    ),
    Attack(
        "pay a credit note",
        pay("note", "10"),
        ("trigger allocation_payable",),
        "an invoice that is matched is not paid",
    ),
    Attack(
        "pay by a payment that is on its way",
        copied("payments_allocation", "sent_allocation", "'invoice_id', %(matched)s"),
        ("trigger allocation_payable",),
        "a payment that is released pays, and no other",
    ),
    Attack(
        "allocate what is taken back already",
        pay("matched", "10", allocation=", 'live', false"),
        ("trigger allocation_payable",),
    ),
    Attack(
        "pay an invoice with an open exception",
        then(
            copied("matching_exception", "disputed_exception", "'invoice_id', %(matched)s, 'invoice_line_id', null"),
            pay("matched", "10"),
        ),
        ("trigger allocation_payable",),
        "an invoice with an open exception is not paid",
    ),
    Attack(
        "pay another contractor for it",
        pay("matched", "10", ", 'contractor_id', %(other_contractor)s"),
        ("trigger allocation_payable",),
        "a payment pays its own contractor, in its own currency, and no more than it is",
    ),
    Attack(
        "pay in another currency",
        pay("matched", "10", ", 'currency', 'USD'"),
        ("trigger allocation_payable",),
        "a payment pays its own contractor, in its own currency, and no more than it is",
    ),
    Attack(
        "allocate more than the payment",
        pay("matched", "10", allocation=", 'amount', 10.01"),
        ("trigger allocation_payable",),
        "a payment pays its own contractor, in its own currency, and no more than it is",
    ),
    Attack(
        "release what one has cleared",
        pay("cleared", "10", ", 'released_by_id', %(bela)s"),
        ("trigger allocation_payable",),
        "who cleared an invoice can not release it",
    ),
    Attack(
        "revive a dead allocation",
        updated("payments_allocation", "bounced_allocation", "live = true"),
        ("trigger allocation_payable",),
        "an allocation is only ever taken back",
    ),
    Attack(
        "let a payment pay another invoice",
        updated("payments_allocation", "partly_allocation", "invoice_id = %(matched)s"),
        ("trigger allocation_payable",),
        "what has left for an invoice moves to the correction that makes it void, and nowhere else",
    ),
    Attack(
        "allocate another amount",
        updated("payments_allocation", "partly_allocation", "amount = 1"),
        ("trigger allocation_payable",),
        "an allocation is only ever taken back",
    ),
    Attack(
        "take back what is on its way",
        updated("payments_allocation", "sent_allocation", "live = false"),
        ("trigger allocation_payable",),
        "the payment is initiated, so its allocation stands",
    ),
    Attack(
        "take back what has arrived",
        updated("payments_allocation", "paid_allocation", "live = false"),
        ("trigger allocation_payable", "check invoice_within_total"),
        "the payment is settled, so its allocation stands",
    ),
    Attack(
        "allocate less than nothing",
        pay("matched", "10", allocation=", 'net', -0.01"),
        ("check allocation_amount", "trigger order_money", "trigger allocation_counted"),
    ),
    Attack("delete an allocation", "DELETE FROM payments_allocation", ("grant DELETE ON payments_allocation",)),
    Attack(
        "count an invoice as being paid",
        updated("invoices_invoice", "matched", "state = 'paying'"),
        ("trigger invoice_paid",),
        "no payment stands on it",
    ),
    Attack(
        "count an invoice as paid in part",
        updated("invoices_invoice", "partly", "state = 'paid'"),
        ("trigger invoice_paid",),
        "not all of it is settled",
    ),
    Attack(
        "count an invoice as paid before the money has arrived",
        updated("invoices_invoice", "sent", "state = 'paid'"),
        ("trigger invoice_paid",),
        "not all of it is settled",
    ),
    Attack(
        "receive a paid invoice again",
        updated("invoices_invoice", "paid", "state = 'received'"),
        ("trigger invoice_paid",),
        "a payment still stands on it",
    ),
    Attack(
        "count a matched invoice as paid",
        updated("invoices_invoice", "matched", "state = 'paid'"),
        ("trigger invoice_paid", "trigger invoice_states"),
    ),
)

LAWFUL_MONEY = (
    Attack("pay all that is left", pay("partly", "120"), ()),
    Attack("pay all that was not credited", pay("billed", "500"), ()),
    Attack("pay all that was cleared, as another", pay("cleared", "330"), ()),
    Attack("send a payment", updated("payments_payment", "partly_payment", SENT), ()),
    Attack("let a payment arrive", updated("payments_payment", "sent_payment", _ARRIVED), ()),
    Attack("let a payment fail", updated("payments_payment", "sent_payment", "state = 'failed', ended_at = now()"), ()),
    Attack(
        "take back what was cancelled",
        then(
            updated("payments_payment", "partly_payment", "state = 'cancelled', ended_at = now()"),
            updated("payments_allocation", "partly_allocation", "live = false"),
        ),
        (),
    ),
)
