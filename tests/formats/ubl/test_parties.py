"""Who buys and who sells."""

import pytest

from counterfoil.formats.ubl.documents import Identifier, Party

from .samples import INVOICE, REMITTANCE, changed, party, reading, refusal

SELLER = party("AccountingSupplierParty", "Joiner", "GB2")


def seller(inside: str, text: str = INVOICE) -> Party:
    """The seller of an invoice that says this of him."""
    role = f"<cac:AccountingSupplierParty><cac:Party>{inside}</cac:Party></cac:AccountingSupplierParty>"
    return reading(changed(text, SELLER, role)).seller


def names(inside: str) -> list[tuple[str, str]]:
    return [(one.scheme, one.value) for one in seller(inside).identifiers]


def tax(number: str, scheme: str) -> str:
    inside = f"<cbc:CompanyID>{number}</cbc:CompanyID><cac:TaxScheme>{scheme}</cac:TaxScheme>"
    return f"<cac:PartyTaxScheme>{inside}</cac:PartyTaxScheme>"


def test_a_party_is_read_whole() -> None:
    inside = """<cbc:EndpointID schemeID="0088"> 5790000436101 </cbc:EndpointID>
        <cac:PartyIdentification><cbc:ID schemeID="GLN">5790000436101</cbc:ID></cac:PartyIdentification>
        <cac:PartyIdentification><cbc:ID>P-1</cbc:ID></cac:PartyIdentification>
        <cac:PartyName><cbc:Name>Joiner</cbc:Name></cac:PartyName>
        <cac:PostalAddress><cbc:StreetName>Busy Street</cbc:StreetName><cbc:BuildingNumber>5</cbc:BuildingNumber>
        <cbc:CityName>Farthing</cbc:CityName><cbc:PostalZone>AA9 1BB</cbc:PostalZone>
        <cac:AddressLine><cbc:Line>Room 5</cbc:Line></cac:AddressLine>
        <cac:Country><cbc:IdentificationCode>gb</cbc:IdentificationCode></cac:Country></cac:PostalAddress>
        <cac:PartyLegalEntity><cbc:RegistrationName>Joiner Ltd</cbc:RegistrationName>
        <cbc:CompanyID schemeID="UK:CH">64119</cbc:CompanyID></cac:PartyLegalEntity>
        <cac:Contact><cbc:ElectronicMail>j@joiner.example</cbc:ElectronicMail></cac:Contact>"""
    assert seller(inside) == Party(
        name="Joiner",
        registered_name="Joiner Ltd",
        identifiers=(
            Identifier("legal uk:ch", "64119"),
            Identifier("gln", "5790000436101"),
            Identifier("party", "P-1"),
        ),
        address="Busy Street 5, AA9 1BB Farthing, Room 5",
        country="GB",
        email="j@joiner.example",
    )


@pytest.mark.parametrize("scheme", ["VAT", "UK VAT", "vat"])
def test_a_vat_number_is_one_by_its_tax(scheme: str) -> None:
    assert names(tax("GB 9", f"<cbc:ID>{scheme}</cbc:ID>")) == [("vat", "GB 9")]


def test_a_vat_number_is_one_by_the_kind_of_its_tax() -> None:
    assert names(tax("GB9", "<cbc:ID>A</cbc:ID><cbc:TaxTypeCode>VAT</cbc:TaxTypeCode>")) == [("vat", "GB9")]


@pytest.mark.parametrize("scheme", ["TAX", "LOC", ""])
def test_a_remark_on_another_tax_is_no_name_of_anybody(scheme: str) -> None:
    assert names(tax("Approved for F-tax", f"<cbc:ID>{scheme}</cbc:ID>")) == []


@pytest.mark.parametrize(
    ("attribute", "scheme"),
    [("", "endpoint"), ('schemeID=""', "endpoint"), ('schemeID="EM"', "em"), ('schemeID="GLN"', "gln")],
)
def test_an_address_for_messages_is_named_by_its_scheme(attribute: str, scheme: str) -> None:
    assert names(f"<cbc:EndpointID {attribute}>a@b.example</cbc:EndpointID>") == [(scheme, "a@b.example")]


@pytest.mark.parametrize(
    ("attribute", "address", "scheme"),
    [
        ('schemeID="SE:ORGNR"', "", "legal se:orgnr"),
        ('schemeID="0088"', "", "legal gln"),
        ('schemeID="ZZZ"', "PostalAddress", "legal at"),
        ("", "PostalAddress", "legal at"),
        ("", "", "legal"),
    ],
)
def test_a_company_is_registered_somewhere(attribute: str, address: str, scheme: str) -> None:
    """One number is another company's in another register."""
    country = "<cac:Country><cbc:IdentificationCode>AT</cbc:IdentificationCode></cac:Country>"
    seat = f"<cac:{address}>{country}</cac:{address}>" if address else ""
    number = f"<cbc:CompanyID {attribute}>64119</cbc:CompanyID>"
    assert names(f"{seat}<cac:PartyLegalEntity>{number}</cac:PartyLegalEntity>") == [(scheme, "64119")]


def test_the_register_is_that_of_the_seat() -> None:
    at, de = (
        f"<cac:Country><cbc:IdentificationCode>{country}</cbc:IdentificationCode></cac:Country>"
        for country in ("AT", "DE")
    )
    seat = f"<cbc:CompanyID>1</cbc:CompanyID><cac:RegistrationAddress>{at}</cac:RegistrationAddress>"
    inside = f"<cac:PostalAddress>{de}</cac:PostalAddress><cac:PartyLegalEntity>{seat}</cac:PartyLegalEntity>"
    assert names(inside) == [("legal at", "1")]


@pytest.mark.parametrize(
    ("attribute", "scheme"), [("", "party"), ('schemeID="ZZZ"', "party"), ('schemeID="DUNS"', "duns")]
)
def test_a_number_of_a_party_is_named_by_its_scheme(attribute: str, scheme: str) -> None:
    assert names(f"<cac:PartyIdentification><cbc:ID {attribute}>7</cbc:ID></cac:PartyIdentification>") == [
        (scheme, "7")
    ]


def test_a_party_without_a_name_is_called_as_it_is_registered_or_as_its_person() -> None:
    registered = "<cac:PartyTaxScheme><cbc:RegistrationName>Joiner Ltd</cbc:RegistrationName></cac:PartyTaxScheme>"
    person = "<cac:Person><cbc:FirstName>Ann</cbc:FirstName><cbc:FamilyName>Joiner</cbc:FamilyName></cac:Person>"
    assert seller(registered) == Party("Joiner Ltd", "Joiner Ltd")
    assert seller(person) == Party("Ann Joiner")


def test_the_next_role_stands_in_for_one_that_is_missing_or_empty() -> None:
    other = "SellerSupplierParty"
    assert reading(INVOICE.replace("AccountingSupplierParty", other)).seller.name == "Joiner"
    empty = "<cac:AccountingSupplierParty><cac:Party></cac:Party></cac:AccountingSupplierParty>"
    assert (
        reading(changed(INVOICE, SELLER, empty + SELLER.replace("AccountingSupplierParty", other))).seller.name
        == "Joiner"
    )


def test_a_document_may_name_nobody() -> None:
    assert reading(changed(INVOICE, SELLER, "")).seller == Party()


def test_a_party_without_the_element_party_is_read_where_it_stands() -> None:
    sender = "<cac:SenderParty><cac:PartyName><cbc:Name>Joiner</cbc:Name></cac:PartyName></cac:SenderParty>"
    assert reading(changed(REMITTANCE, SELLER, sender)).seller == Party("Joiner")


def test_many_names_are_cut_and_a_long_one_is_refused() -> None:
    many = "".join(f"<cac:PartyIdentification><cbc:ID>P-{n}</cbc:ID></cac:PartyIdentification>" for n in range(50))
    assert len(names(many)) == 20
    long = INVOICE.replace(">GB2<", f">{'9' * 101}<")
    assert refusal(long) == ("too_large", "CompanyID")
    assert len(seller(f"<cac:PartyName><cbc:Name>{'a' * 300}</cbc:Name></cac:PartyName>").name) == 200
