"""Whether every number is compared as what it says: one that is stored otherwise would be a duplicate that nobody finds."""

from collections.abc import Callable, Iterator
from uuid import UUID

from counterfoil.foundation.companies.renumbering import APART
from counterfoil.foundation.kernel.numbering import document_number, order_number

from .finding import Finding, rows
from .naming import NAMES

_KEPT: tuple[tuple[str, Callable[[str], str]], ...] = (
    ("orders_order", order_number),
    ("invoices_invoice", document_number),
)


def check(company_id: UUID) -> Iterator[Finding]:
    """Every number that is not compared as itself, but for the mark of who was apart before. Called inside a scope."""
    for table, compared in _KEPT:
        sql = f"SELECT t.id, {NAMES[table]}, t.number, t.number_normal FROM {table} t WHERE t.company_id = %s AND t.number <> ''"
        for subject, name, number, stored in rows(sql, company_id):
            if stored.rstrip(APART) != compared(number):
                sentence = f"{name} is compared as {stored}, and its number gives {compared(number)}"
                yield Finding("number", str(subject), sentence)
