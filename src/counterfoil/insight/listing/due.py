"""Lists by the clock of the money: a filter, a column and an order."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, ClassVar

from django.db.models import DateField, Value
from django.db.models.functions import Coalesce
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from counterfoil.insight.trace.due_states import DUE_STATES, INVOICES_DUE, ORDERS_DUE, orders_due

from .columns import Day, told
from .columns import Value as Told
from .filters import Kind, OneOf
from .reader import Reader

_EVER = date(2999, 12, 31)
"""Where a row without a due day stands among those that have one: behind all of them."""


def by_day(day: Any) -> Coalesce:
    """The figure by which a list is in order of its due days."""
    return Coalesce(day, Value(_EVER, output_field=DateField()))


def invoices_by_clock() -> OneOf:
    """Invoices by how they stand by the clock."""
    return _one_of({state: lambda reader, true=true: true(reader.today) for state, true in INVOICES_DUE.items()})


def orders_by_clock() -> OneOf:
    """Orders by the most urgent of their invoices."""

    def of(state: str) -> Any:
        return lambda reader: orders_due(state, reader.by.company_id, reader.today)

    return _one_of({state: of(state) for state in ORDERS_DUE})


def _one_of(true: Mapping[str, Any]) -> OneOf:
    kinds = {state: Kind(words, true[state]) for state, words in DUE_STATES.items() if state in true}
    return OneOf("due_state", _("Payment"), kinds)


@dataclass(frozen=True)
class ByTheClock(Day):
    """How a row stands by the clock, in its colour and in words, with its day: its value gives a `Due`.

    What is `said` is the row's own state already: the page shows the day alone.
    """

    said: Collection[str] = ()
    kind: ClassVar[str] = "clock"

    def cell(self, one: Any, row: Any, reader: Reader) -> dict[str, Any]:
        """The state by name and in words, and the day."""
        due = told(self.value, one, reader)
        return {"due": due, "said": due.state in self.said, "phone": self.phone}

    @property
    def heads(self) -> list[Any]:
        """State and day stand apart in a file."""
        return [self.label, _("Due on")]

    def plain(self, one: Any, row: Any, reader: Reader) -> list[Told]:
        """Both of them."""
        found = told(self.value, one, reader)
        return [capfirst(found.words), found.on]
