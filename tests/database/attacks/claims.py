"""An invoice says what it said, begins at the beginning, and stands where its figures let it."""

from ..siege import Attack
from .covers import GIVE_BACK
from .writing import FRESH_INVOICE, ONE, copied, due_at_once, made, then, updated

SETTLED = "settled_by_id = %(bela)s, settled_at = now()"
FRESH = FRESH_INVOICE
_LINE = "'covered_quantity', 0, 'covered_amount', 0, 'credited_quantity', 0, 'credited_amount', 0"

CLAIMS = (
    Attack(
        "receive an invoice that is matched",
        copied("invoices_invoice", "matched", "'number_normal', 'OTHER'"),
        ("trigger invoice_states",),
        "invoices_invoice can not begin as matched",
    ),
    Attack(
        "take in the same number again",
        copied("invoices_invoice", "matched", FRESH),
        ("unique invoice_number_once",),
    ),
    Attack(
        "renumber a disputed invoice",
        updated("invoices_invoice", "disputed", "number = 'X', number_normal = 'X'"),
        ("trigger invoice_claimed",),
        "invoices_invoice is frozen since it is disputed",
    ),
    Attack(
        "say that somebody else entered it",
        updated("invoices_invoice", "disputed", "entered_by_id = %(fay)s"),
        ("trigger invoice_claimed",),
    ),
    Attack(
        "let another contractor claim",
        updated("invoices_invoice", "disputed", "contractor_id = %(other_contractor)s"),
        ("trigger invoice_claimed",),
    ),
    Attack(
        "raise the total of a matched invoice",
        updated("invoices_invoice", "matched", "total = total + 1"),
        ("trigger invoice_settled",),
    ),
    Attack(
        "link a matched invoice to another order",
        updated("invoices_invoice", "matched", "order_id = %(issued)s"),
        ("trigger invoice_settled",),
    ),
    Attack(
        "let a void invoice live",
        updated("invoices_invoice", "void", "state = 'received'"),
        ("trigger invoice_states",),
        "invoices_invoice can not go from void to received",
    ),
    Attack(
        "match what was rejected",
        updated("invoices_invoice", "rejected_invoice", "state = 'matched'"),
        ("trigger invoice_states", "trigger invoice_unexcepted"),
    ),
    Attack(
        "write what was allocated",
        updated("invoices_invoice", "matched", "allocated_amount = total + 0.01"),
        ("trigger invoice_balances", "check invoice_within_total"),
    ),
    Attack(
        "write what was credited",
        updated("invoices_invoice", "matched", "credited_amount = total + 0.01"),
        ("trigger invoice_balances", "check invoice_within_total"),
    ),
    Attack(
        "write what has arrived",
        updated("invoices_invoice", "partly", "settled_amount = allocated_amount + 0.01"),
        ("trigger invoice_balances", "check invoice_within_total"),
    ),
    Attack(
        "claim by another kind of paper",
        copied("invoices_invoice", "matched", FRESH + ", 'kind', 'pro forma'"),
        ("check invoice_kind",),
    ),
    Attack(
        "claim nothing",
        copied("invoices_invoice", "matched", FRESH + ", 'number_normal', 'OTHER', 'total', 0"),
        ("check invoice_sums",),
    ),
    Attack(
        "claim without a number",
        copied("invoices_invoice", "matched", FRESH + ", 'number_normal', ''"),
        ("check invoice_sums",),
    ),
    Attack(
        "delete an invoice",
        "DELETE FROM invoices_invoice WHERE id = %(lost)s",
        (
            "grant DELETE ON invoices_invoice",
            "key invoiceline_invoice_same_company",
            "key instalment_invoice_same_company",
            "key invoiceexception_invoice_same_company",
        ),
    ),
    # -- lines
    Attack(
        "edit a line of a matched invoice",
        updated("invoices_invoiceline", "matched_line", "quantity = 9"),
        ("trigger invoiceline_settled",),
        "invoices_invoiceline is frozen with its invoices_invoice",
    ),
    Attack(
        "pair a line of a matched invoice with another line",
        updated("invoices_invoiceline", "matched_line", "order_line_id = %(worked_second)s"),
        ("trigger invoiceline_settled",),
    ),
    Attack(
        "strike a line of a matched invoice",
        updated("invoices_invoiceline", "matched_line", "struck = true"),
        ("trigger invoiceline_settled",),
    ),
    Attack(
        "add a line to a paid invoice",
        copied("invoices_invoiceline", "paid_line", "'position', 2, " + _LINE),
        ("trigger invoiceline_settled",),
    ),
    Attack(
        "move a line out of a matched invoice",
        updated("invoices_invoiceline", "matched_line", "invoice_id = %(disputed)s, position = 2"),
        ("trigger invoiceline_settled",),
    ),
    Attack(
        "move a line into a matched invoice",
        updated("invoices_invoiceline", "disputed_line", "invoice_id = %(matched)s, position = 2"),
        ("trigger invoiceline_settled",),
    ),
    Attack(
        "write the cover of a line",
        updated("invoices_invoiceline", "disputed_line", "covered_quantity = -0.000001"),
        ("trigger invoiceline_balances", "check invoiceline_within"),
    ),
    Attack(
        "write what was credited of a line",
        updated("invoices_invoiceline", "disputed_line", "credited_amount = amount + 0.01"),
        ("trigger invoiceline_balances", "check invoiceline_within"),
    ),
    Attack(
        "write what was credited of a line's quantity",
        updated("invoices_invoiceline", "disputed_line", "credited_quantity = quantity + 0.000001"),
        ("trigger invoiceline_balances", "check invoiceline_within"),
    ),
    Attack(
        "have two lines in one place",
        copied("invoices_invoiceline", "disputed_line", "'text', 'Other'"),
        ("unique invoiceline_position_once",),
    ),
    Attack(
        "claim a negative amount on a line",
        updated("invoices_invoiceline", "disputed_line", "amount = -1"),
        ("trigger invoiceline_said",),
        "only a document takes something back on a line",
    ),
    Attack(
        "claim a negative quantity on a line",
        updated("invoices_invoiceline", "disputed_line", "quantity = -1"),
        ("trigger invoiceline_said",),
        "only a document takes something back on a line",
    ),
    Attack(
        "claim a quantity of nothing on a line",
        updated("invoices_invoiceline", "disputed_line", "quantity = 0"),
        ("check invoiceline_figures",),
    ),
    Attack(
        "delete a line",
        "DELETE FROM invoices_invoiceline WHERE id = %(disputed_line)s",
        ("grant DELETE ON invoices_invoiceline", "key invoiceexception_invoice_line_same_company"),
    ),
    # -- where it stands
    Attack(
        "match an invoice with an open exception",
        updated("invoices_invoice", "disputed", "state = 'matched'"),
        ("trigger invoice_unexcepted",),
        "an invoice with an open exception is not matched",
    ),
    Attack(
        "clear an invoice with an open exception",
        updated("invoices_invoice", "disputed", "state = 'cleared'"),
        ("trigger invoice_unexcepted",),
        "an invoice with an open exception is not cleared",
    ),
    Attack(
        "match an invoice whose exception was turned down",
        then(
            updated("matching_exception", "disputed_exception", f"state = 'rejected', {SETTLED}"),
            updated("invoices_invoice", "disputed", "state = 'matched'"),
        ),
        ("trigger invoice_unexcepted",),
        "an invoice with an open exception is not matched",
    ),
    Attack(
        "match what is not covered",
        then(
            updated("matching_exception", "disputed_exception", f"state = 'corrected', {SETTLED}"),
            updated("invoices_invoice", "disputed", "state = 'matched'"),
        ),
        ("trigger invoice_unexcepted",),
        "an invoice is matched once all of it is covered",
    ),
    Attack(
        "match a total that the lines do not give",
        then(
            updated("matching_exception", "disputed_exception", f"state = 'corrected', {SETTLED}"),
            updated("invoices_invoice", "disputed", "total = total + 0.06"),
            due_at_once("disputed"),
            updated("invoices_invoice", "disputed", "state = 'matched'"),
        ),
        ("trigger invoice_unexcepted",),
        "lines and tax give the total of what is matched",
    ),
    Attack(
        "match an invoice without lines",
        then(
            made("invoices_invoice", "matched", FRESH + ", 'number_normal', 'OTHER'"),
            f"UPDATE invoices_invoice SET state = 'matched' WHERE id = '{ONE}'",
        ),
        ("trigger invoice_unexcepted",),
        "lines and tax give the total of what is matched",
    ),
    Attack(
        "match an invoice of nothing but tax on no order",
        then(
            made(
                "invoices_invoice",
                "matched",
                FRESH + ", 'number_normal', 'OTHER', 'net', 0, 'tax', 5, 'total', 5, 'order_id', null",
            ),
            f"UPDATE invoices_invoice SET state = 'matched' WHERE id = '{ONE}'",
        ),
        ("trigger invoice_unexcepted",),
        "an invoice is matched once all of it is covered",
    ),
    Attack(
        "clear what nobody accepted",
        updated("invoices_invoice", "matched", "state = 'cleared'"),
        ("trigger invoice_unexcepted",),
        "an invoice is cleared when an exception on it was accepted",
    ),
    Attack(
        "make an invoice void that keeps its cover",
        updated("invoices_invoice", "matched", "state = 'void'"),
        ("trigger invoice_unexcepted",),
        "what is void has given back all that it took",
    ),
    Attack(
        "dispute an invoice that keeps its cover",
        updated("invoices_invoice", "cleared", "state = 'disputed'"),
        ("trigger invoice_unexcepted",),
        "what is disputed has given back all that it took",
    ),
    Attack(
        "count an invoice as credited",
        then(GIVE_BACK, updated("invoices_invoice", "cleared", "state = 'credited'")),
        ("trigger invoice_unexcepted",),
        "an invoice is credited once all of it is",
    ),
    Attack(
        "make a credit note void that keeps what it took off",
        updated("invoices_invoice", "note", "state = 'void'"),
        ("trigger invoice_unexcepted",),
        "what is void has given back all that it took",
    ),
    Attack(
        "match a credit note that takes nothing off",
        then(
            f"UPDATE matching_exception SET state = 'corrected', {SETTLED} WHERE invoice_id = %(lost_note)s",
            updated("invoices_invoice", "lost_note", "state = 'matched'"),
        ),
        ("trigger invoice_unexcepted",),
        "a credit note is matched once it takes off all that it says",
    ),
)

LAWFUL_CLAIMS = (
    Attack("take in another number", copied("invoices_invoice", "matched", FRESH + ", 'number_normal', 'OTHER'"), ()),
    Attack("take in the number of a void one", copied("invoices_invoice", "void", FRESH), ()),
    Attack(
        "take in a credit note of the same number",
        copied("invoices_invoice", "matched", FRESH + ", 'kind', 'credit'"),
        (),
    ),
    Attack("admit a duplicate", copied("invoices_invoice", "matched", FRESH + ", 'copy', 1"), ()),
    Attack("correct what waits", updated("invoices_invoice", "disputed", "currency = 'USD', net = 1, total = 1"), ()),
    Attack(
        "look at what is matched again", updated("invoices_invoice", "matched", "looked_at = now(), version = 9"), ()
    ),
    Attack(
        "pair a line that waits", updated("invoices_invoiceline", "lost_line", "order_line_id = %(issued_line)s"), ()
    ),
    Attack("strike a line that waits", updated("invoices_invoiceline", "disputed_line", "struck = true"), ()),
    Attack("void what gave all back", then(GIVE_BACK, updated("invoices_invoice", "cleared", "state = 'void'")), ()),
)
