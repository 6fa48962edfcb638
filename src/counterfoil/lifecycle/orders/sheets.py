"""A sheet of orders that contracts share: what stands against its rows, and entering them all at once.

As many queries for a thousand rows as for one.
"""

from collections.abc import Mapping, Sequence
from datetime import date, datetime

from counterfoil.foundation.catalogue.models import Rate
from counterfoil.foundation.catalogue.queries import rates_in_force
from counterfoil.foundation.companies.models import Member
from counterfoil.foundation.documents.models import Arrival
from counterfoil.foundation.kernel.refusals import Reason

from . import layouts, loaded_rules, queries, sheet_rules
from .entering import arrival_of, facts_of
from .loading import fresh_order, sum_up, write_whole
from .models import Order, Revision
from .numbers import normal
from .rating import state_general
from .shared_values import SharedRow
from .sheet_rules import Row, RowReason, Standing
from .stating import Stated


def against(by: Member, rows: Sequence[Row], today: date) -> list[RowReason]:
    """Every reason against every row, as it stands now. Called inside a scope."""
    numbers = {normal(row["number"]) for row in rows if row.get("number")}
    rates = _rates(by, rows, today)
    stands = Standing(
        _taken(by, numbers),
        layouts.in_use(by.company_id),
        today,
        by.company.currency,
        {currency: rate.rate for currency, rate in rates.items()},
    )
    return sheet_rules.against(rows, stands)


def enter_all(rows: Sequence[SharedRow], *, by: Member, at: datetime) -> list[Order]:
    """Enter them all, each with what was typed of it and its first version. Nothing stands against any of them."""
    rates = _rates(by, [row.model_dump() for row in rows], by.company.today(at))
    arrivals = [arrival_of(row, by=by, at=at) for row in rows]
    entered = [_order(row, arrival, rates, by=by, at=at) for row, arrival in zip(rows, arrivals, strict=True)]
    Arrival.objects.bulk_create(arrivals)
    orders = [order for order, _revision in entered]
    Order.objects.bulk_create(orders)
    write_whole(entered, at)
    return orders


def _order(
    row: SharedRow, arrival: Arrival, rates: Mapping[str, Rate], *, by: Member, at: datetime
) -> tuple[Order, Revision]:
    order = fresh_order(arrival, by=by, at=at, issued_on=by.company.today(at), **facts_of(row))
    if not state_general(order, rates.get(row.currency)):
        order.rate = None
    revision = Revision(company_id=by.company_id, net=row.net)
    sum_up(order, revision, [], Stated())
    return order, revision


def _rates(by: Member, rows: Sequence[Row], today: date) -> Mapping[str, Rate]:
    """The rates of the day on which orders of these currencies enter."""
    currencies = {row["currency"] for row in rows if "currency" in row} - {by.company.currency}
    return rates_in_force(by.company_id, currencies, today)


def _taken(by: Member, numbers: set[str]) -> Mapping[str, Reason]:
    """Why these numbers can't be loaded again; whose they are is told to those who see it (R89)."""
    first = queries.numbered_so(by.company_id, numbers)
    seen = set(queries.visible(by).filter(id__in=[order.id for order in first]).values_list("id", flat=True))
    return {str(order.number_normal): loaded_rules.number_taken(order, order.id in seen) for order in first}
