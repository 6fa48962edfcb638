"""A correction names what it corrects for good, stands in its place and never beside it, and stops what is paid of it."""

from ..siege import Attack
from .claims import FRESH
from .money import pay
from .writing import made, then, touched, updated

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

LAWFUL_CORRECTIONS = (Attack("receive a correction of an invoice that stands", _CORRECTED, ()),)
