"""One document of every kind, written by hand. A test changes a few words of one and looks at what is read then."""

from counterfoil.formats.ubl import read
from counterfoil.formats.ubl.documents import Document, Unreadable

_SCHEMA = "urn:oasis:names:specification:ubl:schema:xsd:"


def document(name: str, body: str) -> str:
    """A document of UBL with that root."""
    return (
        f'<{name} xmlns="{_SCHEMA}{name}-2" xmlns:cac="{_SCHEMA}CommonAggregateComponents-2" '
        f'xmlns:cbc="{_SCHEMA}CommonBasicComponents-2">{body}</{name}>'
    )


def reading(text: str) -> Document:
    """What is read of it."""
    return read(text.encode())


def refusal(content: str | bytes) -> tuple[str, str]:
    """The key and the detail with which it is refused."""
    try:
        read(content.encode() if isinstance(content, str) else content)
    except Unreadable as refused:
        return refused.key, refused.detail
    raise AssertionError("it is read")


def changed(text: str, old: str, new: str) -> str:
    """The text with the first of one thing replaced, which must be there."""
    assert old in text
    return text.replace(old, new, 1)


def party(role: str, name: str, vat: str) -> str:
    """A buyer or a seller with a VAT number."""
    return f"""<cac:{role}><cac:Party>
    <cac:PartyName><cbc:Name>{name}</cbc:Name></cac:PartyName>
    <cac:PartyTaxScheme><cbc:CompanyID>{vat}</cbc:CompanyID><cac:TaxScheme><cbc:ID>VAT</cbc:ID></cac:TaxScheme></cac:PartyTaxScheme>
    </cac:Party></cac:{role}>"""


def head(number: str) -> str:
    """Version, number and day."""
    return f"""<cbc:UBLVersionID>2.1</cbc:UBLVersionID><cbc:ID>{number}</cbc:ID><cbc:IssueDate>2026-03-02</cbc:IssueDate>
    <cbc:Note>As agreed</cbc:Note>"""


QUOTED = "<cac:OrderReference><cbc:ID>PO-7</cbc:ID></cac:OrderReference>"
ITEM = """<cac:Item><cbc:Description>Oak, 40 mm</cbc:Description><cbc:Name>Shelf</cbc:Name>
    <cac:BuyersItemIdentification><cbc:ID>B-1</cbc:ID></cac:BuyersItemIdentification>
    <cac:SellersItemIdentification><cbc:ID>S-1</cbc:ID></cac:SellersItemIdentification></cac:Item>"""
PRICE = """<cac:Price><cbc:PriceAmount currencyID="EUR">25.00</cbc:PriceAmount>
    <cbc:BaseQuantity unitCode="C62">10</cbc:BaseQuantity></cac:Price>"""
_LINE_REFERENCE = """<cac:OrderLineReference><cbc:LineID>4</cbc:LineID>
    <cac:OrderReference><cbc:ID>PO-7</cbc:ID></cac:OrderReference></cac:OrderLineReference>"""
_BILLED = """<cac:BillingReference><cac:InvoiceDocumentReference><cbc:ID>INV-1</cbc:ID></cac:InvoiceDocumentReference>
    </cac:BillingReference>"""
_BUYS, _SELLS = party("BuyerCustomerParty", "Brook Council", "GB1"), party("SellerSupplierParty", "Joiner", "GB2")
_PAYS, _BILLS = (
    party("AccountingCustomerParty", "Brook Council", "GB1"),
    party("AccountingSupplierParty", "Joiner", "GB2"),
)
_TAKES, _SENDS = party("DeliveryCustomerParty", "Brook Council", "GB1"), party("DespatchSupplierParty", "Joiner", "GB2")
_ROW = f"""<cac:OrderLine><cbc:Note>By noon</cbc:Note><cac:LineItem><cbc:ID>4</cbc:ID>
    <cbc:LineStatusCode>Revised</cbc:LineStatusCode><cbc:Quantity unitCode="C62">40</cbc:Quantity>
    <cbc:LineExtensionAmount currencyID="EUR">100.00</cbc:LineExtensionAmount>
    <cac:Delivery><cac:RequestedDeliveryPeriod><cbc:StartDate>2026-03-10</cbc:StartDate><cbc:EndDate>2026-03-12</cbc:EndDate>
    </cac:RequestedDeliveryPeriod></cac:Delivery>{PRICE}{ITEM}</cac:LineItem></cac:OrderLine>"""
_DUE = "<cac:PaymentMeans><cbc:PaymentDueDate>2026-04-01</cbc:PaymentDueDate></cac:PaymentMeans>"
_PERIOD = """<cac:InvoicePeriod><cbc:StartDate>2026-02-01</cbc:StartDate><cbc:EndDate>2026-02-28</cbc:EndDate>
    </cac:InvoicePeriod>"""
_TAX = '<cac:TaxTotal><cbc:TaxAmount currencyID="EUR">19.00</cbc:TaxAmount></cac:TaxTotal>'
_SUMS = """<cac:LegalMonetaryTotal><cbc:LineExtensionAmount currencyID="EUR">98.00</cbc:LineExtensionAmount>
    <cbc:TaxExclusiveAmount currencyID="EUR">100.00</cbc:TaxExclusiveAmount>
    <cbc:TaxInclusiveAmount currencyID="EUR">119.00</cbc:TaxInclusiveAmount>
    <cbc:PrepaidAmount currencyID="EUR">9.00</cbc:PrepaidAmount>
    <cbc:PayableRoundingAmount currencyID="EUR">0.01</cbc:PayableRoundingAmount>
    <cbc:PayableAmount currencyID="EUR">110.01</cbc:PayableAmount></cac:LegalMonetaryTotal>"""


def allowance(indicator: str, amount: str) -> str:
    """A charge (`true`) or an allowance (`false`)."""
    return f"""<cac:AllowanceCharge><cbc:ChargeIndicator>{indicator}</cbc:ChargeIndicator>
    <cbc:Amount currencyID="EUR">{amount}</cbc:Amount></cac:AllowanceCharge>"""


def _bill(name: str, number: str, quantity: str, above: str) -> str:
    return document(
        name,
        f"""{head(number)}<cbc:DocumentCurrencyCode>EUR</cbc:DocumentCurrencyCode><cbc:BuyerReference>Ward 3</cbc:BuyerReference>
        {_PERIOD}{above}<cac:ContractDocumentReference><cbc:ID>C-9</cbc:ID></cac:ContractDocumentReference>
        {_BILLS}{_PAYS}{_DUE}{allowance("true", "3.00")}{allowance("false", "1.00")}{_TAX}{_SUMS}
        <cac:{name}Line><cbc:ID>1</cbc:ID><cbc:{quantity} unitCode="C62">40</cbc:{quantity}>
        <cbc:LineExtensionAmount currencyID="EUR">98.00</cbc:LineExtensionAmount>{_PERIOD}{_LINE_REFERENCE}
        {allowance("false", "5.00")}{allowance("true", "3.00")}{ITEM}{PRICE}</cac:{name}Line>""",
    )


ORDER = document(
    "Order",
    f"""{head("PO-7")}<cbc:DocumentCurrencyCode>EUR</cbc:DocumentCurrencyCode>
    <cbc:CustomerReference>Ward 3</cbc:CustomerReference>
    <cac:ValidityPeriod><cbc:EndDate>2026-06-30</cbc:EndDate></cac:ValidityPeriod><cac:Contract><cbc:ID>C-9</cbc:ID></cac:Contract>
    {_BUYS}{_SELLS}<cac:AnticipatedMonetaryTotal><cbc:LineExtensionAmount currencyID="EUR">100.00</cbc:LineExtensionAmount>
    <cbc:PayableAmount currencyID="EUR">100.00</cbc:PayableAmount></cac:AnticipatedMonetaryTotal>{_ROW}""",
)
ORDER_CHANGE = document("OrderChange", f"{head('CH-1')}{QUOTED}{_BUYS}{_SELLS}{_ROW}")
ORDER_CANCELLATION = document(
    "OrderCancellation", f"{head('CA-1')}<cbc:CancellationNote>Not needed</cbc:CancellationNote>{QUOTED}{_BUYS}{_SELLS}"
)
DESPATCH = document(
    "DespatchAdvice",
    f"""{head("DN-1")}{QUOTED}{_SENDS}{_TAKES}<cac:Shipment><cbc:ID>1</cbc:ID><cac:Delivery>
    <cac:RequestedDeliveryPeriod><cbc:StartDate>2026-03-01</cbc:StartDate></cac:RequestedDeliveryPeriod>
    <cac:Despatch><cbc:ActualDespatchDate>2026-02-26</cbc:ActualDespatchDate></cac:Despatch></cac:Delivery></cac:Shipment>
    <cac:DespatchLine><cbc:ID>1</cbc:ID><cbc:DeliveredQuantity unitCode="C62">30</cbc:DeliveredQuantity>
    <cbc:BackorderQuantity unitCode="C62">10</cbc:BackorderQuantity>{_LINE_REFERENCE}{ITEM}</cac:DespatchLine>""",
)
RECEIPT = document(
    "ReceiptAdvice",
    f"""{head("GR-1")}{QUOTED}<cac:DespatchDocumentReference><cbc:ID>DN-1</cbc:ID></cac:DespatchDocumentReference>{_TAKES}{_SENDS}
    <cac:ReceiptLine><cbc:ID>1</cbc:ID><cbc:ReceivedQuantity unitCode="C62">29</cbc:ReceivedQuantity>
    <cbc:ShortQuantity unitCode="C62">1</cbc:ShortQuantity><cbc:RejectedQuantity unitCode="C62">1</cbc:RejectedQuantity>
    <cbc:ReceivedDate>2026-02-28</cbc:ReceivedDate>{_LINE_REFERENCE}<cac:DespatchLineReference><cbc:LineID>1</cbc:LineID>
    <cac:DocumentReference><cbc:ID>DN-1</cbc:ID></cac:DocumentReference></cac:DespatchLineReference>{ITEM}</cac:ReceiptLine>""",
)
INVOICE = _bill("Invoice", "INV-1", "InvoicedQuantity", QUOTED)
CREDIT_NOTE = _bill("CreditNote", "CN-1", "CreditedQuantity", QUOTED + _BILLED)
REMITTANCE = document(
    "RemittanceAdvice",
    f"{head('RA-1')}{_PAYS}{_BILLS}<cac:RemittanceAdviceLine><cbc:ID>1</cbc:ID>{_BILLED}</cac:RemittanceAdviceLine>",
)
RESPONSE = document("OrderResponse", f"{head('OR-1')}{QUOTED}{_SELLS}{_BUYS}")

SAMPLES = {
    "order": ORDER,
    "order_change": ORDER_CHANGE,
    "order_cancellation": ORDER_CANCELLATION,
    "despatch": DESPATCH,
    "receipt": RECEIPT,
    "invoice": INVOICE,
    "credit_note": CREDIT_NOTE,
    "other": REMITTANCE,
}
"""The kinds that are read, and one that is only named."""
