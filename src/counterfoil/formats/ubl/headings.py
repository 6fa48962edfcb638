"""What stands above and around the rows of every document."""

from collections.abc import Iterable

from .documents import FILED, OTHER, Document, Line, Unreadable
from .elements import Element, each_once
from .parties import party
from .values import LONGEST_TEXT, code, says_nothing


def heading(root: Element, kind: str, buyers: tuple[str, ...], sellers: tuple[str, ...]) -> Document:
    """The document without rows and sums. Its number and its day are needed, but for those that are only named."""
    number, issued_on = root.mark("ID"), root.day("IssueDate")
    if kind not in (OTHER, FILED) and not (number and issued_on):
        raise Unreadable("incomplete", "IssueDate" if number else "ID")
    return Document(
        kind=kind,
        name=root.name,
        version=root.text("UBLVersionID"),
        number=number,
        issued_on=issued_on,
        currency=currency(root),
        buyer=party(root, buyers),
        seller=party(root, sellers),
        order_number=order_number(root, ()),
        contract=root.mark("ContractDocumentReference", "ID") or root.mark("Contract", "ID"),
        buyer_reference=root.text("BuyerReference") or root.text("CustomerReference"),
        refers_to=invoices(root),
        note=root.text("CancellationNote", longest=LONGEST_TEXT) or root.text("Note", longest=LONGEST_TEXT),
        attachments=_attachments(root),
        sequence=root.mark("SequenceNumberID"),
    )


def currency(root: Element) -> str:
    """The one that is declared, else that of the amount to pay, else the first that any sum or row is in."""
    if declared := code(root.text("DocumentCurrencyCode")):
        return declared
    totals = root.ending("MonetaryTotal")
    amounts = [amount for total in totals for amount in [*total.every("PayableAmount"), *total.ending("Amount")]]
    rows = [*root.ending("Line"), *root.every("OrderLine", "LineItem")]
    amounts += [amount for row in rows for amount in row.every("LineExtensionAmount")]
    return next((found for amount in amounts if (found := amount.currency())), "")


def order_number(root: Element, lines: Iterable[Line]) -> str:
    """The order that the document quotes: once above the rows, or one and the same in all of them. NA is no number."""
    quoted = [number for number in root.marks("OrderReference", "ID") if not says_nothing(number)]
    if not quoted:
        quoted = list({"" if says_nothing(line.order_number) else line.order_number for line in lines})
    return quoted[0] if len(quoted) == 1 else ""


def invoices(root: Element) -> tuple[str, ...]:
    """The invoices that it is about, above the rows and in them."""
    path = ("BillingReference", "InvoiceDocumentReference", "ID")
    return each_once(number for one in [root, *root.ending("Line")] for number in one.marks(*path))


def _attachments(root: Element) -> tuple[str, ...]:
    """Names of the files that lie within: their own, else the number of the reference that holds them."""
    return tuple(
        file.attributes.get("filename", "").strip()[:200] or reference.text("ID") or reference.name
        for reference in root.ending("DocumentReference")
        for file in reference.every("Attachment", "EmbeddedDocumentBinaryObject")
    )
