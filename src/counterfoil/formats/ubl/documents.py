"""What a UBL document says, as plain values. Figures and days are as they are written there; nothing is reckoned."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

ORDER = "order"
ORDER_CHANGE = "order_change"
ORDER_CANCELLATION = "order_cancellation"
DESPATCH = "despatch"
RECEIPT = "receipt"
INVOICE = "invoice"
CREDIT_NOTE = "credit_note"
CORRECTION = "correction"
FILED = "filed"
UNCLEAR = "unclear"
OTHER = "other"


@dataclass(frozen=True)
class Identifier:
    """One name that others know a party by: the scheme (`vat`, `gln`, `legal` with the register or the country, else as it is
    written) and the value. A scheme that is none is `party` or `endpoint`: whose numbers these are, only the sender knows.
    """

    scheme: str
    value: str


@dataclass(frozen=True)
class Party:
    """A buyer or a seller as it is named in a document."""

    name: str = ""
    registered_name: str = ""
    identifiers: tuple[Identifier, ...] = ()
    address: str = ""
    country: str = ""
    email: str = ""


@dataclass(frozen=True)
class Charge:
    """What is added to the rows beside their prices, or taken off them: then its amount is below zero. `factor` is the share that
    is written beside it, of one or of a hundred as its writer means it, below zero where it is taken off."""

    words: str
    amount: Decimal
    factor: Decimal | None = None


@dataclass(frozen=True)
class Tax:
    """One tax, by what it is called. Its per cent is None where it is not written."""

    words: str
    amount: Decimal
    percent: Decimal | None = None


@dataclass(frozen=True)
class Line:
    """One row. `unit_price` is for one unit, whatever quantity the price was written for; `charges` are the row's own charges
    less its allowances, and inside `amount`; `factor` is theirs where there is one alone. `tax_percent` and `is_exempt` say how
    an order's row is taxed. `order_line` is the row of the order that it refers to, `status` what a change does to it.
    """

    number: str = ""
    text: str = ""
    quantity: Decimal | None = None
    unit: str = ""
    unit_price: Decimal | None = None
    amount: Decimal | None = None
    charges: Decimal = Decimal(0)
    factor: Decimal | None = None
    tax_percent: Decimal | None = None
    is_exempt: bool = False
    starts_on: date | None = None
    ends_on: date | None = None
    order_number: str = ""
    order_line: str = ""
    buyer_item: str = ""
    seller_item: str = ""
    status: str = ""


@dataclass(frozen=True)
class Sums:
    """The totals that are printed; None where it says nothing. `charges` are charges less allowances of the whole document."""

    lines: Decimal | None = None
    charges: Decimal = Decimal(0)
    tax: Decimal | None = None
    net: Decimal | None = None
    gross: Decimal | None = None
    prepaid: Decimal = Decimal(0)
    rounding: Decimal = Decimal(0)
    payable: Decimal | None = None


@dataclass(frozen=True)
class Document:
    """One document. `name` is what UBL calls it, `type_code` what a bill calls itself and `claims_nothing`
    as what it asks for nothing; `refers_to` are the documents it is about (invoices of a credit note, the
    despatch of a receipt); `charges` and `taxes` are an order's own, each by itself; `sequence` is the place
    of a change among those of its order."""

    kind: str
    name: str
    version: str = ""
    number: str = ""
    issued_on: date | None = None
    currency: str = ""
    buyer: Party = Party()
    seller: Party = Party()
    order_number: str = ""
    contract: str = ""
    buyer_reference: str = ""
    refers_to: tuple[str, ...] = ()
    starts_on: date | None = None
    ends_on: date | None = None
    due_on: date | None = None
    note: str = ""
    sums: Sums = Sums()
    lines: tuple[Line, ...] = ()
    charges: tuple[Charge, ...] = ()
    taxes: tuple[Tax, ...] = ()
    attachments: tuple[str, ...] = ()
    sequence: str = ""
    type_code: str = ""
    claims_nothing: str = ""


class Unreadable(Exception):
    """No document that is known here. `key` says why: too_large, not_xml, encoding, dtd, too_deep, unknown,
    incomplete, figure, day."""

    def __init__(self, key: str, detail: str = "") -> None:
        super().__init__(f"{key}: {detail}" if detail else key)
        self.key = key
        self.detail = detail
