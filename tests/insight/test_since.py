"""An approver sees what changed since they last looked: every field, its old value beside the new one, and nothing else."""

from decimal import Decimal
from typing import Any
from uuid import UUID

import pytest

from counterfoil.foundation.kernel import scope
from counterfoil.foundation.kernel.written import MonetaryAmount
from counterfoil.insight.shapes.orders import OrderShape
from counterfoil.insight.trace.since import Since
from counterfoil.lifecycle.orders import actions as orders
from counterfoil.lifecycle.orders.values import OrderChanges

from ..actions.customising import field
from ..cast import NOW, Cast, line
from .test_record import seen

TWO = [line(text="Layout"), line(text="Artwork", quantity=2)]


def again(cast: Cast, order_id: UUID, **changes: Any) -> None:
    """Rita takes it back, changes it and asks for it again."""
    orders.recall(by=cast.rita, at=NOW, order_id=order_id)
    if changes:
        orders.change(by=cast.rita, at=NOW, order_id=order_id, changes=OrderChanges.model_validate(changes))
    orders.submit(by=cast.rita, at=NOW, order_id=order_id)


def since(cast: Cast, name: str, order_id: UUID) -> Since:
    """What this member is told of what changed."""
    found = seen(cast, name, order_id).since
    assert found is not None
    return found


def told(cast: Cast, order_id: UUID, name: str = "amir") -> dict[str, tuple[Any, Any]]:
    """By the words for each field: what it said and what it says."""
    return {one.words: (one.before, one.now) for one in since(cast, name, order_id).changes}


def test_what_was_never_asked_for_before_did_not_change(cast: Cast) -> None:
    assert seen(cast, "amir", cast.pending()).since is None
    assert seen(cast, "amir", cast.draft()).since is None


def test_head_days_and_sums_stand_beside_what_they_were(cast: Cast) -> None:
    order_id = cast.pending(notes="As agreed")
    changes = {"title": "Autumn catalogue", "notes": "As agreed by phone", "ends_on": "2026-05-01"}
    again(cast, order_id, **changes, lines=[line(unit_price="120.00")])
    found = told(cast, order_id)
    assert found["Title"] == ("Spring catalogue", "Autumn catalogue")
    assert found["Notes"] == ("As agreed", "As agreed by phone")
    assert [str(day) for day in found["Last day"]] == ["None", "2026-05-01"]
    assert found["Total"] == (MonetaryAmount(Decimal(1000), "EUR"), MonetaryAmount(Decimal(1200), "EUR"))
    price = MonetaryAmount(Decimal(100), "EUR"), MonetaryAmount(Decimal(120), "EUR")
    assert found["Line 1, unit price"] == price
    assert len(found) == 5


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        ([line(text="Artwork", quantity=2), line(text="Layout")], set()),
        ([line(text="Layout"), line(text="Artwork", quantity=3)], {"Line 2, quantity", "Total"}),
        ([line(text="Layout, twice"), line(text="Artwork", quantity=2)], {"Line 1, what is to be done"}),
        ([line(text="Layout", unit="DAY"), line(text="Artwork", quantity=2)], {"Line 1, unit"}),
    ],
)
def test_a_line_is_known_again_by_its_words(cast: Cast, lines: list[Any], expected: set[str]) -> None:
    order_id = cast.pending(lines=TWO)
    again(cast, order_id, lines=lines)
    assert told(cast, order_id).keys() == expected


def test_a_line_more_and_a_line_less(cast: Cast) -> None:
    order_id = cast.pending(lines=TWO)
    again(cast, order_id, lines=[TWO[0]])
    assert told(cast, order_id)["Line 2, what is to be done"] == ("Artwork", None)
    again(cast, order_id, lines=TWO)
    assert told(cast, order_id)["Line 2, what is to be done"] == (None, "Artwork")


def test_figures_are_exact(cast: Cast) -> None:
    order_id = cast.pending(lines=[line(quantity="12345.678901", unit_price="0.000007")])
    again(cast, order_id, lines=[line(quantity="12345.678902", unit_price="0.000007")])
    before, now = told(cast, order_id)["Line 1, quantity"]
    assert (before, now) == (Decimal("12345.678901"), Decimal("12345.678902"))


def test_who_decided_on_an_earlier_round_is_told_everything_since_then(cast: Cast) -> None:
    order_id = cast.pending(title="First")
    orders.reject(by=cast.amir, at=NOW, order_id=order_id, reason="Too dear")
    orders.revise(by=cast.rita, at=NOW, order_id=order_id)
    second = OrderChanges.model_validate({"title": "Second"})
    orders.change(by=cast.rita, at=NOW, order_id=order_id, changes=second)
    orders.submit(by=cast.rita, at=NOW, order_id=order_id)
    again(cast, order_id, title="Third")
    assert told(cast, order_id, "amir")["Title"] == ("First", "Third") and since(cast, "amir", order_id).decided
    assert told(cast, order_id, "bela")["Title"] == ("Second", "Third") and not since(cast, "bela", order_id).decided


def test_the_api_has_it_as_plain_values(cast: Cast) -> None:
    order_id = cast.pending()
    again(cast, order_id, lines=[line(unit_price="120.00")])
    facts = seen(cast, "amir", order_id)
    with scope.reading(cast.company_id):
        found = OrderShape.whole(facts, cast.amir).since
    assert found is not None
    values = {one.field: (one.line, one.before, one.now) for one in found.changes}
    assert values == {"unit_price": (1, "100.00", "120.00"), "total": (None, "1000.00", "1200.00")}


@pytest.mark.req(165)
def test_custom_fields_on_the_document_stand_beside_what_they_were(cast: Cast) -> None:
    field(cast, "SHELF", printed=True)
    field(cast, "SEAT", "number", applies_to="line", printed=True)
    order_id = cast.pending(fields={"SHELF": "Cellar"}, lines=[line(fields={"SEAT": 1})])
    again(cast, order_id, fields={"SHELF": "Attic"})
    now, before = "Shelf: Attic; 1, Seat: 1", "Shelf: Cellar; 1, Seat: 1"
    assert told(cast, order_id) == {"Custom fields on the document": (before, now)}
