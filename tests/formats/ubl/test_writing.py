"""Orders as they are written: by the schema, and read back as the same."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from counterfoil.formats.ubl import read, write_order
from counterfoil.formats.ubl.documents import ORDER, Charge, Document, Identifier, Line, Party, Sums, Tax
from counterfoil.formats.ubl.writing import Order, Rate

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
        factor=Decimal("-0.3"),
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
    charges=(Charge("Regular customer", Decimal("-162.01"), Decimal("-0.1")), Charge("Rush", Decimal("5.00"))),
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


@pytest.mark.req(169)
def test_the_least_that_an_order_says() -> None:
    line = Line(number="1", text="Work", quantity=Decimal(1), unit="HUR", unit_price=Decimal(5), amount=Decimal(5))
    sums = Sums(lines=Decimal(5), net=Decimal(5), gross=Decimal(5), payable=Decimal(5))
    least = Document(
        ORDER, "Order", "2.1", "1", date(2026, 3, 2), "JPY", Party("A"), Party("B"), sums=sums, lines=(line,)
    )
    written = write_order(Order(least))
    assert errors(written) == [] and read(written) == least


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


def test_the_schema_sees_what_is_missing() -> None:
    """Or the tests above would prove nothing."""
    broken = write_order(WHOLE).replace(b"<cbc:IssueDate>2026-03-02</cbc:IssueDate>", b"")
    assert any("IssueDate" in one for one in errors(broken))
