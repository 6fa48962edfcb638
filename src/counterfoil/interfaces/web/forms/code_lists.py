"""The company's lists from which an order's form picks: what is offered, what stands, and what is meant by a code that was typed.

So many rows are offered as a page can hold. Any other is taken by its code, which is looked up when the form comes in.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any
from uuid import UUID

from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from counterfoil.foundation.catalogue.models import Account, CostCentre, Discount, Project, Tax
from counterfoil.foundation.catalogue.queries import asked_on
from counterfoil.foundation.companies.models import Member
from counterfoil.lifecycle.orders.charge_rules import pickable

MOST_OFFERED = 1_000
PICKED = (("discount", Discount, "discounts"), ("tax", Tax, "taxes"))
CODED = (
    ("cost_centre", CostCentre, gettext_lazy("Cost centre")),
    ("account", Account, gettext_lazy("Account")),
    ("project", Project, gettext_lazy("Project")),
)
_CODES = frozenset(name for name, _table, _words in CODED)
_BETWEEN = " · "
"""What stands between a row's code and its name, as it is offered."""
_TABLES: Mapping[str, type[Any]] = {name: table for name, table, _words in (*PICKED, *CODED)}


@dataclass(frozen=True)
class Lists:
    """The rows of the company's lists that are offered, stand on the draft already, or were typed, by their ids.

    `longer` names the lists of which more could be picked than is offered, `standing` what stands on the draft,
    `required` what the company asks every line for.
    """

    rows: Mapping[str, Mapping[UUID, Any]]
    offered: Mapping[str, Sequence[UUID]]
    longer: Collection[str]
    standing: Collection[UUID]
    required: Collection[str]
    day: date

    def label(self, name: str, row_id: UUID | None) -> str:
        """A row as it is typed: its code and its name."""
        row = self.rows[name].get(row_id) if row_id else None
        return str(row) if row else ""

    def labels(self, name: str) -> dict[str, str]:
        """What is offered, as it would be typed."""
        return {self.label(name, one): self.label(name, one) for one in self.offered[name]}

    def hint(self, name: str) -> str:
        """Whether the company asks for it, and what to do where the list is longer than what is offered of it."""
        needed = _("Needed to submit it.") if name in self.required else ""
        sentence = _("The list is longer than the %(most)s that are offered: any other is taken by its code.")
        longer = sentence % {"most": f"{MOST_OFFERED:,}"} if name in self.longer else ""
        return f"{needed} {longer}".strip()

    def meant(self, name: str, text: str) -> Any:
        """The row that was typed, by its code or whole; None for nothing. Raises ValueError with a sentence.

        What stands on the draft stays, though it is retired meanwhile.
        """
        wanted = text.strip().casefold()
        if not wanted:
            return None
        row = self._called[name].get(wanted)
        if row is None:
            raise ValueError(_("There is none of this code in the list. Choose one from it, or leave this empty."))
        against = [] if row.id in self.standing else pickable(row, self.day)
        if against:
            raise ValueError(" ".join(reason.words for reason in against))
        return row

    @cached_property
    def _called(self) -> Mapping[str, Mapping[str, Any]]:
        """Each row by its code and as it is offered: a thousand lines look theirs up."""
        return {
            name: {called.casefold(): row for row in rows.values() for called in (row.code, str(row))}
            for name, rows in self.rows.items()
        }


def lists_of(
    by: Member, day: date, standing: Collection[UUID | None] = (), typed: Mapping[str, str] | None = None
) -> Lists:
    """What this member's company can pick from on a day, with what stands on a draft and what was `typed` into its form.

    At most two queries for each list, however long it is and however many lines name one of its rows. Called inside a scope.
    """
    kept = {one for one in standing if one}
    rows, offered, longer = {}, {}, set()
    for name, table in _TABLES.items():
        own = table.objects.within(by.company_id)
        first = list(own.filter(asked_on(day)).order_by("code")[: MOST_OFFERED + 1])
        if len(first) > MOST_OFFERED:
            longer.add(name)
        codes = set(_codes(name, typed or {}))
        named = own.filter(Q(id__in=kept) | Q(code__in=codes)) if kept or codes else ()
        found = {row.id: row for row in (*named, *first[:MOST_OFFERED])}
        rows[name] = found
        seen = [*(one for one in kept if one in found), *(one.id for one in first[:MOST_OFFERED])]
        offered[name] = list(dict.fromkeys(seen))
    return Lists(rows, offered, longer, kept, by.company.coding_required, day)


def _codes(name: str, typed: Mapping[str, str]) -> Iterator[str]:
    """The codes that were typed for one list, as codes are kept: in its own fields, or in those of the lines."""
    of_lines = name in _CODES
    for field, text in typed.items():
        code = text.partition(_BETWEEN)[0].strip().upper()
        if code and (field.endswith(f"-{name}") if of_lines else field.startswith(f"{name}_")):
            yield code
