"""A correction names what it corrects for good, stands in its place and never beside it, and stops what is paid of it."""

from ..siege import Attack
from .claims import FRESH
from .money import pay
from .writing import ONE, TWO, copied, made, then, touched, updated

_NAMES = (
    "'corrects_id', %(matched)s, 'corrects_number', (SELECT number_normal FROM invoices_invoice WHERE id = %(matched)s)"
)
_CORRECTED = made("invoices_invoice", "matched", f"{FRESH}, 'copy', 9, 'is_correction', true, {_NAMES}")
_FOR_GOOD = "a correction names one invoice of its contractor, for good"

CORRECTIONS = (
    Attack(
        "correct an invoice without being a correction",
        made("invoices_invoice", "matched", f"{FRESH}, 'copy', 9, {_NAMES}"),
        ("trigger invoice_correction",),
        _FOR_GOOD,
    ),
    Attack(
        "correct an invoice of another contractor",
        made(
            "invoices_invoice",
            "matched",
            f"{FRESH}, 'is_correction', true, 'contractor_id', %(other_contractor)s, 'order_id', null, {_NAMES}",
        ),
        ("trigger invoice_correction",),
        _FOR_GOOD,
    ),
    Attack(
        "correct an invoice of another number",
        made("invoices_invoice", "matched", f"{FRESH}, 'copy', 9, 'is_correction', true, 'corrects_id', %(disputed)s"),
        ("trigger invoice_correction",),
        _FOR_GOOD,
    ),
    Attack(
        "take back what a correction names",
        then(_CORRECTED, touched("invoices_invoice", "corrects_id = null")),
        ("trigger invoice_correction",),
        _FOR_GOOD,
    ),
    Attack(
        "match a correction beside what it corrects",
        then(_CORRECTED, touched("invoices_invoice", "state = 'matched'")),
        ("trigger invoice_correction", "trigger invoice_unexcepted"),
        "a correction is matched once what it corrects is void",
    ),
    Attack(
        "clear an invoice against which a correction stands",
        then(_CORRECTED, updated("invoices_invoice", "matched", "state = 'cleared'")),
        ("trigger invoice_correction", "trigger invoice_unexcepted"),
        "an invoice against which a correction stands is not cleared",
    ),
    Attack(
        "pay an invoice against which a correction stands",
        then(_CORRECTED, pay("matched", "10")),
        ("trigger allocation_payable",),
        "an invoice against which a correction stands is not paid",
    ),
)

_OF_PAID = made(
    "invoices_invoice",
    "paid",
    f"{FRESH}, 'looked_at', null, 'charged_amount', 0, 'copy', 9, 'is_correction', true, 'corrects_id', %(paid)s, "
    "'corrects_number', (SELECT number_normal FROM invoices_invoice WHERE id = %(paid)s)",
)
_UNCOVERED = copied("matching_cover", "paid_cover", "'quantity', -1, 'amount', -95")
_VOID = updated("invoices_invoice", "paid", "state = 'void'")
_MOVED = updated("payments_allocation", "paid_allocation", f"invoice_id = '{ONE}'")
_TAKEN_OVER = (_OF_PAID, _UNCOVERED, _VOID, _MOVED)
_ELSEWHERE = "what has left for an invoice moves to the correction that makes it void, and nowhere else"

MOVED = (
    Attack(
        "move what was paid to another invoice",
        updated("payments_allocation", "paid_allocation", "invoice_id = %(matched)s"),
        ("trigger allocation_payable",),
        _ELSEWHERE,
    ),
    Attack(
        "move what was paid to a correction while what it corrects stands",
        then(_OF_PAID, _MOVED),
        ("trigger allocation_payable",),
        _ELSEWHERE,
    ),
    Attack(
        "move a set-off to another invoice",
        updated("payments_setoff", "alone_setoff", "invoice_id = %(owing)s"),
        ("trigger setoff_payable",),
        _ELSEWHERE,
    ),
    Attack(
        "make another amount of what moves",
        then(_OF_PAID, _UNCOVERED, _VOID, f"{_MOVED.replace(' WHERE', ', amount = 1 WHERE')}"),
        ("trigger allocation_payable",),
        "an allocation is only ever taken back",
    ),
    Attack(
        "clear the correction to which the money moves that one has released",
        then(
            _OF_PAID,
            made("matching_exception", "disputed_exception", f"'invoice_id', '{ONE}', 'invoice_line_id', null", TWO),
            touched(
                "matching_exception",
                "state = 'accepted', reason = 'Agreed', settled_at = now(), settled_by_id = %(fay)s",
                TWO,
            ),
            _UNCOVERED,
            _VOID,
            _MOVED,
        ),
        ("trigger allocation_payable",),
        "who let money go does not clear the correction that it moves to",
    ),
    Attack(
        "make void what is paid, with no correction of it",
        _VOID,
        ("trigger invoice_paid", "trigger invoice_unexcepted"),
        "what is being paid is void by its correction alone",
    ),
    Attack(
        "make a correction void that has taken money over",
        then(*_TAKEN_OVER, touched("invoices_invoice", "state = 'void'")),
        ("trigger invoice_paid",),
        "a payment still stands on it",
    ),
)

LAWFUL_CORRECTIONS = (
    Attack("take over what was paid", then(*_TAKEN_OVER), ()),
    Attack("receive a correction of an invoice that stands", _CORRECTED, ()),
)
