"""What a UBL document says, in the words of our own verbs. Pure: nothing is looked up and nothing is decided."""

from decimal import Decimal
from typing import Any
from uuid import UUID

from counterfoil.formats.ubl.documents import CORRECTION, CREDIT_NOTE, RECEIPT, Document, Line, Sums
from counterfoil.formats.ubl.values import EXACT
from counterfoil.foundation.kernel.money import ZERO
from counterfoil.foundation.kernel.values import parsed
from counterfoil.lifecycle.evidence.values import DeliveryValues
from counterfoil.lifecycle.invoices.values import DocumentValues
from counterfoil.lifecycle.orders.numbers import is_placeholder, normal
from counterfoil.lifecycle.orders.pricing import line_amount
from counterfoil.lifecycle.orders.values import LoadValues, RestateValues

from . import stating

_LONGEST_NAME, _LONGEST_TEXT = 200, 10_000
_GONE, _STANDS, _UNTOUCHED = {"cancelled", "canceled", "deleted", "2"}, {"revised", "changed", "3"}, "4"
"""What a change does to a line, in UBL's words and by the codes of UNCL1229. What else it says there decides nothing."""
_PLACES = Decimal("0.000001")
_Facts = dict[str, Any]


def load_values(document: Document, contractor_id: UUID) -> LoadValues:
    """An order. Its ceiling is the net total that it states. Raises Invalid."""
    facts = {
        "number": document.number,
        "contractor_id": contractor_id,
        "title": _name(next((line.text for line in document.lines if line.text), document.note)) or document.number,
        "currency": document.currency,
        "issued_on": document.issued_on,
        "starts_on": document.starts_on,
        "ends_on": document.ends_on,
        "notes": document.note[:_LONGEST_TEXT],
        "net": stated_net(document),
        "lines": [_ordered(line, document.currency) for line in document.lines],
        "charges": stating.charges(document, _lines_of(document)),
        "taxes": stating.taxes(document),
    }
    return parsed(LoadValues, facts)


def restate_values(document: Document) -> RestateValues:
    """A change of an order. Of a line that is gone, or ordered no more, the name is all that counts. Raises Invalid."""
    rows = [line for line in document.lines if line.status != _UNTOUCHED]
    left = [line for line in rows if line.status.lower() not in _GONE]
    facts = {
        "number": document.number,
        "sequence": document.sequence,
        "issued_on": document.issued_on,
        "starts_on": document.starts_on,
        "ends_on": document.ends_on,
        "currency": document.currency,
        "net": stated_net(document) if _states_total(document) else None,
        "lines": [
            _ordered(line, document.currency) | {"stands": line.status.lower() in _STANDS}
            for line in left
            if not _orders_nothing(line)
        ],
        "gone": [_called(line) for line in rows if line.status.lower() in _GONE],
        "empty": [_called(line) for line in left if _orders_nothing(line) and _called(line)],
        "charges": stating.charges(document, _lines_of(document))
        if document.charges or _states_total(document)
        else None,
        "taxes": stating.taxes(document) if document.taxes or _states_total(document) else None,
    }
    return parsed(RestateValues, facts)


def _orders_nothing(line: Line) -> bool:
    """Nothing of it, or for nothing: where one of the two is not stated, the other decides."""
    stated = [figure for figure in (line.quantity, line.amount) if figure is not None]
    return bool(stated) and not any(stated)


def delivery_values(document: Document) -> DeliveryValues:
    """A despatch or receipt advice; rows of which nothing came say nothing. Raises Invalid."""
    lines = [_delivered(line, document) for line in document.lines if line.quantity is None or line.quantity]
    facts = {
        "kind": "receipt" if document.kind == RECEIPT else "despatch",
        "number": document.number,
        "despatches": list(document.refers_to) if document.kind == RECEIPT else [],
        "note": document.note[:_LONGEST_TEXT],
        "lines": lines,
    }
    return parsed(DeliveryValues, facts)


def invoice_values(document: Document, contractor_id: UUID) -> DocumentValues:
    """An invoice or a credit note; an invoice below zero is a credit note, with its signs turned. So are those of a credit note
    below zero, which is then for a person to say. Raises Invalid."""
    printed = document.sums
    turned = (printed.payable or ZERO) < 0
    sign = -1 if turned else 1
    is_credit = turned or document.kind == CREDIT_NOTE
    names = document.refers_to[0] if len(document.refers_to) == 1 else ""
    facts = {
        "kind": "credit" if is_credit else "invoice",
        "type_code": document.type_code,
        "written_as": document.name,
        "below_zero": turned and document.kind == CREDIT_NOTE,
        "is_correction": document.kind == CORRECTION and not is_credit,
        "corrects": names if document.kind == CORRECTION and not is_credit else "",
        "contractor_id": contractor_id,
        "number": document.number,
        "quoted": document.order_number,
        "credits": names if is_credit else "",
        "currency": document.currency,
        "issued_on": document.issued_on,
        "due_on": document.due_on,
        "charges": sign * _charges(printed),
        "tax": sign * (printed.tax or ZERO),
        "rounding": sign * printed.rounding,
        "prepaid": sign * printed.prepaid,
        "total": sign * (printed.payable or ZERO),
        "note": document.note[:_LONGEST_TEXT],
        "lines": [_billed(line, document, sign) for line in document.lines if not _says_nothing(line)],
    }
    return parsed(DocumentValues, facts)


def _says_nothing(line: Line) -> bool:
    """A row of text: of nothing, for nothing."""
    return line.quantity is not None and not line.quantity and not line.amount


def stated_net(document: Document) -> Decimal:
    """The total without tax as far as it is stated: the net, else the lines with charges, else what is payable less tax."""
    printed = document.sums
    if printed.net is not None:
        return printed.net
    if printed.lines is not None:
        return printed.lines + printed.charges
    if printed.payable is not None:
        return printed.payable - (printed.tax or ZERO)
    return _lines_of(document)


def _lines_of(document: Document) -> Decimal:
    return sum((_amount(line, document.currency) for line in document.lines), ZERO)


def _charges(printed: Sums) -> Decimal:
    """Charges less allowances of the whole document; where none are named, what the net total differs from the lines by."""
    if printed.charges or printed.net is None or printed.lines is None:
        return printed.charges
    return printed.net - printed.lines


def _states_total(document: Document) -> bool:
    return any(figure is not None for figure in (document.sums.net, document.sums.lines, document.sums.payable))


def _ordered(line: Line, currency: str) -> _Facts:
    quantity, price = _measured(line)
    amount = _amount(line, currency)
    return _row(line) | {
        "reference": _called(line),
        "quantity": quantity,
        "unit_price": price,
        "discount": stating.line_discount(line, quantity, price, amount, currency),
        "amount": amount,
        "tax_exempt": line.is_exempt,
    }


def _called(line: Line) -> str:
    """What the order calls the line."""
    return line.order_line or line.number


def _delivered(line: Line, document: Document) -> _Facts:
    row = _row(line)
    return row | {"reference": _reference(line, document), "quantity": line.quantity, "text": row["text"] or ""}


def _billed(line: Line, document: Document, sign: int) -> _Facts:
    quantity, price = _measured(line)
    amount = sign * _amount(line, document.currency)
    quantity = sign * quantity
    if amount < 0 < quantity:
        quantity = -quantity
    return _row(line) | {
        "reference": _reference(line, document),
        "quantity": quantity,
        "unit_price": abs(price),
        "charges": sign * line.charges,
        "amount": amount,
    }


def _row(line: Line) -> _Facts:
    return {
        "text": _name(line.text) or line.number or "-",
        "unit": line.unit,
        "buyer_item": line.buyer_item,
        "seller_item": line.seller_item,
        "starts_on": line.starts_on,
        "ends_on": line.ends_on,
    }


def _reference(line: Line, document: Document) -> str:
    """The order's row that it names; a row of another order than the document's is none."""
    same = is_placeholder(line.order_number) or normal(line.order_number) == normal(document.order_number)
    return line.order_line if same else ""


def _measured(line: Line) -> tuple[Decimal, Decimal]:
    """Quantity and unit price as they are stated; what is not stated follows from the amount, as one lump if need be."""
    quantity = Decimal(1) if line.quantity is None else line.quantity
    if line.unit_price is not None:
        return quantity, line.unit_price
    amount = (line.amount or ZERO) - line.charges
    return quantity, EXACT.quantize(EXACT.divide(abs(amount), abs(quantity)), _PLACES) if quantity else ZERO


def _amount(line: Line, currency: str) -> Decimal:
    if line.amount is not None:
        return line.amount
    quantity, price = _measured(line)
    return line_amount(quantity, price, currency) + line.charges


def _name(text: str) -> str:
    """A text in one line, as long as a name may be."""
    line = " ".join(text.split())
    return line if len(line) <= _LONGEST_NAME else line[: _LONGEST_NAME - 1] + "…"
