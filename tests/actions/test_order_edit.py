"""order.edit: what a shared order is for, its last day, and what its minter authorises now."""

from datetime import timedelta
from functools import partial
from typing import Any
from uuid import UUID

import pytest

from counterfoil.insight.verify import books as verifying
from counterfoil.lifecycle.orders import actions as orders
from counterfoil.lifecycle.orders.shared_values import SharedChanges

from ..cast import NOW, Cast
from .ordering import order_of
from .sharing import figures, share, shared
from .verb import WHY, Given, VerbTests, refused

TODAY = NOW.date()


def changes(**named: Any) -> SharedChanges:
    return SharedChanges.model_validate(named)


def edit(cast: Cast, order_id: UUID, **named: Any) -> Any:
    return orders.edit(by=cast.fay, at=NOW, order_id=order_id, changes=changes(**named))


class TestOrderEdit(VerbTests):
    verb, who, wrong = "order.edit", "fay", "rita"

    def given(self, cast: Cast) -> Given:
        return {"order_id": shared(cast), "changes": changes(title="Design")}

    def otherwise(self, given: Given) -> Given:
        return given | {"changes": changes(title="Bees")}


@pytest.mark.req(6, 21)
def test_what_it_is_for_and_its_last_day_are_changed_later(cast: Cast) -> None:
    order_id = shared(cast, title="Design", valid_through=TODAY)
    edit(cast, order_id, title="Design of 2026", valid_through=TODAY + timedelta(days=30))
    order = order_of(cast, order_id)
    assert (order.title, order.valid_through, order.version) == ("Design of 2026", TODAY + timedelta(days=30), 2)
    edit(cast, order_id, valid_through=None)
    assert order_of(cast, order_id).valid_through is None
    assert verifying.verify(cast.company_id).findings == []


def test_another_amount_is_its_next_version(cast: Cast) -> None:
    order_id = shared(cast)
    share(cast, order_id)
    edit(cast, order_id, net="12000", title="More of it")
    order = order_of(cast, order_id)
    assert (order.revision_number, order.limit_amount, order.title) == (1, 12_000, "More of it")
    assert refused(cast, partial(edit, cast, order_id, net="999.99")) == ["below_drawn"]
    edit(cast, order_id, net="1000")
    assert figures(cast, order_id) == (1000, 1000, 0, 0)
    assert verifying.verify(cast.company_id).findings == []


@pytest.mark.parametrize(
    ("named", "reason"),
    [
        ({}, "unchanged"),
        ({"title": "Design", "net": "10000"}, "unchanged"),
        ({"valid_through": TODAY - timedelta(days=1)}, "day_over"),
    ],
)
def test_something_has_to_differ_and_a_last_day_is_to_come(cast: Cast, named: dict[str, Any], reason: str) -> None:
    order_id = shared(cast, title="Design")
    assert refused(cast, partial(edit, cast, order_id, **named)) == [reason]


def test_not_once_it_is_closed_nor_of_one_contractors_order(cast: Cast) -> None:
    order_id = shared(cast)
    orders.close(by=cast.fay, at=NOW, order_id=order_id, reason=WHY)
    assert refused(cast, partial(edit, cast, order_id, title="Bees")) == ["wrong_state"]
    assert refused(cast, partial(edit, cast, cast.issued(), title="Bees")) == ["not_shared"]
