"""Payment terms: how they are read and said, and on which days an invoice is due."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic_core import PydanticCustomError

from counterfoil.formats.order_pdf import language
from counterfoil.formats.order_pdf.wording import languages
from counterfoil.foundation.companies.business_days import closed_in
from counterfoil.foundation.kernel.money import last_unit
from counterfoil.foundation.kernel.terms import UNKNOWN, Instalment, Terms, due_days, read
from counterfoil.foundation.kernel.terms_words import PHRASES, words

DAY = date(2026, 1, 20)

READ = {
    "30": "30 days",
    "net 30": "30 days",
    "45 days": "45 days",
    "0": "0 days",
    "EOM": "end of month",
    "end of month + 15": "end of month + 15 days",
    "30 days end of month from sending": "30 days end of month from sent",
    "day 15": "day 15",
    "30 day 31 from completion to previous business day": "30 days day 31 from completion to previous business day",
    "60 days on a business day": "60 days to next business day",
    "50%: 30 days, 50%: 60 days": "50%: 30 days, 50%: 60 days",
    "33,33%: 10; 66,67 %: 20": "33.33%: 10 days, 66.67%: 20 days",
    "1000: 15 days, rest: 30 days": "1000: 15 days, rest: 30 days",
    "100%: 14 days": "14 days",
    "Unknown": "unknown",
}
REFUSED = {
    "": "unreadable_terms",
    "soon": "unreadable_terms",
    "30 days from the moon": "unreadable_terms",
    "366": "too_many_days",
    "end of month + 400 days": "too_many_days",
    "day 0": "no_day_of_month",
    "day 32": "no_day_of_month",
    "50%: 30 days, 49%: 60 days": "shares_not_whole",
    "50%: 30 days, 60 days, rest: 90 days": "shares_not_whole",
    "40%: 30 days": "shares_not_whole",
    "1000: 30 days": "shares_not_whole",
    "1000: 30 days, 1000: 60 days": "shares_not_whole",
    "60%: 30 days, 60%: 40 days, rest: 60 days": "shares_not_whole",
    "100%: 30 days, rest: 60 days": "shares_not_whole",
    "0%: 30 days, rest: 60 days": "no_share",
    "50%: 30 days, 50%: 30 days": "one_day",
    ", ".join(f"1: {n} days" for n in range(13)): "too_many_instalments",
}


@pytest.mark.req(127, 136)
@pytest.mark.parametrize("typed", READ)
def test_terms_are_read_as_people_write_them_and_kept_in_one_form(typed: str) -> None:
    assert str(read(typed)) == READ[typed]
    assert str(read(READ[typed])) == READ[typed]


@pytest.mark.req(127)
@pytest.mark.parametrize("typed", REFUSED)
def test_terms_that_can_not_be_are_refused_with_what_is_wrong(typed: str) -> None:
    with pytest.raises(PydanticCustomError) as refused:
        read(typed)
    assert refused.value.type == REFUSED[typed]


def due(terms: str, total: str = "100.00", sent: date | None = None, done: date | None = None) -> list[tuple[str, str]]:
    closed = closed_in("AT")
    found = due_days(
        read(terms),
        invoiced_on=DAY,
        sent_on=sent,
        completed_on=done,
        total=Decimal(total),
        currency="EUR",
        is_closed=closed,
    )
    return [(str(day), str(amount)) for day, amount in found]


@pytest.mark.req(127, 136)
def test_days_run_from_the_invoice_from_the_day_sent_or_from_completion() -> None:
    sent, done = date(2026, 1, 2), date(2026, 2, 1)
    assert due("30 days", sent=sent, done=done) == [("2026-02-19", "100.00")]
    assert due("30 days from sent", sent=sent, done=done) == [("2026-02-01", "100.00")]
    assert due("30 days from completion", sent=sent, done=done) == [("2026-03-03", "100.00")]


@pytest.mark.req(136)
@pytest.mark.parametrize("terms", ["30 days from sent", "30 days from completion", "unknown"])
def test_nothing_is_due_before_the_day_from_which_terms_run_has_come(terms: str) -> None:
    assert due(terms) == [("None", "100.00")]


@pytest.mark.req(127)
@pytest.mark.parametrize(
    ("terms", "day"),
    [
        ("end of month", "2026-01-31"),
        ("end of month + 15 days", "2026-02-15"),
        ("30 days end of month", "2026-02-28"),
        ("day 20", "2026-01-20"),
        ("day 15", "2026-02-15"),
        ("day 31", "2026-01-31"),
        ("15 days day 31", "2026-02-28"),
        ("30 days day 15", "2026-03-15"),
        ("end of month to next business day", "2026-02-02"),
        ("end of month to previous business day", "2026-01-30"),
        ("91 days day 1 to next business day", "2026-05-04"),
    ],
)
def test_ends_and_days_of_months_and_business_days(terms: str, day: str) -> None:
    """The first of May is a holiday in Austria, and in 2026 a Friday; Monday comes next."""
    assert due(terms) == [(day, "100.00")]


@pytest.mark.req(127)
def test_instalments_add_up_and_the_last_takes_the_rounding() -> None:
    assert due("33.33%: 10 days, 33.33%: 20 days, 33.34%: 30 days", "0.05") == [
        ("2026-01-30", "0.02"),
        ("2026-02-09", "0.02"),
        ("2026-02-19", "0.01"),
    ]
    assert due("1000: 10 days, rest: 30 days", "800.00") == [("2026-01-30", "800.00")]
    assert due("50%: 5 days end of month, 50%: 10 days end of month") == [("2026-01-31", "100.00")]


when = st.one_of(
    st.builds(Instalment, days=st.integers(0, 365)),
    st.builds(Instalment, days=st.integers(0, 365), end_of_month=st.just(True), plus=st.integers(0, 365)),
    st.builds(Instalment, days=st.integers(0, 365), day_of_month=st.integers(1, 31)),
)


@st.composite
def terms(draw: st.DrawFn) -> str:
    days = draw(st.lists(when, min_size=1, max_size=12, unique_by=lambda one: one.when))
    shares = draw(
        st.lists(
            st.one_of(
                st.decimals("0.01", "9", places=2).map(lambda share: f"{share}%: "),
                st.decimals("0.01", "500", places=2).map(lambda share: f"{share}: "),
            ),
            min_size=len(days) - 1,
            max_size=len(days) - 1,
        )
    )
    parts = [f"{share}{day}" for share, day in zip([*shares, "rest: " if shares else ""], days, strict=True)]
    base = draw(st.sampled_from(["", " from sent", " from completion"]))
    business = draw(st.sampled_from(["", " to next business day", " to previous business day"]))
    return ", ".join(parts) + base + business


@pytest.mark.req(127)
@given(
    terms(),
    st.dates(date(2000, 1, 1), date(2100, 1, 1)),
    st.decimals("0.01", "100000", places=2),
    st.sampled_from(["EUR", "JPY"]),
)
def test_all_terms_give_rising_days_and_exactly_the_total(said: str, day: date, total: Decimal, currency: str) -> None:
    total = max(total.quantize(last_unit(currency)), last_unit(currency))
    found = read(said)
    assert read(str(found)) == found
    parts = due_days(found, invoiced_on=day, sent_on=day, completed_on=day, total=total, currency=currency)
    days = [one for one, _amount in parts if one]
    assert sum(amount for _day, amount in parts) == total
    assert all(amount > 0 for _day, amount in parts)
    assert days == sorted(set(days)) and len(days) == len(parts)
    assert all(one >= day - timedelta(days=2) for one in days)


@pytest.mark.req(127)
def test_terms_stand_in_words_in_every_language_of_documents() -> None:
    assert words("30 days") == "Payable within 30 days of the invoice date"
    assert words("unknown") == "No day of payment is agreed"
    assert words("") == ""
    assert words("50%: 30 days, rest: day 15 from sent to next business day") == (
        "Payable in instalments: 50 % within 30 days of the day on which the order was sent; the rest on the next day 15 of "
        "a month from the day on which the order was sent, to the next business day where it is none"
    )
    for code in languages():
        own = language(code).words
        assert set(PHRASES) <= set(own)
        for said in READ.values():
            assert "{" not in words(said, own)
    assert words("30 days", language("de").words) == "Zahlbar innerhalb von 30 Tagen nach dem Rechnungsdatum"


def test_unknown_has_no_instalments() -> None:
    assert read(UNKNOWN) == Terms(())
