"""order.change: edit a draft; nobody overwrites what they did not read, and nobody types a number."""

from decimal import Decimal
from typing import Any
from uuid import UUID

import pytest

from counterfoil.foundation.kernel import scope
from counterfoil.foundation.kernel.refusals import Invalid, NotFound, Refused, Stale
from counterfoil.foundation.parties.models import Contractor
from counterfoil.foundation.trail.models import Entry
from counterfoil.lifecycle.orders import actions as orders
from counterfoil.lifecycle.orders.values import OrderChanges

from ..cast import NOW, PEOPLE, Cast, line
from .books import changes, entries
from .ordering import IN_STATE, lines_of, order_of, revision_of
from .verb import Given, VerbTests, refused, untouched


class TestChange(VerbTests):
    verb, who = "order.change", "rita"

    def given(self, cast: Cast) -> Given:
        return {"order_id": cast.draft(), "changes": OrderChanges(title="Autumn catalogue")}

    def otherwise(self, given: Given) -> Given:
        return given | {"changes": OrderChanges(title="Winter catalogue")}


def change(cast: Cast, order_id: UUID, version: int | None = None, who: str = "rita", **named: Any) -> None:
    values = OrderChanges.model_validate(named)
    orders.change(by=cast.members[who], at=NOW, order_id=order_id, changes=values, version=version)


def test_only_what_is_named_is_changed(cast: Cast) -> None:
    order_id = cast.draft(notes="Keep me", starts_on="2026-03-01")
    change(cast, order_id, title="Autumn catalogue", ends_on="2026-03-31")
    order, revision = order_of(cast, order_id), revision_of(cast, order_id)
    assert (order.title, order.notes, order.version) == ("Autumn catalogue", "Keep me", 2)
    assert (str(revision.starts_on), str(revision.ends_on)) == ("2026-03-01", "2026-03-31")


def test_a_day_can_be_taken_away(cast: Cast) -> None:
    order_id = cast.draft(starts_on="2026-03-01")
    change(cast, order_id, starts_on=None)
    assert revision_of(cast, order_id).starts_on is None


def test_naming_lines_replaces_all_of_them(cast: Cast) -> None:
    order_id = cast.draft(lines=[line(), line(quantity=5)])
    change(cast, order_id, lines=[line(quantity=3, text="Only this")])
    assert [said.text for _line, said in lines_of(cast, order_id)] == ["Only this"]
    assert revision_of(cast, order_id).total == 300


@pytest.mark.req(95)
def test_the_trail_keeps_old_and_new_with_who_and_when(cast: Cast) -> None:
    order_id = cast.draft(lines=[line()])
    change(cast, order_id, title="Autumn catalogue", lines=[line(quantity=3)])
    entry = entries(cast.company_id, verb="order.change")[0]
    made = changes(cast.company_id, entry_id=entry.id)
    head = next(one for one in made if one.relation == "orders_order")
    assert (entry.member_id, entry.at) == (cast.rita.id, NOW)
    assert head.personal["title"] == ["Spring catalogue", "Autumn catalogue"]
    assert head.plain["version"] == [1, 2]
    assert [one.op for one in made if one.relation == "orders_revisionline"] == ["D", "I"]


def test_another_currency_rounds_the_same_lines_anew(cast: Cast) -> None:
    order_id = cast.draft(lines=[line(quantity="1.5", unit_price="33.33")])
    change(cast, order_id, currency="JPY", rate="0.0061")
    assert revision_of(cast, order_id).total == Decimal(50)
    change(cast, order_id, currency="EUR")
    assert (revision_of(cast, order_id).total, order_of(cast, order_id).rate) == (Decimal("50.00"), 1)


def test_another_currency_needs_a_rate(cast: Cast) -> None:
    order_id = cast.draft()
    assert refused(cast, lambda: change(cast, order_id, currency="USD")) == ["rate_needed"]


def test_the_same_currency_keeps_its_rate(cast: Cast) -> None:
    order_id = cast.draft(currency="USD", rate="0.9")
    change(cast, order_id, currency="USD", title="Same currency")
    assert order_of(cast, order_id).rate == Decimal("0.9")


def test_a_rate_of_its_own_currency_is_one(cast: Cast) -> None:
    order_id = cast.draft()
    assert refused(cast, lambda: change(cast, order_id, rate="1.1")) == ["rate_not_one"]


@pytest.mark.req(58, 43)
@pytest.mark.parametrize("who", [*PEOPLE, "olga"])
@pytest.mark.parametrize("state", ["draft", "issued"])
def test_no_role_types_a_number(cast: Cast, who: str, state: str) -> None:
    order_id = IN_STATE[state](cast)
    before = order_of(cast, order_id).number
    keys = refused(cast, lambda: change(cast, order_id, who=who, number="PO-2026-00099"))
    assert keys == ["not_permitted"] or "number_is_dealt" in keys
    assert order_of(cast, order_id).number == before
    logged = entries(cast.company_id, outcome=Entry.REFUSED, order_id=order_id)[0]
    assert (logged.member_id, logged.verb) == (cast.members[who].id, "order.change")


def test_a_typed_number_is_refused_for_good(cast: Cast) -> None:
    order_id = cast.draft()
    with pytest.raises(Refused) as caught:
        change(cast, order_id, number="PO-2026-00099")
    assert caught.value.never


@pytest.mark.parametrize("state", sorted(set(IN_STATE) - {"draft"}))
def test_only_a_draft(cast: Cast, state: str) -> None:
    order_id = IN_STATE[state](cast)
    assert refused(cast, lambda: change(cast, order_id, title="Too late")) == ["not_draft"]


def test_whoever_read_an_older_version_is_told_both(cast: Cast) -> None:
    order_id = cast.draft()
    change(cast, order_id, version=1, title="First")
    said = untouched(cast, Stale, lambda: change(cast, order_id, version=1, title="Second"))
    assert said == "version 1 was given, version 2 stands"


def test_an_end_before_the_start_that_stands(cast: Cast) -> None:
    order_id = cast.draft(starts_on="2026-03-10")
    untouched(cast, Invalid, lambda: change(cast, order_id, ends_on="2026-03-09"))


def test_a_contractor_and_an_engagement_of_another_company(cast: Cast) -> None:
    order_id = cast.draft()
    with scope.reading(cast.mallory.company_id):
        foreign = Contractor.objects.get()
        engagement_id = foreign.engagements.get().id
    untouched(cast, NotFound, lambda: change(cast, order_id, contractor_id=foreign.id))
    untouched(cast, NotFound, lambda: change(cast, order_id, engagement_id=engagement_id))


def test_another_contractor_needs_an_engagement_of_theirs(cast: Cast) -> None:
    order_id = cast.draft()
    with scope.reading(cast.company_id):
        other = Contractor.objects.get(code="CLEO")
        engagement_id = other.engagements.get().id
    assert refused(cast, lambda: change(cast, order_id, contractor_id=other.id)) == ["engagement_of_other"]
    change(cast, order_id, contractor_id=other.id, engagement_id=engagement_id)
    assert order_of(cast, order_id).contractor_id == other.id


def test_more_money_than_can_be_kept(cast: Cast) -> None:
    order_id = cast.draft()
    huge = [line(quantity=10**9, unit_price=10**9)]
    assert refused(cast, lambda: change(cast, order_id, lines=huge)) == ["amount_too_large"]


def test_no_lines_at_all(cast: Cast) -> None:
    with pytest.raises(ValueError, match="lines"):
        OrderChanges.model_validate({"lines": []})
