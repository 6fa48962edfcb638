"""What a typed value may be: the same for every door."""

from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

import pytest
from pydantic import TypeAdapter, ValidationError

from counterfoil.foundation.kernel.refusals import Invalid, NotFound, Reason, Refused, Stale, expect_version, refuse_if
from counterfoil.foundation.kernel.values import (
    Amount,
    Code,
    Country,
    Currency,
    Digest,
    Email,
    Keyword,
    Moment,
    Name,
    Quantity,
    Rate,
    Slug,
    Text,
    Timezone,
    UnitPrice,
    Why,
    bare_name,
    parsed,
    sentence_of,
)
from counterfoil.foundation.trail.action import Via
from counterfoil.lifecycle.orders.values import LineValues, OrderValues

GOOD: list[tuple[Any, Any, Any]] = [
    (Name, "  Ada ", "Ada"),
    (Name, "Zoë O’Neill 李", "Zoë O’Neill 李"),
    (Name, "👩\u200d🎨", "👩\u200d🎨"),
    (Text, "one\r\ntwo\tthree", "one\ntwo\tthree"),
    (Why, "one\ntwo", "one\ntwo"),
    (Moment, "2026-03-02T09:00:00+23:59", datetime(2026, 3, 1, 9, 1, tzinfo=UTC)),
    (Code, " CLEO ", "CLEO"),
    (Code, "cleo2", "CLEO2"),
    (Slug, "acme-2", "acme-2"),
    (Text, "", ""),
    (Why, " ok! ", "ok!"),
    (Email, " Ada@Example.ORG ", "ada@example.org"),
    (Country, "", ""),
    (Country, "AT", "AT"),
    (Currency, "EUR", "EUR"),
    (Keyword, "order.issue", "order.issue"),
    (Timezone, "Europe/Berlin", "Europe/Berlin"),
    (Timezone, "UTC", "UTC"),
    (Quantity, "0.000001", Decimal("0.000001")),
    (UnitPrice, "0", Decimal(0)),
    (Amount, "0.0001", Decimal("0.0001")),
    (Rate, "0.0000000001", Decimal("0.0000000001")),
    (Digest, "", ""),
]

UNPRINTED = ["\x00", "\x7f", "\x85", "\r", "\ue000", "\uffff", "\u200e", "\u202a", "\u202e", "\u2066", "\u2069"]
BLANK = ["\u200b\u200b\u200b", "\u2060 \u200d", "\ufeff\u00ad\ufeff", "\u3164\u3164\u3164", "\u2800\u2800\u2800"]

BAD: list[tuple[Any, Any]] = [
    (Name, ""),
    (Name, " \t"),
    (Name, "a\x00b"),
    (Name, "a\x1bb"),
    *((kind, f"abc{sign}def") for kind in (Name, Text, Why) for sign in UNPRINTED),
    *((kind, blank) for kind in (Name, Text, Why) for blank in BLANK),
    *((Name, f"a{sign}b") for sign in ("\n", "\t", "\u2028", "\u2029")),
    *(
        (kind, f"{good}{sign}")
        for kind, good in ((Slug, "acme"), (Country, "AT"), (Keyword, "order"))
        for sign in "\n\u200b"
    ),
    (Code, "AB\nCD"),
    (Code, "AB\u200b"),
    (Email, "a\u202eb@c.example"),
    (Digest, "a\nb"),
    (Name, "a" * 201),
    (Name, "\ud800"),
    (Name, 5),
    (Code, "A-B"),
    (Code, "ÄÖ"),
    (Code, "A" * 13),
    (Slug, "Acme"),
    (Slug, "-a"),
    (Text, "a" * 10_001),
    (Why, "no"),
    (Email, "ada"),
    (Email, "a@b\x00.c"),
    (Country, "at"),
    (Country, "AUT"),
    (Currency, "eur"),
    (Currency, "DEM"),
    (Currency, "XXX"),
    (Keyword, "a b"),
    (Timezone, "Mars/Olympus"),
    (Timezone, "../etc/passwd"),
    *((Timezone, name) for name in ("localtime", "Factory", "posixrules", "CET", "Zulu")),
    (Quantity, "0"),
    (Quantity, "-1"),
    (Quantity, "1.0000001"),
    (Quantity, "1000000000.1"),
    (UnitPrice, "-0.000001"),
    (Amount, "1.00001"),
    (Amount, 10**15 + 1),
    (Rate, "0"),
    (Rate, "1.00000000001"),
    (Digest, "a" * 65),
    (Digest, "\x00"),
]


@pytest.mark.parametrize(("kind", "typed", "kept"), GOOD)
def test_what_is_kept(kind: Any, typed: Any, kept: Any) -> None:
    assert TypeAdapter(kind).validate_python(typed) == kept


@pytest.mark.parametrize(("kind", "typed"), BAD)
def test_what_is_refused(kind: Any, typed: Any) -> None:
    with pytest.raises(ValidationError):
        TypeAdapter(kind).validate_python(typed)


@pytest.mark.parametrize("kind", [Quantity, UnitPrice, Amount, Rate])
@pytest.mark.parametrize(
    "typed", ["NaN", "sNaN", "Infinity", "-Infinity", "1,000", "", "ten", None, [], "1e400", "1" * 61, "0." + "1" * 60]
)
def test_what_is_no_number(kind: Any, typed: Any) -> None:
    with pytest.raises(ValidationError):
        TypeAdapter(kind).validate_python(typed)


LINE = {"text": "Layout", "quantity": "1", "unit_price": "1"}


@pytest.mark.parametrize(
    ("changed", "field", "sentence"),
    [
        ({"quantity": "0"}, "quantity", "This must be more than 0."),
        ({"unit_price": "1.1234567"}, "unit_price", "At most 6 decimals are kept; more are refused, not rounded."),
        ({"quantity": "NaN"}, "quantity", "This must be a number."),
        ({"text": ""}, "text", "This can't be empty."),
        ({"colour": "red"}, "colour", "There is no such field."),
        ({"starts_on": "2026-03-02", "ends_on": "2026-03-01"}, "body", "The last day lies before the first."),
        ({"starts_on": "soon"}, "starts_on", "This must be a date, such as 2026-03-31."),
    ],
)
def test_every_field_has_its_sentence(changed: dict[str, str], field: str, sentence: str) -> None:
    with pytest.raises(Invalid) as caught:
        parsed(LineValues, LINE | changed)
    assert caught.value.fields == {field: [sentence]}


@pytest.mark.parametrize(
    ("kind", "typed", "sentence"),
    [
        (Why, "no", "At least 3 characters are needed."),
        (Name, " ", "This can't be empty."),
        (Code, "A-B", "Write a code of 1 to 12 letters and digits, such as CLEO."),
        (Slug, "Acme", "Write a short name of small letters, digits and hyphens, such as acme-studio."),
        (Email, "ada", "Write an e-mail address, such as rita@acme.example."),
        (Country, "Austria", "Write a country as its two letters, such as AT."),
        (Currency, "euro", "Write a currency as its three letters, such as EUR."),
        (Currency, "XXX", "There is no currency XXX in use. Write a currency as its three letters, such as EUR."),
        (Timezone, "CET", "This time zone is not known. Write one by its IANA name, such as Europe/Berlin or UTC."),
        (Keyword, "a b", "This does not have the form that is needed here."),
    ],
)
def test_a_sentence_says_what_to_write(kind: Any, typed: str, sentence: str) -> None:
    with pytest.raises(ValidationError) as caught:
        TypeAdapter(kind).validate_python(typed)
    assert [sentence_of(error) for error in caught.value.errors()] == [sentence]


def test_every_wrong_field_is_named_by_its_path() -> None:
    with pytest.raises(Invalid) as caught:
        parsed(OrderValues, {"lines": [LINE, LINE | {"quantity": "0", "unit": "BOX"}]})
    assert {"contractor_id", "engagement_id", "title", "currency"} <= set(caught.value.fields)
    assert {"lines.1.quantity", "lines.1.unit"} <= set(caught.value.fields)


def test_an_idempotency_key() -> None:
    assert Via("api", "a" * 200).key == "a" * 200
    for wrong in ("a" * 201, "a\x00", "a\nb"):
        with pytest.raises(Invalid):
            Via("api", wrong)


def test_refusals_carry_every_reason() -> None:
    reasons = [Reason("a", "A %(x)s.", {"x": 1}), Reason("b", "B.", never=True)]
    with pytest.raises(Refused) as caught:
        refuse_if(reasons)
    assert str(caught.value) == "A 1.; B."
    assert caught.value.never
    assert not Refused(reasons[:1]).never
    assert reasons[0].as_data() == {"key": "a", "params": {"x": "1"}, "words": "A 1."}
    refuse_if([])


def test_versions() -> None:
    expect_version(None, 3)
    expect_version(3, 3)
    with pytest.raises(Stale, match="version 2 was given, version 3 stands"):
        expect_version(2, 3)


def test_what_is_not_there_does_not_say_why() -> None:
    assert str(NotFound("order")) == "no such order"


def test_errors_are_told_up_to_a_hundred() -> None:
    with pytest.raises(Invalid) as caught:
        parsed(LineValues, LINE | {f"n{index}": 1 for index in range(300)})
    assert len(caught.value.fields) == 100


@pytest.mark.parametrize(
    ("name", "same"),
    [
        ("Müller GmbH", "MU\u0308LLER  gmbh."),
        ("Straßenbau", "STRASSENBAU"),
        ("Ｗａｘ Ｌｔｄ", "wax ltd"),
        ("株式会社", "株式 会社"),
        ("Λόγος", "ΛΌΓΟΣ"),
    ],
)
def test_a_name_is_the_same_however_it_is_put_in(name: str, same: str) -> None:
    assert bare_name(name) == bare_name(same) != ""
    assert bare_name(bare_name(name)) == bare_name(name)


def test_names_that_differ_in_a_letter_of_any_script_are_two() -> None:
    names = ["Müller", "Möller", "Mller", "Иванов", "Петров", "株式会社", "有限会社", "กิน", "กัน"]
    assert len({bare_name(name) for name in names}) == len(names)
    assert {bare_name(name) for name in ("", "--", "\u3164", "\u200b")} == {""}
