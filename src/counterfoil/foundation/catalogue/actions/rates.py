"""rate.set and rate.load: general exchange rates, typed one by one or taken from what the European Central Bank publishes."""

from collections import Counter
from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import Annotated

from django.db import connection
from pydantic import Field

from counterfoil.foundation.companies.models import Member
from counterfoil.foundation.kernel.refusals import expect_version, refuse_if
from counterfoil.foundation.trail.action import Stored, action

from .. import rules
from ..models import Rate
from ..rates import ECB, MOST_RATES, TYPED, EuroRate, RateValues, reckoned

_AT_ONCE = 1_000
_SAID: tuple[str, ...] = ("rate", "source", "version", "set_by", "set_at")
ADDED, CORRECTED, SAME, TYPED_STANDS = "added", "corrected", "same", "typed"


@action("rate.set", subject="rate")
def set_rate(*, by: Member, at: datetime, values: RateValues, version: int | None = None) -> Stored:
    """Say what a currency is worth from a day on, or correct what was said of that day. Orders that stand keep their rate."""
    _one_at_a_time(by)
    rates, base = Rate.objects.within(by.company_id), by.company.currency
    stands = rates.filter(currency=values.currency, day=values.day).first()
    expect_version(version, stands.version if stands else 0)
    refuse_if(rules.set_rate(values.currency, values.day, values.rate, base, stands))
    rate = stands or Rate(company_id=by.company_id, currency=values.currency, day=values.day, version=0)
    _say(rate, values.rate, TYPED, by=by, at=at)
    rate.save()
    return Stored(rate.id, rate.stored())


@action("rate.load", subject="company")
def load_rates(
    *, by: Member, at: datetime, published: Annotated[list[EuroRate], Field(min_length=1, max_length=MOST_RATES)]
) -> Stored:
    """Take in rates that were published. One that was typed stays, and one that is there already changes nothing."""
    _one_at_a_time(by)
    found = reckoned(published, by.company.currency)
    refuse_if(rules.load_rates(len(found), by.company.currency))
    counted = _taken_in(found, by=by, at=at)
    answer = {name: counted[name] for name in (ADDED, CORRECTED, SAME, TYPED_STANDS)}
    days = [day for _currency, day in found]
    told = {"first_day": min(days).isoformat(), "last_day": max(days).isoformat()}
    return Stored(by.company_id, {"id": str(by.company_id)} | answer | told)


def _taken_in(found: Mapping[tuple[str, date], Decimal], *, by: Member, at: datetime) -> Counter[str]:
    """Write what is new or corrected, and count what became of each."""
    days = [day for _currency, day in found]
    there = Rate.objects.within(by.company_id).filter(day__range=(min(days), max(days)))
    standing = {(one.currency, one.day): one for one in there}
    counted, fresh, corrected = Counter[str](), list[Rate](), list[Rate]()
    for (currency, day), figure in found.items():
        rate = standing.get((currency, day))
        became = _became(rate, figure)
        counted[became] += 1
        if became == ADDED:
            rate = Rate(company_id=by.company_id, currency=currency, day=day, version=0)
        if rate is not None and became in (ADDED, CORRECTED):
            _say(rate, figure, ECB, by=by, at=at)
            (fresh if became == ADDED else corrected).append(rate)
    Rate.objects.bulk_create(fresh, batch_size=_AT_ONCE)
    Rate.objects.bulk_update(corrected, _SAID, batch_size=_AT_ONCE)
    return counted


def _became(stands: Rate | None, figure: Decimal) -> str:
    """What becomes of a published rate where this one stands: whoever typed one knew of the bank's."""
    if stands is None:
        return ADDED
    if stands.rate == figure:
        return SAME
    return TYPED_STANDS if stands.source == TYPED else CORRECTED


def _say(rate: Rate, figure: Decimal, source: str, *, by: Member, at: datetime) -> None:
    rate.rate, rate.source, rate.set_by, rate.set_at = figure, source, by, at
    rate.version += 1


def _one_at_a_time(by: Member) -> None:
    """Whoever sets rates waits for whoever does so already: two readings of one file add each rate once."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [f"rates {by.company_id}"])
