"""All that is printed of one paper, every figure and day already written as the reader expects it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from counterfoil.formats.order_pdf import Field, Logo, Sum


@dataclass(frozen=True)
class Column:
    """A column of the table. A figure stands at the right; `wide` is in millimetres, and nothing takes what is left."""

    words: str
    wide: float = 0
    is_figure: bool = False


@dataclass(frozen=True)
class Row:
    """One row: a text for each column, what stands below the first one, and whether it stands out."""

    cells: Sequence[str]
    details: Sequence[str] = ()
    strong: bool = False


@dataclass(frozen=True)
class Paper:
    """The paper. `labels` are its headings in the reader's language; `digest` is the hash of what it was made from.

    `marked` stands across every page of a paper that holds no more, and `says` why, above everything else.
    """

    language: str
    labels: Mapping[str, str]
    day: date
    title: str
    name: str
    sender: str
    sender_address: str
    receiver: str
    receiver_address: str
    facts: Sequence[Field]
    columns: Sequence[Column]
    rows: Sequence[Row]
    sums: Sequence[Sum] = ()
    notes: Sequence[str] = ()
    letterhead: str = ""
    logo: Logo | None = field(default=None, repr=False)
    digest: str = ""
    marked: str = ""
    says: str = ""
