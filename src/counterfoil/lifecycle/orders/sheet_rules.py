"""Whether the rows of a sheet can be loaded as shared orders, and every reason why not. Pure: values in, reasons out."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import Any

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from counterfoil.foundation.kernel.money import round_money, times
from counterfoil.foundation.kernel.refusals import Reason
from counterfoil.foundation.kernel.values import MOST_ERRORS

from .loaded_rules import elsewhere
from .numbers import normal
from .rules import too_large
from .shared_rules import decimals, not_over

Row = Mapping[str, Any]
"""What is known of a row, by the names of `SharedRow`: what could not be read is not there."""


@dataclass(frozen=True)
class RowReason:
    """Why one row of a sheet is not loaded: which row, by its place, and which of its fields."""

    row: int
    field: str
    reason: Reason

    @property
    def of_row(self) -> Reason:
        """The same reason by itself: its sentence begins with the row."""
        sentence = format_lazy("{}: {}", _("Row %(row)s"), self.reason.sentence)
        return replace(
            self.reason, sentence=sentence, params={**self.reason.params, "row": self.row, "field": self.field}
        )


@dataclass(frozen=True)
class Standing:
    """What stands already: the numbers that are taken, each with the reason; the layouts that deal numbers here; the day; and
    what one unit of each currency is worth in the company's, `base`."""

    taken: Mapping[str, Reason]
    layouts: Sequence[str]
    today: date
    base: str
    worth: Mapping[str, Decimal]


def against(rows: Sequence[Row], stands: Standing) -> list[RowReason]:
    """Every reason against every row, row by row."""
    twice = _places(rows)
    return [
        RowReason(place, field, reason)
        for place, row in enumerate(rows, 1)
        for field, reasons in (
            ("number", _of_number(str(row.get("number", "")), place, twice, stands)),
            ("net", _of_amount(row, stands)),
            ("valid_through", not_over(row.get("valid_through"), stands.today)),
        )
        for reason in reasons
    ]


def told(found: Sequence[RowReason]) -> list[Reason]:
    """The reasons of a whole sheet, the first hundred of them: a refusal stays on the trail."""
    reasons = [one.of_row for one in found[:MOST_ERRORS]]
    if len(found) > MOST_ERRORS:
        sentence = _("There are %(more)s more reasons against rows of this sheet.")
        reasons.append(Reason("more_reasons", sentence, {"more": len(found) - MOST_ERRORS}))
    return reasons


def _places(rows: Sequence[Row]) -> Mapping[str, list[int]]:
    """Where each number stands, as numbers are compared."""
    places: dict[str, list[int]] = defaultdict(list)
    for place, row in enumerate(rows, 1):
        if row.get("number"):
            places[normal(row["number"])].append(place)
    return places


def _of_number(number: str, place: int, twice: Mapping[str, list[int]], stands: Standing) -> list[Reason]:
    if not number:
        return []
    reasons = elsewhere(number, stands.layouts)
    if normal(number) in stands.taken:
        reasons.append(stands.taken[normal(number)])
    others = [str(other) for other in twice[normal(number)] if other != place]
    if others:
        sentence = _("The number %(number)s stands more than once in this sheet: in row %(rows)s too.")
        reasons.append(Reason("twice_in_sheet", sentence, {"number": number, "rows": ", ".join(others[:10])}))
    return reasons


def _of_amount(row: Row, stands: Standing) -> list[Reason]:
    if "net" not in row or "currency" not in row:
        return []
    net, currency = row["net"], row["currency"]
    worth = stands.worth.get(currency)
    in_base = round_money(times(net, worth), stands.base) if worth else net
    return decimals(net, currency) + too_large([net, in_base])
