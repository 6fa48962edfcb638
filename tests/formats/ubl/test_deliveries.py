"""Despatch advices and receipt advices."""

from datetime import date
from decimal import Decimal

import pytest

from .samples import DESPATCH, QUOTED, RECEIPT, changed, party, reading, refusal


def test_a_despatch_advice_says_what_was_sent() -> None:
    despatch = reading(DESPATCH)
    assert (despatch.kind, despatch.number, despatch.order_number) == ("despatch", "DN-1", "PO-7")
    assert (despatch.buyer.name, despatch.seller.name, despatch.refers_to) == ("Brook Council", "Joiner", ())
    (line,) = despatch.lines
    assert (line.quantity, line.unit, line.text) == (Decimal(30), "C62", "Shelf: Oak, 40 mm")
    assert (line.order_number, line.order_line, line.buyer_item, line.seller_item) == ("PO-7", "4", "B-1", "S-1")


@pytest.mark.parametrize("text", [DESPATCH, RECEIPT])
def test_who_ships_and_who_takes_is_not_who_sells_and_who_buys(text: str) -> None:
    """A carrier brings it to a building site: the seller and the buyer are named beside them."""
    named = party("SellerSupplierParty", "Mason", "GB3") + party("BuyerCustomerParty", "Brook Hospital", "GB4")
    delivery = reading(changed(text, QUOTED, QUOTED + named))
    assert (delivery.seller.name, delivery.buyer.name) == ("Mason", "Brook Hospital")


def test_what_is_short_or_rejected_was_not_received() -> None:
    receipt = reading(RECEIPT)
    assert (receipt.kind, receipt.number, receipt.order_number) == ("receipt", "GR-1", "PO-7")
    assert (receipt.buyer.name, receipt.seller.name) == ("Brook Council", "Joiner")
    assert [(line.quantity, line.unit_price, line.amount) for line in receipt.lines] == [(Decimal(28), None, None)]


@pytest.mark.parametrize(
    ("rejected", "kept"),
    [("", 29), ("0", 29), ("-5", 29), ("0.5", Decimal("28.5")), ("29", 0), ("30", 0)],
)
def test_what_is_rejected_is_never_received_and_never_less_than_nothing(rejected: str, kept: Decimal) -> None:
    text = changed(RECEIPT, '"C62">1</cbc:RejectedQuantity>', f'"C62">{rejected}</cbc:RejectedQuantity>')
    assert [line.quantity for line in reading(text).lines] == [kept]


def test_what_is_rejected_is_counted_in_the_same_unit() -> None:
    assert refusal(changed(RECEIPT, 'RejectedQuantity unitCode="C62"', 'RejectedQuantity unitCode="BX"')) == (
        "figure",
        "RejectedQuantity",
    )
    silent = changed(RECEIPT, 'RejectedQuantity unitCode="C62"', "RejectedQuantity")
    assert [line.quantity for line in reading(silent).lines] == [28]


def test_a_delivery_without_a_quantity_is_not_a_delivery_of_nothing() -> None:
    text = changed(RECEIPT, '<cbc:ReceivedQuantity unitCode="C62">29</cbc:ReceivedQuantity>', "")
    assert [(line.quantity, line.unit) for line in reading(text).lines] == [(None, "")]


def test_a_receipt_names_the_despatch_once() -> None:
    assert reading(RECEIPT).refers_to == ("DN-1",)
    above = "<cac:DespatchDocumentReference><cbc:ID>DN-1</cbc:ID></cac:DespatchDocumentReference>"
    assert reading(changed(RECEIPT, above, "")).refers_to == ("DN-1",)
    assert reading(changed(RECEIPT, above, above.replace("DN-1", "DN-0"))).refers_to == ("DN-0", "DN-1")


def test_the_day_is_that_of_the_delivery_not_that_which_was_asked_for() -> None:
    sent, received = date(2026, 2, 26), date(2026, 2, 28)
    assert (reading(DESPATCH).starts_on, reading(DESPATCH).ends_on) == (sent, sent)
    assert [(line.starts_on, line.ends_on) for line in reading(RECEIPT).lines] == [(received, received)]
    handed_over = "<cbc:ActualDeliveryDate>2026-03-10</cbc:ActualDeliveryDate><cac:RequestedDeliveryPeriod>"
    assert reading(changed(DESPATCH, "<cac:RequestedDeliveryPeriod>", handed_over)).ends_on == date(2026, 3, 10)


def test_the_order_is_that_of_the_rows_where_none_stands_above_them() -> None:
    without = changed(DESPATCH, QUOTED, "")
    assert reading(without).order_number == "PO-7"
    row = without[without.index("<cac:DespatchLine>") : without.index("</DespatchAdvice>")]
    two = changed(without, row, row + row.replace("PO-7", "PO-8"))
    assert reading(two).order_number == ""
    assert [line.order_number for line in reading(two).lines] == ["PO-7", "PO-8"]
    one_silent = changed(without, row, row + row.replace("OrderLineReference", "Other"))
    assert reading(one_silent).order_number == ""


@pytest.mark.parametrize("nothing", ["NA", "n/a", "-", "0"])
def test_what_only_fills_the_field_hides_no_number_in_the_rows(nothing: str) -> None:
    above = QUOTED.replace("PO-7", nothing)
    assert reading(changed(DESPATCH, QUOTED, above)).order_number == "PO-7"
    assert reading(changed(DESPATCH, QUOTED, QUOTED + above)).order_number == "PO-7"
    assert reading(DESPATCH.replace("PO-7", nothing)).order_number == ""


def test_two_orders_above_the_rows_are_none() -> None:
    assert reading(changed(DESPATCH, QUOTED, QUOTED + QUOTED)).order_number == "PO-7"
    assert reading(changed(DESPATCH, QUOTED, QUOTED + QUOTED.replace("7", "8"))).order_number == ""


def test_a_row_that_refers_to_two_rows_of_the_order_refers_to_none() -> None:
    row = "<cac:OrderLineReference><cbc:LineID>5</cbc:LineID></cac:OrderLineReference><cac:OrderLineReference>"
    assert [line.order_line for line in reading(changed(DESPATCH, "<cac:OrderLineReference>", row)).lines] == [""]


@pytest.mark.parametrize(("text", "name"), [(DESPATCH, "DespatchLine"), (RECEIPT, "ReceiptLine")])
def test_a_delivery_without_rows_is_refused(text: str, name: str) -> None:
    assert refusal(text.replace(f"cac:{name}>", "cac:Other>")) == ("incomplete", name)
