"""Despatch advices and receipt advices: what was sent, and what came."""

from dataclasses import replace
from decimal import Decimal

from .documents import DESPATCH, Document, Line, Unreadable
from .elements import Element, each_once
from .headings import heading, order_number
from .rows import Days, on_day, one_mark, text, unit
from .values import EXACT

# Who takes or ships the goods may be a warehouse or a carrier: they stand in only where buyer or seller is not named.
_BUYERS = ("BuyerCustomerParty", "AccountingCustomerParty", "DeliveryCustomerParty")
_SELLERS = ("SellerSupplierParty", "AccountingSupplierParty", "DespatchSupplierParty")
_ROWS = {DESPATCH: ("DespatchLine", "DeliveredQuantity")}
_RECEIVED = ("ReceiptLine", "ReceivedQuantity")


def delivery(root: Element, kind: str) -> Document:
    """A delivery. What was received is what stays: what is rejected is taken off, and what is short or still to come was
    never in it."""
    name, quantity = _ROWS.get(kind, _RECEIVED)
    root.needed(name)
    head = heading(root, kind, _BUYERS, _SELLERS)
    lines = tuple(_line(row, quantity) for row in root.every(name))
    starts_on, ends_on = _days(root, "Shipment", "Delivery")
    return replace(
        head,
        order_number=order_number(root, lines),
        refers_to=_despatches(root),
        starts_on=starts_on,
        ends_on=ends_on,
        lines=lines,
    )


def _despatches(root: Element) -> tuple[str, ...]:
    inside = root.marks("ReceiptLine", "DespatchLineReference", "DocumentReference", "ID")
    return each_once([*root.marks("DespatchDocumentReference", "ID"), *inside])


def _days(of: Element, *path: str) -> Days:
    """The day it was handed over, else the day it was sent. What was asked for is not when it happened."""
    handed_over = of.day(*path, "ActualDeliveryDate")
    return on_day(handed_over or of.day(*path, "Despatch", "ActualDespatchDate"))


def _line(row: Element, quantity: str) -> Line:
    received_on = row.day("ReceivedDate")
    starts_on, ends_on = on_day(received_on) if received_on else _days(row, "Shipment", "Delivery")
    return Line(
        number=row.mark("ID"),
        text=text(row),
        quantity=_kept(row, quantity),
        unit=unit(row, quantity),
        starts_on=starts_on,
        ends_on=ends_on,
        order_number=one_mark(row, "OrderLineReference", "OrderReference", "ID"),
        order_line=one_mark(row, "OrderLineReference", "LineID"),
        buyer_item=row.mark("Item", "BuyersItemIdentification", "ID"),
        seller_item=row.mark("Item", "SellersItemIdentification", "ID"),
        status=row.text("LineStatusCode"),
    )


def _kept(row: Element, quantity: str) -> Decimal | None:
    """What came, less what of it was rejected, and never below nothing. None where it says nothing of what came."""
    came, rejected = row.figure(quantity), row.figure("RejectedQuantity")
    if came is None or rejected is None or rejected <= 0:
        return came
    # Receipts differ on whether what is rejected is within what was received. Where it is not, too little is accepted and
    # a person puts it right; the other way round it would be paid.
    if unit(row, "RejectedQuantity") not in ("", unit(row, quantity)):
        raise Unreadable("figure", "RejectedQuantity")
    return max(EXACT.subtract(came, rejected), Decimal(0))
