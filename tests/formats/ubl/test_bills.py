"""Invoices and credit notes."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from counterfoil.formats.ubl import papers
from counterfoil.formats.ubl.documents import FILED, Document, Line, Sums

from .samples import CREDIT_NOTE, INVOICE, ITEM, PRICE, QUOTED, allowance, changed, reading, refusal

LINE = Line(
    number="1",
    text="Shelf: Oak, 40 mm",
    quantity=Decimal(40),
    unit="C62",
    unit_price=Decimal("2.50"),
    amount=Decimal("98.00"),
    charges=Decimal("-2.00"),
    starts_on=date(2026, 2, 1),
    ends_on=date(2026, 2, 28),
    order_number="PO-7",
    order_line="4",
    buyer_item="B-1",
    seller_item="S-1",
)
SUMS = Sums(
    lines=Decimal(98),
    charges=Decimal(2),
    tax=Decimal(19),
    net=Decimal(100),
    gross=Decimal(119),
    prepaid=Decimal(9),
    rounding=Decimal("0.01"),
    payable=Decimal("110.01"),
)


def line(text: str) -> Line:
    (only,) = reading(text).lines
    return only


def figures(document: Document) -> tuple[Sums, tuple[Line, ...]]:
    return document.sums, document.lines


def test_an_invoice_is_read() -> None:
    invoice = reading(INVOICE)
    assert (invoice.kind, invoice.name, invoice.number) == ("invoice", "Invoice", "INV-1")
    assert (invoice.order_number, invoice.contract, invoice.buyer_reference) == ("PO-7", "C-9", "Ward 3")
    assert (invoice.starts_on, invoice.ends_on) == (date(2026, 2, 1), date(2026, 2, 28))
    assert (invoice.due_on, invoice.refers_to, invoice.attachments) == (date(2026, 4, 1), (), ())
    assert (invoice.buyer.name, invoice.seller.name) == ("Brook Council", "Joiner")
    assert figures(invoice) == (SUMS, (LINE,))


def test_a_credit_note_says_which_invoice_it_credits_wherever_it_says_so() -> None:
    note = reading(CREDIT_NOTE)
    assert (note.kind, note.number, note.refers_to) == ("credit_note", "CN-1", ("INV-1",))
    assert figures(note) == (SUMS, (LINE,))
    reference = CREDIT_NOTE[CREDIT_NOTE.index("<cac:BillingReference>") : CREDIT_NOTE.index("<cac:ContractDocument")]
    inside = f"{reference}{reference.replace('INV-1', 'INV-2')}<cac:Item>"
    assert reading(changed(CREDIT_NOTE, "<cac:Item>", inside)).refers_to == ("INV-1", "INV-2")
    assert reading(changed(changed(CREDIT_NOTE, reference, ""), "<cac:Item>", inside)).refers_to == ("INV-1", "INV-2")


def test_the_due_day_of_the_document_comes_first() -> None:
    text = changed(
        INVOICE, "<cbc:DocumentCurrencyCode>", "<cbc:DueDate>2026-03-15</cbc:DueDate><cbc:DocumentCurrencyCode>"
    )
    assert reading(text).due_on == date(2026, 3, 15)


def test_the_day_of_delivery_stands_where_no_period_is_billed() -> None:
    text = INVOICE.replace("InvoicePeriod", "Other")
    delivered = "<cac:Delivery><cbc:ActualDeliveryDate>2026-02-20</cbc:ActualDeliveryDate></cac:Delivery><cac:Item>"
    assert (line(text).starts_on, line(text).ends_on) == (None, None)
    assert line(changed(text, "<cac:Item>", delivered)).ends_on == date(2026, 2, 20)


@pytest.mark.parametrize(
    ("price", "base", "unit_price"),
    [
        ("25.00", "10", "2.5"),
        ("10", "3", "3.333333"),
        ("20", "3", "6.666667"),
        ("0.0000005", "1", "0.000001"),
        ("-7", "2", "-3.5"),
        ("999999999999999999.9999999999", "1", "1000000000000000000"),
    ],
)
def test_a_price_is_for_one_unit(price: str, base: str, unit_price: str) -> None:
    text = changed(changed(INVOICE, ">25.00<", f">{price}<"), '"C62">10<', f'"C62">{base}<')
    if abs(Decimal(unit_price)) < 10**18:
        assert line(text).unit_price == Decimal(unit_price)
    else:
        assert refusal(text) == ("figure", "PriceAmount")


@pytest.mark.parametrize("base", ["0", "0.00", "-1"])
def test_a_price_for_no_quantity_is_refused(base: str) -> None:
    assert refusal(changed(INVOICE, '"C62">10<', f'"C62">{base}<')) == ("figure", "BaseQuantity")


def test_a_price_without_a_quantity_is_for_one() -> None:
    text = changed(INVOICE, '<cbc:BaseQuantity unitCode="C62">10</cbc:BaseQuantity>', "")
    assert line(text).unit_price == Decimal(25)


def test_a_price_for_another_unit_or_in_another_currency_is_none_for_this_one() -> None:
    assert line(changed(INVOICE, 'BaseQuantity unitCode="C62"', 'BaseQuantity unitCode="BX"')).unit_price is None
    assert line(changed(INVOICE, "BaseQuantity unitCode", "BaseQuantity other")).unit_price == Decimal("2.5")
    assert line(changed(INVOICE, 'PriceAmount currencyID="EUR"', 'PriceAmount currencyID="SEK"')).unit_price is None


def test_what_is_not_stated_is_none_and_not_zero() -> None:
    text = INVOICE.replace("LineExtensionAmount", "Other").replace("Tax", "Other").replace(PRICE, "")
    read = reading(text)
    assert (read.sums.lines, read.sums.net, read.sums.gross, read.sums.tax) == (None, None, None, None)
    assert (line(text).amount, line(text).unit_price) == (None, None)
    assert line(changed(INVOICE, 'unitCode="C62">40<', 'unitCode="C62"><')).quantity is None


def test_an_allowance_inside_the_price_is_no_allowance_of_the_row() -> None:
    inside = changed(INVOICE, "</cac:Price>", allowance("false", "4.00") + "</cac:Price>")
    assert line(inside) == LINE


def test_printed_totals_of_charges_go_before_their_rows() -> None:
    end = '<cbc:PrepaidAmount currencyID="EUR">'
    charged = f'<cbc:ChargeTotalAmount currencyID="EUR">30</cbc:ChargeTotalAmount>{end}'
    allowed = f'<cbc:AllowanceTotalAmount currencyID="EUR">20</cbc:AllowanceTotalAmount>{end}'
    assert reading(changed(INVOICE, end, charged)).sums.charges == Decimal(29)
    assert reading(changed(INVOICE, end, allowed)).sums.charges == Decimal(-17)
    assert reading(changed(changed(INVOICE, end, charged), end, allowed)).sums.charges == Decimal(10)


@pytest.mark.parametrize(("indicator", "charges"), [("1", 5), ("0", -5), ("true", 5), ("false", -5)])
def test_a_charge_is_told_from_an_allowance(indicator: str, charges: int) -> None:
    text = changed(INVOICE, allowance("false", "5.00") + allowance("true", "3.00"), allowance(indicator, "5.00"))
    assert line(text).charges == charges


@pytest.mark.parametrize("indicator", ["", "yes"])
def test_a_charge_that_does_not_say_its_sign_is_refused(indicator: str) -> None:
    assert refusal(changed(INVOICE, "Indicator>true<", f"Indicator>{indicator}<")) == ("incomplete", "ChargeIndicator")


def test_a_charge_without_an_amount_is_refused() -> None:
    assert refusal(changed(INVOICE, '<cbc:Amount currencyID="EUR">5.00</cbc:Amount>', "")) == ("incomplete", "Amount")


def test_tax_in_the_tax_offices_currency_is_not_the_documents() -> None:
    other = '<cac:TaxTotal><cbc:TaxAmount currencyID="SEK">200.00</cbc:TaxAmount></cac:TaxTotal><cac:TaxTotal>'
    more = '<cac:TaxTotal><cbc:TaxAmount currencyID="EUR">1.50</cbc:TaxAmount></cac:TaxTotal><cac:TaxTotal>'
    assert reading(changed(INVOICE, "<cac:TaxTotal>", other)).sums.tax == Decimal(19)
    assert reading(changed(INVOICE, "<cac:TaxTotal>", more)).sums.tax == Decimal("20.50")
    assert reading(changed(INVOICE, 'TaxAmount currencyID="EUR"', 'TaxAmount currencyID="SEK"')).sums.tax is None


@pytest.mark.parametrize("name", ["LineExtensionAmount", "PayableAmount", "Amount"])
def test_an_amount_in_another_currency_is_not_taken_for_one_in_this(name: str) -> None:
    text = changed(INVOICE, f'{name} currencyID="EUR"', f'{name} currencyID="SEK"')
    assert refusal(text) == ("figure", f"{name} SEK")


def test_the_currency_is_the_declared_one_else_that_of_the_amount_to_pay_else_any() -> None:
    declared = "<cbc:DocumentCurrencyCode>EUR</cbc:DocumentCurrencyCode>"
    assert reading(changed(INVOICE, ">EUR<", "> eur <")).currency == "EUR"
    assert reading(changed(INVOICE, declared, "")).currency == "EUR"
    silent = changed(INVOICE, declared, "").replace(' currencyID="EUR"', "")
    assert (reading(silent).currency, figures(reading(silent))) == ("", figures(reading(INVOICE)))
    payable = changed(silent, "<cbc:PayableAmount>", '<cbc:PayableAmount currencyID="SEK">')
    assert reading(payable).currency == "SEK"
    both = changed(payable, "<cbc:PrepaidAmount>", '<cbc:PrepaidAmount currencyID="NOK">')
    assert refusal(both) == ("figure", "PrepaidAmount NOK")
    total = changed(silent, "<cbc:PrepaidAmount>", '<cbc:PrepaidAmount currencyID="NOK">')
    assert reading(total).currency == "NOK"


@pytest.mark.parametrize(
    ("name", "said", "text"),
    [
        ("Shelf", "Oak, 40 mm", "Shelf: Oak, 40 mm"),
        ("Shelf", "", "Shelf"),
        ("", "Oak, 40 mm", "Oak, 40 mm"),
        ("shelf", "Shelf of oak", "Shelf of oak"),
        ("", "", "By hand"),
    ],
)
def test_the_text_is_the_name_with_the_description_else_the_note(name: str, said: str, text: str) -> None:
    item = f"<cac:Item><cbc:Description>{said}</cbc:Description><cbc:Name>{name}</cbc:Name></cac:Item>"
    assert line(changed(INVOICE, ITEM, f"<cbc:Note>By hand</cbc:Note>{item}")).text == text


def test_an_invoice_may_quote_its_order_in_the_rows() -> None:
    assert reading(changed(INVOICE, QUOTED, "")).order_number == "PO-7"


def test_an_invoice_says_what_it_quotes_even_where_that_is_nothing() -> None:
    assert reading(changed(INVOICE, ">PO-7<", ">NA<")).order_number == "PO-7"
    assert reading(INVOICE.replace(">PO-7<", ">NA<")).order_number == "NA"


def test_an_invoice_that_quotes_no_order_is_read() -> None:
    text = changed(INVOICE, QUOTED, "").replace("OrderLineReference", "Other")
    assert (reading(text).order_number, reading(text).lines) == ("", (replace(LINE, order_number="", order_line=""),))


@pytest.mark.parametrize("name", ["LegalMonetaryTotal", "InvoiceLine"])
def test_a_bill_without_rows_or_totals_is_refused(name: str) -> None:
    assert refusal(INVOICE.replace(f"cac:{name}>", "cac:Other>")) == ("incomplete", name)


def test_a_bill_that_does_not_say_what_is_to_be_paid_is_refused() -> None:
    assert refusal(changed(INVOICE, ">110.01<", "> <")) == ("incomplete", "PayableAmount")


def indicated(text: str, element: str, said: str) -> str:
    """The bill with one more thing that it says of itself."""
    return changed(
        text, "<cbc:DocumentCurrencyCode>", f"<cbc:{element}>{said}</cbc:{element}><cbc:DocumentCurrencyCode>"
    )


@pytest.mark.parametrize("text", [INVOICE, CREDIT_NOTE])
def test_a_copy_claims_nothing(text: str) -> None:
    for said in ("true", "1", "True"):
        copy = reading(indicated(text, "CopyIndicator", said))
        assert (copy.kind, copy.claims_nothing, copy.lines, copy.order_number) == (FILED, "copy", (), "PO-7")
    assert figures(reading(indicated(text, "CopyIndicator", "false"))) == (SUMS, (LINE,))


@pytest.mark.parametrize(
    ("element", "said", "claims_nothing"),
    [
        ("InvoiceTypeCode", " 325 ", "pro_forma"),
        ("InvoiceTypeCode", "386", "advance"),
        ("InvoiceTypeCode", "71", "request"),
        ("InvoiceTypeCode", "751", "information"),
        ("ProfileID", "urn:example:Reminder:1.0", "reminder"),
        ("CustomizationID", "Zahlungserinnerung / dunning", "reminder"),
        ("ProfileID", "urn:www.example.org:payment-request", "request"),
        ("ProfileID", "Pro-Forma-Invoice", "pro_forma"),
        ("CustomizationID", "urn:cen.eu:en16931:2017", ""),
    ],
)
def test_what_a_paper_asks_for_nothing_as_by_code_or_profile(element: str, said: str, claims_nothing: str) -> None:
    paper = reading(indicated(INVOICE, element, said))
    assert (paper.kind, paper.claims_nothing) == (FILED if claims_nothing else "invoice", claims_nothing)


@pytest.mark.parametrize(
    ("codes", "kind"),
    [
        ("380 389 326 393 395 383 388 SalesInvoice", "invoice"),
        ("81 83 261 262 296 381 396 420 458 532", "credit_note"),
        ("384", "correction"),
        ("999 935 Bill-of-lading", "unclear"),
    ],
)
def test_a_paper_is_what_its_type_code_says_whatever_its_root(codes: str, kind: str) -> None:
    for code in codes.split():
        asked = reading(indicated(INVOICE, "InvoiceTypeCode", code))
        credited = reading(indicated(CREDIT_NOTE, "CreditNoteTypeCode", code))
        assert (asked.kind, credited.kind) == (kind, kind), code
        assert figures(asked)[1] and figures(credited)[1] and asked.type_code == credited.type_code == code


@pytest.mark.parametrize(
    ("code", "root", "contradicting"),
    [
        ("380", "Invoice", False),
        ("381", "CreditNote", False),
        ("381", "Invoice", True),
        ("380", "CreditNote", True),
        ("384", "CreditNote", True),
        ("", "CreditNote", False),
        ("999", "CreditNote", False),
        ("", "", False),
    ],
)
def test_root_and_code_contradict_each_other_where_one_takes_off(code: str, root: str, contradicting: bool) -> None:
    assert papers.contradicts(code, root) == contradicting
