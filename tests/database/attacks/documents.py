"""What arrived is told of once, what a document said is never put right, and what contradicts itself is settled by a person."""

from ..siege import Attack
from .claims import FRESH, SETTLED
from .writing import ONE, copied, due_at_once, made, then, updated

_CLEAR = "UPDATE matching_exception SET state = 'corrected', " + SETTLED + " WHERE invoice_id = %({0})s"
_ONCE, _STAYS = "the receive log is told of once", "the lines of a document stay as they arrived"
_BESIDE = "what is charged beside what was ordered is matched once it is tolerated or accepted"
_NOBODY = "settled_by_id = null, settled_at = null"
_BARE = "'covered_quantity', 0, 'covered_amount', 0, 'credited_quantity', 0, 'credited_amount', 0"

ARRIVALS = (
    Attack(
        "rewrite the receive log",
        updated("documents_arrival", "loaded_arrival", "became = 'something'"),
        ("trigger arrival_told", "check arrival_became"),
        _ONCE,
    ),
    Attack(
        "tell twice of what waited",
        then(
            updated("documents_arrival", "waiting_arrival", "became = 'refused'"),
            updated("documents_arrival", "waiting_arrival", "became = 'filed'"),
        ),
        ("trigger arrival_told",),
        _ONCE,
    ),
    Attack(
        "tell of other bytes than those that waited",
        updated("documents_arrival", "waiting_arrival", "became = 'filed', sha256 = 'f'"),
        ("trigger arrival_told",),
        _ONCE,
    ),
    Attack(
        "let it wait for another order",
        updated("documents_arrival", "waiting_arrival", "waits_for = 'ERP1'"),
        ("trigger arrival_told",),
        "what waits goes on waiting for the same order",
    ),
    Attack(
        "say what it says while it waits",
        updated("documents_arrival", "waiting_arrival", "content = '{}'"),
        ("trigger arrival_told",),
        "what it says is kept once, when it is taken in",
    ),
    Attack(
        "become an order without saying which",
        updated("documents_arrival", "waiting_arrival", "became = 'order'"),
        ("check arrival_became",),
    ),
    Attack(
        "be turned away and become something",
        copied("documents_arrival", "waiting_arrival", "'became', 'refused', 'became_id', %(loaded)s"),
        ("check arrival_became",),
    ),
    Attack(
        "make something of the same bytes again",
        copied("documents_arrival", "loaded_arrival", "'name', 'other.xml'"),
        ("unique arrival_bytes_once",),
    ),
    Attack(
        "delete what arrived",
        "DELETE FROM documents_arrival WHERE id = %(waiting_arrival)s",
        ("grant DELETE ON documents_arrival",),
    ),
)

IDENTITIES = (
    Attack(
        "be known by one name twice",
        copied("parties_identity", "identity", "'scheme', 'vat'"),
        ("unique identity_once",),
    ),
    Attack("be known by no name", updated("parties_identity", "identity", "value = ''"), ("check identity_said",)),
    Attack(
        "let another company's contractor be known by our name",
        updated("parties_identity", "identity", "contractor_id = %(their_contractor)s"),
        ("key identity_contractor_same_company",),
    ),
    Attack(
        "take a name from another company",
        updated("parties_identity", "their_identity", "contractor_id = %(contractor)s"),
        ("wall of parties_identity", "key identity_contractor_same_company"),
    ),
)

FINDINGS = (
    Attack(
        "settle what disagrees in nobody's name",
        updated("orders_orderfinding", "open_finding", "state = 'settled', settled_at = now()"),
        ("check orderfinding_settlement",),
    ),
    Attack(
        "find something that is settled",
        copied("orders_orderfinding", "settled_finding", "'note', 'x'"),
        ("trigger orderfinding_states",),
    ),
    Attack(
        "change what disagrees",
        updated("orders_orderfinding", "open_finding", "expected = actual"),
        ("trigger orderfinding_found",),
    ),
    Attack(
        "open what was settled",
        updated("orders_orderfinding", "settled_finding", f"state = 'open', {_NOBODY}"),
        ("trigger orderfinding_settled", "trigger orderfinding_states"),
    ),
    Attack(
        "say that somebody else settled it",
        updated("orders_orderfinding", "settled_finding", "settled_by_id = %(rita)s"),
        ("trigger orderfinding_settled",),
    ),
    Attack(
        "find what there is not",
        copied("orders_orderfinding", "open_finding", "'kind', 'mood'"),
        ("check orderfinding_kind",),
    ),
    Attack(
        "find it on a line of another order",
        copied("orders_orderfinding", "open_finding", "'line_id', %(issued_line)s"),
        ("key orderfinding_same_order_line",),
    ),
    Attack(
        "delete what disagrees",
        "DELETE FROM orders_orderfinding WHERE id = %(open_finding)s",
        ("grant DELETE ON orders_orderfinding",),
    ),
)

SAID = (
    Attack(
        "call a document typed, to correct it",
        updated("invoices_invoice", "said", "origin = 'typed', arrival_id = null"),
        ("trigger invoice_claimed", "trigger invoice_said"),
        "where an invoice came from never changes",
    ),
    Attack(
        "correct what a document said",
        updated("invoices_invoice", "said", "total = 90"),
        ("trigger invoice_said",),
        "what a document said is never corrected",
    ),
    Attack(
        "forget that it was looked at",
        updated("invoices_invoice", "said", "looked_at = null"),
        ("trigger invoice_said",),
        "what was looked at stays looked at",
    ),
    Attack(
        "bill by a document that became another invoice",
        copied("invoices_invoice", "said", FRESH + ", 'number_normal', 'OTHER'"),
        ("trigger invoice_said",),
        "what a document said is what that arrival became",
    ),
    Attack(
        "bill by a document that did not arrive",
        copied("invoices_invoice", "said", FRESH + ", 'number_normal', 'OTHER', 'arrival_id', null"),
        ("trigger invoice_said", "check invoice_origin"),
    ),
    Attack(
        "type what arrived",
        copied("invoices_invoice", "said", FRESH + ", 'number_normal', 'OTHER', 'origin', 'typed'"),
        ("check invoice_origin",),
    ),
    Attack(
        "edit a line of a document",
        updated("invoices_invoiceline", "said_line", "quantity = 1"),
        ("trigger invoiceline_said",),
        _STAYS,
    ),
    Attack(
        "strike a line of a document",
        updated("invoices_invoiceline", "said_line", "struck = true"),
        ("trigger invoiceline_said",),
        _STAYS,
    ),
    Attack(
        "add a line to a document that was looked at",
        copied("invoices_invoiceline", "said_line", "'position', 2, " + _BARE),
        ("trigger invoiceline_said",),
        _STAYS,
    ),
    Attack(
        "move a line out of a document",
        updated("invoices_invoiceline", "said_line", "invoice_id = %(disputed)s, position = 2"),
        ("trigger invoiceline_said",),
        _STAYS,
    ),
    Attack(
        "move a line into a document",
        updated("invoices_invoiceline", "disputed_line", "invoice_id = %(said)s, position = 2"),
        ("trigger invoiceline_said",),
        _STAYS,
    ),
    Attack(
        "match a document that charges beside what was ordered",
        then(_CLEAR.format("charging"), updated("invoices_invoice", "charging", "state = 'matched'")),
        ("trigger invoice_unexcepted",),
        _BESIDE,
    ),
    Attack(
        "call a charge a rounding",
        then(
            _CLEAR.format("disputed"),
            updated("invoices_invoice", "disputed", "rounding = 1, total = total + 1"),
            due_at_once("disputed"),
            updated("invoices_invoice", "disputed", "state = 'matched'"),
        ),
        ("trigger invoice_unexcepted",),
        _BESIDE,
    ),
    Attack(
        "match a line that charges",
        then(
            _CLEAR.format("disputed"),
            updated("invoices_invoiceline", "disputed_line", "charges = 1"),
            updated("invoices_invoice", "disputed", "state = 'matched'"),
        ),
        ("trigger invoice_unexcepted",),
        _BESIDE,
    ),
)

DOCUMENTS = (*ARRIVALS, *IDENTITIES, *FINDINGS, *SAID)

_ADMITTED = "'door', 'admitted', 'became', 'invoice', 'became_id', '{0}', 'number', 'Again'"
LAWFUL_DOCUMENTS = (
    Attack(
        "tell what became of what waited",
        updated(
            "documents_arrival",
            "waiting_arrival",
            "became = 'receipt', became_id = %(attached)s, waits_for = '', content = '{}'",
        ),
        (),
    ),
    Attack(
        "keep the same bytes that make nothing",
        copied("documents_arrival", "loaded_arrival", "'became', 'same', 'became_id', null"),
        (),
    ),
    Attack("admit the same bytes", copied("documents_arrival", "said_bill", _ADMITTED.format(ONE)), ()),
    Attack(
        "settle what disagrees",
        updated("orders_orderfinding", "open_finding", f"state = 'settled', {SETTLED}, reason = 'Asked'"),
        (),
    ),
    Attack(
        "pair a line of a document",
        updated("invoices_invoiceline", "said_line", "order_line_id = null, paired_by = 'person'"),
        (),
    ),
    Attack(
        "take something back on a line of a document",
        then(
            made("documents_arrival", "said_bill", _ADMITTED.format(ONE)),
            made(
                "invoices_invoice",
                "said",
                FRESH + f", 'number_normal', 'OTHER', 'arrival_id', '{ONE}', 'looked_at', null",
            ),
            copied(
                "invoices_invoiceline", "said_line", f"'invoice_id', '{ONE}', 'quantity', -1, 'amount', -1, " + _BARE
            ),
        ),
        (),
    ),
)
