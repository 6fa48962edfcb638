"""How figures and days stand in a sentence: as the reader writes them, and plainly where nobody in particular reads."""

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any, Protocol

from django.utils.translation import gettext as _

from .canonical import plain_decimal
from .money import minor_units, round_money


class Hand(Protocol):
    """How somebody writes."""

    def amount(self, value: Decimal, currency: str) -> str:
        """A sum or a price, with its currency."""

    def number(self, value: Decimal) -> str:
        """A quantity."""

    def day(self, day: date) -> str:
        """A day."""

    def moment(self, at: datetime) -> str:
        """A moment in their zone."""


class Words(Hand, Protocol):
    """How somebody writes in a list or on a page."""

    def money(self, amount: Decimal, currency: str) -> str:
        """An amount with its currency and exactly its decimals."""


@dataclass(frozen=True)
class MonetaryAmount:
    """A sum of money, or a price, as a parameter of a sentence. As text it is plain: '10000.00 EUR'."""

    value: Decimal
    currency: str

    def __str__(self) -> str:
        return f"{self.figure} {self.currency}"

    @property
    def figure(self) -> str:
        """The amount alone, with its currency's decimals: '10000.00'; a price has more where it needs more."""
        whole = self.value == round_money(self.value, self.currency)
        return f"{self.value:.{minor_units(self.currency)}f}" if whole else plain_decimal(self.value)


_hand: ContextVar[Hand | None] = ContextVar("hand", default=None)


@contextmanager
def written_by(hand: Hand | None) -> Iterator[None]:
    """Sentences that are made in this block are in this hand; plain without one, as whatever is stored has to be."""
    before = _hand.set(hand)
    try:
        yield
    finally:
        _hand.reset(before)


def written(sentence: Any, params: Mapping[str, Any]) -> str:
    """The sentence in the reader's language, with its parameters in the reader's hand."""
    hand = _hand.get()
    return str(sentence) % {name: _in_hand(value, hand) if hand else _plain(value) for name, value in params.items()}


def _plain(value: Any) -> str:
    """A parameter as text: a decimal without trailing zeros, a day as 2026-03-02, anything else as it says of itself."""
    return plain_decimal(value) if isinstance(value, Decimal) else str(value)


def as_data(params: Mapping[str, Any]) -> dict[str, str]:
    """Parameters as data: plain, an amount without its currency, which stands beside it as `currency`."""
    told = {
        name: value.figure if isinstance(value, MonetaryAmount) else _plain(value) for name, value in params.items()
    }
    currencies = {value.currency for value in params.values() if isinstance(value, MonetaryAmount)}
    return told | {"currency": " ".join(sorted(currencies))} if currencies else told


def _in_hand(value: Any, hand: Hand) -> str:
    if isinstance(value, MonetaryAmount):
        return hand.amount(value.value, value.currency)
    if isinstance(value, Decimal):
        return hand.number(value)
    if isinstance(value, datetime):
        return hand.moment(value)
    if isinstance(value, date):
        return hand.day(value)
    return str(value)


def first_of(names: Iterable[str]) -> str:
    """What several things are called where there is room for one: the first, and how many more."""
    first, *more = dict.fromkeys(names) or [""]
    return _("%(first)s and %(more)s more") % {"first": first, "more": len(more)} if more else first
