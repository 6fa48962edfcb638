"""Cover and credit: taken once, by whom it belongs to, on what is there, and never edited."""

from ..siege import Attack
from .evidence import FRESH
from .writing import FRESH_INVOICE, ONE, TWO, copied, made, then, touched, updated

_FREE = "'piece_id', null, "
GIVE_BACK = copied("matching_cover", "cleared_cover", "'quantity', -3, 'amount', -330")
"""What the cleared invoice, 3 at 110, has taken."""


def _take(changes: str = "'quantity', 3") -> str:
    """Take it back again, with a difference."""
    return then(GIVE_BACK, copied("matching_cover", "cleared_cover", changes))


def _cover(name: str, quantity: str = "1", amount: str = "100") -> str:
    """A taking by another invoice, on the line that it was paired with."""
    return copied(
        "matching_cover",
        "cleared_cover",
        f"'order_id', %({name}_order)s, 'order_line_id', %({name}_order_line)s, 'invoice_line_id', %({name}_line)s, "
        f"'piece_id', null, 'quantity', {quantity}, 'amount', {amount}",
    )


_TWICE = (
    GIVE_BACK
    + "; INSERT INTO matching_cover SELECT (jsonb_populate_record(c, jsonb_build_object('id', gen_random_uuid(), "
    "'piece_id', null, 'quantity', 2, 'amount', 220))).* FROM matching_cover c, (VALUES (1), (2)) twice "
    "WHERE c.id = %(cleared_cover)s"
)
_OF_OTHER = then(
    made(
        "invoices_invoice",
        "disputed",
        "'state', 'received', 'contractor_id', %(other_contractor)s, 'credited_amount', 0",
    ),
    made("invoices_invoiceline", "disputed_line", f"'invoice_id', '{ONE}'", TWO),
    copied(
        "matching_cover",
        "cleared_cover",
        "'order_id', %(disputed_order)s, 'order_line_id', %(disputed_order_line)s, "
        f"'invoice_line_id', '{TWO}', 'piece_id', null, 'quantity', 1, 'amount', 100",
    ),
)

COVERS = (
    Attack(
        "cover more than is claimed",
        _take("'amount', 330.01"),
        ("trigger cover_counted",),
        "no more is covered than is claimed",
    ),
    Attack(
        "cover a larger quantity than is claimed",
        _take("'quantity', 3.000001"),
        ("trigger cover_counted",),
        "no more is covered than is claimed",
    ),
    Attack(
        "cover more than is claimed by two rows of one statement",
        _TWICE,
        ("trigger cover_counted",),
        "no more is covered than is claimed",
    ),
    Attack(
        "give back more than was taken",
        copied("matching_cover", "cleared_cover", "'quantity', -3, 'amount', -330.01"),
        ("check orderline_amount_within_limit", "check order_within_limit", "check invoiceline_within"),
    ),
    Attack(
        "give back a larger quantity than was taken",
        copied("matching_cover", "cleared_cover", "'quantity', -3.000001, 'amount', -330"),
        ("check orderline_quantity_within_limit", "check invoiceline_within", "check piece_used_once"),
    ),
    Attack(
        "cover more than the limit of the line",
        then(
            updated("orders_orderline", "cleared_order_line", "limit_amount = 330"),
            _take(),
            _cover("cleared", "0", "0.01"),
        ),
        ("check orderline_amount_within_limit", "trigger cover_counted"),
    ),
    Attack(
        "cover more than the limit of the order",
        then(
            GIVE_BACK,
            updated("orders_order", "cleared_order", "limit_amount = 329.99"),
            copied("matching_cover", "cleared_cover", "'quantity', 3"),
        ),
        ("check order_within_limit",),
    ),
    Attack(
        "use evidence of another order",
        _take("'piece_id', %(piece)s"),
        ("trigger cover_counted",),
        "the evidence is of another line",
    ),
    Attack(
        "use evidence that nobody accepted",
        _take("'piece_id', %(waiting_piece)s"),
        ("trigger cover_counted",),
        "the evidence is of another line",
    ),
    Attack(
        "use evidence that was taken back",
        then(
            GIVE_BACK,
            made("evidence_piece", "cleared_piece", f"{FRESH}, 'corrects_id', %(cleared_piece)s, 'quantity', -8"),
            touched(
                "evidence_piece",
                "state = 'accepted', accepted_quantity = -8, accepted_amount = -800, decided_by_id = %(rita)s, "
                "decided_at = now()",
            ),
            copied("matching_cover", "cleared_cover", "'quantity', 3"),
        ),
        ("trigger cover_counted",),
        "evidence is used once, and no more of it than was accepted",
    ),
    Attack(
        "cover a disputed invoice",
        _cover("disputed"),
        ("trigger cover_claimed",),
        "an invoice with an open exception takes no cover",
    ),
    Attack(
        "cover a void invoice",
        _cover("void"),
        ("trigger cover_claimed",),
        "an invoice that is void, and a line that was struck, take no cover",
    ),
    Attack(
        "cover an invoice on a closed order",
        _cover("late"),
        ("trigger cover_claimed",),
        "cover is taken of an issued order, by its contractor, in its currency",
    ),
    Attack(
        "cover an invoice in another currency",
        then(updated("invoices_invoice", "disputed", "currency = 'USD'"), _cover("disputed")),
        ("trigger cover_claimed",),
        "cover is taken of an issued order, by its contractor, in its currency",
    ),
    Attack(
        "cover an invoice of another contractor",
        _OF_OTHER,
        ("trigger cover_claimed",),
        "cover is taken of an issued order, by its contractor, in its currency",
    ),
    Attack(
        "cover a line that was struck",
        then(updated("invoices_invoiceline", "disputed_line", "struck = true"), _cover("disputed")),
        ("trigger cover_claimed",),
        "an invoice that is disputed, and a line that was struck, take no cover",
    ),
    Attack(
        "cover by a credit note",
        _take("'invoice_line_id', %(note_line)s, 'quantity', 0, 'amount', 0"),
        ("trigger cover_claimed",),
        "cover is taken by an invoice, on the line it was paired with",
    ),
    Attack(
        "cover another line of the order",
        _take("'order_line_id', %(worked_second)s"),
        (
            "trigger cover_claimed",
            "key cover_same_order_line",
            "check orderline_amount_within_limit",
            "trigger cover_counted",
        ),
        "cover is taken by an invoice, on the line it was paired with",
    ),
    Attack(
        "edit a taking",
        updated("matching_cover", "matched_cover", "amount = 1"),
        ("grant UPDATE ON matching_cover", "trigger cover_counted"),
        "a taking never changes",
    ),
    Attack(
        "delete a taking",
        "DELETE FROM matching_cover WHERE id = %(matched_cover)s",
        ("grant DELETE ON matching_cover",),
    ),
)

UNDO = copied("matching_credit", "note_credit", "'quantity', -4, 'amount', -400, 'gross', -400")
"""What the credit note, 4 at 100, took off."""


def _credit(changes: str) -> str:
    """Take it off again, with a difference."""
    return then(UNDO, copied("matching_credit", "note_credit", changes))


_LOST = "'note_line_id', %(lost_note_line)s, 'quantity', 1, 'amount', 100, 'gross', 100"

_TRICK = then(
    made(
        "invoices_invoice",
        "lost_note",
        f"{FRESH_INVOICE}, 'looked_at', null, 'copy', 9, 'prepaid', 99.9, 'total', 0.1, 'credits_id', %(billed)s, "
        "'credits_number', (SELECT number_normal FROM invoices_invoice WHERE id = %(billed)s)",
    ),
    made("invoices_invoiceline", "lost_note_line", f"'invoice_id', '{ONE}'", TWO),
    copied("matching_credit", "note_credit", f"'note_line_id', '{TWO}', 'quantity', 1, 'amount', 100, 'gross', 0.1"),
)

CREDITS = (
    Attack(
        "give back what a credit note does not take off",
        _TRICK,
        ("trigger credit_counted",),
        "a credit note gives back no more than it takes off",
    ),
    Attack(
        "credit twice",
        copied("matching_credit", "note_credit", "'quantity', 0"),
        ("trigger credit_counted",),
        "a credit note takes off all that it says, or nothing",
    ),
    Attack(
        "credit more than is said",
        _credit("'gross', 401"),
        ("trigger credit_counted",),
        "a credit note takes off all that it says, or nothing",
    ),
    Attack(
        "give back more than is said",
        _credit("'amount', 400.01"),
        ("trigger credit_claimed",),
        "a credit note gives back what it says, and a rebate nothing",
    ),
    Attack(
        "give back a larger quantity than was invoiced",
        _credit("'quantity', 9.000001"),
        ("check invoiceline_within",),
    ),
    Attack(
        "take more off an invoice than its total",
        copied("matching_credit", "note_credit", "'gross', 901"),
        ("trigger credit_counted",),
    ),
    Attack(
        "credit another invoice",
        _credit("'invoice_id', %(matched)s, 'invoice_line_id', %(matched_line)s"),
        ("trigger credit_claimed",),
        "a credit note takes off the invoice that it names",
    ),
    Attack(
        "credit a line of another invoice",
        _credit("'invoice_line_id', %(matched_line)s"),
        ("trigger credit_claimed",),
        "a credit note takes off the invoice that it names",
    ),
    Attack(
        "credit by a note that names no invoice",
        copied("matching_credit", "note_credit", _LOST),
        ("trigger credit_claimed",),
        "a credit note takes off the invoice that it names",
    ),
    Attack(
        "credit by a disputed note",
        then(
            updated("invoices_invoice", "lost_note", "credits_id = %(billed)s"),
            copied("matching_credit", "note_credit", _LOST),
        ),
        ("trigger credit_claimed",),
        "a credit note with an open exception takes nothing off",
    ),
    Attack(
        "credit by a void note",
        then(
            UNDO,
            updated("invoices_invoice", "note", "state = 'void'"),
            copied("matching_credit", "note_credit", "'gross', 400"),
        ),
        ("trigger credit_claimed",),
        "one of the two is ended",
    ),
    Attack(
        "edit a credit",
        updated("matching_credit", "note_credit", "gross = 1"),
        ("grant UPDATE ON matching_credit", "trigger credit_counted"),
        "a credit never changes",
    ),
    Attack("delete a credit", "DELETE FROM matching_credit", ("grant DELETE ON matching_credit",)),
)

LAWFUL_COVERS = (
    Attack("give back and take again", _take(), ()),
    Attack("take without evidence", _take("'piece_id', null"), ()),
    Attack("take a part", _take("'quantity', 2, 'amount', 220"), ()),
    Attack("undo a credit and take it off again", _credit("'quantity', 4"), ()),
    Attack("give back an amount without a quantity", _credit("'quantity', 0"), ()),
)
