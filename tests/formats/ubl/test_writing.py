"""Orders as they are written: by the schema, and read back as the same."""

import re
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from counterfoil.formats.ubl import read, write_order
from counterfoil.formats.ubl.documents import ORDER, Charge, Document, Identifier, Line, Party, Sums, Tax
from counterfoil.formats.ubl.writing import Order, Rate

from . import peppol
from .peppol import broken
from .schema import errors

LINES = (
    Line(
        number="1",
        text="Translation & proof <of the> “catalogue”",
        quantity=Decimal("10"),
        unit="HUR",
        unit_price=Decimal("230.00"),
        amount=Decimal("1610.00"),
        charges=Decimal("-690.00"),
        factor=Decimal("-30"),
        starts_on=date(2026, 3, 2),
        ends_on=date(2026, 3, 31),
        buyer_item="B-1",
        seller_item="S-1",
    ),
    Line(
        number="2",
        text="x" * 900,
        quantity=Decimal("0.5"),
        unit="C62",
        unit_price=Decimal("20.123456"),
        amount=Decimal("10.06"),
        tax_percent=Decimal(0),
        is_exempt=True,
    ),
)
DOCUMENT = Document(
    kind=ORDER,
    name="Order",
    version="2.1",
    number="PO-2026-00001",
    issued_on=date(2026, 3, 2),
    currency="EUR",
    buyer=Party(
        "Acme Studio",
        "Acme Studio GmbH",
        identifiers=(
            Identifier("vat", "DE811907980"),
            Identifier("legal de", "HRB1234"),
            Identifier("gln", "4012345000009"),
        ),
        address="Hauptstr. 1, 10115 Berlin",
        country="DE",
    ),
    seller=Party("Cleo 日本語 עברית", identifiers=(Identifier("party", "CLEO"),), email="cleo@cleo.example"),
    buyer_reference="Spring catalogue",
    starts_on=date(2026, 3, 1),
    ends_on=date(2026, 6, 30),
    note="As agreed",
    sums=Sums(
        lines=Decimal("1620.06"),
        charges=Decimal("-157.01"),
        tax=Decimal("277.98"),
        net=Decimal("1463.05"),
        gross=Decimal("1741.03"),
        payable=Decimal("1741.03"),
    ),
    lines=LINES,
    charges=(Charge("Regular customer", Decimal("-162.01"), Decimal("-10")), Charge("Rush", Decimal("5.00"))),
    taxes=(Tax("VAT", Decimal("250.00"), Decimal("19")), Tax("City", Decimal("27.98"), Decimal("1.5"))),
)
WHOLE = Order(
    DOCUMENT,
    seller_number="CLEO0001",
    terms="Paid within 30 days.",
    rate=Rate("USD", Decimal("1.0843")),
    notes={"1": "Second edition"},
)


@pytest.mark.req(169)
def test_what_is_written_is_valid_and_read_back_as_the_same() -> None:
    written = write_order(WHOLE)
    assert errors(written) == []
    assert read(written) == DOCUMENT
    assert broken(written) == []


@pytest.mark.req(169)
def test_the_least_that_an_order_says() -> None:
    line = Line(number="1", text="Work", quantity=Decimal(1), unit="HUR", unit_price=Decimal(5), amount=Decimal(5))
    sums = Sums(lines=Decimal(5), net=Decimal(5), gross=Decimal(5), payable=Decimal(5))
    least = Document(
        ORDER, "Order", "2.1", "1", date(2026, 3, 2), "JPY", Party("A"), Party("B"), sums=sums, lines=(line,)
    )
    written = write_order(Order(least))
    assert errors(written) == [] and read(written) == least
    assert broken(written) == ["PEPPOL-T01-B05501"], "whose registered name nobody knows"


def test_what_stands_beside_what_the_reader_reads() -> None:
    root = etree.fromstring(write_order(WHOLE))
    names = {prefix: uri for prefix, uri in root.nsmap.items() if prefix}

    def said(path: str) -> list[str]:
        return [str(one) for one in root.xpath(f"{path}/text()", namespaces=names)]

    assert said("cbc:SalesOrderID") == ["CLEO0001"] and said("cac:PaymentTerms/cbc:Note") == ["Paid within 30 days."]
    assert said("cac:AllowanceCharge/cbc:ChargeIndicator") == ["false", "true"]
    assert said("cac:AllowanceCharge/cbc:Amount") == ["162.01", "5.00"]
    assert said("cac:TaxTotal/cac:TaxSubtotal/cac:TaxCategory/cbc:Percent") == ["19", "1.5"]
    assert said("cac:AnticipatedMonetaryTotal/cbc:AllowanceTotalAmount") == ["162.01"]
    assert said("cac:AnticipatedMonetaryTotal/cbc:ChargeTotalAmount") == ["5.00"]
    assert said("cac:PricingExchangeRate/cbc:CalculationRate") == ["1.0843"]
    assert said("//cac:ClassifiedTaxCategory/cbc:ID") == ["E"]
    assert said("//cac:LineItem/cbc:Note") == ["Second edition"]


def test_an_address_keeps_its_lines() -> None:
    seller = replace(DOCUMENT.seller, address="c/o Ines\n\n1010 Wien")
    written = write_order(replace(WHOLE, document=replace(DOCUMENT, seller=seller)))
    assert errors(written) == [] and read(written).seller.address == "c/o Ines, 1010 Wien"
    assert written.count(b"<cbc:Line>") == 3


_TYPED = st.text(
    st.characters(exclude_categories=["Cc", "Cs", "Cn", "Co", "Cf", "Zl", "Zp", "Zs"]), min_size=1, max_size=300
)


@given(_TYPED, _TYPED, st.decimals("0.000001", "1000000", places=6))
def test_whatever_is_typed(text: str, name: str, quantity: Decimal) -> None:
    line = replace(LINES[0], text=text, quantity=quantity)
    document = replace(DOCUMENT, buyer=replace(DOCUMENT.buyer, name=name[:200]), note=text, lines=(line,))
    written = write_order(replace(WHOLE, document=document))
    assert errors(written) == [] and read(written) == document
    assert set(broken(written)) <= {"PEPPOL-T01-R008", "PEPPOL-T01-R011", "PEPPOL-T01-R024"}, "sums that are not ours"


def test_the_schema_sees_what_is_missing() -> None:
    """Or the tests above would prove nothing."""
    broken = write_order(WHOLE).replace(b"<cbc:IssueDate>2026-03-02</cbc:IssueDate>", b"")
    assert any("IssueDate" in one for one in errors(broken))


BREAKS = {
    "PEPPOL-COMMON-R001": ("<cbc:Note>As agreed</cbc:Note>", "<cbc:Note> </cbc:Note>"),
    "PEPPOL-COMMON-R030": ("2026-03-31", "2026-03-31Z"),
    "PEPPOL-COMMON-R040": ("4012345000009", "4012345000008"),
    "PEPPOL-T01-B00103": ("<cbc:ID>PO-2026-00001</cbc:ID>", ""),
    "PEPPOL-T01-B00104": ("<cbc:IssueDate>2026-03-02</cbc:IssueDate>", ""),
    "PEPPOL-T01-B05501": ("<cbc:RegistrationName>Acme Studio GmbH</cbc:RegistrationName>", ""),
    "PEPPOL-T01-R001": ("<cbc:ID>2</cbc:ID>", "<cbc:ID>1</cbc:ID>"),
    "PEPPOL-T01-R003": ('currencyID="EUR">10.06', 'currencyID="USD">10.06'),
    "PEPPOL-T01-R004": (">0.5</cbc:Quantity>", ">-0.5</cbc:Quantity>"),
    "PEPPOL-T01-R005": (">230.00</cbc:PriceAmount>", ">-230.00</cbc:PriceAmount>"),
    "PEPPOL-T01-R006": (">1741.03</cbc:PayableAmount>", ">-1741.03</cbc:PayableAmount>"),
    "PEPPOL-T01-R007": (">1620.06</cbc:LineExtensionAmount>", ">-1620.06</cbc:LineExtensionAmount>"),
    "PEPPOL-T01-R008": (">1610.00</cbc:LineExtensionAmount>", ">1610.01</cbc:LineExtensionAmount>"),
    "PEPPOL-T01-R009": (">162.01</cbc:AllowanceTotalAmount>", ">162.02</cbc:AllowanceTotalAmount>"),
    "PEPPOL-T01-R010": (">5.00</cbc:ChargeTotalAmount>", ">5.01</cbc:ChargeTotalAmount>"),
    "PEPPOL-T01-R011": (">1463.05</cbc:TaxExclusiveAmount>", ">1463.06</cbc:TaxExclusiveAmount>"),
    "PEPPOL-T01-R013": ('<cbc:Quantity unitCode="C62">0.5</cbc:Quantity>', ""),
    "PEPPOL-T01-R016": (">1741.03</cbc:PayableAmount>", ">1741.04</cbc:PayableAmount>"),
    "PEPPOL-T01-R017": (">277.98</cbc:TaxAmount>", ">277.99</cbc:TaxAmount>"),
    "PEPPOL-T01-R020": ('<cbc:BaseAmount currencyID="EUR">2300.00</cbc:BaseAmount>', ""),
    "PEPPOL-T01-R021": ("<cbc:MultiplierFactorNumeric>30</cbc:MultiplierFactorNumeric>", ""),
    "PEPPOL-T01-R022": (">30</cbc:MultiplierFactorNumeric>", ">0.3</cbc:MultiplierFactorNumeric>"),
    "PEPPOL-T01-R023": ("<cbc:AllowanceChargeReason>Rush</cbc:AllowanceChargeReason>", ""),
    "PEPPOL-T01-R024": (">10</cbc:Quantity>", ">11</cbc:Quantity>"),
    "PEPPOL-T01-R026": ("DE811907980", "811907980"),
    "PEPPOL-T01-R028": (">5.00</cbc:Amount>", ">5.000</cbc:Amount>"),
    "PEPPOL-T01-R029": ("<cbc:Percent>19</cbc:Percent>", ""),
    "PEPPOL-T01-R030": ("<cbc:ID>E</cbc:ID>", "<cbc:ID>S</cbc:ID>"),
    "PEPPOL-T01-R032": (">5.00</cbc:Amount>", ">-5.00</cbc:Amount>"),
}
"""Each rule with something of the whole order that is made wrong."""
BY_SCHEMA = {"PEPPOL-COMMON-R003", *(f"PEPPOL-T01-B0010{place}" for place in range(5, 9))}
"""What the schema, or the writer itself, can't leave out."""


def test_every_rule_is_tried() -> None:
    assert set(BREAKS) | BY_SCHEMA == set(peppol.RULES)


@pytest.mark.parametrize("rule", BREAKS)
def test_each_rule_of_peppol_sees_what_breaks_it(rule: str) -> None:
    """Or that none is broken would prove nothing."""
    right, wrong = BREAKS[rule]
    written = write_order(WHOLE).decode()
    assert right in written
    assert rule in broken(written.replace(right, wrong, 1).encode())


def test_the_page_names_every_rule_that_is_kept_or_left_open() -> None:
    page = (Path(__file__).parents[3] / "docs" / "peppol.md").read_text()
    named = {
        f"{kind}-{one}" for kind, said in re.findall(r"(PEPPOL-(?:COMMON|T01))-([^|.]+)", page) for one in _each(said)
    }
    assert named >= {*peppol.RULES, *peppol.NEVER_WRITTEN, *peppol.OPEN}
    assert named <= {*peppol.RULES, *peppol.NEVER_WRITTEN, *peppol.OPEN}


def _each(said: str) -> list[str]:
    """R001, R003 to R005: four of them."""
    found: list[str] = []
    for first, last in re.findall(r"([RBC]L?\d+)(?: to ([RB]\d+))?", said):
        digits = len(first) - 1
        places = range(int(first[1:]), int(last[1:]) + 1) if last else []
        found += [f"{first[0]}{place:0{digits}d}" for place in places] or [first]
    return found


@pytest.mark.req(145, 169)
def test_a_sequential_discount_says_what_it_is_of() -> None:
    charges = (Charge("First", Decimal("-100.00"), Decimal("-10")), Charge("Then", Decimal("45.00"), Decimal("5")))
    line = replace(LINES[1], quantity=Decimal(10), unit_price=Decimal(100), amount=Decimal("1000.00"))
    sums = Sums(Decimal("1000.00"), Decimal("-55.00"), None, Decimal("945.00"), Decimal("945.00"))
    sums = replace(sums, payable=Decimal("945.00"))
    document = replace(DOCUMENT, charges=charges, lines=(line,), sums=sums, taxes=())
    written = write_order(replace(WHOLE, document=document, sequential=True))
    assert errors(written) == [] and broken(written) == [] and read(written) == document
    assert b">900.00</cbc:BaseAmount>" in written
    assert broken(write_order(replace(WHOLE, document=document))) == ["PEPPOL-T01-R022"]
