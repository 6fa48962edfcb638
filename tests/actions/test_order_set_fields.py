"""order.set_fields: what custom fields say once an order is no draft any more."""

from functools import partial
from typing import Any
from uuid import UUID

import pytest

from counterfoil.foundation.kernel import scope
from counterfoil.foundation.kernel.ids import new_id
from counterfoil.foundation.kernel.refusals import Invalid, NotFound, Stale
from counterfoil.lifecycle.orders import actions as orders
from counterfoil.lifecycle.orders.models import Order, OrderLine
from counterfoil.lifecycle.orders.values import FieldChanges

from ..cast import NOW, Cast, line
from .customising import field, of_line, of_order
from .loading import loaded
from .verb import Given, VerbTests, refused, untouched


def changes(**said: Any) -> FieldChanges:
    return FieldChanges.model_validate(said)


def set_fields(cast: Cast, order_id: UUID, version: int | None = None, **said: Any) -> Any:
    return orders.set_fields(by=cast.fay, at=NOW, order_id=order_id, changes=changes(**said), version=version)


def document(cast: Cast, order_id: UUID) -> tuple[str, str]:
    with scope.reading(cast.company_id):
        order = Order.objects.get(id=order_id)
        return order.document, order.document_sha256


def line_of(cast: Cast, order_id: UUID) -> UUID:
    with scope.reading(cast.company_id):
        found: UUID = OrderLine.objects.get(order_id=order_id).id
        return found


class TestOrderSetFields(VerbTests):
    verb, who = "order.set_fields", "fay"

    def given(self, cast: Cast) -> Given:
        field(cast, "SHELF")
        return {"order_id": cast.issued(), "changes": changes(fields={"SHELF": "7"})}

    def otherwise(self, given: Given) -> Given:
        return given | {"changes": changes(fields={"SHELF": "8"})}


@pytest.mark.req(165)
def test_what_is_issued_is_edited_and_its_document_stays(cast: Cast) -> None:
    field(cast, "SHELF", printed=True)
    field(cast, "SEAT", "number", applies_to="line", printed=True)
    order_id = cast.issued(fields={"SHELF": "7"}, lines=[line(fields={"SEAT": 1})])
    before = document(cast, order_id)
    lines = {str(line_of(cast, order_id)): {"SEAT": 2}}
    answer = set_fields(cast, order_id, fields={"SHELF": "8"}, lines=lines)
    assert (of_order(cast, order_id), of_line(cast, order_id)) == ({"SHELF": "8"}, {"SEAT": 2})
    assert document(cast, order_id) == before and '"7"' in before[0]
    assert answer["state"] == "issued"


@pytest.mark.parametrize("state", ["pending", "approved"])
def test_what_is_printed_stands_until_it_is_issued(cast: Cast, state: str) -> None:
    field(cast, "SHELF", printed=True)
    field(cast, "NOTE")
    order_id = getattr(cast, state)(fields={"SHELF": "7"})
    both = partial(set_fields, cast, order_id, fields={"SHELF": "8", "NOTE": "Ours"})
    assert refused(cast, both) == ["field_printed"]
    set_fields(cast, order_id, fields={"NOTE": "Ours"})
    assert of_order(cast, order_id) == {"SHELF": "7", "NOTE": "Ours"}


def test_a_draft_is_changed_as_a_whole_and_what_is_cancelled_stays(cast: Cast) -> None:
    field(cast, "SHELF")
    order_id = cast.draft()
    assert refused(cast, partial(set_fields, cast, order_id, fields={"SHELF": "7"})) == ["wrong_state"]
    orders.cancel(by=cast.rita, at=NOW, order_id=order_id, reason="Not needed")
    assert refused(cast, partial(set_fields, cast, order_id, fields={"SHELF": "7"})) == ["ended"]


def test_a_loaded_order_has_fields_too(cast: Cast) -> None:
    field(cast, "SHELF")
    order_id = loaded(cast)
    set_fields(cast, order_id, fields={"SHELF": "7"})
    assert of_order(cast, order_id) == {"SHELF": "7"}


def test_what_can_t_be_is_refused_and_changes_nothing(cast: Cast) -> None:
    field(cast, "KM", "number")
    order_id = cast.issued(fields={"KM": 7})
    told = untouched(cast, Invalid, partial(set_fields, cast, order_id, fields={"KM": "far"}))
    assert told.startswith("fields.KM: ")
    untouched(cast, NotFound, partial(set_fields, cast, order_id, lines={str(new_id()): {}}))
    untouched(cast, NotFound, partial(set_fields, cast, order_id, lines={str(line_of(cast, cast.issued())): {}}))
    untouched(cast, Stale, partial(set_fields, cast, order_id, version=1, fields={"KM": 8}))
    assert refused(cast, partial(set_fields, cast, order_id, fields={"KM": 7})) == ["unchanged"]
    assert refused(cast, partial(set_fields, cast, order_id)) == ["unchanged"]


def test_what_is_approved_is_issued_after_an_edit(cast: Cast) -> None:
    field(cast, "NOTE")
    order_id = cast.approved()
    set_fields(cast, order_id, fields={"NOTE": "Ours"})
    assert orders.issue(by=cast.iris, at=NOW, order_id=order_id)["state"] == "issued"
