"""What is printed of an order: all that it says, in the contractor's language, and the same again whatever is changed later."""

import io
import json
from decimal import Decimal
from typing import Any
from uuid import UUID

import pytest
from pypdf import PdfReader

from counterfoil.formats import order_pdf
from counterfoil.formats.ubl import read
from counterfoil.foundation.companies.actions.change_company import CompanyChanges, change_company
from counterfoil.foundation.companies.actions.set_letterhead import set_letterhead
from counterfoil.foundation.companies.models import Company
from counterfoil.foundation.documents.actions import upload_logo
from counterfoil.foundation.documents.logos import arrived
from counterfoil.foundation.kernel import scope
from counterfoil.foundation.parties.actions import ContractorChanges, change_contractor
from counterfoil.lifecycle.orders import actions as orders
from counterfoil.lifecycle.orders.exporting import order_file, written
from counterfoil.lifecycle.orders.models import Order, OrderLine
from counterfoil.lifecycle.orders.printed import hand
from counterfoil.lifecycle.orders.printing import Printed, as_it_stands, draft, file_name, issued
from counterfoil.lifecycle.orders.values import FieldChanges

from ...actions.customising import field
from ...actions.test_order_charges import full
from ...cast import NOW, Cast, line
from ...formats.ubl.peppol import broken
from ...formats.ubl.schema import errors
from ...pictures import picture


def pages(cast: Cast, order_id: UUID) -> bytes:
    """The order as it is printed now."""
    with scope.reading(cast.company_id):
        order = Order.objects.get(id=order_id)
        page = issued(order, Company.objects.get(id=cast.company_id))
    return order_pdf.render(page)


def said(content: bytes) -> str:
    text = " ".join(page.extract_text() for page in PdfReader(io.BytesIO(content)).pages)
    return " ".join(text.replace("\u00a0", " ").replace("\u202f", " ").split())


def speaks(cast: Cast, language: str) -> None:
    changes = ContractorChanges(language=language)
    change_contractor(by=cast.rita, at=NOW, contractor_id=cast.contractor_id, changes=changes)


@pytest.mark.req(169, 164)
def test_it_says_all_that_the_order_says(cast: Cast, settings: Any) -> None:
    settings.COUNTERFOIL_ADDRESS = "https://po.acme.example"
    set_letterhead(by=cast.olga, at=NOW, letterhead="Acme Studio GmbH", terms="Paid within 30 days.")
    upload_logo(by=cast.olga, at=NOW, file=arrived(cast.olga, "logo.png", picture()))
    cast.again("iris")
    order_id = cast.issued(notes="Bring the key", lines=[line("2.5", "1234.56", starts_on="2026-03-02")])
    content = pages(cast, order_id)
    text = said(content)
    for words in (
        "PO-2026-00001",
        "POCLEO2-0001",
        "Acme Studio GmbH",
        "Paid within 30 days.",
        "Bring the key",
        "Revision 0",
        "2.5 hours",
        "1,234.56",
        "3,086.40 EUR",
        "March 2, 2026",
        "Opens the record",
    ):
        assert words in text, words
    (link,) = PdfReader(io.BytesIO(content)).pages[0]["/Annots"]
    assert link.get_object()["/A"]["/URI"] == f"https://po.acme.example/orders/{order_id}"
    assert len(PdfReader(io.BytesIO(content)).pages[0].images) >= 1


@pytest.mark.req(169)
def test_it_is_printed_in_the_contractors_language_and_its_hand(cast: Cast) -> None:
    speaks(cast, "de")
    text = said(pages(cast, cast.issued(lines=[line("2.5", "1234.56", starts_on="2026-03-02")])))
    for words in ("BESTELLUNG", "2,5 Stunden", "3.086,40 EUR", "2. März 2026", "Auftragnehmer", "Gesamtbetrag"):
        assert words in text, words
    assert "Contractor" not in text and "Total" not in text


@pytest.mark.req(169)
def test_it_is_printed_the_same_whatever_is_changed_later(cast: Cast) -> None:
    set_letterhead(by=cast.olga, at=NOW, letterhead="Acme Studio GmbH", terms="Paid within 30 days.")
    file = arrived(cast.olga, "logo.png", picture())
    upload_logo(by=cast.olga, at=NOW, file=file)
    speaks(cast, "de")
    cast.again("iris")
    order_id = cast.issued()
    before = pages(cast, order_id)
    set_letterhead(by=cast.olga, at=NOW, letterhead="Somebody else", terms="At once")
    upload_logo(by=cast.olga, at=NOW, file=arrived(cast.olga, "logo.png", picture(size=(30, 30))))
    change_company(by=cast.olga, at=NOW, changes=CompanyChanges(locale="fr", name="Other"))
    speaks(cast, "")
    assert pages(cast, order_id) == before


def test_an_order_from_before_is_printed_in_the_companys_own_hand(cast: Cast) -> None:
    order_id = cast.issued(lines=[line("2.5", "1234.56")])
    with scope.reading(cast.company_id):
        company = Company.objects.get(id=cast.company_id)
        document = json.loads(Order.objects.get(id=order_id).document)
    del document["printed"]
    company.locale = "de_AT"
    page = Printed(document, company, "x", NOW.date()).laid_out()
    assert (page.labels["title"], page.sums[0].amount) == ("Bestellung", "3.086,40 EUR")


@pytest.mark.parametrize(
    ("language", "locale", "printed"),
    [
        ("", "en", "en"),
        ("", "en_GB", "en_GB"),
        ("", "de_AT", "de_AT"),
        ("de", "de_AT", "de_AT"),
        ("de", "en_GB", "de"),
        ("en", "de_AT", "en"),
        ("", "fr", "en"),
        ("de", "fr", "de"),
        ("", "zh_Hans_CN", "en"),
    ],
)
def test_whose_hand_it_is_printed_in(language: str, locale: str, printed: str) -> None:
    assert hand(language, locale) == printed


CHARGED = {
    "subtotal": "8060.00",
    "discounts": [
        {"words": "Regular customer", "percent": "-30", "amount": "-2418.00"},
        {"words": "Rush", "percent": "12.5", "amount": "705.25"},
    ],
    "net": "6347.25",
    "taxes": [
        {"words": "VAT", "percent": "19", "amount": "1205.98"},
        {"words": "City", "percent": "1.5", "amount": "113.30", "compound": True},
    ],
    "adjustments": [{"words": "Travel", "amount": "100.00"}],
    "total": "7766.53",
    "currency": "USD",
    "rate": "0.92",
    "printed": {"locale": "en", "base_currency": "EUR", "base_total": "7145.2076"},
}


@pytest.mark.req(159, 146, 169)
def test_every_sum_is_a_row_in_the_order_in_which_it_is_reckoned(cast: Cast) -> None:
    order_id = cast.issued()
    with scope.reading(cast.company_id):
        document = json.loads(Order.objects.get(id=order_id).document) | CHARGED
        company = Company.objects.get(id=cast.company_id)
    page = Printed(document, company, "x", NOW.date()).laid_out()
    assert [(one.words, one.amount) for one in page.sums] == [
        ("Lines", "8,060.00 USD"),
        ("Regular customer -30 %", "-2,418.00 USD"),
        ("Rush 12.5 %", "705.25 USD"),
        ("Net", "6,347.25 USD"),
        ("VAT 19 %", "1,205.98 USD"),
        ("City 1.5 %", "113.30 USD"),
        ("Travel", "100.00 USD"),
        ("Total", "7,766.53 USD"),
        ("Total in EUR (1 USD = 0.92 EUR)", "7,145.21 EUR"),
    ]


def test_what_a_line_says_beside_its_figures(cast: Cast) -> None:
    order_id = cast.issued()
    with scope.reading(cast.company_id):
        document = json.loads(Order.objects.get(id=order_id).document)
        company = Company.objects.get(id=cast.company_id)
    document["lines"][0] |= {
        "heading": "Spring",
        "details": "Second edition",
        "discount": "-50",
        "tax_exempt": True,
        "job": "J-7",
    }
    heading, row = Printed(document, company, "x", NOW.date()).laid_out().lines
    assert heading.heading and heading.text == "Spring" and heading.amount == ""
    assert row.details == ["Second edition", "Discount -50 %", "exempt from tax", "Job: J-7"]


@pytest.mark.parametrize(("currency", "price", "total"), [("JPY", "12", "120 JPY"), ("KWD", "1.234", "12.340 KWD")])
def test_a_currency_with_no_and_with_three_decimals(cast: Cast, currency: str, price: str, total: str) -> None:
    order_id = cast.issued(currency=currency, rate="1.5", lines=[line(10, price)])
    text = said(pages(cast, order_id))
    assert f"Total {total}" in text and "Total in EUR (1 " in text


def test_a_draft_is_printed_without_number_and_address(cast: Cast, settings: Any) -> None:
    settings.COUNTERFOIL_ADDRESS = "https://po.acme.example"
    order_id = cast.draft()
    with scope.reading(cast.company_id):
        page = draft(cast.rita, Order.objects.get(id=order_id), NOW.date())
    assert page.draft and (page.number, page.contractor_code, page.address, page.digest) == ("", "", "", "")
    assert "This is a draft" in said(order_pdf.render(page))


def test_a_file_is_called_by_either_code_and_in_no_folder() -> None:
    order = Order(number="PO/2026\\1:7", contractor_code="CLEO00001", title="x")
    assert (file_name(order, ".pdf"), file_name(order, ".xml", True)) == ("PO-2026-1-7.pdf", "CLEO00001.xml")


def _fields(cast: Cast) -> None:
    field(cast, "SHELF", printed=True, group="Archive")
    field(cast, "RUSH", "flag", printed=True)
    field(cast, "SEAT", "number", applies_to="line", printed=True)
    field(cast, "OURS")


@pytest.mark.req(165, 169)
def test_what_was_noted_since_stands_beside_the_promise_with_who_and_when(cast: Cast) -> None:
    _fields(cast)
    order_id = cast.issued(fields={"SHELF": "7 B", "RUSH": True}, lines=[line(fields={"SEAT": "1"})])
    with scope.reading(cast.company_id):
        order = Order.objects.get(id=order_id)
        line_id = str(OrderLine.objects.get(order_id=order_id).id)
        assert as_it_stands(cast.rita, order).noted == []
    for who, given in (
        ("fay", {"fields": {"SHELF": "8 C", "OURS": "More"}}),
        ("olga", {"fields": {"RUSH": None}, "lines": {line_id: {"SEAT": "2"}}}),
    ):
        changes = FieldChanges.model_validate(given)
        orders.set_fields(by=cast.members[who], at=NOW, order_id=order_id, changes=changes)
    with scope.reading(cast.company_id):
        order = Order.objects.get(id=order_id)
        page, theirs = as_it_stands(cast.rita, order), as_it_stands(cast.cleo, order)
    assert [(one.words, one.text) for one in page.noted] == [
        ("Rush", "–"),
        ("Archive: Shelf", "8 C"),
        ("1: Seat", "2"),
    ]
    assert [one.by.split(" on ")[0] for one in page.noted] == ["Noted by Olga", "Noted by Fay", "Noted by Olga"]
    assert {one.by.split(" on ")[0] for one in theirs.noted} == {"Noted by Acme Studio"}
    assert "March 2, 2026" in page.noted[0].by
    text = said(order_pdf.render(page))
    assert "Shelf: 7 B" in text and "8 C Noted by Fay" in text
    assert order_pdf.render(issued(order, cast.rita.company)) == pages(cast, order_id), "the promise stays"


@pytest.mark.req(164, 169)
def test_notes_of_after_issue_are_printed_beside_the_promise_and_never_in_it(cast: Cast) -> None:
    speaks(cast, "de")
    cast.again("iris")
    order_id = cast.issued(notes="Bring the key")
    before = pages(cast, order_id)
    orders.set_notes(by=cast.iris, at=NOW, order_id=order_id, notes="Ring twice")
    orders.set_notes(by=cast.rita, at=NOW, order_id=order_id, notes="Knock")
    with scope.reading(cast.company_id):
        order = Order.objects.get(id=order_id)
        page, theirs = as_it_stands(cast.rita, order), as_it_stands(cast.cleo, order)
    (noted,), (told,) = page.noted, theirs.noted
    assert (page.notes, noted.words, noted.text) == ("Bring the key", "Anmerkungen", "Knock")
    assert "Rita" in noted.by and "2. März 2026" in noted.by and "Iris" not in noted.by
    assert "Acme Studio" in told.by and "Rita" not in told.by
    assert pages(cast, order_id) == before and "Knock" not in said(before)
    assert "Bring the key" in said(order_pdf.render(page)) and "Knock" in said(order_pdf.render(page))
    orders.set_notes(by=cast.rita, at=NOW, order_id=order_id, notes="Bring the key")
    with scope.reading(cast.company_id):
        assert as_it_stands(cast.rita, Order.objects.get(id=order_id)).noted == []


@pytest.mark.req(145, 159, 169)
def test_an_order_with_all_that_is_reckoned_is_printed_and_written_alike(cast: Cast) -> None:
    order_id = full(
        cast, cast.issued, lines=[line(10, "100.00", discount="-50", heading="Spring", details="By hand"), line()]
    )
    with scope.reading(cast.company_id):
        order = Order.objects.get(id=order_id)
        company, frozen = Company.objects.get(id=cast.company_id), json.loads(order.document)
        page, file = issued(order, company), order_file(order, company)
        assert read(file) == written(order, company).document
    assert errors(file) == broken(file) == []
    printed = [one.amount for one in page.sums]
    said_there = [frozen["subtotal"], frozen["net"], frozen["total"]]
    said_there += [one["amount"] for kind in ("discounts", "taxes", "adjustments") for one in frozen[kind]]
    plain = {one.partition(" ")[0].replace(",", "") for one in printed}
    assert set(said_there) <= plain and len(printed) == len(said_there) + 1, "and the base total"
    sums = read(file).sums
    assert (sums.lines or 0) + sums.charges == sums.net and (sums.net or 0) + (sums.tax or 0) == sums.payable
    assert f"{sums.payable:f}" == frozen["total"]
    assert [one.text for one in page.lines if one.heading] == ["Spring"]
    assert read(file).lines[0].charges == Decimal("-500.00")
    text = said(pages(cast, order_id))
    assert "Courier" in text and "By hand" in text and "Discount -50 %" in text
