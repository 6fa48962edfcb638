"""Whether a hold holds: its scope, its last day, and every one of several is named."""

from datetime import date, timedelta
from typing import Any

import pytest

from counterfoil.foundation.parties.holds import EVERYTHING, INVOICING, PAYMENT, held, in_force, lies_ahead
from counterfoil.foundation.parties.models import ContractorHold

from .people import member
from .staged import TODAY, keys


def hold(**more: Any) -> ContractorHold:
    given: dict[str, Any] = {"scope": EVERYTHING, "reason": "Budget", "owner": member([], name="Petra")}
    return ContractorHold(**given | more)


@pytest.mark.parametrize(
    ("last_day", "state", "holds"),
    [
        (None, "standing", True),
        (TODAY, "standing", True),
        (TODAY + timedelta(days=1), "standing", True),
        (TODAY - timedelta(days=1), "standing", False),
        (None, "lifted", False),
        (TODAY, "lifted", False),
    ],
)
@pytest.mark.req(84)
def test_the_last_day_is_still_held(last_day: date | None, state: str, holds: bool) -> None:
    assert in_force(hold(last_day=last_day, state=state), TODAY) == holds
    assert keys(held([hold(last_day=last_day, state=state)], PAYMENT, TODAY)) == (["on_hold"] if holds else [])


@pytest.mark.parametrize(
    ("scope", "stops"),
    [(EVERYTHING, {EVERYTHING, INVOICING, PAYMENT}), (INVOICING, {INVOICING}), (PAYMENT, {PAYMENT})],
)
def test_a_hold_stops_what_it_is_on(scope: str, stops: set[str]) -> None:
    assert {what for what in (EVERYTHING, INVOICING, PAYMENT) if held([hold(scope=scope)], what, TODAY)} == stops


def test_every_hold_is_named_with_its_owner_and_its_end() -> None:
    found = held([hold(), hold(last_day=TODAY, scope=PAYMENT), hold(scope=INVOICING)], PAYMENT, TODAY)
    assert [one.words for one in found] == [
        "Petra has put this on hold: “Budget”",
        "Petra has put this on hold until 2026-03-02: “Budget”",
    ]
    assert [one.params["until"] for one in found] == ["", TODAY]


@pytest.mark.parametrize(
    ("days", "reasons"), [(None, []), (1, []), (0, ["hold_in_the_past"]), (-1, ["hold_in_the_past"])]
)
def test_a_last_day_lies_ahead(days: int | None, reasons: list[str]) -> None:
    assert keys(lies_ahead(None if days is None else TODAY + timedelta(days=days), TODAY)) == reasons
