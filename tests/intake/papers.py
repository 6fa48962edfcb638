"""Bills of Cleo's as she could write them: one row of hours at 100.00 EUR, under any root and with any type code."""

from uuid import UUID

from counterfoil.foundation.parties.actions import identify

from ..actions.billing import accepted, number_of
from ..cast import NOW, Cast
from ..formats.ubl.samples import document, party

PARTIES = party("AccountingSupplierParty", "Cleo", "ATU9") + party("AccountingCustomerParty", "Acme Studio", "ATU1")


def paper(
    number: str, hours: str, *, code: str = "", root: str = "Invoice", order: str = "", names: str = "", says: str = ""
) -> str:
    """A bill. `names` is the invoice that it names, `says` what else stands in its head."""
    counted = "InvoicedQuantity" if root == "Invoice" else "CreditedQuantity"
    typed = f"<cbc:{root}TypeCode>{code}</cbc:{root}TypeCode>" if code else ""
    quoted = f"<cac:OrderReference><cbc:ID>{order}</cbc:ID></cac:OrderReference>" if order else ""
    named = f"<cac:InvoiceDocumentReference><cbc:ID>{names}</cbc:ID></cac:InvoiceDocumentReference>"
    named = f"<cac:BillingReference>{named}</cac:BillingReference>" if names else ""
    amount = f"{int(hours) * 100}.00"
    return document(
        root,
        f"""{says}<cbc:ID>{number}</cbc:ID><cbc:IssueDate>{NOW.date()}</cbc:IssueDate>{typed}
        <cbc:DocumentCurrencyCode>EUR</cbc:DocumentCurrencyCode>{quoted}{named}{PARTIES}
        <cac:LegalMonetaryTotal><cbc:PayableAmount currencyID="EUR">{amount}</cbc:PayableAmount></cac:LegalMonetaryTotal>
        <cac:{root}Line><cbc:ID>1</cbc:ID><cbc:{counted} unitCode="HUR">{hours}</cbc:{counted}>
        <cbc:LineExtensionAmount currencyID="EUR">{amount}</cbc:LineExtensionAmount>
        <cac:Item><cbc:Name>Layout</cbc:Name></cac:Item>
        <cac:Price><cbc:PriceAmount currencyID="EUR">100.00</cbc:PriceAmount></cac:Price></cac:{root}Line>""",
    )


def worked(cast: Cast) -> str:
    """The number of an order of 10 hours, all of them accepted, of Cleo who is known by her papers."""
    identify(by=cast.fay, at=NOW, contractor_id=cast.contractor_id, identities=[{"scheme": "vat", "value": "ATU9"}])
    order_id: UUID = cast.issued()
    accepted(cast, order_id)
    return number_of(cast, order_id)
