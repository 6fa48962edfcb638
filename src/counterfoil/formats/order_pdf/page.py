"""All that is printed of one order, every figure and day already written as the reader expects it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date


@dataclass(frozen=True)
class Field:
    """A value with what it is called."""

    words: str
    value: str


@dataclass(frozen=True)
class Line:
    """One row of the order. `details` stand below its text; a text or heading between the rows has no figures."""

    text: str
    quantity: str = ""
    unit: str = ""
    unit_price: str = ""
    amount: str = ""
    details: Sequence[str] = ()
    heading: bool = False


@dataclass(frozen=True)
class Sum:
    """One row below the lines; the `strong` one is what the order comes to."""

    words: str
    amount: str
    strong: bool = False


@dataclass(frozen=True)
class Noted:
    """What was noted after the order was issued: it is no part of the promise, so it says who noted it and when."""

    words: str
    text: str
    by: str


@dataclass(frozen=True)
class Logo:
    """A picture that was checked before, with its size in pixels."""

    media_type: str
    width: int
    height: int
    content: bytes


@dataclass(frozen=True)
class Page:
    """The document. `labels` are its headings in the reader's language; `digest` is the hash of what it was made from.

    A draft has neither number nor digest and says on every page that it is one. `address` opens the record; without one no
    code to scan is printed. `day` is the day that the file says it is of.
    """

    language: str
    labels: Mapping[str, str]
    day: date
    title: str
    facts: Sequence[Field]
    buyer: str
    buyer_address: str
    seller: str
    seller_address: str
    invoice_channel: str
    lines: Sequence[Line]
    sums: Sequence[Sum]
    number: str = ""
    contractor_code: str = ""
    notes: str = ""
    terms: str = ""
    fields: Sequence[Field] = ()
    noted: Sequence[Noted] = ()
    letterhead: str = ""
    logo: Logo | None = field(default=None, repr=False)
    address: str = ""
    digest: str = ""
    draft: bool = False
