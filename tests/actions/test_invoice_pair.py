"""invoice.pair: a person says which order line is meant."""

from uuid import UUID

from counterfoil.lifecycle.matching import actions as matching

from ..cast import NOW, Cast, line
from .billing import accepted, invoice_lines_of, kinds_of, received
from .ordering import lines_of
from .verb import Given, VerbTests, refused


class TestInvoicePair(VerbTests):
    verb, who = "invoice.pair", "petra"

    def given(self, cast: Cast) -> Given:
        order_id = cast.issued(lines=[line(), line(text="Print")])
        invoice_id = UUID(received(cast, order_id)["id"])
        order_line = lines_of(cast, order_id)[0][0].id
        return {
            "invoice_id": invoice_id,
            "invoice_line_id": invoice_lines_of(cast, invoice_id)[0].id,
            "order_line_id": order_line,
        }

    def otherwise(self, given: Given) -> Given:
        return given | {"order_line_id": given["invoice_id"]}


def test_two_candidates_are_none(cast: Cast) -> None:
    order_id = cast.issued(lines=[line(), line(text="Print")])
    assert kinds_of(cast, received(cast, order_id)["id"]) == ["line_unknown"]


def test_a_person_pairs_what_is_unclear(cast: Cast) -> None:
    order_id = cast.issued(lines=[line(), line(text="Print")])
    accepted(cast, order_id)
    invoice_id = UUID(received(cast, order_id)["id"])
    given = {"invoice_id": invoice_id, "invoice_line_id": invoice_lines_of(cast, invoice_id)[0].id}
    given |= {"order_line_id": lines_of(cast, order_id)[0][0].id}
    assert matching.pair(by=cast.petra, at=NOW, **given)["state"] == "matched"
    assert invoice_lines_of(cast, invoice_id)[0].paired_by == "person"
    assert refused(cast, lambda: matching.pair(by=cast.petra, at=NOW, **given)) == ["not_waiting"]


def test_not_without_an_order(cast: Cast) -> None:
    invoice_id = UUID(received(cast)["id"])
    given = {"invoice_id": invoice_id, "invoice_line_id": invoice_lines_of(cast, invoice_id)[0].id}
    given |= {"order_line_id": invoice_id}
    assert refused(cast, lambda: matching.pair(by=cast.petra, at=NOW, **given)) == ["no_order"]
