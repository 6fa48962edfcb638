"""One search over everything: for each list the first rows in which a text occurs, and how many there are."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from .arrivals import Arrivals
from .contractors import Contractors
from .evidence import Evidence
from .invoices import Invoices
from .listing import AnyListing, narrowed, sorting, title_of
from .orders import Orders
from .payments import Payments
from .reader import Reader
from .shared_orders import SharedOrders
from .shown import Table, page, table

GROUPS: Sequence[AnyListing] = (Orders, SharedOrders, Invoices, Payments, Contractors, Evidence, Arrivals)
INSIDE = (SharedOrders, Contractors)
"""What a contractor has no list of."""
MOST_SHOWN = 5
MOST_COUNTED = 1_000


@dataclass(frozen=True)
class Group:
    """The rows of one list in which the text occurs: the first of them, and how many; None where there are more than counted."""

    listing: AnyListing
    title: str
    table: Table
    number: int | None


def everything_found(reader: Reader, text: str) -> list[Group]:
    """What is found, in groups; a group that has nothing is left out. Called inside a scope."""
    asked = [one for one in GROUPS if not (reader.outside and one in INSIDE)]
    groups = [_group(one, reader, text) for one in asked] if text else []
    return [group for group in groups if group.table.lines]


def most_counted(reader: Reader) -> str:
    """Beyond how many nothing is counted, in the reader's hand."""
    return reader.words.number(Decimal(MOST_COUNTED))


def _group(listing: AnyListing, reader: Reader, text: str) -> Group:
    rows = narrowed(listing, reader, {}, text)
    shown = page(listing, rows, sorting(listing, None), None, MOST_SHOWN).rows
    number = rows.order_by().values("id")[: MOST_COUNTED + 1].count() if len(shown) == MOST_SHOWN else len(shown)
    counted = number if number <= MOST_COUNTED else None
    return Group(listing, title_of(listing, reader), table(listing, reader, shown), counted)
