"""Who buys and who sells, and by what names others know them."""

from collections.abc import Iterator

from .documents import Identifier, Party
from .elements import Element
from .values import LONGEST_MARK, code, mark, one_line

BUYERS = ("AccountingCustomerParty", "BuyerCustomerParty", "DeliveryCustomerParty", "ReceiverParty")
SELLERS = ("AccountingSupplierParty", "SellerSupplierParty", "DespatchSupplierParty", "SenderParty")

_MOST_IDENTIFIERS = 20
_GLN = {"gln", "0088"}
_NO_SCHEME = {"", "zzz"}
"""`zzz` stands for what two parties agreed on between themselves."""
_ADDRESS = (
    ("Postbox",),
    ("StreetName", "BuildingNumber"),
    ("AdditionalStreetName",),
    ("BuildingName",),
    ("PostalZone", "CityName"),
    ("CountrySubentity",),
)


def party(root: Element, roles: tuple[str, ...]) -> Party:
    """The party in the first of these roles that the document has."""
    for role in roles:
        for found in [*root.every(role, "Party"), *root.every(role)]:
            if (read := _party(found)) != Party():
                return read
    return Party()


def _party(found: Element) -> Party:
    registered = found.text("PartyLegalEntity", "RegistrationName") or found.text("PartyTaxScheme", "RegistrationName")
    return Party(
        name=found.text("PartyName", "Name") or registered or _person(found),
        registered_name=registered,
        identifiers=tuple(dict.fromkeys(_identifiers(found)))[:_MOST_IDENTIFIERS],
        address=_address(found),
        country=code(found.text("PostalAddress", "Country", "IdentificationCode")),
        email=found.text("Contact", "ElectronicMail"),
    )


def _person(found: Element) -> str:
    return " ".join(filter(None, (found.text("Person", "FirstName"), found.text("Person", "FamilyName"))))


def _identifiers(found: Element) -> Iterator[Identifier]:
    """The tax number only where the tax is VAT: what stands there else may be a remark that many sellers share."""
    for scheme in found.every("PartyTaxScheme"):
        if _is_vat(scheme):
            yield from _marked("vat", scheme.every("CompanyID"))
    for one in found.every("PartyLegalEntity", "CompanyID"):
        # Not the scheme alone: firms of one group share an address for messages, which is the number of one of them.
        yield from _marked(f"legal {_scheme(one, _country(found))}".strip(), [one])
    for one in found.every("PartyIdentification", "ID"):
        yield from _marked(_scheme(one, "party"), [one])
    for one in found.every("EndpointID"):
        yield from _marked(_scheme(one, "endpoint"), [one])


def _marked(scheme: str, found: list[Element]) -> Iterator[Identifier]:
    for one in found:
        if value := mark(one.words(LONGEST_MARK + 1), one.name):
            yield Identifier(scheme, value)


def _is_vat(scheme: Element) -> bool:
    names = scheme.text("TaxScheme", "ID").upper().split()
    return "VAT" in names or scheme.text("TaxScheme", "TaxTypeCode").upper() == "VAT"


def _country(found: Element) -> str:
    """The country whose register a company is in, as far as it says one."""
    seat = found.text("PartyLegalEntity", "RegistrationAddress", "Country", "IdentificationCode")
    return (seat or found.text("PostalAddress", "Country", "IdentificationCode")).lower()


def _scheme(one: Element, unnamed: str) -> str:
    scheme = one_line(one.attributes.get("schemeID", ""), LONGEST_MARK).lower()
    if scheme in _NO_SCHEME:
        return unnamed
    return "gln" if scheme in _GLN else scheme


def _address(found: Element) -> str:
    place = found.every("PostalAddress")[:1]
    rows = [" ".join(filter(None, (one.text(name) for name in names))) for one in place for names in _ADDRESS]
    rows += [line.words() for one in place for line in one.every("AddressLine", "Line")[:_MOST_IDENTIFIERS]]
    return ", ".join(filter(None, rows))
