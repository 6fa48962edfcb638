"""What is typed, chosen or ticked in any form of a record outlives another person's change."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

import pytest
from playwright.sync_api import Page, expect

from counterfoil.foundation.parties.holds import HoldValues
from counterfoil.lifecycle.orders import actions

from ..cast import Cast
from .conftest import Windows

PARTS = "[id^=record-]"
FILL = """
parts => {
  const filled = {};
  for (const form of document.querySelectorAll(`${parts} details[id] form`)) {
    form.closest("details").open = true;
    for (const field of form.querySelectorAll("textarea, select, input:not([type=hidden])")) {
      if (field.type === "checkbox" || field.type === "radio") field.checked = !field.checked;
      else if (field.options) field.selectedIndex = field.options.length - 1;
      else if (field.type === "date") field.value = "2031-12-24";
      else field.value = field.inputMode === "decimal" ? "3.5" : `Typed for ${field.id}`;
      filled[field.id] = field.type === "checkbox" ? field.checked : field.value;
    }
  }
  return filled;
}
"""
STANDS = """
ids => Object.fromEntries(ids.map(id => [id, document.getElementById(id)]).filter(([, field]) => field)
  .map(([id, field]) => [id, field.type === "checkbox" ? field.checked : field.value]))
"""


@pytest.mark.parametrize(
    ("state", "who"),
    [("draft", "rita"), ("pending", "amir"), ("pending", "rita"), ("approved", "iris"), ("issued", "iris")],
)
def test_every_form_of_the_record_keeps_what_was_typed(windows: Windows, everybody: Cast, state: str, who: str) -> None:
    made: Callable[[], UUID] = getattr(everybody, state)
    order_id = made()
    _held(everybody, order_id, "Held before the page was opened")
    page = windows.of(who)
    page.goto(f"{page.url.rstrip('/')}/orders/{order_id}")
    filled: dict[str, Any] = page.evaluate(FILL, PARTS)
    assert filled
    _held(everybody, order_id, "Held while somebody types", scope="invoicing")
    expect(page.locator("#record-holds").get_by_text("Held while somebody types")).to_be_visible(timeout=8_000)
    _kept(page, filled)


def test_a_second_change_loses_nothing_either(windows: Windows, everybody: Cast) -> None:
    order_id = everybody.issued()
    page = windows.of("iris")
    page.goto(f"{page.url.rstrip('/')}/orders/{order_id}")
    filled: dict[str, Any] = page.evaluate(FILL, PARTS)
    for reason, scope in (("The first change", "payment"), ("The second change", "invoicing")):
        _held(everybody, order_id, reason, scope=scope)
        expect(page.locator("#record-holds").get_by_text(reason)).to_be_visible(timeout=8_000)
    _kept(page, filled)


def _kept(page: Page, filled: dict[str, Any]) -> None:
    """What was typed is back once the new parts have settled, which is a moment after they are seen."""
    expect(page.locator(".htmx-swapping, .htmx-settling, .htmx-added")).to_have_count(0)
    assert page.evaluate(STANDS, list(filled)) == filled


def _held(cast: Cast, order_id: UUID, reason: str, scope: str = "payment") -> None:
    values = HoldValues.model_validate({"scope": scope, "reason": reason})
    actions.hold(by=cast.petra, at=datetime.now(UTC), order_id=order_id, values=values)
