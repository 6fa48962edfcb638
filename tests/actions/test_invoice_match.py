"""invoice.match: look at it again, as often as wanted."""

from uuid import UUID

from counterfoil.foundation.kernel.ids import new_id

from ..cast import Cast
from .billing import accepted, received
from .verb import Given, VerbTests


class TestInvoiceMatch(VerbTests):
    verb, who = "invoice.match", "petra"

    def given(self, cast: Cast) -> Given:
        order_id = cast.issued()
        invoice_id = UUID(received(cast, order_id)["id"])
        accepted(cast, order_id)
        return {"invoice_id": invoice_id}

    def otherwise(self, given: Given) -> Given:
        return {"invoice_id": new_id()}
