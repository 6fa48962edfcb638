"""Custom fields on the printed order: those that are marked for it, as they were approved, in the contractor's language."""

import pytest

from counterfoil.formats import order_pdf
from counterfoil.foundation.kernel import scope
from counterfoil.lifecycle.orders import actions as orders
from counterfoil.lifecycle.orders.models import Order
from counterfoil.lifecycle.orders.printing import draft
from counterfoil.lifecycle.orders.values import FieldChanges

from ...actions.customising import every_kind, field
from ...actions.test_custom_fields import TYPED
from ...cast import NOW, Cast, line
from .test_order_printed import pages, said, speaks


@pytest.mark.req(165)
def test_what_is_marked_for_print_is_printed_in_the_contractors_language(cast: Cast) -> None:
    speaks(cast, "de")
    every_kind(cast, printed=True, group="Lieferung")
    field(cast, "SECRET")
    field(cast, "SEAT", "flag", applies_to="line", printed=True)
    told = {"fields": TYPED | {"SECRET": "nobody reads this"}, "lines": [line(fields={"SEAT": True})]}
    text = said(pages(cast, cast.issued(**told)))
    for words in ("Lieferung", "Number: 12,5", "Flag: nein", "Shelf 7", "Two lines", "31. März 2026", "14:30", "Blue"):
        assert words in text, words
    assert "Seat: ja" in text and "nobody reads this" not in text


def test_a_moment_is_printed_in_the_companys_zone(cast: Cast) -> None:
    field(cast, "MET", "moment", printed=True)
    text = said(pages(cast, cast.issued(fields={"MET": "2026-03-31T09:00:00+02:00"})))
    assert cast.rita.company.timezone == "Europe/Berlin" and "9:00:00" in text


@pytest.mark.req(165)
def test_the_document_stays_when_a_field_is_edited_later(cast: Cast) -> None:
    field(cast, "SHELF", printed=True)
    order_id = cast.issued(fields={"SHELF": "Cellar"})
    before = pages(cast, order_id)
    changes = FieldChanges(fields={"SHELF": "Attic"})
    orders.set_fields(by=cast.fay, at=NOW, order_id=order_id, changes=changes)
    assert pages(cast, order_id) == before and "Cellar" in said(before)


def test_a_draft_is_shown_with_them_as_they_stand(cast: Cast) -> None:
    field(cast, "SHELF", printed=True)
    order_id = cast.draft(fields={"SHELF": "Cellar"})
    with scope.reading(cast.company_id):
        page = draft(cast.rita, Order.objects.select_related("contractor", "engagement").get(id=order_id), NOW.date())
    assert "Cellar" in said(order_pdf.render(page))
