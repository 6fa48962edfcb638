"""Invoices and credit notes."""

from dataclasses import replace

from .documents import Document, Line, Unreadable
from .elements import Element
from .headings import heading, order_number
from .papers import claims_nothing, type_code
from .rows import Days, net_charges, on_day, one_mark, period, text, unit, unit_price
from .sums import sums

_BUYERS = ("AccountingCustomerParty", "BuyerCustomerParty")
_SELLERS = ("AccountingSupplierParty", "SellerSupplierParty")
_ROWS = {"Invoice": ("InvoiceLine", "InvoicedQuantity")}
_CREDITED = ("CreditNoteLine", "CreditedQuantity")


def bill(root: Element, kind: str) -> Document:
    """A bill with everything it states. An amount to pay must be among it: raises Unreadable."""
    name, quantity = _ROWS.get(root.name, _CREDITED)
    root.needed(name, "LegalMonetaryTotal")
    head = heading(root, kind, _BUYERS, _SELLERS)
    printed = sums(root, "LegalMonetaryTotal", head.currency)
    if printed.payable is None:
        raise Unreadable("incomplete", "PayableAmount")
    lines = tuple(_line(row, quantity, head.currency) for row in root.every(name))
    starts_on, ends_on = _days(root)
    return replace(
        head,
        # What is printed is kept, be it NA: it is what its sender answers for.
        order_number=order_number(root, lines) or one_mark(root, "OrderReference", "ID"),
        starts_on=starts_on,
        ends_on=ends_on,
        due_on=root.day("DueDate") or root.day("PaymentMeans", "PaymentDueDate"),
        sums=printed,
        lines=lines,
        type_code=type_code(root),
    )


def no_claim(root: Element, kind: str) -> Document:
    """A paper that looks like a bill and claims nothing: only what it is about is read."""
    head = heading(root, kind, _BUYERS, _SELLERS)
    return replace(head, type_code=type_code(root), claims_nothing=claims_nothing(root))


def _days(of: Element) -> Days:
    """The period that is billed, else the day of delivery."""
    billed = period(of, "InvoicePeriod")
    return billed if any(billed) else on_day(of.day("Delivery", "ActualDeliveryDate"))


def _line(row: Element, quantity: str, currency: str) -> Line:
    counted = unit(row, quantity)
    starts_on, ends_on = _days(row)
    return Line(
        number=row.mark("ID"),
        text=text(row),
        quantity=row.figure(quantity),
        unit=counted,
        unit_price=unit_price(row, counted, currency),
        amount=row.amount(currency, "LineExtensionAmount"),
        charges=net_charges(row, currency),
        starts_on=starts_on,
        ends_on=ends_on,
        order_number=one_mark(row, "OrderLineReference", "OrderReference", "ID"),
        order_line=one_mark(row, "OrderLineReference", "LineID"),
        buyer_item=row.mark("Item", "BuyersItemIdentification", "ID"),
        seller_item=row.mark("Item", "SellersItemIdentification", "ID"),
    )
