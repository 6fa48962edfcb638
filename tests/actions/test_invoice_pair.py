"""invoice.pair: a person says which order line is meant."""

from uuid import UUID

from ..cast import Cast, line
from .billing import invoice_lines_of, kinds_of, received
from .ordering import lines_of
from .verb import Given, VerbTests


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
