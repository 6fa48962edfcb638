"""What a document says, in the words of our verbs."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from counterfoil.formats.ubl import read, values
from counterfoil.formats.ubl.documents import Document, Line, Sums
from counterfoil.formats.ubl.values import says_nothing
from counterfoil.foundation.kernel.ids import new_id
from counterfoil.foundation.kernel.refusals import Invalid
from counterfoil.lifecycle.intake.translating import (
    delivery_values,
    invoice_values,
    load_values,
    restate_values,
    stated_net,
)
from counterfoil.lifecycle.orders import numbers
from counterfoil.lifecycle.orders.numbers import is_placeholder

from ..formats.ubl.samples import CREDIT_NOTE, DESPATCH, INVOICE, ORDER, ORDER_CHANGE, RECEIPT

SELLER = new_id()
LINE = Line("1", "Work", Decimal(2), "HUR", Decimal(50), Decimal(100))
BILL = Document(
    "invoice", "Invoice", "2.1", "A-1", date(2026, 3, 1), "EUR", lines=(LINE,), sums=Sums(payable=Decimal(100))
)


def test_an_order_is_loaded_with_what_it_states() -> None:
    values = load_values(read(ORDER.encode()), SELLER)
    assert (values.number, values.net, values.currency) == ("PO-7", Decimal("100.00"), "EUR")
    [line] = values.lines
    assert (line.reference, line.quantity, line.unit_price, line.amount) == ("4", 40, Decimal("2.5"), 100)
    assert (line.buyer_item, line.seller_item) == ("B-1", "S-1")


def test_a_change_names_the_line_that_it_changes() -> None:
    values = restate_values(read(ORDER_CHANGE.encode()))
    assert (values.net, [line.reference for line in values.lines]) == (None, ["4"])


@pytest.mark.parametrize(
    ("status", "stands", "gone"),
    [
        *[(status, [], ["4"]) for status in ("Cancelled", "CANCELED", "deleted", "2")],
        *[(status, [True], []) for status in ("Revised", "changed", "3")],
        *[(status, [False], []) for status in ("Added", "1", "NoStatus", "")],
        ("4", [], []),
    ],
)
def test_a_change_says_of_each_line_whether_it_is_new_or_gone(status: str, stands: list[bool], gone: list[str]) -> None:
    """In words, or by the codes that Peppol prescribes. What is not touched stays."""
    change = read(ORDER_CHANGE.encode())
    values = restate_values(replace(change, lines=(replace(change.lines[0], status=status),)))
    assert ([line.stands for line in values.lines], values.gone) == (stands, gone)


NOTHING = [(Decimal(0), Decimal(0)), (Decimal(0), None), (None, Decimal(0))]


@pytest.mark.parametrize(("quantity", "amount"), NOTHING)
@pytest.mark.parametrize(
    ("status", "gone", "empty"), [("Cancelled", ["4"], []), ("2", ["4"], []), ("Revised", [], ["4"]), ("", [], ["4"])]
)
def test_of_a_line_that_is_gone_or_of_which_nothing_is_ordered_the_name_counts(
    status: str, gone: list[str], empty: list[str], quantity: Decimal | None, amount: Decimal | None
) -> None:
    change = read(ORDER_CHANGE.encode())
    line = replace(change.lines[0], status=status, quantity=quantity, amount=amount)
    values = restate_values(replace(change, lines=(line,)))
    assert (values.lines, values.gone, values.empty) == ([], gone, empty)


def test_a_row_of_text_without_a_name_changes_no_line() -> None:
    change = read(ORDER_CHANGE.encode())
    text = replace(change.lines[0], number="", order_line="", quantity=Decimal(0), amount=Decimal(0))
    values = restate_values(replace(change, lines=(change.lines[0], text)))
    assert ([line.reference for line in values.lines], values.empty) == (["4"], [])


def test_what_is_not_touched_stays_whatever_figures_stand_beside_it() -> None:
    change = read(ORDER_CHANGE.encode())
    line = replace(change.lines[0], status="4", quantity=Decimal(0), amount=Decimal(0))
    values = restate_values(replace(change, lines=(line,)))
    assert (values.lines, values.gone, values.empty) == ([], [], [])


def test_a_change_to_a_total_of_nothing_is_read() -> None:
    change = read(ORDER_CHANGE.encode())
    for net in (Decimal(0), Decimal(-5)):
        assert restate_values(replace(change, sums=replace(change.sums, net=net))).net == net


def test_a_change_is_told_with_its_day_its_place_and_its_new_days() -> None:
    change = replace(read(ORDER_CHANGE.encode()), sequence="2", starts_on=date(2026, 4, 1), ends_on=date(2026, 4, 30))
    values = restate_values(change)
    assert (values.issued_on, values.sequence) == (date(2026, 3, 2), "2")
    assert (values.starts_on, values.ends_on) == (date(2026, 4, 1), date(2026, 4, 30))


def test_deliveries_say_what_came() -> None:
    sent, came = delivery_values(read(DESPATCH.encode())), delivery_values(read(RECEIPT.encode()))
    assert (sent.kind, sent.lines[0].quantity, sent.despatches) == ("despatch", 30, [])
    assert (came.kind, came.lines[0].quantity, came.despatches) == ("receipt", 28, ["DN-1"])


def test_an_invoice_says_its_charges_and_what_was_prepaid() -> None:
    values = invoice_values(read(INVOICE.encode()), SELLER)
    figures = (values.charges, values.tax, values.rounding, values.prepaid, values.total)
    assert figures == (Decimal("2.00"), Decimal("19.00"), Decimal("0.01"), Decimal("9.00"), Decimal("110.01"))
    assert (values.kind, values.quoted, values.lines[0].reference, values.lines[0].charges) == (
        "invoice",
        "PO-7",
        "4",
        -2,
    )


def test_a_credit_note_names_its_invoice() -> None:
    values = invoice_values(read(CREDIT_NOTE.encode()), SELLER)
    assert (values.kind, values.credits) == ("credit", "INV-1")


def test_an_invoice_below_zero_is_a_credit_note() -> None:
    line = replace(LINE, quantity=Decimal(-2), amount=Decimal(-100))
    back = replace(LINE, amount=Decimal(40), quantity=Decimal(1))
    values = invoice_values(replace(BILL, lines=(line, back), sums=Sums(payable=Decimal(-60))), SELLER)
    assert (values.kind, values.total) == ("credit", 60)
    assert [(one.quantity, one.amount) for one in values.lines] == [(2, 100), (-1, -40)]


def test_what_is_not_named_as_allowance_is_what_the_net_differs_by() -> None:
    sums = Sums(lines=Decimal(100), net=Decimal(90), tax=Decimal("17.50"), payable=Decimal("107.50"))
    assert invoice_values(replace(BILL, sums=sums), SELLER).charges == -10


@pytest.mark.parametrize(
    ("line", "measured"),
    [
        (Line("1", "Work", amount=Decimal(80)), (1, 80)),
        (Line("1", "Work", Decimal(4), amount=Decimal(80)), (4, 20)),
        (Line("1", "Work", Decimal(4), amount=Decimal(70), charges=Decimal(-10)), (4, 20)),
        (Line("1", "Work", Decimal(4), unit_price=Decimal(3)), (4, 3)),
        (Line("1", "Work", Decimal(2), unit_price=Decimal(50), amount=Decimal(-100)), (-2, 50)),
    ],
)
def test_what_is_not_stated_follows_from_the_amount(line: Line, measured: tuple[int, int]) -> None:
    said, _more = invoice_values(replace(BILL, lines=(line, replace(LINE, amount=Decimal(100)))), SELLER).lines
    assert (said.quantity, said.unit_price) == measured


@pytest.mark.parametrize(
    ("sums", "net"),
    [
        (Sums(net=Decimal(90), lines=Decimal(100), payable=Decimal(120)), 90),
        (Sums(lines=Decimal(100), charges=Decimal(-5), payable=Decimal(120)), 95),
        (Sums(payable=Decimal(119), tax=Decimal(19)), 100),
        (Sums(), 100),
    ],
)
def test_the_ceiling_is_the_net_that_is_stated(sums: Sums, net: int) -> None:
    assert stated_net(replace(BILL, sums=sums)) == net


@pytest.mark.parametrize(
    ("number", "reference"),
    [("OTHER", ""), ("PO-8", ""), ("PO-7", "1"), ("po 7", "1"), ("PO7.", "1"), ("", "1"), ("n/a", "1"), ("--", "1")],
)
def test_a_line_of_another_order_refers_to_none_of_this_one(number: str, reference: str) -> None:
    """Numbers are one however they are written; where the row names none, it is the document's."""
    line = replace(LINE, order_line="1", order_number=number)
    assert invoice_values(replace(BILL, lines=(line,), order_number="PO-7"), SELLER).lines[0].reference == reference


def test_what_is_no_order_number_is_none_to_reader_and_orders_alike() -> None:
    """The reader knows nothing of orders, so it has a list of its own."""
    for text in (
        "",
        "NA",
        "n/a",
        "N.A.",
        "none",
        "nil",
        "NULL",
        "tba",
        "TBD",
        "not available",
        "-",
        "0",
        "000",
        "PO-0",
    ):
        assert says_nothing(text) == is_placeholder(text)
    assert numbers._PLACEHOLDERS == values._NOTHING


def test_a_row_of_nothing_for_nothing_is_left_out() -> None:
    text = replace(LINE, quantity=Decimal(0), amount=Decimal(0), text="See our terms")
    assert len(invoice_values(replace(BILL, lines=(text, LINE)), SELLER).lines) == 1


def test_a_row_of_nothing_for_something_is_told() -> None:
    with pytest.raises(Invalid) as told:
        invoice_values(replace(BILL, lines=(LINE, replace(LINE, quantity=Decimal(0)))), SELLER)
    assert set(told.value.fields) == {"lines.1.quantity"}


def test_lines_that_take_back_more_than_they_claim_are_told() -> None:
    back = replace(LINE, amount=Decimal(-100))
    with pytest.raises(Invalid) as told:
        invoice_values(replace(BILL, lines=(back,), sums=Sums(charges=Decimal(150), payable=Decimal(50))), SELLER)
    assert set(told.value.fields) == {"lines"}


def test_nothing_to_pay_is_no_invoice() -> None:
    with pytest.raises(Invalid):
        invoice_values(replace(BILL, sums=Sums(payable=Decimal(0))), SELLER)


def test_a_long_text_is_cut_with_a_mark() -> None:
    long = replace(LINE, text="wax " * 200)
    assert invoice_values(replace(BILL, lines=(long,)), SELLER).lines[0].text.endswith("…")
