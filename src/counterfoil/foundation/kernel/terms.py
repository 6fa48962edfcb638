"""Payment terms: on which days an invoice is due, and how much of it on each (R127, R136).

Terms are kept as one short line in words of a fixed form, so that columns, trail, hashes and programs have the same:
`30 days`, `end of month + 15 days from sent`, `50%: 30 days, 50%: day 15 from completion to next business day`.
"""

import calendar
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Annotated

from django.db import models
from django.utils.translation import gettext as _
from pydantic import AfterValidator, StringConstraints

from .canonical import plain_decimal
from .money import ZERO, divided, round_money, times
from .values import Kind, problem

INVOICE, SENT, COMPLETION = "invoice", "sent", "completion"
BASES = (INVOICE, SENT, COMPLETION)
NEXT, PREVIOUS = "next", "previous"
DEFAULT = "30 days"
"""Where nobody agreed on anything else: thirty days from the invoice date, net."""
OFFERED = (
    "30 days",
    "45 days",
    "60 days",
    "90 days",
    "end of month",
    "30 days end of month",
    "30 days to next business day",
    "30 days from sent",
    "30 days from completion",
    "50%: 30 days, 50%: 60 days",
    "unknown",
)
"""What a form offers, to be chosen or to be written over."""
UNKNOWN = "unknown"
"""The clock is off: there is no due day."""
MOST_DAYS, MOST_INSTALMENTS, _LAST_DAY = 365, 12, 31
_WHOLE = Decimal(100)
_SATURDAY = 5
_MOST = Decimal(10) ** 15

_TAIL = re.compile(
    r"(?: from (?P<base>\w+(?: date)?))?"
    r"(?: (?:to |on )?(?:a )?(?:(?P<way>next|previous) )?(?P<moved>business day))?$"
)
_PART = re.compile(
    r"(?:(?:(?P<percent>\d+(?:\.\d+)?) ?%|(?P<amount>\d+(?:\.\d+)?)|(?P<rest>rest)) ?: ?)?"
    r"(?:net )?(?:(?P<days>\d+)(?: ?d(?:ays?)?)?)?"
    r"(?P<anchor> ?(?:(?P<eom>end of month|eom)(?: ?\+ ?(?P<plus>\d+)(?: ?d(?:ays?)?)?)?|day (?P<day>\d+)))?"
)
_SAID_BASES = {
    **dict.fromkeys(("invoice", "invoice date"), INVOICE),
    **dict.fromkeys(("sent", "sending", "date sent"), SENT),
    **dict.fromkeys(("completion", "completed"), COMPLETION),
}


@dataclass(frozen=True)
class Instalment:
    """One part of an invoice and when it is due: so many `days` on, and from there to the end of that month (and `plus` days
    further), or to the next day of a month that is the `day_of_month`.

    Its share is a `percent`, an `amount`, or where it is neither, what is left.
    """

    days: int = 0
    end_of_month: bool = False
    plus: int = 0
    day_of_month: int | None = None
    percent: Decimal | None = None
    amount: Decimal | None = None

    @property
    def when(self) -> tuple[int, bool, int, int | None]:
        """What says its day."""
        return self.days, self.end_of_month, self.plus, self.day_of_month

    def day(self, base: date) -> date:
        """The day that this is from a base on. A month that has no such day has its last one."""
        found = base + timedelta(days=self.days)
        if self.end_of_month:
            return _in_month(found, _LAST_DAY) + timedelta(days=self.plus)
        if self.day_of_month is None:
            return found
        same = _in_month(found, self.day_of_month)
        return same if same >= found else _in_month(_in_month(found, _LAST_DAY) + timedelta(days=1), self.day_of_month)

    def share(self, total: Decimal, currency: str) -> Decimal | None:
        """How much of the total it is; None: what is left."""
        if self.percent is not None:
            return round_money(divided(times(total, self.percent), _WHOLE), currency)
        return None if self.amount is None else round_money(self.amount, currency)

    def __str__(self) -> str:
        days = [f"{self.days} days"] if self.days or not (self.end_of_month or self.day_of_month) else []
        end = ["end of month"] if self.end_of_month else []
        plus = [f"+ {self.plus} days"] if self.plus else []
        day = [f"day {self.day_of_month}"] if self.day_of_month else []
        return " ".join([*days, *end, *plus, *day])


@dataclass(frozen=True)
class Terms:
    """When an invoice is due: its instalments, the day from which they run, and whether a day on which nobody works moves.

    Without instalments nothing is agreed, and nothing is due by the clock.
    """

    instalments: tuple[Instalment, ...]
    base: str = INVOICE
    business: str = ""

    @property
    def is_unknown(self) -> bool:
        """Whether the clock is off."""
        return not self.instalments

    def __str__(self) -> str:
        if self.is_unknown:
            return UNKNOWN
        base = "" if self.base == INVOICE else f" from {self.base}"
        business = f" to {self.business} business day" if self.business else ""
        return f"{', '.join(_shared(one, len(self.instalments)) for one in self.instalments)}{base}{business}"


def read(text: str) -> Terms:
    """Terms as somebody wrote them. Raises what a value raises, with the one thing that is wrong."""
    said = " ".join(re.sub(r"(?<=\d),(?=\d)", ".", text.lower()).split())
    if said == UNKNOWN:
        return Terms(())
    tail = _TAIL.search(said)
    base = _SAID_BASES.get((tail["base"] if tail else None) or INVOICE)
    head = said[: tail.start()] if tail else said
    if base is None or not head:
        raise _unreadable()
    business = (tail["way"] or NEXT) if tail and tail["moved"] else ""
    parts = re.split(r"[,;] ?", head)
    if len(parts) > MOST_INSTALMENTS:
        sentence = _("At most %(most)s instalments are kept; these are %(count)s.")
        raise problem("too_many_instalments", sentence % {"most": MOST_INSTALMENTS, "count": len(parts)})
    instalments = [_instalment(part) for part in parts]
    if len(instalments) == 1 and instalments[0].percent == _WHOLE:
        instalments = [_whole(instalments[0])]
    _agree(instalments)
    return Terms(tuple(instalments), base, business)


def due_days(
    terms: Terms,
    *,
    invoiced_on: date,
    sent_on: date | None,
    completed_on: date | None,
    total: Decimal,
    currency: str,
    is_closed: Callable[[date], bool] = lambda day: day.weekday() >= _SATURDAY,
) -> list[tuple[date | None, Decimal]]:
    """The due days of an invoice with how much is due on each, the earliest first; together they are exactly the total.

    No day where the clock is off, or where the day from which it runs has not come. Instalments that fall on one day after all,
    as two in one month do with terms to its end, are due as one. The last takes the rounding; what comes to nothing is none.
    """
    base = {INVOICE: invoiced_on, SENT: sent_on, COMPLETION: completed_on}[terms.base]
    if terms.is_unknown or base is None:
        return [(None, total)]
    left, by_day = total, dict[date, Decimal]()
    for place, one in enumerate(terms.instalments, 1):
        share = one.share(total, currency)
        amount = left if share is None or place == len(terms.instalments) else min(share, left)
        day = _moved(one.day(base), terms.business, is_closed)
        by_day[day] = by_day.get(day, ZERO) + amount
        left -= amount
    return [(day, amount) for day, amount in sorted(by_day.items()) if amount]


def are_terms(column: str = "payment_terms", empty: bool = False) -> models.Q:
    """That a column holds terms, and may be `empty` where none are said."""
    said = models.Q(models.Func(models.F(column), function="are_terms", output_field=models.BooleanField()))
    return models.Q(**{column: ""}) | said if empty else said


def _instalment(part: str) -> Instalment:
    said = _PART.fullmatch(part)
    if not said or not (said["days"] or said["anchor"]):
        raise _unreadable()
    days, plus = int((said["days"] or "0")[:9]), int((said["plus"] or "0")[:9])
    if max(days, plus) > MOST_DAYS:
        raise problem("too_many_days", _("Payment is due within %(most)s days at the most.") % {"most": MOST_DAYS})
    day = None if said["day"] is None else int(said["day"][:9])
    if day is not None and not 1 <= day <= _LAST_DAY:
        raise problem("no_day_of_month", _("A day of the month is one from 1 to 31; a shorter month has its last one."))
    percent, amount = (None if said[name] is None else Decimal(said[name]) for name in ("percent", "amount"))
    for share in (percent, amount):
        if share is not None and (not 0 < share < _MOST or share != round(share, 4)):
            raise problem("no_share", _("A share is more than nothing, and has four decimals at the most."))
    if percent is not None and percent > _WHOLE:
        raise _not_whole()
    return Instalment(days, bool(said["eom"]), plus, day, percent, amount)


def _agree(instalments: Sequence[Instalment]) -> None:
    """Refuse instalments that are not the whole, or of which two fall on one day."""
    if len({one.when for one in instalments}) < len(instalments):
        raise problem("one_day", _("Two instalments fall on one day. Write them as one, or give one another day."))
    ahead, last = instalments[:-1], instalments[-1]
    if any(one.percent is None and one.amount is None for one in ahead) or (
        len(instalments) == 1 and last != _whole(last)
    ):
        raise _not_whole()
    percents = sum((one.percent for one in instalments if one.percent is not None), ZERO)
    is_rest = last == _whole(last)
    only_percents = all(one.percent is not None for one in instalments)
    if not (percents < _WHOLE if is_rest else only_percents and percents == _WHOLE):
        raise _not_whole()


def _whole(one: Instalment) -> Instalment:
    return Instalment(one.days, one.end_of_month, one.plus, one.day_of_month)


def _shared(one: Instalment, count: int) -> str:
    if one.percent is not None:
        return f"{plain_decimal(one.percent)}%: {one}"
    if one.amount is not None:
        return f"{plain_decimal(one.amount)}: {one}"
    return f"rest: {one}" if count > 1 else str(one)


def _in_month(day: date, number: int) -> date:
    return day.replace(day=min(number, calendar.monthrange(day.year, day.month)[1]))


def _moved(day: date, way: str, is_closed: Callable[[date], bool]) -> date:
    """The business day that counts: the day itself, where it is one or none is asked for."""
    step = timedelta(days=1 if way == NEXT else -1)
    while way and is_closed(day):
        day += step
    return day


def _unreadable() -> Exception:
    sentence = _(
        "These terms can't be read. Write them as 30 days, end of month + 15 days, day 15, or 50%%: 30 days, 50%%: 60 days; "
        "behind it, where it is so: from sent, from completion, to next business day. Or: unknown."
    )
    return problem("unreadable_terms", sentence % {})


def _not_whole() -> Exception:
    sentence = _(
        "The shares are not the whole. Per cents together are 100; beside amounts the last instalment is the rest, as in "
        "1000: 15 days, rest: 30 days."
    )
    return problem("shares_not_whole", sentence)


def _kept(text: str) -> str:
    return str(read(text))


TERMS = Kind("terms")
PaymentTerms = Annotated[
    str, StringConstraints(strip_whitespace=True, min_length=1, max_length=500), AfterValidator(_kept), TERMS
]
"""Terms in the form in which they are kept."""
PaymentTermsOrNone = Annotated[
    str,
    StringConstraints(strip_whitespace=True, max_length=500),
    AfterValidator(lambda said: said and _kept(said)),
    TERMS,
]
"""The same, or nothing where there are none of one's own."""
