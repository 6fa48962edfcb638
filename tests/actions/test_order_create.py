"""order.create: a draft with its lines."""

from decimal import Decimal
from typing import Any
from uuid import UUID

import pytest

from counterfoil.foundation.companies.actions.members import add_team, grant_role
from counterfoil.foundation.companies.models import Right
from counterfoil.foundation.kernel import scope
from counterfoil.foundation.kernel.refusals import Invalid, NotFound
from counterfoil.foundation.kernel.values import parsed
from counterfoil.foundation.parties.actions import ContractorValues, add_contractor
from counterfoil.foundation.parties.models import Contractor
from counterfoil.lifecycle.engagements.actions import EngagementValues, add_engagement
from counterfoil.lifecycle.orders import actions as orders
from counterfoil.lifecycle.orders.values import OrderValues

from ..cast import NOW, Cast, line
from .ordering import lines_of, order_of, revision_of
from .verb import Given, VerbTests, refused, untouched


class TestCreate(VerbTests):
    verb, who = "order.create", "rita"

    def given(self, cast: Cast) -> Given:
        return {"values": cast.values()}

    def otherwise(self, given: Given) -> Given:
        return {"values": given["values"].model_copy(update={"title": "Another"})}


def create(cast: Cast, who: str = "rita", **values: Any) -> UUID:
    return UUID(orders.create(by=cast.members[who], at=NOW, values=cast.values(**values))["id"])


def test_works(cast: Cast) -> None:
    order = order_of(cast, create(cast, lines=[line(), line(quantity="0.333333", unit_price="0.015")]))
    assert (order.state, order.version, order.number) == ("draft", 1, None)
    assert (order.requester_id, order.team_id, order.minter_id) == (cast.rita.id, cast.team_id, cast.company_id)
    revision = revision_of(cast, order.id)
    assert (revision.number, revision.net, revision.total) == (0, Decimal("1000.00"), Decimal("1000.00"))
    assert [said.amount for _line, said in lines_of(cast, order.id)] == [Decimal("1000.00"), Decimal("0.00")]


def test_a_foreign_order_has_a_rate_and_a_total_in_the_company_s_currency(cast: Cast) -> None:
    order_id = create(cast, currency="JPY", rate="0.0061", lines=[line(quantity="1.5", unit_price="999.7")])
    revision = revision_of(cast, order_id)
    assert (revision.total, revision.base_total) == (Decimal(1500), Decimal("9.15"))


LINES: dict[str, Any] = {
    "a quantity of zero": line(quantity=0),
    "a negative quantity": line(quantity=-1),
    "a quantity with seven decimals": line(quantity="1.0000001"),
    "a price with seven decimals": line(unit_price="1.0000001"),
    "a negative price": line(unit_price="-0.01"),
    "NaN": line(quantity="NaN"),
    "Infinity": line(unit_price="Infinity"),
    "text with NUL": line(text="a\x00b"),
    "text of spaces": line(text="  "),
    "half a character": line(text="\ud800"),
    "an unknown unit": line(unit="BOX"),
    "an end before its start": line(starts_on="2026-03-02", ends_on="2026-03-01"),
    "a name that is none of ours": line(colour="red"),
    "a thing that is no line": "ten hours",
}

HEADS: dict[str, dict[str, Any]] = {
    "an empty order": {"lines": []},
    "1001 lines": {"lines": [line()] * 1001},
    "an unknown currency": {"currency": "XXX"},
    "a currency that is gone": {"currency": "DEM"},
    "an end before its start": {"starts_on": "2026-03-02", "ends_on": "2026-03-01"},
    "a title with NUL": {"title": "a\x00"},
    "no title": {"title": ""},
    "a title without end": {"title": "a" * 201},
    "a rate of zero": {"currency": "USD", "rate": "0"},
    "a rate with eleven decimals": {"currency": "USD", "rate": "1.00000000001"},
    "a typed number": {"number": "PO-2026-00099"},
    "a typed state": {"state": "issued"},
}


@pytest.mark.parametrize("case", [*HEADS, *LINES])
def test_values_that_can_not_be(cast: Cast, case: str) -> None:
    wrong = HEADS.get(case) or {"lines": [line(), LINES[case]]}
    given = cast.values().model_dump() | wrong
    with pytest.raises(Invalid) as caught:
        parsed(OrderValues, given)
    assert next(iter(caught.value.fields)).split(".")[0] in {*wrong, "body"}


def test_the_largest_values_that_can_be(cast: Cast) -> None:
    """1000 lines, six decimals, and a line of nothing beside one that costs something."""
    order_id = create(cast, lines=[line(quantity="0.000001", unit_price="0.000001")] * 999 + [line()])
    assert revision_of(cast, order_id).total == Decimal("1000.00")


@pytest.mark.parametrize("rate", [None, Decimal(10) ** 9])
def test_more_money_than_can_be_kept(cast: Cast, rate: Decimal | None) -> None:
    huge = {"lines": [line(quantity=10**9, unit_price=10**9 if rate is None else 1)]}
    foreign = {"currency": "USD", "rate": rate} if rate else {}
    assert refused(cast, lambda: create(cast, **huge, **foreign)) == ["amount_too_large"]


def test_another_currency_needs_a_rate(cast: Cast) -> None:
    assert refused(cast, lambda: create(cast, currency="USD")) == ["rate_needed"]


def test_within_one_currency_the_rate_is_one(cast: Cast) -> None:
    assert refused(cast, lambda: create(cast, rate="1.1")) == ["rate_not_one"]


def test_a_contractor_of_another_company_is_not_there(cast: Cast) -> None:
    with scope.reading(cast.mallory.company_id):
        foreign = Contractor.objects.get()
        engagement_id = foreign.engagements.get().id
    untouched(cast, NotFound, lambda: create(cast, contractor_id=foreign.id))
    untouched(cast, NotFound, lambda: create(cast, engagement_id=engagement_id))


def test_an_engagement_with_another_contractor(cast: Cast) -> None:
    with scope.reading(cast.company_id):
        other = Contractor.objects.get(code="CLEO").engagements.get()
    assert refused(cast, lambda: create(cast, engagement_id=other.id)) == ["engagement_of_other"]


def test_every_reason_is_given(cast: Cast) -> None:
    with scope.reading(cast.company_id):
        other = Contractor.objects.get(code="CLEO").engagements.get()
    keys = refused(cast, lambda: create(cast, engagement_id=other.id, currency="USD"))
    assert keys == ["engagement_of_other", "rate_needed"]


def test_a_narrowed_manager_orders_for_their_own_team_only(cast: Cast) -> None:
    other_team = add_team(by=cast.olga, at=NOW, name="Print")["id"]
    grant_role(by=cast.olga, at=NOW, member_id=cast.otto.id, role="manager", team_id=other_team)
    cast.again("otto")
    assert refused(cast, lambda: create(cast, "otto")) == ["not_your_team"]
    values = {"code": "NEW", "name": "New", "currency": "EUR"}
    contractor_id = add_contractor(by=cast.olga, at=NOW, values=ContractorValues.model_validate(values))["id"]
    engagement = {"contractor_id": contractor_id, "title": "Print", "team_id": other_team}
    engagement_id = add_engagement(by=cast.olga, at=NOW, values=EngagementValues.model_validate(engagement))["id"]
    create(cast, "otto", contractor_id=contractor_id, engagement_id=engagement_id)
    with scope.reading(cast.company_id):
        assert Right.objects.filter(member=cast.otto, role="manager").get().team_id == UUID(other_team)
