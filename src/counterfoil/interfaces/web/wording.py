"""Amounts, days and moments as the reader writes and reads them: as they have said for themselves, else as their company does."""

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal, InvalidOperation
from zoneinfo import ZoneInfo

from babel.core import Locale, UnknownLocaleError
from babel.dates import format_date, format_time, format_timedelta
from babel.numbers import (
    NumberFormatError,
    format_currency,
    format_decimal,
    get_decimal_symbol,
    get_group_symbol,
    parse_decimal,
)
from django.utils.translation import gettext as _

from counterfoil.foundation.companies.models import Company, Member, User
from counterfoil.foundation.kernel.money import minor_units

FALLBACK = "en"
LONGEST_NUMBER, LONGEST_WHOLE = 60, 9
_DIGITS = frozenset("0123456789")
"""Python reads more as a number than anybody writes: NaN, 1e9, 1_0, other scripts' digits."""
_A_MINUTE = timedelta(minutes=1)
_FIGURES = re.compile(r"[0-9]{1,4}([./-] ?)[0-9]{1,2}\1[0-9]{1,4}\.?\Z")
_THREE_BEHIND = re.compile(r"([+-]?[1-9][0-9]{0,2})([.,])([0-9]{3})\Z")


@dataclass(frozen=True)
class Wording:
    """How somebody writes: their locale and their zone."""

    locale: Locale
    zone: ZoneInfo

    def money(self, amount: Decimal, currency: str) -> str:
        """An amount with its currency's code and exactly its decimals: 'EUR 6,000.00', '6.000,00 EUR'."""
        return format_currency(amount, currency, locale=self.locale, format=self._pattern())

    def amount(self, value: Decimal, currency: str) -> str:
        """A sum or a price in a sentence, with its currency's code: at least its decimals, more where it has them."""
        pattern = self._pattern().replace("0.00", self._decimals(currency))
        return format_currency(value, currency, format=pattern, locale=self.locale, currency_digits=False)

    def figure(self, amount: Decimal, currency: str) -> str:
        """An amount without its currency, for columns that name it once."""
        places = minor_units(currency)
        return format_decimal(round(amount, places), format="#,##0." + "0" * places, locale=self.locale)

    def number(self, value: Decimal) -> str:
        """A quantity or a price with as many decimals as it has, and no more."""
        return format_decimal(value.normalize(), locale=self.locale, decimal_quantization=False)

    def price(self, value: Decimal, currency: str) -> str:
        """A unit price: at least the currency's decimals, more where it has them."""
        return format_decimal(value, format=f"#,##{self._decimals(currency)}", locale=self.locale)

    def read(self, typed: str) -> Decimal:
        """A number as it was typed in this locale. Raises ValueError with a sentence that says how to write it."""
        text = "".join(typed[:LONGEST_NUMBER].split())
        try:
            if len(typed) > LONGEST_NUMBER or any(_is_no_digit(sign) for sign in text):
                raise InvalidOperation
            value = parse_decimal(text, locale=self.locale, strict=True)
        except (NumberFormatError, ArithmeticError):
            example = format_decimal(Decimal("1234.56"), locale=self.locale)
            raise ValueError(_("Write a number such as %(example)s.") % {"example": example}) from None
        self._refuse_two_meanings(text)
        return value

    def whole(self, typed: str) -> int:
        """A whole number as it was typed. Raises ValueError with a sentence that says how to write it."""
        text = typed.strip()
        if not (text.isascii() and text.isdecimal() and len(text) <= LONGEST_WHOLE):
            raise ValueError(_("Write a whole number such as 30."))
        return int(text)

    def read_day(self, typed: str) -> date | None:
        """A day in figures, in this locale's order: 2.3.2026, 3/2/26; None for anything else."""
        if not _FIGURES.match(typed):
            return None
        order = dict.fromkeys(sign for sign in self.locale.date_formats["short"].pattern if sign in "yMd")
        found = dict(zip(order, map(int, re.findall("[0-9]+", typed)), strict=False))
        try:
            return date(found["y"] + (2000 if found["y"] < 100 else 0), found["M"], found["d"])
        except ValueError:
            return None

    def read_as(self, typed: str) -> str:
        """How a number with three digits behind its only separator was read, where that is not how it was typed."""
        text = "".join(typed[:LONGEST_NUMBER].split())
        if not _THREE_BEHIND.match(text):
            return ""
        try:
            plain = self._plain(self.read(text))
        except ValueError:
            return ""
        return _("Read as %(number)s.") % {"number": plain} if plain != text.lstrip("+") else ""

    def day(self, day: date) -> str:
        """A day as this locale writes it: 2 Mar 2026, 02.03.2026."""
        return format_date(day, "medium", locale=self.locale)

    def short_day(self, day: date) -> str:
        """A day in figures, in this locale's order, as `read_day` reads it."""
        return format_date(day, "short", locale=self.locale)

    def days(self, first: date | None, last: date | None) -> str:
        """From one day to another, either of which may be open."""
        if first and last:
            return f"{self.day(first)} – {self.day(last)}"
        if first:
            return _("from %(day)s") % {"day": self.day(first)}
        return _("until %(day)s") % {"day": self.day(last)} if last else ""

    def moment(self, at: datetime) -> str:
        """A moment in the reader's zone: the day, and the time to the minute."""
        here = at.astimezone(self.zone)
        return f"{self.day(here.date())}, {self._time(here)}"

    def short_moment(self, at: datetime, today: date) -> str:
        """A moment in few words: only the time today, else only the day."""
        here = at.astimezone(self.zone)
        if here.date() != today:
            return self.day(here.date())
        return self._time(here)

    def utc(self, at: datetime) -> str:
        """The same moment in UTC, for the title."""
        return f"{at.astimezone(UTC):%Y-%m-%d %H:%M:%S} UTC"

    def since(self, at: datetime, now: datetime) -> str:
        """How long ago, in words: '3 days'."""
        if now - at < _A_MINUTE:
            return _("just now")
        return format_timedelta(now - at, locale=self.locale, threshold=1)

    def lasting(self, at: datetime, now: datetime) -> str:
        """For how long, in words: 'for 3 days'."""
        words = self.since(at, now)
        return words if now - at < _A_MINUTE else _("for %(time)s") % {"time": words}

    def _time(self, here: datetime) -> str:
        """A time to the minute; the locale's narrow space is too narrow for our type."""
        return format_time(here, "short", tzinfo=self.zone, locale=self.locale).replace("\u202f", "\xa0")

    def _decimals(self, currency: str) -> str:
        places = minor_units(currency)
        return "0." + "0" * places + "#" * (6 - places)

    def _plain(self, value: Decimal) -> str:
        return format_decimal(value.normalize(), locale=self.locale, decimal_quantization=False, group_separator=False)

    def _refuse_two_meanings(self, text: str) -> None:
        """A separator that this locale does not use, with three digits behind it: a thousand, or one and three decimals."""
        found = _THREE_BEHIND.match(text)
        if not found or found[2] in (get_decimal_symbol(self.locale), get_group_symbol(self.locale)):
            return
        whole, part = Decimal(found[1] + found[3]), Decimal(f"{found[1]}.{found[3]}")
        params = {
            "typed": text,
            "whole": self._plain(whole),
            "part": format_decimal(part, format="0.0##", locale=self.locale),
        }
        raise ValueError(_("“%(typed)s” has two meanings. Write %(whole)s or %(part)s.") % params)

    def _pattern(self) -> str:
        # The code and not the sign: a dollar is not a dollar everywhere.
        return "¤¤ #,##0.00" if self.locale.language == "en" else "#,##0.00 ¤¤"


def _is_no_digit(sign: str) -> bool:
    return sign == "_" or (sign.isalnum() and sign not in _DIGITS)


def wording(reader: Member | Company | None) -> Wording:
    """How a member reads, and where they have not said, their company; English and UTC where there is nobody."""
    if reader is None:
        return Wording(Locale.parse(FALLBACK), ZoneInfo("UTC"))
    company = reader if isinstance(reader, Company) else reader.company
    own = None if isinstance(reader, Company) else _person(reader)
    locale, zone = (own.locale, own.timezone) if own else ("", "")
    return Wording(_locale(locale or company.locale), ZoneInfo(zone or company.timezone))


def _person(member: Member) -> User | None:
    """Whose sign-in the member is, where it came along: nobody is asked for one more row."""
    return member.user if Member._meta.get_field("user").is_cached(member) else None


def _locale(name: str) -> Locale:
    try:
        return Locale.parse(name, sep="-" if "-" in name else "_")
    except (UnknownLocaleError, ValueError):
        return Locale.parse(FALLBACK)
