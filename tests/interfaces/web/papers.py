"""Small documents of UBL as a seller's or a buyer's program writes them, and sending them through the page."""

from typing import Any
from uuid import UUID, uuid4

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from counterfoil.foundation.kernel import scope
from counterfoil.foundation.parties.actions import IdentityValues, identify
from counterfoil.lifecycle.orders.models import Order

from ...cast import NOW, Cast
from ...formats.ubl.samples import document, party

OURS = "GB1"


def order(
    number: str = "PO-900", price: str = "10.00", amount: str = "100.00", unit: str = "HUR", **more: Any
) -> bytes:
    """An order of ten of something, from us to a joiner, over this stated amount."""
    seller = party("SellerSupplierParty", more.get("seller", "Joiner"), more.get("vat", "GB2"))
    currency = more.get("currency", "EUR")
    return document(
        "Order",
        f"""<cbc:UBLVersionID>2.1</cbc:UBLVersionID><cbc:ID>{number}</cbc:ID><cbc:IssueDate>2026-03-02</cbc:IssueDate>
        <cbc:DocumentCurrencyCode>{currency}</cbc:DocumentCurrencyCode>{party("BuyerCustomerParty", "Acme Studio", OURS)}
        {seller}<cac:AnticipatedMonetaryTotal><cbc:LineExtensionAmount currencyID="{currency}">{amount}</cbc:LineExtensionAmount>
        <cbc:PayableAmount currencyID="{currency}">{amount}</cbc:PayableAmount></cac:AnticipatedMonetaryTotal>
        <cac:OrderLine><cac:LineItem><cbc:ID>1</cbc:ID><cbc:Quantity unitCode="{unit}">10</cbc:Quantity>
        <cbc:LineExtensionAmount currencyID="{currency}">{amount}</cbc:LineExtensionAmount><cac:Price>
        <cbc:PriceAmount currencyID="{currency}">{price}</cbc:PriceAmount></cac:Price>
        <cac:Item><cbc:Name>Shelves</cbc:Name></cac:Item></cac:LineItem></cac:OrderLine>""",
    ).encode()


def invoice(number: str = "INV-1", quoted: str = "PO-900", price: str = "10.00", **more: Any) -> bytes:
    """An invoice for ten of something, from a joiner to us; `charge` is the line's own, `rounding` the document's."""
    charge, rounding, paid = (more.get(name, "0.00") for name in ("charge", "rounding", "paid"))
    amount = more.get("amount", f"{float(price) * 10 + float(charge):.2f}")
    total = f"{float(amount) + float(rounding) - float(paid):.2f}"
    seller = party("AccountingSupplierParty", more.get("seller", "Joiner"), more.get("vat", "GB2"))
    charged = (
        f"""<cac:AllowanceCharge><cbc:ChargeIndicator>true</cbc:ChargeIndicator>
        <cbc:Amount currencyID="EUR">{charge}</cbc:Amount></cac:AllowanceCharge>"""
        if float(charge)
        else ""
    )
    return document(
        "Invoice",
        f"""<cbc:UBLVersionID>2.1</cbc:UBLVersionID><cbc:ID>{number}</cbc:ID><cbc:IssueDate>2026-03-05</cbc:IssueDate>
        <cbc:DocumentCurrencyCode>EUR</cbc:DocumentCurrencyCode>
        <cac:OrderReference><cbc:ID>{quoted}</cbc:ID></cac:OrderReference>{seller}
        {party("AccountingCustomerParty", "Acme Studio", OURS)}
        <cac:LegalMonetaryTotal><cbc:LineExtensionAmount currencyID="EUR">{amount}</cbc:LineExtensionAmount>
        <cbc:PrepaidAmount currencyID="EUR">{paid}</cbc:PrepaidAmount>
        <cbc:PayableRoundingAmount currencyID="EUR">{rounding}</cbc:PayableRoundingAmount>
        <cbc:PayableAmount currencyID="EUR">{total}</cbc:PayableAmount></cac:LegalMonetaryTotal>
        <cac:InvoiceLine><cbc:ID>1</cbc:ID><cbc:InvoicedQuantity unitCode="{more.get("unit", "HUR")}">10</cbc:InvoicedQuantity>
        <cbc:LineExtensionAmount currencyID="EUR">{amount}</cbc:LineExtensionAmount>
        <cac:OrderLineReference><cbc:LineID>1</cbc:LineID></cac:OrderLineReference>{charged}
        <cac:Item><cbc:Name>Shelves</cbc:Name></cac:Item><cac:Price>
        <cbc:PriceAmount currencyID="EUR">{price}</cbc:PriceAmount></cac:Price></cac:InvoiceLine>""",
    ).encode()


def sent(client: Client, *contents: bytes, **more: str) -> Any:
    """The answer to these files, sent together; we are the buyer, and unknown sellers are added. What is empty is not sent."""
    files = [SimpleUploadedFile(f"file-{place}.xml", one) for place, one in enumerate(contents, 1)]
    given = {"key": str(uuid4()), "we_are": "buyer", "add_parties": "yes"}
    said = {name: value for name, value in (given | more).items() if value}
    return client.post("/receive", said | {"files": files})


def text(client: Client, address: str) -> str:
    """A page that is there."""
    answer = client.get(address)
    assert answer.status_code == 200, address
    return answer.content.decode()


def loaded(cast: Cast, client: Client, *contents: bytes, number: str = "PO-900") -> Order:
    """The order with this number, loaded through the page from these files, or from one that agrees with itself."""
    assert sent(client, *(contents or [order()])).status_code == 302
    with scope.reading(cast.company_id):
        found: Order = Order.objects.get(number=number)
        return found


def known_as(cast: Cast, contractor_id: UUID, vat: str) -> None:
    """The contractor is known by this VAT number from now on."""
    mark = IdentityValues.model_validate({"scheme": "vat", "value": vat})
    identify(by=cast.fay, at=NOW, contractor_id=contractor_id, identities=[mark])
