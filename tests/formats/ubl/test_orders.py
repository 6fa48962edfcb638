"""Orders, their changes and cancellations."""

from datetime import date
from decimal import Decimal

import pytest

from counterfoil.formats.ubl.documents import Identifier, Line, Party, Sums

from .samples import ORDER, ORDER_CANCELLATION, ORDER_CHANGE, QUOTED, changed, reading, refusal

LINE = Line(
    number="4",
    text="Shelf: Oak, 40 mm",
    quantity=Decimal(40),
    unit="C62",
    unit_price=Decimal("2.50"),
    amount=Decimal("100.00"),
    starts_on=date(2026, 3, 10),
    ends_on=date(2026, 3, 12),
    buyer_item="B-1",
    seller_item="S-1",
    status="Revised",
)


def test_an_order_is_read() -> None:
    order = reading(ORDER)
    assert (order.kind, order.name, order.version, order.number) == ("order", "Order", "2.1", "PO-7")
    assert (order.issued_on, order.currency, order.note) == (date(2026, 3, 2), "EUR", "As agreed")
    assert (order.contract, order.buyer_reference) == ("C-9", "Ward 3")
    assert order.buyer == Party("Brook Council", identifiers=(Identifier("vat", "GB1"),))
    assert order.seller == Party("Joiner", identifiers=(Identifier("vat", "GB2"),))
    assert order.sums == Sums(lines=Decimal(100), payable=Decimal(100))
    assert order.lines == (LINE,)


def test_an_order_holds_for_as_long_as_it_says_else_until_it_is_delivered() -> None:
    assert (reading(ORDER).starts_on, reading(ORDER).ends_on) == (None, date(2026, 6, 30))
    period = "<cbc:StartDate>2026-03-10</cbc:StartDate>"
    delivery = f"<cac:Delivery><cac:RequestedDeliveryPeriod>{period}</cac:RequestedDeliveryPeriod></cac:Delivery>"
    without = changed(ORDER, "<cac:ValidityPeriod><cbc:EndDate>2026-06-30</cbc:EndDate></cac:ValidityPeriod>", delivery)
    assert (reading(without).starts_on, reading(without).ends_on) == (date(2026, 3, 10), None)


def test_a_change_says_for_each_row_what_becomes_of_it() -> None:
    change = reading(ORDER_CHANGE)
    assert (change.kind, change.number, change.order_number) == ("order_change", "CH-1", "PO-7")
    assert (change.currency, change.sums) == ("EUR", Sums())
    assert [(line.number, line.order_line, line.status) for line in change.lines] == [("4", "4", "Revised")]


def test_an_orders_line_is_called_by_its_own_number_and_a_changed_one_by_the_orders() -> None:
    """In an order the reference names a line of the order that is replaced."""
    other = "<cac:OrderLine><cac:OrderLineReference><cbc:LineID>9</cbc:LineID></cac:OrderLineReference>"
    assert reading(changed(ORDER, "<cac:OrderLine>", other)).lines == (LINE,)
    change = reading(changed(ORDER_CHANGE, "<cac:OrderLine>", other))
    assert [(line.number, line.order_line) for line in change.lines] == [("4", "9")]


def test_a_change_says_its_place_among_the_changes_and_the_new_days() -> None:
    days = "<cbc:StartDate>2026-03-10</cbc:StartDate>"
    sequence = "<cbc:SequenceNumberID>2</cbc:SequenceNumberID><cac:OrderReference>"
    valid = f"<cac:ValidityPeriod>{days}</cac:ValidityPeriod><cac:OrderReference>"
    delivery = f"<cac:Delivery><cac:RequestedDeliveryPeriod>{days}</cac:RequestedDeliveryPeriod></cac:Delivery>"
    assert (reading(ORDER_CHANGE).sequence, reading(ORDER_CHANGE).starts_on) == ("", None)
    assert reading(changed(ORDER_CHANGE, "<cac:OrderReference>", sequence)).sequence == "2"
    assert reading(changed(ORDER_CHANGE, "<cac:OrderReference>", valid)).starts_on == date(2026, 3, 10)
    assert reading(changed(ORDER_CHANGE, "<cac:OrderReference>", f"{delivery}<cac:OrderReference>")).starts_on is None


def test_a_cancellation_says_what_it_cancels_and_why() -> None:
    cancellation = reading(ORDER_CANCELLATION)
    assert (cancellation.kind, cancellation.order_number, cancellation.lines) == ("order_cancellation", "PO-7", ())
    assert cancellation.note == "Not needed"


@pytest.mark.parametrize("text", [ORDER_CHANGE, ORDER_CANCELLATION])
def test_what_changes_no_order_is_refused(text: str) -> None:
    assert refusal(changed(text, QUOTED, "")) == ("incomplete", "OrderReference")


@pytest.mark.parametrize("name", ["LineItem", "OrderLine"])
def test_an_order_without_rows_is_refused(name: str) -> None:
    assert refusal(ORDER.replace(f"cac:{name}>", "cac:Other>")) == ("incomplete", name)
