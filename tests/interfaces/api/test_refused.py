"""Everything that must be refused with a clear reason, and nothing changed (the issue's own list)."""

import json
from base64 import urlsafe_b64encode
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.test import Client

from counterfoil.interfaces.api.bodies import Unreadable, parse
from counterfoil.lifecycle.orders.models import Order

from ...cast import line
from .conftest import Callers, problem_of, standing


@pytest.fixture(autouse=True)
def _nothing_changed(api: Callers) -> Iterator[None]:
    """Whatever a test of this file sends, orders and changes are as many as before."""
    _ = api.rita, api.petra, api.mallory
    before = standing(api.cast)
    yield
    assert standing(api.cast) == before


def _line(**more: Any) -> dict[str, Any]:
    return {"lines": [line(**more)]}


@pytest.mark.parametrize(
    ("wrong", "field", "words"),
    [
        ({"lines": []}, "lines", "At least 1"),
        (_line(quantity=0), "lines.0.quantity", "more than 0"),
        (_line(quantity=-1), "lines.0.quantity", "more than 0"),
        (_line(unit_price="0.1234567"), "lines.0.unit_price", "At most 6 decimals"),
        (_line() | {"title": "Spring\u0000"}, "title", "control character"),
        ({"lines": [line() | {"text": "a\u0000b"}]}, "lines.0.text", "control character"),
        ({"lines": [line() | {"unit": "HUR\u0000"}]}, "lines.0.unit", "HUR for hours"),
        ({"lines": [line() | {"quantity": "NaN"}]}, "lines.0.quantity", "number"),
        ({"lines": [line() | {"quantity": "Infinity"}]}, "lines.0.quantity", "number"),
        ({"lines": [line() | {"quantity": True}]}, "lines.0.quantity", "number"),
        ({"lines": [line() | {"quantity": "1_000"}]}, "lines.0.quantity", "number"),
        ({"currency": "XYZ"}, "currency", "no currency XYZ in use"),
        ({"currency": "eur"}, "currency", "three letters, such as EUR"),
        ({"starts_on": "2026-03-31", "ends_on": "2026-03-30"}, "body", "last day"),
        ({"lines": [line() | {"starts_on": "2026-03-31", "ends_on": "2026-03-30"}]}, "lines.0", "last day"),
        ({"starts_on": 1774915200}, "starts_on", "date"),
        ({"force": True}, "force", "no such field"),
        ({"contractor_id": "7"}, "contractor_id", "identifier"),
        ({"title": "\ud800"}, "title", "Unicode"),
    ],
)
def test_values(api: Callers, wrong: dict[str, Any], field: str, words: str) -> None:
    told = problem_of(api.rita.post("/orders", api.order_body() | json.loads(json.dumps(wrong, default=str))), 422)
    assert list(told["fields"]) == [field]
    assert words in told["fields"][field][0]


def test_values_are_told_in_the_readers_language_and_all_at_once(api: Callers) -> None:
    told = problem_of(api.rita.post("/orders", {"title": ""}, headers={"Accept-Language": "de"}), 422)
    assert set(told["fields"]) == {"contractor_id", "engagement_id", "title", "currency", "lines"}


def _body(text: str) -> Callable[[Callers], bytes]:
    """The body of a whole order, with the first quantity written like this."""
    return lambda api: json.dumps(api.order_body()).replace('"quantity": "10"', f'"quantity": {text}').encode()


@pytest.mark.parametrize(
    ("body", "words"),
    [
        (_body("NaN"), "NaN is no number"),
        (_body("-Infinity"), "-Infinity is no number"),
        (_body("1e99999999999999999999"), "beyond all measure"),
        (_body("9" * 5_000), "beyond all measure"),
        (_body("1e999999999"), "beyond all measure"),
        (_body("1e400"), "beyond all measure"),
        (_body("1e-400"), "beyond all measure"),
        (_body("0e999999999"), "beyond all measure"),
        (_body("0." + "1" * 61), "beyond all measure"),
        (_body("1" * 61), "beyond all measure"),
        (lambda api: json.dumps({f"n{index}": 1 for index in range(201)}).encode(), "more than 200 names"),
        (_body('1, "quantity": 2'), "quantity stands twice"),
        (lambda api: b'{"title": ', "no JSON: line 1"),
        (lambda api: b'{"title": "\xff"}', "UTF-8"),
        (lambda api: b"\xef\xbb\xbf{}", "no JSON"),
        (lambda api: b"[" * 200_000, "too deeply"),
    ],
)
def test_bodies_that_can_not_be_read(api: Callers, body: Callable[[Callers], bytes], words: str) -> None:
    told = problem_of(api.rita.post("/orders", body(api)), 400)
    assert words in told["detail"]


@pytest.mark.parametrize("number", ["1e50", "1e-50", "123456789012345678901234567890.5"])
def test_numbers_are_read_exactly_before_they_are_judged(api: Callers, number: str) -> None:
    told = problem_of(api.rita.post("/orders", _body(number)(api)), 422)
    assert list(told["fields"]) == ["lines.0.quantity"]


@pytest.mark.parametrize(
    "media_type", ["text/plain", "application/x-www-form-urlencoded", "", "application/json; charset=latin-1"]
)
def test_other_media_types(api: Callers, media_type: str) -> None:
    problem_of(api.rita.post("/orders", json.dumps(api.order_body()), media_type=media_type), 415)


def test_a_body_without_its_length(api: Callers) -> None:
    told = problem_of(api.rita.post("/orders", api.order_body(), headers={"Transfer-Encoding": "chunked"}), 400)
    assert "Content-Length" in told["detail"]


def test_ten_megabytes(api: Callers) -> None:
    told = problem_of(api.rita.post("/orders", b'{"title": "' + b"x" * 10 * 1024 * 1024 + b'"}'), 413)
    assert told["type"] == "urn:counterfoil:problem:too-large"


def test_a_contractor_of_another_company_is_not_found(api: Callers) -> None:
    theirs = api.mallory.get("/contractors").json()["items"][0]["id"]
    problem_of(api.rita.post("/orders", api.order_body(contractor_id=theirs)), 404)
    problem_of(api.rita.post("/orders", api.order_body(contractor_id=str(Order().id))), 404)


@pytest.mark.parametrize("key", ["", "x" * 201, "schlüssel", "a\tb", "a\x7fb"])
def test_a_write_needs_a_key_that_can_be_kept(api: Callers, key: str) -> None:
    told = problem_of(api.rita.post("/orders", api.order_body(), key=key), 400)
    assert "Idempotency-Key" in told["detail"]


def test_a_whole_number_beyond_all_measure_is_not_written_out(api: Callers) -> None:
    """1e999999999 would have a thousand million digits, and keep the process busy for ever."""
    told = problem_of(api.rita.send("PUT", "/layout", b'{"pattern": "PO-{####}", "longest": 1e9999}'), 400)
    assert "beyond all measure" in told["detail"]


def test_the_name_that_stands_twice_is_said() -> None:
    pairs = ", ".join(f'"n{index}": 1' for index in range(199))
    with pytest.raises(Unreadable, match="n198 stands twice"):
        parse(f'{{{pairs}, "n198": 2}}'.encode())


def test_so_many_errors_are_told_as_somebody_would_read(api: Callers) -> None:
    wrong = {f"n{index}": 1 for index in range(190)}
    body = api.order_body(lines=[line() | wrong for _ in range(900)])
    told = problem_of(api.rita.post("/orders", body), 422)
    assert len(told["fields"]) == 100


def test_a_name_that_nobody_knows_is_cut_short(api: Callers) -> None:
    told = problem_of(api.rita.post("/orders", api.order_body() | {"x" * 1_000_000: 1}), 422)
    assert list(told["fields"]) == ["x" * 200]


@pytest.mark.parametrize("moment", ["0001-01-01T00:00:00+23:59", "9999-12-31T23:59:59-23:59", "2026-03-02T09:00:00"])
def test_a_cursor_beyond_every_calendar(api: Callers, moment: str) -> None:
    cursor = urlsafe_b64encode(json.dumps([moment, str(api.cast.contractor_id)]).encode()).decode()
    told = problem_of(api.rita.get("/orders", after=cursor), 422)
    assert list(told["fields"]) == ["after"]


def test_a_zone_that_postgresql_does_not_know(api: Callers) -> None:
    cursor = urlsafe_b64encode(json.dumps(["2026-03-02T09:00:00+23:59", str(api.cast.contractor_id)]).encode())
    assert api.rita.get("/orders", after=cursor.decode()).status_code == 200
    assert api.rita.get("/orders", updated_since="2026-03-02T09:00:00+23:59").status_code == 200


class Endless:
    """A body of which only the beginning ever comes: whoever reads it waits."""

    def read(self, *size: int) -> bytes:
        raise AssertionError("the body was read")

    readline = read


@pytest.mark.parametrize(
    ("path", "length", "status"),
    [("/api/v1/orders", 100, 401), ("/api/v1/nothing", 100, 404), ("/api/v1/orders", 10**8, 413)],
)
def test_nobody_waits_for_a_strangers_body(db: None, path: str, length: int, status: int) -> None:
    more = {"wsgi.input": Endless(), "CONTENT_LENGTH": str(length)}
    answer = Client().generic("POST", path, b"x", "application/json", **more)
    problem_of(answer, status)
    assert answer["Connection"] == "close"


def test_a_callers_connection_is_kept(api: Callers) -> None:
    assert "Connection" not in api.rita.post("/orders", {"title": ""})
    assert "Connection" not in Client().get("/api/v1/orders")


class TestOnAnOrder:
    """What is refused on a record that stands."""

    @pytest.fixture
    def draft(self, api: Callers) -> str:
        return str(api.cast.draft())

    @pytest.fixture(autouse=True)
    def _nothing_changed(self, api: Callers, draft: str) -> Iterator[None]:
        _ = api.rita, api.iris
        before = standing(api.cast)
        yield
        assert standing(api.cast) == before

    def test_stale(self, api: Callers, draft: str) -> None:
        told = problem_of(api.rita.send("PATCH", f"/orders/{draft}", {"title": "New"}, version=7), 412)
        assert (told["yours"], told["current"]) == (7, 1)

    def test_a_stale_submission(self, api: Callers, draft: str) -> None:
        problem_of(api.rita.post(f"/orders/{draft}/submit", version=7), 412)

    @pytest.mark.req(74)
    def test_not_now(self, api: Callers, draft: str) -> None:
        told = problem_of(api.iris.post(f"/orders/{draft}/issue"), 409)
        assert told["reasons"][0]["key"] == "wrong_state" and told["detail"] == told["reasons"][0]["words"]

    def test_never(self, api: Callers, draft: str) -> None:
        told = problem_of(api.rita.post(f"/orders/{draft}/issue"), 403)
        assert [reason["key"] for reason in told["reasons"]] == ["not_permitted"]

    def test_no_identifier(self, api: Callers) -> None:
        problem_of(api.rita.get("/orders/PO-2026-00001"), 404)
        problem_of(api.rita.post("/orders/7/submit"), 404)


_CLAIM_LINE = {"text": "Layout", "quantity": 1, "unit_price": 1}


@pytest.mark.parametrize(
    ("wrong", "field", "words"),
    [
        ({"number": "R\u0000-1"}, "number", "control character"),
        ({"number": "R\n-1"}, "number", "one line"),
        ({"number": "R\u202e-1"}, "number", "turns the direction"),
        ({"quoted": "PO\u0000-1"}, "quoted", "control character"),
        ({"quoted": "PO\u202e-1"}, "quoted", "turns the direction"),
        ({"credits": "R\u0000-1"}, "credits", "control character"),
        ({"issued_on": "9999-12-31"}, "issued_on", "beyond every calendar"),
        ({"due_on": "9999-12-31"}, "due_on", "beyond every calendar"),
        ({"issued_on": "0001-01-01"}, "issued_on", "beyond every calendar"),
    ],
)
def test_values_of_an_invoice(api: Callers, wrong: dict[str, Any], field: str, words: str) -> None:
    claimed = {"contractor_id": str(api.cast.contractor_id), "number": "R-1", "currency": "EUR", "total": 1}
    body = claimed | {"issued_on": "2026-03-02", "lines": [_CLAIM_LINE]} | wrong
    told = problem_of(api.petra.post("/invoices", body), 422)
    assert list(told["fields"]) == [field]
    assert words in told["fields"][field][0]
