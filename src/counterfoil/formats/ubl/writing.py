"""The writer of UBL 2.1 orders: plain values in, bytes out. What is written here, our own reader reads back as the same."""

import xml.etree.ElementTree as ET
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from .documents import Charge, Document, Line, Party
from .values import LONGEST_NAME, one_line

_SCHEMA = "urn:oasis:names:specification:ubl:schema:xsd:"
_ORDER, _CAC, _CBC = (f"{_SCHEMA}{name}-2" for name in ("Order", "CommonAggregateComponents", "CommonBasicComponents"))
_PREFIXES = {"": _ORDER, "cac": _CAC, "cbc": _CBC}
_GLN = "0088"
_LEGAL = "legal"


@dataclass(frozen=True)
class Rate:
    """What one unit of the order's currency is in another one."""

    currency: str
    value: Decimal


@dataclass(frozen=True)
class Order:
    """An order that is to be written: what the reader would read of it, and what stands in it beside that.

    `seller_number` is what the seller calls it; `notes` are of its lines, by their numbers. A `sequential` discount or markup is
    reckoned on what the one before it left.
    """

    document: Document
    seller_number: str = ""
    terms: str = ""
    rate: Rate | None = None
    notes: Mapping[str, str] = field(default_factory=dict)
    sequential: bool = False


def write_order(order: Order) -> bytes:
    """The order as a UBL 2.1 file. The elements come in the order in which the schema has them."""
    for prefix, namespace in _PREFIXES.items():
        ET.register_namespace(prefix, namespace)
    document, root = order.document, ET.Element(f"{{{_ORDER}}}Order")
    _head(root, order)
    _period(root, "ValidityPeriod", document.starts_on, document.ends_on)
    _party(_within(root, "BuyerCustomerParty", "Party"), document.buyer)
    _party(_within(root, "SellerSupplierParty", "Party"), document.seller)
    if order.terms:
        _say(_within(root, "PaymentTerms"), "Note", order.terms)
    base = document.sums.lines
    for charge in document.charges:
        _charge(root, charge, base, document.currency)
        base = base + charge.amount if order.sequential and base is not None else base
    if order.rate:
        _rate(root, document.currency, order.rate)
    _taxes(root, document)
    _sums(root, document)
    for line in document.lines:
        _line(_within(root, "OrderLine", "LineItem"), line, order)
    ET.indent(root)
    written: bytes = ET.tostring(root, encoding="UTF-8", xml_declaration=True, default_namespace=None)
    return written


def _head(root: ET.Element, order: Order) -> None:
    document = order.document
    _say(root, "UBLVersionID", "2.1")
    _say(root, "ID", document.number)
    _say(root, "SalesOrderID", order.seller_number)
    _say(root, "IssueDate", _day(document.issued_on))
    _say(root, "Note", document.note)
    _say(root, "DocumentCurrencyCode", document.currency)
    _say(root, "CustomerReference", document.buyer_reference)
    _say(root, "LineCountNumeric", str(len(document.lines)))


def _party(found: ET.Element, party: Party) -> None:
    by_scheme = {one.scheme: one for one in party.identifiers}
    if gln := by_scheme.get("gln"):
        _say(found, "EndpointID", gln.value, schemeID=_GLN)
    for one in party.identifiers:
        if one.scheme != "vat" and not one.scheme.startswith(_LEGAL):
            scheme = _GLN if one.scheme == "gln" else one.scheme
            _say(_within(found, "PartyIdentification"), "ID", one.value, schemeID=scheme)
    _say(_within(found, "PartyName"), "Name", party.name)
    _address(found, party)
    if vat := by_scheme.get("vat"):
        scheme_of = _within(found, "PartyTaxScheme")
        _say(scheme_of, "CompanyID", vat.value)
        _say(_within(scheme_of, "TaxScheme"), "ID", "VAT")
    _legal(found, party)
    if party.email:
        _say(_within(found, "Contact"), "ElectronicMail", party.email)


def _address(found: ET.Element, party: Party) -> None:
    if not party.address and not party.country:
        return
    place = _within(found, "PostalAddress")
    for line in party.address.splitlines():
        if line.strip():
            _say(_within(place, "AddressLine"), "Line", line)
    if party.country:
        _say(_within(place, "Country"), "IdentificationCode", party.country)


def _legal(found: ET.Element, party: Party) -> None:
    """The name it is registered by, and its numbers in registers; whose register it is, is said where it is known."""
    numbers = [one for one in party.identifiers if one.scheme.startswith(_LEGAL)]
    if party.registered_name and not numbers:
        _say(_within(found, "PartyLegalEntity"), "RegistrationName", party.registered_name)
    for one in numbers:
        entity, register = _within(found, "PartyLegalEntity"), one.scheme.removeprefix(_LEGAL).strip()
        _say(entity, "RegistrationName", party.registered_name)
        _say(entity, "CompanyID", one.value, **({"schemeID": register} if register else {}))


def _charge(above: ET.Element, charge: Charge, base: Decimal | None, currency: str) -> None:
    """A discount or markup. Its factor is in per cent and stands with what it is of, as Peppol asks."""
    one = _within(above, "AllowanceCharge")
    # A discount or markup of a small sum may come to nothing: then its factor says which of the two it is.
    _say(one, "ChargeIndicator", "true" if (charge.amount or charge.factor or 0) > 0 else "false")
    _say(one, "AllowanceChargeReason", charge.words)
    if charge.factor is not None:
        _say(one, "MultiplierFactorNumeric", _plain(abs(charge.factor)))
    _amount(one, "Amount", abs(charge.amount), currency)
    if charge.factor is not None:
        _amount(one, "BaseAmount", base, currency)


def _rate(root: ET.Element, currency: str, rate: Rate) -> None:
    one = _within(root, "PricingExchangeRate")
    _say(one, "SourceCurrencyCode", currency)
    _say(one, "TargetCurrencyCode", rate.currency)
    _say(one, "CalculationRate", _plain(rate.value))


def _taxes(root: ET.Element, document: Document) -> None:
    if not document.taxes:
        return
    currency, total = document.currency, _within(root, "TaxTotal")
    _amount(total, "TaxAmount", sum((one.amount for one in document.taxes), Decimal(0)), currency)
    for one in document.taxes:
        part = _within(total, "TaxSubtotal")
        _amount(part, "TaxAmount", one.amount, currency)
        category = _within(part, "TaxCategory")
        _say(category, "Name", one.words)
        _say(category, "Percent", _plain(one.percent))
        _say(_within(category, "TaxScheme"), "Name", one.words)


def _sums(root: ET.Element, document: Document) -> None:
    sums, total = document.sums, _within(root, "AnticipatedMonetaryTotal")
    allowed = -sum((one.amount for one in document.charges if one.amount < 0), Decimal(0))
    charged = sum((one.amount for one in document.charges if one.amount > 0), Decimal(0))
    said = {
        "LineExtensionAmount": sums.lines,
        "TaxExclusiveAmount": sums.net,
        "TaxInclusiveAmount": sums.gross,
        "AllowanceTotalAmount": allowed or None,
        "ChargeTotalAmount": charged or None,
        "PayableAmount": sums.payable,
    }
    for name, amount in said.items():
        _amount(total, name, amount, document.currency)


def _line(item: ET.Element, line: Line, order: Order) -> None:
    currency = order.document.currency
    _say(item, "ID", line.number)
    _say(item, "Note", order.notes.get(line.number, ""))
    _say(item, "Quantity", _plain(line.quantity), unitCode=line.unit)
    _amount(item, "LineExtensionAmount", line.amount, currency)
    if line.starts_on or line.ends_on:
        _period(_within(item, "Delivery"), "RequestedDeliveryPeriod", line.starts_on, line.ends_on)
    if line.charges or line.factor:
        words = "Charge" if (line.charges or line.factor or 0) > 0 else "Discount"
        base = None if line.amount is None else line.amount - line.charges
        _charge(item, Charge(words, line.charges, line.factor), base, currency)
    _amount(_within(item, "Price"), "PriceAmount", line.unit_price, currency)
    _item(_within(item, "Item"), line)


def _item(item: ET.Element, line: Line) -> None:
    """A text that is too long for a name is cut there and stands whole in the description."""
    name = one_line(line.text, LONGEST_NAME)
    if name != line.text:
        _say(item, "Description", line.text)
    _say(item, "Name", name)
    for party, mark in (("Buyers", line.buyer_item), ("Sellers", line.seller_item)):
        if mark:
            _say(_within(item, f"{party}ItemIdentification"), "ID", mark)
    if line.is_exempt:
        category = _within(item, "ClassifiedTaxCategory")
        _say(category, "ID", "E")
        _say(category, "Percent", _plain(line.tax_percent))
        _say(_within(category, "TaxScheme"), "ID", "VAT")


def _period(above: ET.Element, name: str, first: date | None, last: date | None) -> None:
    if first or last:
        period = _within(above, name)
        _say(period, "StartDate", _day(first))
        _say(period, "EndDate", _day(last))


def _within(above: ET.Element, *names: str) -> ET.Element:
    for name in names:
        above = ET.SubElement(above, f"{{{_CAC}}}{name}")
    return above


def _say(above: ET.Element, name: str, text: str, **attributes: str) -> None:
    """An element with a text, where there is one: XML has no place for the other signs that steer."""
    if text:
        one = ET.SubElement(above, f"{{{_CBC}}}{name}", attributes)
        one.text = "".join(sign for sign in text if sign >= " " or sign in "\n\t")


def _amount(above: ET.Element, name: str, amount: Decimal | None, currency: str) -> None:
    _say(above, name, _plain(amount), currencyID=currency)


def _plain(figure: Decimal | None) -> str:
    return "" if figure is None else format(figure, "f")


def _day(day: date | None) -> str:
    return day.isoformat() if day else ""
