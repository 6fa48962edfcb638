"""What is typed into an order and a company, field by field: what is kept, or the key of what is said instead."""

from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import pytest
from pydantic import TypeAdapter, ValidationError

from counterfoil.foundation.catalogue.units import UNITS
from counterfoil.foundation.companies.actions.create_company import CompanyValues
from counterfoil.foundation.kernel.refusals import Invalid
from counterfoil.foundation.kernel.values import (
    Amount,
    Code,
    Currency,
    Day,
    Email,
    Moment,
    Name,
    Quantity,
    Rate,
    Slug,
    Text,
    Timezone,
    UnitPrice,
    Why,
    invalid,
    parsed,
    sentence_of,
)
from counterfoil.lifecycle.orders.values import MOST_LINES, LineValues, OrderChanges, OrderValues

ONE = "00000000-0000-7000-8000-000000000001"
LINE = {"text": "Layout", "quantity": "1", "unit_price": "1"}
ORDER = {"contractor_id": ONE, "engagement_id": ONE, "title": "Spring", "currency": "EUR", "lines": [LINE]}
COMPANY = {"slug": "acme", "name": "A", "currency": "EUR", "owner_name": "Olga", "owner_email": "o@acme.example"}
EXACT = [Quantity, UnitPrice, Amount, Rate]


def wrong(kind: Any, typed: Any) -> list[str]:
    with pytest.raises(ValidationError) as caught:
        TypeAdapter(kind).validate_python(typed)
    return [error["type"] for error in caught.value.errors()]


@pytest.mark.parametrize("kind", EXACT)
@pytest.mark.parametrize(
    ("typed", "key"),
    [
        ("NaN", "decimal_parsing"),
        ("Infinity", "decimal_parsing"),
        ("-Infinity", "decimal_parsing"),
        (Decimal("NaN"), "finite_number"),
        (Decimal("sNaN"), "finite_number"),
        (Decimal("-Infinity"), "finite_number"),
        (float("nan"), "finite_number"),
        (float("inf"), "finite_number"),
        ("1e999999", "decimal_parsing"),
        ("1e3", "decimal_parsing"),
        (Decimal("1e999999"), "less_than_equal"),
        ("9" * 60, "less_than_equal"),
        ("9" * 61, "decimal_parsing"),
        ("1_000", "decimal_parsing"),
        ("1,5", "decimal_parsing"),
        ("١", "decimal_parsing"),
        ("1\x00", "decimal_parsing"),
        ("", "decimal_parsing"),
        (True, "decimal_parsing"),
        (None, "decimal_type"),
        ([], "decimal_type"),
    ],
)
def test_no_number_is_read_into_it(kind: Any, typed: Any, key: str) -> None:
    assert wrong(kind, typed) == [key]


@pytest.mark.parametrize(
    ("kind", "typed", "key"),
    [
        (Quantity, "0", "greater_than"),
        (Quantity, "-0", "greater_than"),
        (Quantity, "-1", "greater_than"),
        (Quantity, "0.0000001", "decimal_max_places"),
        (Quantity, Decimal("1E-7"), "decimal_max_places"),
        (Quantity, "1000000000.000001", "less_than_equal"),
        (UnitPrice, "-0.000001", "greater_than_equal"),
        (UnitPrice, "0.0000001", "decimal_max_places"),
        (UnitPrice, "1000000001", "less_than_equal"),
        (Amount, "-0.0001", "greater_than_equal"),
        (Amount, "0.00001", "decimal_max_places"),
        (Amount, "1000000000000000.0001", "less_than_equal"),
        (Rate, "0.0000000000", "greater_than"),
        (Rate, "0.00000000001", "decimal_max_places"),
        (Rate, "1000000000.1", "less_than_equal"),
        (Name, "a\x00", "control_character"),
        (Name, "a\x1fb", "control_character"),
        (Name, "a\tb", "line_break"),
        (Name, "a\nb", "line_break"),
        (Name, "a\x7f", "control_character"),
        (Name, "a\u202eb", "turning_character"),
        (Text, "a\rb", "control_character"),
        (Why, " ab ", "string_too_short"),
        (Why, "a\x00bc", "control_character"),
        (Code, "CLEO-1", "string_pattern_mismatch"),
        (Slug, "acme\n", "string_pattern_mismatch"),
        (Slug, "a" * 64, "string_pattern_mismatch"),
        (Slug, "", "string_pattern_mismatch"),
        (Email, "ada@example", "string_pattern_mismatch"),
        (Email, "a b@example.org", "string_pattern_mismatch"),
        (Email, "a@b@example.org", "string_pattern_mismatch"),
        (Email, "a\x00@example.org", "control_character"),
        (Email, "a" * 243 + "@example.org", "string_too_long"),
        (Currency, "EU", "string_pattern_mismatch"),
        (Currency, "EUR\n", "string_pattern_mismatch"),
        (Currency, "DEM", "unknown_currency"),
        (Currency, "XAU", "unknown_currency"),
        (Timezone, "europe/berlin", "unknown_timezone"),
        (Timezone, "CET+1", "unknown_timezone"),
        (Timezone, "", "unknown_timezone"),
        (Day, "2026-02-29", "date_from_datetime_parsing"),
        (Day, "2026-3-1", "date_parsing"),
        (Day, "31.03.2026", "date_parsing"),
        (Day, "20260331", "date_parsing"),
        (Day, 1_774_000_000, "date_parsing"),
        (Day, "1774000000", "date_parsing"),
        (Day, "2026-03-31T09:00:00Z", "date_from_datetime_inexact"),
        (Day, None, "date_type"),
        (Day, "1899-12-31", "day_out_of_reach"),
        (Day, "9999-12-31", "day_out_of_reach"),
        (Moment, "2026-03-31T09:00:00", "timezone_aware"),
        (Moment, "1899-12-31T23:59:59Z", "moment_out_of_reach"),
        (Moment, "0001-01-01T00:00:00+14:00", "moment_out_of_reach"),
        (Moment, "9999-12-31T23:59:59-14:00", "moment_out_of_reach"),
        (Moment, 1_774_000_000, "date_parsing"),
    ],
)
def test_a_value_that_can_not_be_has_its_key(kind: Any, typed: Any, key: str) -> None:
    assert wrong(kind, typed) == [key]


@pytest.mark.parametrize(
    ("kind", "typed", "kept"),
    [
        (Quantity, "1000000000", Decimal(10**9)),
        (Quantity, "+.5", Decimal("0.5")),
        (Quantity, " 5. ", Decimal(5)),
        (UnitPrice, 0, Decimal(0)),
        (Amount, "1000000000000000.0000", Decimal(10**15)),
        (Name, "a" * 200, "a" * 200),
        (Text, "a\tb\r\nc", "a\tb\nc"),
        (Why, "a\r\nb", "a\nb"),
        (Slug, "a" * 63, "a" * 63),
        (Slug, "0", "0"),
        (Email, "a" * 242 + "@example.org", "a" * 242 + "@example.org"),
        (Day, "2028-02-29", date(2028, 2, 29)),
        (Day, date(2026, 3, 31), date(2026, 3, 31)),
        (Moment, "1900-01-01T00:00:00Z", datetime(1900, 1, 1, tzinfo=UTC)),
        (Moment, "2026-03-31T09:00:00+02:00", datetime(2026, 3, 31, 7, tzinfo=UTC)),
    ],
)
def test_the_last_value_that_can_be_is_kept(kind: Any, typed: Any, kept: Any) -> None:
    assert TypeAdapter(kind).validate_python(typed) == kept


def fields(model: Any, data: Any) -> dict[str, list[str]]:
    """The fields that are refused, each with its keys."""
    with pytest.raises(ValidationError) as caught:
        model.model_validate(data)
    found: dict[str, list[str]] = {}
    for error in caught.value.errors():
        found.setdefault(".".join(str(part) for part in error["loc"]) or "body", []).append(error["type"])
        assert sentence_of(error) != error["msg"] or error["type"] in OWN, "a sentence that is not ours"
    with pytest.raises(Invalid) as ours:
        parsed(model, data)
    assert set(ours.value.fields) == set(found)
    return found


OWN = {"unknown_unit", "unknown_currency", "unknown_timezone", "ends_before_start", "control_character"}
LATE, EARLY = "2026-03-02", "2026-03-01"


@pytest.mark.parametrize(
    ("changed", "refused"),
    [
        ({"title": " "}, {"title": ["string_too_short"]}),
        ({"currency": "DEM"}, {"currency": ["unknown_currency"]}),
        ({"contractor_id": "1"}, {"contractor_id": ["uuid_parsing"]}),
        ({"contractor_id": None}, {"contractor_id": ["uuid_type"]}),
        ({"rate": "0"}, {"rate": ["greater_than"]}),
        ({"notes": "a" * 10_001}, {"notes": ["string_too_long"]}),
        ({"notes": None}, {"notes": ["string_type"]}),
        ({"number": "PO-1"}, {"number": ["extra_forbidden"]}),
        ({"state": "approved"}, {"state": ["extra_forbidden"]}),
        ({"starts_on": LATE, "ends_on": EARLY}, {"body": ["ends_before_start"]}),
        ({"lines": []}, {"lines": ["too_short"]}),
        ({"lines": [LINE] * 1_001}, {"lines": ["too_long"]}),
        ({"lines": LINE}, {"lines": ["list_type"]}),
        ({"lines": [5]}, {"lines.0": ["model_type"]}),
        ({"lines": [LINE | {"quantity": 0}]}, {"lines.0.quantity": ["greater_than"]}),
        ({"lines": [LINE, LINE | {"unit": "BOX"}]}, {"lines.1.unit": ["unknown_unit"]}),
        ({"lines": [LINE | {"unit": "hur"}]}, {"lines.0.unit": ["unknown_unit"]}),
        ({"lines": [LINE | {"amount": "1"}]}, {"lines.0.amount": ["extra_forbidden"]}),
        ({"lines": [LINE | {"starts_on": LATE, "ends_on": EARLY}]}, {"lines.0": ["ends_before_start"]}),
        ({"lines": [{}]}, {f"lines.0.{name}": ["missing"] for name in ("text", "quantity", "unit_price")}),
        (
            {"title": 5, "lines": [LINE | {"unit_price": "-1", "text": ""}]},
            {
                "title": ["string_type"],
                "lines.0.text": ["string_too_short"],
                "lines.0.unit_price": ["greater_than_equal"],
            },
        ),
    ],
)
def test_what_is_wrong_with_a_draft_is_said_where_it_is(changed: dict[str, Any], refused: dict[str, list[str]]) -> None:
    assert fields(OrderValues, ORDER | changed) == refused


@pytest.mark.parametrize("body", [None, [], "x", 5])
def test_what_is_no_object_is_said_of_the_body(body: Any) -> None:
    assert fields(OrderValues, body) == {"body": ["model_type"]}


@pytest.mark.parametrize(
    ("changed", "refused"),
    [
        ({"slug": "Acme"}, {"slug": ["string_pattern_mismatch"]}),
        ({"currency": "eur"}, {"currency": ["string_pattern_mismatch"]}),
        ({"timezone": "Mars/Olympus"}, {"timezone": ["unknown_timezone"]}),
        ({"owner_email": "olga"}, {"owner_email": ["string_pattern_mismatch"]}),
        ({"billing_address": "a\x00"}, {"billing_address": ["control_character"]}),
        ({"separation": False}, {"separation": ["extra_forbidden"]}),
    ],
)
def test_what_is_wrong_with_a_company(changed: dict[str, Any], refused: dict[str, list[str]]) -> None:
    assert CompanyValues.model_validate(COMPANY).timezone == "UTC"
    assert fields(CompanyValues, COMPANY | changed) == refused


@pytest.mark.parametrize("count", [1, MOST_LINES])
def test_as_many_lines_as_are_allowed(count: int) -> None:
    assert len(OrderValues.model_validate(ORDER | {"lines": [LINE] * count}).lines) == count == min(count, 1_000)


@pytest.mark.parametrize("unit", sorted(UNITS))
def test_every_unit_of_the_catalogue_can_be_typed(unit: str) -> None:
    assert LineValues.model_validate(LINE | {"unit": unit}).unit == unit


@pytest.mark.parametrize(("starts_on", "ends_on"), [(None, EARLY), (LATE, None), (LATE, LATE), (EARLY, LATE)])
def test_days_in_order(starts_on: str | None, ends_on: str | None) -> None:
    days = {"starts_on": starts_on, "ends_on": ends_on}
    OrderValues.model_validate(ORDER | days | {"lines": [LINE | days]})
    OrderChanges.model_validate(days)


def test_a_change_names_only_what_was_named_even_as_nothing() -> None:
    assert OrderChanges.model_validate({"ends_on": None}).model_fields_set == {"ends_on"}
    assert OrderChanges.model_validate({"number": "PO-1"}).model_fields_set == {"number"}


@pytest.mark.parametrize(
    ("changed", "refused"),
    [
        ({"lines": []}, {"lines": ["too_short"]}),
        ({"starts_on": LATE, "ends_on": EARLY}, {"body": ["ends_before_start"]}),
        ({"origin": "loaded"}, {"origin": ["extra_forbidden"]}),
        ({"lines": [LINE | {"quantity": "1.0000001"}]}, {"lines.0.quantity": ["decimal_max_places"]}),
    ],
)
def test_a_change_is_read_as_strictly(changed: dict[str, Any], refused: dict[str, list[str]]) -> None:
    assert fields(OrderChanges, changed) == refused


def test_a_door_leaves_its_own_part_of_the_path_out() -> None:
    with pytest.raises(ValidationError) as caught:
        OrderValues.model_validate(ORDER | {"lines": [LINE | {"quantity": 0}]})
    [error] = caught.value.errors()
    error["loc"] = ("body", "values", *error["loc"])
    assert invalid([error], skip=2).fields == {"lines.0.quantity": ["This must be more than 0."]}
    assert set(invalid([error], skip=5).fields) == {"body"}


def test_two_sentences_of_one_field_stand_together() -> None:
    with pytest.raises(ValidationError) as caught:
        OrderValues.model_validate(ORDER | {"title": ""})
    assert invalid(caught.value.errors() * 2).fields == {"title": ["This can't be empty."] * 2}


def test_values_stand_still() -> None:
    values = LineValues.model_validate(LINE)
    with pytest.raises(ValidationError):
        values.quantity = Decimal(2)  # type: ignore[misc]
