"""Custom fields that two people write at once, or that are retired while somebody types: each value is said once, and by whom.

What is committed stays until the end of the module: each test has fields of its own.
"""

import time
from functools import partial
from typing import Any
from uuid import UUID

import pytest

from counterfoil.foundation.catalogue.catalogues import CUSTOM_FIELDS
from counterfoil.foundation.kernel import scope
from counterfoil.foundation.kernel.refusals import Stale
from counterfoil.lifecycle.orders import actions as orders
from counterfoil.lifecycle.orders.models import Value
from counterfoil.lifecycle.orders.values import FieldChanges, OrderChanges

from ..actions import customising
from ..actions.customising import field, of_order
from ..cast import NOW, Cast
from .racing import done, race, refused

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("one_try")]

LATER = 1.0
"""Seconds: long enough that whoever begins first has written."""


def sets(cast: Cast, order_id: UUID, who: str, version: int | None = None, **said: Any) -> Any:
    changes = FieldChanges(fields=said)
    return partial(orders.set_fields, by=cast.members[who], at=NOW, order_id=order_id, changes=changes, version=version)


def saves(cast: Cast, order_id: UUID, **said: Any) -> Any:
    return partial(orders.change, by=cast.rita, at=NOW, order_id=order_id, changes=OrderChanges(fields=said))


def later(call: Any) -> Any:
    """The same call, begun while the others linger before they commit."""

    def called() -> Any:
        time.sleep(LATER)
        return call()

    return called


@pytest.mark.req(165)
def test_the_same_value_is_set_once_by_two(cast: Cast) -> None:
    field(cast, "SHELF")
    order_id = cast.issued()
    outcomes = race(sets(cast, order_id, "fay", SHELF="7"), sets(cast, order_id, "olga", SHELF="7"))
    assert (len(done(outcomes)), refused(outcomes)) == (1, ["unchanged"])
    assert of_order(cast, order_id)["SHELF"] == "7" and _rows(order_id, cast, "SHELF") == 1


def test_of_two_values_the_later_stands_and_both_are_versions(cast: Cast) -> None:
    field(cast, "SEAT")
    order_id = cast.issued()
    outcomes = race(sets(cast, order_id, "fay", SEAT="7"), sets(cast, order_id, "olga", SEAT="8"), head_start=True)
    first, second = (one["version"] for one in outcomes)
    assert second == first + 1
    assert of_order(cast, order_id)["SEAT"] == "8" and _rows(order_id, cast, "SEAT") == 1


def test_who_saw_an_older_version_overwrites_nothing(cast: Cast) -> None:
    field(cast, "ROOM")
    order_id = cast.issued()
    version = sets(cast, order_id, "fay", ROOM="1")()["version"]
    outcomes = race(sets(cast, order_id, "fay", version, ROOM="2"), sets(cast, order_id, "olga", version, ROOM="3"))
    assert len(done(outcomes)) == 1 and sum(isinstance(one, Stale) for one in outcomes) == 1
    assert of_order(cast, order_id)["ROOM"] in ("2", "3")


@pytest.mark.req(165, 166)
@pytest.mark.parametrize("retired_first", [True, False])
def test_a_field_that_is_retired_while_a_draft_is_saved_takes_nothing_more(cast: Cast, retired_first: bool) -> None:
    code = f"GONE{retired_first:d}"
    field_id = field(cast, code)
    order_id = cast.draft(fields={code: "Before"})
    other_id = cast.draft()
    retire = partial(customising.retired, cast, field_id)
    both = [saves(cast, order_id, **{code: "After"}), saves(cast, other_id, **{code: "New"})]
    calls = [retire, *map(later, both)] if retired_first else [later(retire), *both]
    outcomes = race(*calls, linger=2 * LATER)
    said = of_order(cast, order_id)[code], of_order(cast, other_id).get(code)
    if retired_first:
        assert refused(outcomes) == ["guard", "guard"] and said == ("Before", None)
    else:
        assert refused(outcomes) == [] and said == ("After", "New"), "what was said before stays"
    with scope.reading(cast.company_id):
        assert CUSTOM_FIELDS.model.objects.get(id=field_id).state == "retired"


def _rows(order_id: UUID, cast: Cast, code: str) -> int:
    with scope.reading(cast.company_id):
        return Value.objects.filter(order_id=order_id, field__code=code).count()
