"""The jobs of a record as a table whose columns a person chooses, and keeps for themselves (R144)."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from counterfoil.foundation.companies.models import Member
from counterfoil.foundation.companies.queries import views_of
from counterfoil.insight.trace.outside import is_outside
from counterfoil.insight.trace.record import Record
from counterfoil.lifecycle.orders.coding import CODINGS
from counterfoil.lifecycle.orders.models import RevisionLine

from ..lists.views import ColumnChoice, columns_said

JOBS = "jobs"
"""What a member's columns are kept under."""
Lines = Sequence[RevisionLine]


_PLACES = {
    "text": "jobs-text",
    "quantity": "jobs-quantity",
    "unit_price": "jobs-price",
    "amount": "jobs-amount",
}


def _always(lines: Lines) -> bool:
    return True


def _never(lines: Lines) -> bool:
    return False


def _where(some: Callable[[RevisionLine], Any]) -> Callable[[Lines], bool]:
    """Shown by itself where it says something of a line."""
    return lambda lines: any(some(line) for line in lines)


@dataclass(frozen=True)
class JobColumn:
    """One column: its name in addresses, its words, which template lays its cell out, and of which lines it is shown where
    nobody has chosen. `inside` hides it from contractors; what is `fixed` no choice takes away."""

    name: str
    words: Any
    kind: str
    value: Callable[[RevisionLine], Any]
    begins: Callable[[Lines], bool] = _always
    inside: bool = False
    fixed: bool = False

    @property
    def template(self) -> str:
        """What lays its cell out."""
        return f"web/record/jobs/{self.kind}.html"

    @property
    def css(self) -> str:
        """What dresses its cell: a place of its own in the narrow table, or a line that names the column."""
        return _PLACES.get(self.name, "jobs-own")

    @property
    def at_end(self) -> bool:
        """Whether figures stand in it."""
        return self.kind in ("quantity", "price", "figure", "percent", "number")


COLUMNS = (
    JobColumn("text", _("What is to be done"), "text", lambda line: line.text, fixed=True),
    JobColumn("quantity", _("Quantity"), "quantity", lambda line: line.quantity),
    JobColumn("unit_price", _("Unit price"), "price", lambda line: line.unit_price),
    JobColumn("discount", _("Own discount"), "percent", lambda line: line.discount, _where(lambda line: line.discount)),
    JobColumn("amount", _("Amount"), "figure", lambda line: line.amount),
    JobColumn("net", _("Net, after all discounts"), "figure", lambda line: line.net, _where(lambda line: line.share)),
    JobColumn(
        "tax_exempt", _("Exempt from tax"), "yes", lambda line: line.tax_exempt, _where(lambda line: line.tax_exempt)
    ),
    JobColumn("days", _("Service days"), "days", lambda line: line, _never),
    JobColumn("accepted", _("Accepted"), "number", lambda line: line.line.accepted_quantity, _never),
    JobColumn("covered", _("Invoiced"), "number", lambda line: line.line.covered_quantity, _never),
    JobColumn(
        "job", _("Job reference"), "words", lambda line: line.line.job, _where(lambda line: line.line.job), inside=True
    ),
    JobColumn("coding", _("Coding"), "coding", lambda line: line.id, _never, inside=True),
)


@dataclass(frozen=True)
class Cell:
    """One cell: its column, what it says, and whether a phone names the column beside it."""

    column: JobColumn
    value: Any


@dataclass(frozen=True)
class JobsTable:
    """The table as this reader has it: its columns in their order, a row for each line, and what can be chosen."""

    columns: Sequence[JobColumn]
    rows: Sequence[tuple[RevisionLine, Sequence[Cell]]]
    choices: Sequence[ColumnChoice]
    coding: Mapping[UUID, str] = field(default_factory=dict)

    @property
    def before_sums(self) -> int:
        """How many columns stand before the sums: they stand below the amounts, or last where no words stand before those."""
        names = [one.name for one in self.columns]
        place = names.index("amount") if "amount" in names else 0
        return place + 1 if "text" in names[:place] else len(names)

    @property
    def after_sums(self) -> int:
        """How many columns stand behind the sums."""
        return len(self.columns) - self.before_sums


def columns_of(by: Member) -> list[JobColumn]:
    """The columns that this reader can choose among."""
    return [one for one in COLUMNS if not (one.inside and is_outside(by))]


def jobs_table(record: Record, by: Member, address: Mapping[str, str]) -> JobsTable:
    """The jobs with the columns that the address names, else those that the reader keeps, else the table's own. Called
    inside a scope."""
    every, lines = columns_of(by), record.facts.lines
    shown = _chosen(every, columns_said(address) or _kept(by)) or [one for one in every if one.begins(lines)]
    there = [*shown, *(one for one in every if one not in shown)]
    choices = [ColumnChoice(one.name, one.words, place, one in shown, one.fixed) for place, one in enumerate(there, 1)]
    rows = [(line, [Cell(one, one.value(line)) for one in shown]) for line in lines]
    return JobsTable(shown, rows, choices, _coding(lines, by) if any(one.kind == "coding" for one in shown) else {})


def _chosen(every: Sequence[JobColumn], names: Sequence[str]) -> list[JobColumn]:
    """Those of these names that there are, in their order, and what no choice takes away first."""
    there = {one.name: one for one in every}
    named = [there[name] for name in dict.fromkeys(names) if name in there]
    return [*(one for one in every if one.fixed and one not in named), *named] if named else []


def _kept(by: Member) -> list[str]:
    kept = next((one.address for one in views_of(by, JOBS) if not one.name), "")
    return columns_said(QueryDict(kept).dict())


def _coding(lines: Lines, by: Member) -> dict[UUID, str]:
    """The codes that each line names, in one text: read for all lines at once."""
    codes: dict[UUID, str] = {}
    for name, model in CODINGS.items():
        ids = {getattr(line, name) for line in lines} - {None}
        codes |= dict(model.objects.within(by.company_id).filter(id__in=ids).values_list("id", "code")) if ids else {}
    named = {line.id: [codes.get(getattr(line, name)) for name, _model in CODINGS.items()] for line in lines}
    return {line_id: " · ".join(filter(None, own)) for line_id, own in named.items()}
