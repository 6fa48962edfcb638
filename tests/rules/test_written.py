"""Figures and days in sentences: plain where nobody in particular reads, and as somebody writes where they do."""

from datetime import date
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest
from babel.core import Locale
from hypothesis import given
from hypothesis import strategies as st

from counterfoil.foundation.kernel.refusals import Reason
from counterfoil.foundation.kernel.written import MonetaryAmount, written_by
from counterfoil.interfaces.web.wording import Wording

PARAMS = {
    "sum": MonetaryAmount(Decimal("12345.600000"), "EUR"),
    "price": MonetaryAmount(Decimal("1234.0125"), "EUR"),
    "quantity": Decimal("1234.500000"),
    "day": date(2026, 3, 2),
    "line": 1234,
    "text": "1.5",
}
REASON = Reason("any", "%(sum)s, %(price)s, %(quantity)s, %(day)s, %(line)s, %(text)s", PARAMS)
AS_DATA = {
    "sum": "12345.60",
    "price": "1234.0125",
    "currency": "EUR",
    "quantity": "1234.5",
    "day": "2026-03-02",
    "line": "1234",
    "text": "1.5",
}


def hand(locale: str) -> Wording:
    return Wording(Locale.parse(locale), ZoneInfo("UTC"))


@pytest.mark.parametrize(
    ("locale", "words"),
    [
        ("en", "EUR 12,345.60, EUR 1,234.0125, 1,234.5, Mar 2, 2026, 1234, 1.5"),
        ("de", "12.345,60 EUR, 1.234,0125 EUR, 1.234,5, 02.03.2026, 1234, 1.5"),
    ],
)
def test_a_sentence_is_in_the_readers_hand_and_its_data_is_plain(locale: str, words: str) -> None:
    with written_by(hand(locale)):
        assert REASON.words.replace("\xa0", " ") == words
        data = REASON.as_data()
    assert data == REASON.as_data(), "what is stored is plain, whoever reads"
    assert REASON.words == "12345.60 EUR, 1234.0125 EUR, 1234.5, 2026-03-02, 1234, 1.5"
    assert REASON.as_data() == {"key": "any", "params": AS_DATA, "words": REASON.words}


def test_a_hand_within_another_is_put_down_again() -> None:
    reason = Reason("any", "%(quantity)s", {"quantity": Decimal("0.5")})
    with written_by(hand("de")):
        with pytest.raises(ValueError, match="broken"), written_by(hand("en")):
            raise ValueError("broken")
        assert reason.words == "0,5"
    assert reason.words == "0.5"


@pytest.mark.parametrize(
    ("currency", "text", "in_hand"),
    [
        ("JPY", "1200 JPY", "1.200 JPY"),
        ("KWD", "1200.000 KWD", "1.200,000 KWD"),
        ("EUR", "1200.00 EUR", "1.200,00 EUR"),
    ],
)
def test_an_amount_has_its_currencys_decimals(currency: str, text: str, in_hand: str) -> None:
    amount = MonetaryAmount(Decimal("1200.000000"), currency)
    assert str(amount) == text
    with written_by(hand("de")):
        assert Reason("any", "%(it)s", {"it": amount}).words.replace("\xa0", " ") == in_hand


@given(st.decimals("-999999", "999999", places=6), st.sampled_from(["EUR", "JPY", "KWD"]))
def test_no_figure_loses_a_digit(value: Decimal, currency: str) -> None:
    assert Decimal(str(MonetaryAmount(value, currency)).split()[0]) == value
    with written_by(hand("de")):
        words = Reason("any", "%(it)s", {"it": MonetaryAmount(value, currency)}).words
    plain = words.replace(currency, "").strip().replace(".", "").replace(",", ".")
    assert Decimal(plain) == value
