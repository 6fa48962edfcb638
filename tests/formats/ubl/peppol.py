"""What the Peppol BIS Order (transaction T01) asks of an order, as assertions of our own, each under the id that it has there.

The rules of Peppol are published as Schematron, which is not shipped here. What our files leave open is in `OPEN`, and why.
"""

from collections import Counter
from collections.abc import Callable, Iterator
from decimal import Decimal

from lxml import etree

_NAMES = {
    "u": "urn:oasis:names:specification:ubl:schema:xsd:Order-2",
    "a": "urn:oasis:names:specification:ubl:schema:xsd:CommonAggregateComponents-2",
    "b": "urn:oasis:names:specification:ubl:schema:xsd:CommonBasicComponents-2",
}
_TOTAL = "a:AnticipatedMonetaryTotal/b:"
_LINE = "a:OrderLine/a:LineItem"
_BUYER, _SELLER = "a:BuyerCustomerParty/a:Party", "a:SellerSupplierParty/a:Party"
SLACK = Decimal("0.02")
Root = etree._Element
Rule = Callable[[Root], bool]


def broken(content: bytes) -> list[str]:
    """The ids of the rules that a file breaks."""
    root = etree.fromstring(content)
    return [rule for rule, holds in RULES.items() if not holds(root)]


def _every(root: Root, path: str) -> list[Root]:
    return root.findall(path, _NAMES)


def _text(root: Root, path: str) -> str:
    return (root.findtext(path, "", _NAMES) or "").strip()


def _figure(root: Root, path: str, unsaid: str = "0") -> Decimal:
    return Decimal(_text(root, path) or unsaid)


def _sum(root: Root, path: str) -> Decimal:
    return sum((Decimal(one.text or "0") for one in _every(root, path)), Decimal(0))


def _charged(root: Root, indicator: str) -> Decimal:
    said = (one for one in _every(root, "a:AllowanceCharge") if _text(one, "b:ChargeIndicator") == indicator)
    return sum((_figure(one, "b:Amount") for one in said), Decimal(0))


def _amounts(root: Root) -> Iterator[Root]:
    yield from (one for one in root.iter() if isinstance(one.tag, str) and one.get("currencyID"))


def _adjusted(root: Root) -> list[Root]:
    return [*_every(root, "a:AllowanceCharge"), *_every(root, f"{_LINE}/a:AllowanceCharge")]


def _explained(one: Root) -> bool:
    factor, base = _text(one, "b:MultiplierFactorNumeric"), _text(one, "b:BaseAmount")
    if not (factor and base):
        return True
    return abs(_figure(one, "b:Amount") - Decimal(base) * Decimal(factor) / 100) <= SLACK


def _line_adds_up(line: Root) -> bool:
    each = _figure(line, "a:Price/b:PriceAmount") / _figure(line, "a:Price/b:BaseQuantity", "1")
    amount = _figure(line, "b:Quantity", "1") * each + _charged(line, "true") - _charged(line, "false")
    return abs(amount - _figure(line, "b:LineExtensionAmount")) <= SLACK


def _categories(root: Root) -> list[Root]:
    return [*root.iterfind(".//a:TaxCategory", _NAMES), *root.iterfind(".//a:ClassifiedTaxCategory", _NAMES)]


def _net(root: Root) -> Decimal:
    reckoned = (
        _figure(root, f"{_TOTAL}LineExtensionAmount")
        - _figure(root, f"{_TOTAL}AllowanceTotalAmount")
        + _figure(root, f"{_TOTAL}ChargeTotalAmount")
    )
    return _figure(root, f"{_TOTAL}TaxExclusiveAmount", str(reckoned))


def _due(root: Root) -> bool:
    gross = _figure(root, f"{_TOTAL}TaxInclusiveAmount")
    prepaid, rounding = _figure(root, f"{_TOTAL}PrepaidAmount"), _figure(root, f"{_TOTAL}PayableRoundingAmount")
    return _figure(root, f"{_TOTAL}PayableAmount") == gross - prepaid + rounding


def _ids(root: Root) -> list[str]:
    return [_text(line, "b:ID") for line in _every(root, _LINE)]


def _gln(value: str) -> bool:
    """Thirteen digits, the last of which is reckoned from the others, every second one three times."""
    if not (value.isdigit() and len(value) == 13):
        return False
    weighted = sum(int(digit) * (3 if place % 2 else 1) for place, digit in enumerate(value[:-1]))
    return (10 - weighted % 10) % 10 == int(value[-1])


def _vat(scheme: Root) -> bool:
    return _text(scheme, "a:TaxScheme/b:ID") != "VAT" or _text(scheme, "b:CompanyID")[:2].isalpha()


RULES: dict[str, Rule] = {
    "PEPPOL-COMMON-R001": lambda root: all(len(one) or (one.text or "").strip() for one in root.iter()),
    "PEPPOL-COMMON-R003": lambda root: not [name for name in root.attrib if str(name).endswith("schemaLocation")],
    "PEPPOL-COMMON-R030": lambda root: all(
        len(one.text or "") == 10
        for name in ("IssueDate", "StartDate", "EndDate")
        for one in _every(root, f".//b:{name}")
    ),
    "PEPPOL-COMMON-R040": lambda root: all(
        _gln(one.text or "") for one in root.iter() if one.get("schemeID") == "0088"
    ),
    "PEPPOL-T01-B00103": lambda root: bool(_text(root, "b:ID")),
    "PEPPOL-T01-B00104": lambda root: bool(_text(root, "b:IssueDate")),
    "PEPPOL-T01-B00105": lambda root: bool(_text(root, "b:DocumentCurrencyCode")),
    "PEPPOL-T01-B00106": lambda root: bool(_every(root, _BUYER)),
    "PEPPOL-T01-B00107": lambda root: bool(_every(root, _SELLER)),
    "PEPPOL-T01-B00108": lambda root: bool(_every(root, _LINE)),
    "PEPPOL-T01-B05501": lambda root: bool(_text(root, f"{_BUYER}/a:PartyLegalEntity/b:RegistrationName")),
    "PEPPOL-T01-R001": lambda root: max(Counter(_ids(root)).values()) == 1 and all(_ids(root)),
    "PEPPOL-T01-R003": lambda root: (
        {one.get("currencyID") for one in _amounts(root)} == {_text(root, "b:DocumentCurrencyCode")}
    ),
    "PEPPOL-T01-R004": lambda root: all(_figure(line, "b:Quantity") >= 0 for line in _every(root, _LINE)),
    "PEPPOL-T01-R005": lambda root: all(_figure(line, "a:Price/b:PriceAmount") >= 0 for line in _every(root, _LINE)),
    "PEPPOL-T01-R006": lambda root: _figure(root, f"{_TOTAL}PayableAmount") >= 0,
    "PEPPOL-T01-R007": lambda root: _figure(root, f"{_TOTAL}LineExtensionAmount") >= 0,
    "PEPPOL-T01-R008": lambda root: (
        _figure(root, f"{_TOTAL}LineExtensionAmount") == _sum(root, f"{_LINE}/b:LineExtensionAmount")
    ),
    "PEPPOL-T01-R009": lambda root: _figure(root, f"{_TOTAL}AllowanceTotalAmount") == _charged(root, "false"),
    "PEPPOL-T01-R010": lambda root: _figure(root, f"{_TOTAL}ChargeTotalAmount") == _charged(root, "true"),
    "PEPPOL-T01-R011": lambda root: (
        _net(root) == _sum(root, f"{_LINE}/b:LineExtensionAmount") - _charged(root, "false") + _charged(root, "true")
    ),
    "PEPPOL-T01-R013": lambda root: all(_text(line, "b:Quantity") for line in _every(root, _LINE)),
    "PEPPOL-T01-R016": _due,
    "PEPPOL-T01-R017": lambda root: (
        _figure(root, f"{_TOTAL}TaxInclusiveAmount") == _net(root) + _figure(root, "a:TaxTotal/b:TaxAmount")
    ),
    "PEPPOL-T01-R020": lambda root: all(
        _text(one, "b:BaseAmount") for one in _adjusted(root) if _text(one, "b:MultiplierFactorNumeric")
    ),
    "PEPPOL-T01-R021": lambda root: all(
        _text(one, "b:MultiplierFactorNumeric") for one in _adjusted(root) if _text(one, "b:BaseAmount")
    ),
    "PEPPOL-T01-R022": lambda root: all(_explained(one) for one in _adjusted(root)),
    "PEPPOL-T01-R023": lambda root: all(_text(one, "b:AllowanceChargeReason") for one in _adjusted(root)),
    "PEPPOL-T01-R024": lambda root: all(_line_adds_up(line) for line in _every(root, _LINE)),
    "PEPPOL-T01-R026": lambda root: all(_vat(one) for one in root.iterfind(".//a:PartyTaxScheme", _NAMES)),
    "PEPPOL-T01-R028": lambda root: all(
        len((one.text or "").partition(".")[2]) <= 2 or str(one.tag).endswith("PriceAmount") for one in _amounts(root)
    ),
    "PEPPOL-T01-R029": lambda root: all(
        _text(one, "b:Percent") or _text(one, "b:ID") == "O" for one in _categories(root)
    ),
    "PEPPOL-T01-R030": lambda root: all(
        _text(one, "b:ID") != "S" or _figure(one, "b:Percent") > 0 for one in _categories(root)
    ),
    "PEPPOL-T01-R032": lambda root: all(_figure(one, "b:Amount") >= 0 for one in _adjusted(root)),
}

NEVER_WRITTEN = tuple(f"PEPPOL-T01-{one}" for one in ("R014", "R019", "R025", "R027", "R033", "CL001", "CL002"))
"""An originator, a gross price, a price for several units and codes of reasons are never written: these can't be broken."""
OPEN = (
    *("PEPPOL-T01-B00101", "PEPPOL-T01-B00102", "PEPPOL-T01-R002", "PEPPOL-T01-R031", "PEPPOL-T01-R034"),
    *("PEPPOL-COMMON-R041", "PEPPOL-COMMON-R043", "PEPPOL-COMMON-R044", "PEPPOL-COMMON-R045", "PEPPOL-COMMON-R046"),
    *("PEPPOL-COMMON-R047", "PEPPOL-COMMON-R048", "PEPPOL-COMMON-R049", "PEPPOL-COMMON-R050"),
)
"""What is not asked of our files; the reasons are on the page `docs/peppol.md`."""
CENTS_ONLY = ("PEPPOL-T01-R022", "PEPPOL-T01-R024", "PEPPOL-T01-R028")
"""What takes every currency to have hundredths."""
