"""order.issue: an approved order becomes a promise: numbered, frozen, hashed."""

import json
from dataclasses import replace
from datetime import UTC, date, datetime
from uuid import UUID

import pytest

from counterfoil.foundation.kernel import scope
from counterfoil.foundation.kernel.canonical import sha256
from counterfoil.foundation.kernel.ids import new_id
from counterfoil.foundation.parties.actions import ContractorValues, add_contractor
from counterfoil.lifecycle.engagements.actions import EngagementValues, add_engagement
from counterfoil.lifecycle.orders import actions as orders
from counterfoil.lifecycle.orders.actions.set_layout import LayoutValues, set_layout
from counterfoil.lifecycle.orders.models import Counter, Layout, Order

from ..cast import NOW, Cast
from .books import entries
from .ordering import IN_STATE, approvals_of, order_of
from .verb import Given, VerbTests, refused

NEW_YEARS_EVE = datetime(2026, 12, 31, 23, 30, tzinfo=UTC)


class TestIssue(VerbTests):
    verb, who, wrong = "order.issue", "iris", "olga"

    def given(self, cast: Cast) -> Given:
        return {"order_id": cast.approved()}

    def otherwise(self, given: Given) -> Given:
        return {"order_id": UUID(int=given["order_id"].int + 1)}


def issue(cast: Cast, order_id: UUID, at: datetime = NOW) -> dict[str, str]:
    return orders.issue(by=cast.iris, at=at, order_id=order_id)


def layout(cast: Cast, pattern: str) -> None:
    set_layout(by=cast.iris, at=NOW, values=LayoutValues(pattern=pattern))


@pytest.mark.req(43)
def test_numbers_follow_each_other(cast: Cast) -> None:
    numbers = [issue(cast, cast.approved())["number"] for _ in range(3)]
    assert numbers == ["PO-2026-00001", "PO-2026-00002", "PO-2026-00003"]


def test_works(cast: Cast) -> None:
    order_id = cast.issued()
    order = order_of(cast, order_id)
    assert (order.state, order.number, order.contractor_code) == ("issued", "PO-2026-00001", "POCLEO2-0001")
    assert (order.number_normal, order.issued_at, order.issued_on) == ("PO202600001", NOW, NOW.date())


def test_the_document_is_frozen_with_its_number_and_hashed(cast: Cast) -> None:
    order = order_of(cast, cast.issued())
    document = json.loads(order.document)
    assert order.document_sha256 == sha256(order.document)
    assert document["number"] == order.number
    assert document["total"] == "1000.00"
    assert document["lines"][0]["quantity"] == "10"
    assert document["buyer"]["invoice_channel"] == "invoices@demo.example"


@pytest.mark.req(33)
def test_every_stage_of_the_record_carries_the_same_order_and_number(cast: Cast) -> None:
    """The request, its approval, every entry and the promise are one record, and that record has the number."""
    order_id = cast.issued()
    order = order_of(cast, order_id)
    told = entries(cast.company_id, order_id=order_id)
    assert [entry.verb for entry in told] == ["order.create", "order.submit", "order.approve", "order.issue"]
    assert [approval.subject_id for approval in approvals_of(cast, order_id)] == [order_id]
    assert told[-1].answer["number"] == order.number == json.loads(order.document)["number"]
    assert told[-1].answer["id"] == json.loads(order.document)["order"] == str(order_id)


@pytest.mark.req(59, 74)
@pytest.mark.parametrize("state", sorted(set(IN_STATE) - {"approved"}))
def test_only_from_approved(cast: Cast, state: str) -> None:
    order_id = IN_STATE[state](cast)
    assert refused(cast, lambda: issue(cast, order_id)) == ["wrong_state"]


@pytest.mark.req(59)
def test_only_what_was_approved(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    """Should the content ever differ from the approved hash, no number is dealt for it."""
    order_id = cast.approved()
    monkeypatch.setattr("counterfoil.lifecycle.orders.document.money_text", lambda amount, currency: "0.00")
    assert refused(cast, lambda: issue(cast, order_id)) == ["not_what_was_approved"]


def test_names_everything_that_is_missing(cast: Cast) -> None:
    order_id = cast.approved()
    cast.iris.company.billing_address = cast.iris.company.invoice_channel = ""
    assert refused(cast, lambda: issue(cast, order_id)) == ["no_billing_address", "no_invoice_channel"]


def test_a_refusal_consumes_no_number(cast: Cast) -> None:
    layout(cast, "B{#}")
    for _ in range(9):
        issue(cast, cast.approved())
    order_id = cast.approved()
    assert refused(cast, lambda: issue(cast, order_id)) == ["layout_full"]
    layout(cast, "B{##}")
    assert issue(cast, order_id)["number"] == "B10"


def test_each_contractor_counts_alone(cast: Cast) -> None:
    cast.issued()
    cast.issued()
    with scope.reading(cast.company_id):
        counters = {one.series: one.value for one in Counter.objects.all()}
    assert counters == {"order": 2, f"contractor:{cast.contractor_id}": 2}


@pytest.mark.parametrize(
    ("zone", "day", "number"),
    [("Europe/Berlin", date(2027, 1, 1), "PO-2027-00001"), ("America/New_York", date(2026, 12, 31), "PO-2026-00001")],
)
def test_the_year_is_the_company_s_own(cast: Cast, zone: str, day: date, number: str) -> None:
    """At 23:30 UTC on New Year's Eve it is next year in Berlin."""
    cast.iris.company.timezone = zone
    assert issue(cast, order_id := cast.approved(), NEW_YEARS_EVE)["number"] == number
    assert order_of(cast, order_id).issued_on == day


def test_a_new_year_begins_at_one(cast: Cast) -> None:
    cast.issued()
    assert issue(cast, cast.approved(), NEW_YEARS_EVE)["number"] == "PO-2027-00001"


def test_the_layout_is_read_when_the_number_is_dealt(cast: Cast) -> None:
    first, second = cast.approved(), cast.approved()
    assert issue(cast, first)["number"] == "PO-2026-00001"
    layout(cast, "ACME/{YY}{MM}/{###}")
    assert issue(cast, second)["number"] == "ACME/2603/001"
    assert order_of(cast, first).number == "PO-2026-00001"


def test_a_number_that_another_order_has_is_refused_in_words(cast: Cast) -> None:
    """Should a layout ever read like another: the database holds the line, nothing leaks, and no counter moves."""
    issue(cast, cast.approved())
    with scope.writing(cast.company_id, new_id()):
        Layout.objects.create(company_id=cast.company_id, version=1, pattern="PO2026/{#####}")
    order_id = cast.approved()
    assert refused(cast, lambda: issue(cast, order_id)) == ["guard"]


@pytest.mark.req(138)
def test_each_contractors_codes_count_by_themselves(cast: Cast) -> None:
    """Orders of two contractors, issued in turns, give 1, 2, 3 for each; the company's own numbers count on through all."""
    other = replace(cast, contractor_id=_contractor(cast, "ZOE"))
    other.engagement_id = _engagement(other)
    codes, dealt = [], []
    for whose in (cast, other, cast, other, other, cast):
        order_id = whose.issued()
        with scope.reading(cast.company_id):
            order = Order.objects.get(id=order_id)
        codes.append(order.contractor_code)
        dealt.append(order.number)
    assert codes == ["POCLEO2-0001", "POZOE-0001", "POCLEO2-0002", "POZOE-0002", "POZOE-0003", "POCLEO2-0003"]
    assert dealt == [f"PO-2026-{count:05}" for count in range(1, 7)]


@pytest.mark.req(138)
def test_a_new_layout_starts_nobodys_codes_anew(cast: Cast) -> None:
    cast.issued()
    set_layout(by=cast.iris, at=NOW, values=LayoutValues(pattern="B{YY}-{###}"))
    order_id = cast.issued()
    with scope.reading(cast.company_id):
        order = Order.objects.get(id=order_id)
    assert (order.number, order.contractor_code) == ("B26-002", "POCLEO2-0002")


def _contractor(cast: Cast, code: str) -> UUID:
    values = ContractorValues.model_validate({"code": code, "name": code.title(), "currency": "EUR"})
    return UUID(add_contractor(by=cast.olga, at=NOW, values=values)["id"])


def _engagement(cast: Cast) -> UUID:
    values = {"contractor_id": cast.contractor_id, "title": "Photos", "team_id": cast.team_id}
    return UUID(add_engagement(by=cast.olga, at=NOW, values=EngagementValues.model_validate(values))["id"])
