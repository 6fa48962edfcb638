"""The list of general exchange rates."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from counterfoil.foundation.catalogue.models import Rate
from counterfoil.foundation.catalogue.queries import visible_rates
from counterfoil.foundation.catalogue.rates import ECB, TYPED
from counterfoil.foundation.companies.models import Member
from counterfoil.insight.trace.kept.company_tables import RATE_SOURCES

from .columns import Column, Day, Link, Moment, Part, Text
from .filters import Currency, Kind, OneOf
from .keyset import Latest
from .listing import Empty, Listing, Sentence, Way
from .reader import Reader
from .spans import Period


@dataclass(frozen=True)
class ListedRate:
    """A row as the list has it: nothing comes along."""

    rate: Rate


def _called(by: Member, text: str) -> QuerySet[Rate]:
    return visible_rates(by).filter(currency__istartswith=text)


def _named(rows: QuerySet[Rate]) -> QuerySet[Rate]:
    return rows.select_related("set_by")


def _along(reader: Reader, rows: Sequence[Rate]) -> Sequence[ListedRate]:
    return [ListedRate(row) for row in rows]


def _source(one: ListedRate, reader: Reader) -> str:
    return str(RATE_SOURCES[one.rate.source])


@dataclass(frozen=True)
class Figure(Column):
    """A figure without a currency, at the end of its cell: all of its decimals, and no more."""

    kind, at_end = "figure", True

    def cell(self, one: Any, row: Any, reader: Reader) -> dict[str, Any]:
        """The figure in the reader's hand."""
        return {"text": reader.words.number(one.rate.rate)}


KINDS = {
    TYPED: Kind(RATE_SOURCES[TYPED], lambda reader: Q(source=TYPED)),
    ECB: Kind(RATE_SOURCES[ECB], lambda reader: Q(source=ECB)),
}
_SET = Way("rate_new", "plus", Sentence(_("Set a rate")), may="rate.set")
_READ = Way("rates_read", "upload", Sentence(_("Read the European Central Bank's")), may="rate.load")


class Rates(Listing):
    """General exchange rates, the newest day first."""

    name, title, caption = "rates", _("Exchange rates"), _("Exchange rates, the newest day first")
    model, row = Rate, "rate"
    rows, search, names, along, order = visible_rates, _called, _named, _along, Latest("day", _("Day"))
    find = Sentence(_("Currency"))
    filters = (OneOf("source", _("From"), KINDS, as_chips=True), Currency(), Period("day", _("Day")))
    columns = (
        Link(
            _("Currency"), "rate.currency", to="rate", under=(Part(_("Set by"), "rate.set_by.name"),), sort="currency"
        ),
        Day(_("From the day"), "rate.day", phone=_("from")),
        Figure(_("One unit is"), "rate.rate"),
        Text(_("From"), _source),
        Moment(_("Set"), "rate.set_at"),
    )
    ways = (_SET, _READ)
    none_fits = Empty("search", _("No rate fits."), way=Way("rates", "", Sentence(_("Show all rates"))))
    none_yet = Empty(
        "coins",
        _("There is no exchange rate yet."),
        _(
            "An order in another currency takes the rate that holds on its day. Type rates one by one, or read those of the "
            "European Central Bank from the file that it publishes each day."
        ),
        _SET,
    )
