"""What a bank took back: it had arrived, somebody noted it, and it pays nothing any more."""

from ..siege import Attack
from .writing import then, updated

_REVERSED = "state = 'reversed', reversed_on = settled_on, ended_at = now(), ended_by_id = %(fay)s"

REVERSALS = (
    Attack(
        "reverse what has not arrived",
        updated("payments_payment", "sent_payment", _REVERSED),
        ("trigger payment_dated", "trigger payment_states"),
        "a payment carries the day of each step that it has taken, and of no other",
    ),
    Attack(
        "reverse a payment and not say who noted it",
        updated("payments_payment", "paid_payment", _REVERSED.replace("%(fay)s", "NULL")),
        ("trigger payment_dated",),
        "a payment carries the day of each step that it has taken, and of no other",
    ),
    Attack(
        "reverse a payment before it arrived",
        updated("payments_payment", "paid_payment", _REVERSED.replace("settled_on", "settled_on - 1", 1)),
        ("trigger payment_dated",),
        "nothing is taken back before it arrived",
    ),
    Attack(
        "reverse a payment on a day to come",
        updated("payments_payment", "paid_payment", _REVERSED.replace("= settled_on", "= current_date + 2")),
        ("trigger payment_fits",),
        "no day of a payment is still to come",
    ),
    Attack(
        "let a reversed payment pay on",
        then(
            updated("payments_payment", "paid_payment", _REVERSED),
            updated("payments_payment", "paid_payment", "state = 'settled', reversed_on = NULL, ended_at = NULL"),
        ),
        ("trigger payment_ended", "trigger payment_states"),
    ),
    Attack(
        "count a paid invoice as being paid again",
        updated("invoices_invoice", "paid", "state = 'paying'"),
        ("trigger invoice_paid",),
        "all of it is settled",
    ),
)

LAWFUL_REVERSALS = (
    Attack(
        "take back what a bank has reversed",
        then(
            updated("payments_payment", "paid_payment", _REVERSED),
            updated("payments_allocation", "paid_allocation", "live = false"),
        ),
        (),
    ),
)
