"""Names, numbers, days and figures, as they may be written."""

from datetime import date
from decimal import Decimal

import pytest

from .samples import INVOICE, changed, document, head, reading, refusal

NOTE = "As agreed"


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("  As\n\t agreed\u00a0now\u2028 ", "As agreed now"),
        ("As<!-- not --> ag<?sign here?>reed", "As agreed"),
        ("As <![CDATA[<b>agreed</b>]]> &amp; done &#x41;", "As <b>agreed</b> & done A"),
        ("As \u0085\u007fag\u202ereed\u2066\ue000", "As agreed"),
        ("mother\u00adland \u0939\u200d", "mother\u00adland \u0939\u200d"),
        ('As <x xmlns="urn:else">not</x>agreed', "As agreed"),
        ("a" * 5_000, "a" * 2_000),
        (" " * 9_999 + "As agreed", "A"),
    ],
)
def test_a_text_is_one_line_that_can_be_read(written: str, read: str) -> None:
    assert reading(changed(INVOICE, NOTE, written)).note == read


def test_a_text_in_many_pieces_stays_whole() -> None:
    assert reading(changed(INVOICE, NOTE, "a&amp;" * 900)).note == "a&" * 900
    assert reading(changed(INVOICE, "INV-1", "<!--" + "a" * 30_000 + "-->INV-1")).number == "INV-1"


def test_a_number_is_whole_or_refused() -> None:
    assert reading(changed(INVOICE, "INV-1", "9" * 100)).number == "9" * 100
    assert refusal(changed(INVOICE, "INV-1", "9" * 101)) == ("too_large", "ID")
    assert refusal(changed(INVOICE, "PO-7", "9" * 101)) == ("too_large", "ID")


def test_an_element_counts_only_in_the_schema_it_belongs_to() -> None:
    assert refusal(changed(INVOICE, "<cbc:ID>INV-1</cbc:ID>", "<ID>INV-1</ID>")) == ("incomplete", "ID")
    foreign = '<x:cbc xmlns:x="urn:else"><cbc:ID>INV-0</cbc:ID></x:cbc><cbc:ID>INV-1</cbc:ID>'
    assert reading(changed(INVOICE, "<cbc:ID>INV-1</cbc:ID>", foreign)).number == "INV-1"


def test_prefixes_mean_nothing() -> None:
    text = INVOICE.replace("cbc:", "Harry:").replace(":cbc", ":Harry")
    text = text.replace("<Invoice xmlns=", "<Bob:Invoice xmlns:Bob=").replace("</Invoice>", "</Bob:Invoice>")
    assert reading(text) == reading(INVOICE)
    bare = text.replace("cac:", "").replace("xmlns:cac", "xmlns")
    assert reading(bare) == reading(INVOICE)


@pytest.mark.parametrize("written", ["2026-03-02", "2026-03-02Z", " 2026-03-02+01:00 ", "2026-03-02-11:00"])
def test_a_day_is_the_one_that_is_printed(written: str) -> None:
    assert reading(changed(INVOICE, "2026-03-02", written)).issued_on == date(2026, 3, 2)


@pytest.mark.parametrize(
    "written",
    [
        "2026-02-30",
        "0000-01-01",
        "20260302",
        "2026-W10-1",
        "2026-03-02T00:00:00",
        "02.03.2026",
        "today",
        "２026-03-02",
        "2026-3-2",
    ],
)
def test_a_day_that_is_none_is_refused(written: str) -> None:
    assert refusal(changed(INVOICE, "2026-03-02", written)) == ("day", "IssueDate")


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("110.01", "110.01"),
        (" +1. ", "1"),
        (".5", "0.5"),
        ("-0", "0"),
        ("9" * 18 + "." + "9" * 10, "9" * 18 + "." + "9" * 10),
    ],
)
def test_a_figure_is_exact(written: str, read: str) -> None:
    assert reading(changed(INVOICE, "110.01", written)).sums.payable == Decimal(read)


@pytest.mark.parametrize(
    "written",
    ["NaN", "Infinity", "-INF", "1e999999999", "1E3", "1,000.00", "1 0", "0x10", "١٢", "--1", ".", "+", "1_000",
     "9" * 19, "0." + "1" * 11, "1" * 9_000],
)  # fmt: skip
def test_a_figure_that_is_none_is_refused(written: str) -> None:
    assert refusal(changed(INVOICE, "110.01", written)) == ("figure", "PayableAmount")


def test_sums_are_exact_and_never_larger_than_a_figure() -> None:
    row = "<cac:AllowanceCharge><cbc:ChargeIndicator>true</cbc:ChargeIndicator><cbc:Amount>{}</cbc:Amount></cac:AllowanceCharge>"
    large, small = row.format("9" * 17), row.format("0.0000000001")
    text = changed(INVOICE, "<cac:TaxTotal>", large * 9 + small * 9 + "<cac:TaxTotal>")
    assert reading(text).sums.charges == Decimal("899999999999999993.0000000009")
    much, back = row.format("9" * 18), row.format("-" + "9" * 18)
    text = changed(INVOICE, "<cac:TaxTotal>", much * 2 + small + back * 2 + "<cac:TaxTotal>")
    assert reading(text).sums.charges == Decimal("2.0000000001")
    text = changed(INVOICE, "<cac:TaxTotal>", large * 11 + "<cac:TaxTotal>")
    assert refusal(text) == ("figure", "AllowanceCharge")


def test_a_file_that_lies_within_is_named() -> None:
    file = '<cbc:EmbeddedDocumentBinaryObject mimeCode="text/csv"{}>YQ==</cbc:EmbeddedDocumentBinaryObject>'
    link = "<cac:ExternalReference><cbc:URI>http://else.example</cbc:URI></cac:ExternalReference>"
    held = "".join(
        f"<cac:AdditionalDocumentReference>{number}<cac:Attachment>{one}</cac:Attachment></cac:AdditionalDocumentReference>"
        for number, one in [
            ("<cbc:ID>A-1</cbc:ID>", file.format(' filename="hours.csv"')),
            ("<cbc:ID>A-2</cbc:ID>", file.format("")),
            ("", file.format("")),
            ("<cbc:ID>A-3</cbc:ID>", link),
        ]
    )
    attachments = reading(changed(INVOICE, "<cac:TaxTotal>", held + "<cac:TaxTotal>")).attachments
    assert attachments == ("hours.csv", "A-2", "AdditionalDocumentReference")


@pytest.mark.parametrize(("name", "said"), [("ID", "INV-1"), ("IssueDate", "2026-03-02")])
def test_a_document_without_number_or_day_is_refused(name: str, said: str) -> None:
    element = f"<cbc:{name}>{said}</cbc:{name}>"
    assert refusal(changed(INVOICE, element, "")) == ("incomplete", name)
    assert refusal(changed(INVOICE, element, f"<cbc:{name}> </cbc:{name}>")) == ("incomplete", name)


def test_what_is_only_named_needs_neither() -> None:
    bare = reading(document("Catalogue", ""))
    assert (bare.kind, bare.name, bare.number, bare.issued_on) == ("other", "Catalogue", "", None)
    assert reading(document("Statement", head("ST-1"))).number == "ST-1"
