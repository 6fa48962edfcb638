"""Orders, their changes and cancellations."""

from dataclasses import replace

from .documents import ORDER_CANCELLATION, ORDER_CHANGE, Document, Line, Unreadable
from .elements import Element
from .headings import heading
from .rows import (
    Days,
    charges_of,
    is_exempt,
    net_charges,
    one_mark,
    only_factor,
    period,
    tax_percent,
    taxes_of,
    text,
    unit,
    unit_price,
)
from .sums import sums

_BUYERS = ("BuyerCustomerParty", "AccountingCustomerParty", "OriginatorCustomerParty")
_SELLERS = ("SellerSupplierParty", "AccountingSupplierParty")


def order(root: Element, kind: str) -> Document:
    """An order or a change of one: its rows are those of the order as it shall be."""
    root.needed("OrderLine")
    head = heading(root, kind, _BUYERS, _SELLERS)
    if kind == ORDER_CHANGE and not head.order_number:
        raise Unreadable("incomplete", "OrderReference")
    starts_on, ends_on = _valid(root, kind)
    return replace(
        head,
        starts_on=starts_on,
        ends_on=ends_on,
        sums=sums(root, "AnticipatedMonetaryTotal", head.currency),
        lines=tuple(_line(row, kind, head.currency) for row in root.every("OrderLine")),
        charges=charges_of(root, head.currency),
        taxes=taxes_of(root, head.currency),
    )


def cancellation(root: Element, kind: str) -> Document:
    """A cancellation, which has no rows; it quotes what it cancels."""
    head = heading(root, kind, _BUYERS, _SELLERS)
    if kind == ORDER_CANCELLATION and not head.order_number:
        raise Unreadable("incomplete", "OrderReference")
    return head


def _valid(root: Element, kind: str) -> Days:
    """The days between which the order holds, else those between which it is to be delivered. A change that says only when to
    deliver leaves the days as they are: they may be the others.
    """
    valid = period(root, "ValidityPeriod")
    return valid if any(valid) or kind == ORDER_CHANGE else period(root, "Delivery", "RequestedDeliveryPeriod")


def _line(row: Element, kind: str, currency: str) -> Line:
    items = row.every("LineItem")
    if not items:
        raise Unreadable("incomplete", "LineItem")
    item = items[0]
    counted = unit(item, "Quantity")
    starts_on, ends_on = period(item, "Delivery", "RequestedDeliveryPeriod")
    return Line(
        number=item.mark("ID"),
        text=text(item) or row.text("Note"),
        quantity=item.figure("Quantity"),
        unit=counted,
        unit_price=unit_price(item, counted, currency),
        amount=item.amount(currency, "LineExtensionAmount"),
        charges=net_charges(item, currency),
        factor=only_factor(item, currency),
        tax_percent=tax_percent(item),
        is_exempt=is_exempt(item),
        starts_on=starts_on,
        ends_on=ends_on,
        order_line=_changed_line(row, item) if kind == ORDER_CHANGE else "",
        buyer_item=item.mark("Item", "BuyersItemIdentification", "ID"),
        seller_item=item.mark("Item", "SellersItemIdentification", "ID"),
        status=item.text("LineStatusCode"),
    )


def _changed_line(row: Element, item: Element) -> str:
    """The order's line that a change is about. In an order such a reference names a line of another order, which it replaces."""
    return one_mark(row, "OrderLineReference", "LineID") or item.mark("ID")
