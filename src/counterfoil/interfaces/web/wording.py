"""Amounts, days and moments as this company writes and reads them."""

from dataclasses import dataclass
from datetime import UTC, date, datetime
from decimal import Decimal, InvalidOperation
from zoneinfo import ZoneInfo

from babel.core import Locale, UnknownLocaleError
from babel.dates import format_date, format_datetime, format_timedelta
from babel.numbers import NumberFormatError, format_currency, format_decimal, parse_decimal
from django.utils.translation import gettext as _

from counterfoil.foundation.companies.models import Company
from counterfoil.foundation.kernel.money import minor_units

FALLBACK = "en"
LONGEST_NUMBER = 60


@dataclass(frozen=True)
class Wording:
    """How one company writes: its locale and its zone."""

    locale: Locale
    zone: ZoneInfo

    def money(self, amount: Decimal, currency: str) -> str:
        """An amount with its currency's code and exactly its decimals: 'EUR 6,000.00', '6.000,00 EUR'."""
        return format_currency(amount, currency, locale=self.locale, format=self._pattern())

    def figure(self, amount: Decimal, currency: str) -> str:
        """An amount without its currency, for columns that name it once."""
        places = minor_units(currency)
        return format_decimal(round(amount, places), format="#,##0." + "0" * places, locale=self.locale)

    def number(self, value: Decimal) -> str:
        """A quantity or a price with as many decimals as it has, and no more."""
        return format_decimal(value.normalize(), locale=self.locale, decimal_quantization=False)

    def price(self, value: Decimal, currency: str) -> str:
        """A unit price: at least the currency's decimals, more where it has them."""
        places = minor_units(currency)
        return format_decimal(value, format="#,##0." + "0" * places + "#" * (6 - places), locale=self.locale)

    def read(self, typed: str) -> Decimal:
        """A number as it was typed in this locale. Raises ValueError with a sentence that says how to write it."""
        text = "".join(typed[:LONGEST_NUMBER].split())
        try:
            if len(typed) > LONGEST_NUMBER or "e" in text.lower():
                raise InvalidOperation
            return parse_decimal(text, locale=self.locale, strict=True)
        except (NumberFormatError, ArithmeticError):
            example = format_decimal(Decimal("1234.56"), locale=self.locale)
            raise ValueError(_("Write a number such as %(example)s.") % {"example": example}) from None

    def day(self, day: date) -> str:
        """A day: 2 Mar 2026."""
        return format_date(day, "medium", locale=self.locale)

    def moment(self, at: datetime) -> str:
        """A moment in the company's zone."""
        return format_datetime(at.astimezone(self.zone), "medium", locale=self.locale)

    def short_moment(self, at: datetime, today: date) -> str:
        """A moment in few words: only the time today, the day without its year this year."""
        here = at.astimezone(self.zone)
        if here.date() == today:
            return format_datetime(here, "HH:mm", locale=self.locale)
        skeleton = "d MMM" if here.year == today.year else "d MMM y"
        return format_datetime(here, skeleton, locale=self.locale)

    def utc(self, at: datetime) -> str:
        """The same moment in UTC, for the title."""
        return f"{at.astimezone(UTC):%Y-%m-%d %H:%M:%S} UTC"

    def since(self, at: datetime, now: datetime) -> str:
        """How long ago, in words: '3 days'."""
        return format_timedelta(now - at, locale=self.locale, threshold=1)

    def _pattern(self) -> str:
        # The code and not the sign: a dollar is not a dollar everywhere.
        return "¤¤ #,##0.00" if self.locale.language == "en" else "#,##0.00 ¤¤"


def wording(company: Company | None) -> Wording:
    """How this company writes; English and UTC where there is none."""
    if company is None:
        return Wording(Locale.parse(FALLBACK), ZoneInfo("UTC"))
    return Wording(_locale(company.locale), ZoneInfo(company.timezone))


def _locale(name: str) -> Locale:
    try:
        return Locale.parse(name, sep="-" if "-" in name else "_")
    except (UnknownLocaleError, ValueError):
        return Locale.parse(FALLBACK)
