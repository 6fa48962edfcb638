"""Custom fields: what can be typed into them, what a draft and a contractor says by them, and what is retired."""

import json
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from functools import partial
from typing import Any
from uuid import UUID

import pytest

from counterfoil.foundation.catalogue.catalogues import CUSTOM_FIELDS
from counterfoil.foundation.catalogue.models import CustomField
from counterfoil.foundation.kernel import scope
from counterfoil.foundation.kernel.refusals import Invalid
from counterfoil.foundation.parties.actions import (
    ContractorChanges,
    ContractorValues,
    add_contractor,
    change_contractor,
)
from counterfoil.foundation.trail.models import Change
from counterfoil.lifecycle.orders import actions as orders
from counterfoil.lifecycle.orders.models import Order, Revision
from counterfoil.lifecycle.orders.values import OrderChanges

from ..cast import NOW, Cast, line
from ..catalogues import added, done
from .customising import EVERY_KIND, every_kind, field, of_contractor, of_line, of_order, retired
from .verb import refused, untouched

TODAY = NOW.date()
READ = {
    "NUMBER": Decimal("12.5"),
    "FLAG": False,
    "LINE": "Shelf 7",
    "TEXT": "Two\nlines",
    "DAY": date(2026, 3, 31),
    "TIME": time(14, 30),
    "MOMENT": datetime(2026, 3, 31, 7, tzinfo=UTC),
    "CHOICE": "Blue",
}
TYPED = {kind.upper(): typed for kind, (typed, _read) in EVERY_KIND.items()}
WRONG: dict[str, list[Any]] = {
    "NUMBER": ["twelve", "1e3", "1_000", True, "NaN", "0.0000001", 10**10],
    "FLAG": ["yes", "true", 1, "0"],
    "LINE": [7, True, "two\nlines", "x" * 201],
    "TEXT": [7, "x" * 10_001, "bell\x07"],
    "DAY": ["31.3.2026", "2026-02-30", 20260331, "2026-03-31T09:00:00Z"],
    "TIME": ["25:00", "2 pm", 1430, "14:30:00+02:00"],
    "MOMENT": ["2026-03-31T09:00:00", "soon", 1767225600],
    "CHOICE": ["Mauve", "blue", 1],
}


def change(cast: Cast, order_id: UUID, **changes: Any) -> Any:
    return orders.change(by=cast.rita, at=NOW, order_id=order_id, changes=OrderChanges.model_validate(changes))


@pytest.mark.req(165)
@pytest.mark.parametrize("personal", [False, True])
def test_each_kind_is_kept_as_what_it_is(cast: Cast, personal: bool) -> None:
    every_kind(cast, is_personal=personal)
    order_id = cast.draft(fields=TYPED)
    assert of_order(cast, order_id) == READ


@pytest.mark.req(165)
@pytest.mark.parametrize("place", ["line", "contractor"])
def test_lines_and_contractors_have_fields_of_every_kind_too(cast: Cast, place: str) -> None:
    every_kind(cast, applies_to=place)
    if place == "line":
        assert of_line(cast, cast.draft(lines=[line(fields=TYPED)])) == READ
        return
    values = ContractorValues(code="NEW", name="New", currency="EUR", fields=TYPED)
    assert of_contractor(cast, UUID(add_contractor(by=cast.rita, at=NOW, values=values)["id"])) == READ


@pytest.mark.parametrize(("code", "value"), [(code, value) for code, wrong in WRONG.items() for value in wrong])
def test_a_value_of_the_wrong_type_is_refused_with_its_field(cast: Cast, code: str, value: Any) -> None:
    every_kind(cast)
    every_kind_on_lines = {"lines": [line(), line(fields={"L": value})]}
    field(cast, "L", code.lower(), applies_to="line")
    said = untouched(cast, Invalid, lambda: cast.draft(fields={code: value}))
    assert said.startswith(f"fields.{code}: ")
    said = untouched(cast, Invalid, lambda: cast.draft(**every_kind_on_lines))
    assert said.startswith("lines.1.fields.L: ")


def test_every_wrong_field_is_named_at_once(cast: Cast) -> None:
    every_kind(cast)
    field(cast, "SEAT", "number", applies_to="line")
    with pytest.raises(Invalid) as caught:
        cast.draft(
            fields={"NUMBER": "x", "DAY": "x", "NOBODYS": 1}, lines=[line(fields={"SEAT": "x", "DAY": "2026-03-31"})]
        )
    assert set(caught.value.fields) == {
        "fields.NUMBER",
        "fields.DAY",
        "fields.NOBODYS",
        "lines.0.fields.SEAT",
        "lines.0.fields.DAY",
    }


@pytest.mark.req(166)
def test_a_field_is_there_for_the_next_order_at_once(cast: Cast) -> None:
    before = untouched(cast, Invalid, lambda: cast.draft(fields={"SHELF": "7"}))
    assert before == "fields.SHELF: There is no such field."
    field(cast, "SHELF")
    assert of_order(cast, cast.draft(fields={"shelf": "7"})) == {"SHELF": "7"}


def test_what_is_not_named_begins_with_its_default_and_null_with_nothing(cast: Cast) -> None:
    field(cast, "KM", "number", default="12.50")
    field(cast, "OK", "flag", default="true")
    field(cast, "SEAT", "number", applies_to="line", default="1")
    assert of_order(cast, cast.draft()) == {"KM": Decimal("12.5"), "OK": True}
    named = cast.draft(fields={"KM": None, "OK": False}, lines=[line(fields={"SEAT": 2}), line()])
    assert of_order(cast, named) == {"OK": False}
    assert (of_line(cast, named), of_line(cast, named, 2)) == ({"SEAT": 2}, {"SEAT": 1})


def test_a_draft_is_changed_field_by_field(cast: Cast) -> None:
    every_kind(cast)
    order_id = cast.draft(fields={"LINE": "7", "NUMBER": 7, "FLAG": True})
    change(cast, order_id, fields={"LINE": "8", "NUMBER": None})
    assert of_order(cast, order_id) == {"LINE": "8", "FLAG": True}
    change(cast, order_id, title="Another")
    assert of_order(cast, order_id) == {"LINE": "8", "FLAG": True}


def test_lines_that_are_typed_anew_say_what_is_typed(cast: Cast) -> None:
    field(cast, "SEAT", "number", applies_to="line")
    order_id = cast.draft(lines=[line(fields={"SEAT": 1}), line(fields={"SEAT": 2})])
    change(cast, order_id, lines=[line(fields={"SEAT": 3})])
    assert of_line(cast, order_id) == {"SEAT": 3}


@pytest.mark.req(165)
def test_what_is_needed_is_named_at_submit_and_a_draft_may_lack_it(cast: Cast) -> None:
    field(cast, "SHELF", required=True)
    field(cast, "SEAT", "number", applies_to="line", required=True)
    field(cast, "LATER", required=True, valid_from=TODAY + timedelta(1))
    order_id = cast.draft(lines=[line(fields={"SEAT": 1}), line()])
    submit = partial(orders.submit, by=cast.rita, at=NOW, order_id=order_id)
    assert refused(cast, submit) == ["field_needed", "field_needed"]
    change(cast, order_id, fields={"SHELF": "7"})
    assert refused(cast, submit) == ["field_needed"]
    change(cast, order_id, lines=[line(fields={"SEAT": 0})])
    assert submit()["state"] == "pending"


def test_a_retired_field_is_read_and_no_more_typed_or_needed(cast: Cast) -> None:
    shelf = field(cast, "SHELF", required=True, default="7")
    order_id = cast.draft()
    retired(cast, shelf)
    assert of_order(cast, order_id) == {"SHELF": "7"}
    assert of_order(cast, cast.pending()) == {}
    said = untouched(cast, Invalid, partial(change, cast, order_id, fields={"SHELF": "8"}))
    assert said == "fields.SHELF: Shelf is not in use: nothing is typed into it."
    done(CUSTOM_FIELDS, "restore", cast, shelf)
    change(cast, order_id, fields={"SHELF": "8"})
    assert of_order(cast, order_id) == {"SHELF": "8"}


def test_a_choice_that_is_taken_out_stays_where_it_was_chosen(cast: Cast) -> None:
    colour = field(cast, "COLOUR", "choice")
    order_id = cast.draft(fields={"COLOUR": "Red"})
    done(CUSTOM_FIELDS, "change", cast, colour, changes=CUSTOM_FIELDS.changes.model_validate({"choices": ["Blue"]}))
    assert of_order(cast, order_id) == {"COLOUR": "Red"}
    untouched(cast, Invalid, lambda: cast.draft(fields={"COLOUR": "Red"}))


def test_a_replacement_says_the_same(cast: Cast) -> None:
    field(cast, "SHELF")
    field(cast, "SEAT", "number", applies_to="line")
    order_id = cast.issued(fields={"SHELF": "7"}, lines=[line(fields={"SEAT": 1}), line(fields={"SEAT": 2})])
    answer = orders.cancel(by=cast.iris, at=NOW, order_id=order_id, reason="Again", replace=True)
    new = UUID(answer["replacement"])
    assert (of_order(cast, new), of_line(cast, new, 2)) == ({"SHELF": "7"}, {"SEAT": 2})


@pytest.mark.req(165)
def test_what_is_printed_is_approved_and_frozen_with_the_document(cast: Cast) -> None:
    field(cast, "SHELF", group="Where", printed=True)
    field(cast, "INTERNAL")
    field(cast, "SEAT", "number", applies_to="line", printed=True)
    told = {"fields": {"SHELF": "7", "INTERNAL": "no"}, "lines": [line(fields={"SEAT": 1})]}
    plain, told_id = cast.pending(), cast.issued(**told)
    with scope.reading(cast.company_id):
        order = Order.objects.get(id=told_id)
        assert Revision.objects.get(order_id=plain).printed == ""
    shelf = {"code": "SHELF", "name": "Shelf", "group": "Where", "kind": "line", "value": "7"}
    seat = {"code": "SEAT", "name": "Seat", "group": "", "kind": "number", "value": "1"}
    document = json.loads(order.document)
    assert document["fields"] == {"order": [shelf], "lines": {"1": [seat]}}


def test_another_printed_value_is_another_content(cast: Cast) -> None:
    field(cast, "SHELF", printed=True)
    digests = set()
    for said in ({}, {"SHELF": "7"}, {"SHELF": "8"}):
        order_id = cast.draft(fields=said)
        digests.add(orders.submit(by=cast.rita, at=NOW, order_id=order_id)["digest"])
    order_id = cast.draft(fields={"SHELF": "7"})
    first = orders.submit(by=cast.rita, at=NOW, order_id=order_id)["digest"]
    orders.recall(by=cast.rita, at=NOW, order_id=order_id)
    change(cast, order_id, fields={"SHELF": "9"})
    second = orders.submit(by=cast.rita, at=NOW, order_id=order_id)["digest"]
    assert len(digests) == 3 and first != second


@pytest.mark.parametrize(
    ("said", "wrong"),
    [
        ({"kind": "choice"}, "choices"),
        ({"kind": "line", "choices": ["Red"]}, "choices"),
        ({"kind": "choice", "choices": ["Red", "Red"]}, "choices"),
        ({"kind": "number", "default": "seven"}, "default"),
        ({"kind": "choice", "choices": ["Red"], "default": "Blue"}, "default"),
        ({"kind": "moment", "default": "2026-03-31"}, "default"),
    ],
)
def test_a_field_that_does_not_go_together_is_refused(cast: Cast, said: dict[str, Any], wrong: str) -> None:
    told = untouched(cast, Invalid, partial(added, CUSTOM_FIELDS, cast, **said))
    assert told.startswith(f"{wrong}: ")


def test_a_change_has_to_go_together_with_what_stays(cast: Cast) -> None:
    colour = field(cast, "COLOUR", "choice", default="Red")
    changes = CUSTOM_FIELDS.changes.model_validate({"choices": ["Blue"]})
    told = untouched(cast, Invalid, partial(done, CUSTOM_FIELDS, "change", cast, colour, changes=changes))
    assert told.startswith("default: ")


@pytest.mark.req(166)
@pytest.mark.parametrize("personal", [False, True])
def test_a_value_is_on_the_trail_as_its_field_declares(cast: Cast, personal: bool) -> None:
    field(cast, "SHELF", is_personal=personal)
    order_id = cast.draft(fields={"SHELF": "7"})
    change(cast, order_id, fields={"SHELF": "8"})
    with scope.reading(cast.company_id):
        made, changed = Change.objects.filter(relation="orders_value").order_by("seq")
        kept, other = (changed.personal, changed.plain) if personal else (changed.plain, changed.personal)
        name = "personal_words" if personal else "words"
        assert (kept, name in other, made.op) == ({name: ["7", "8"]}, False, "I")


def test_a_contractor_says_what_is_needed_from_the_beginning(cast: Cast) -> None:
    field(cast, "TAXOFFICE", applies_to="contractor", required=True)
    values = {"code": "NEW", "name": "New", "currency": "EUR"}
    add = partial(add_contractor, by=cast.rita, at=NOW)
    assert refused(cast, partial(add, values=ContractorValues(**values))) == ["field_needed"]
    contractor_id = UUID(add(values=ContractorValues(**values, fields={"TAXOFFICE": "Wien 1"}))["id"])

    def changed(**changes: Any) -> Any:
        given = {"contractor_id": contractor_id, "changes": ContractorChanges(**changes)}
        return change_contractor(by=cast.rita, at=NOW, **given)

    assert refused(cast, partial(changed, fields={"TAXOFFICE": None})) == ["field_needed"]
    assert refused(cast, partial(changed, fields={"TAXOFFICE": "Wien 1"})) == ["unchanged"]
    changed(fields={"TAXOFFICE": "Wien 2"})
    assert of_contractor(cast, contractor_id) == {"TAXOFFICE": "Wien 2"}


def test_whoever_was_there_before_a_field_was_needed_can_be_changed(cast: Cast) -> None:
    field(cast, "TAXOFFICE", applies_to="contractor", required=True)
    changes = ContractorChanges(name="Cleo M.")
    change_contractor(by=cast.rita, at=NOW, contractor_id=cast.contractor_id, changes=changes)


def test_fields_of_another_company_are_not_there(cast: Cast) -> None:
    field(cast, "SHELF")
    with scope.reading(cast.mallory.company_id):
        assert not CustomField.objects.exists()
