"""invoice.lift: a hold ends before its last day."""

from uuid import UUID

from counterfoil.foundation.parties.holds import HoldValues
from counterfoil.lifecycle.invoices import actions as invoices

from ..cast import NOW, Cast
from .billing import matched
from .verb import WHY, Given, VerbTests


class TestInvoiceLift(VerbTests):
    verb, who = "invoice.lift", "petra"

    def given(self, cast: Cast) -> Given:
        invoice_id = matched(cast)
        values = HoldValues(scope="everything", reason=WHY)
        held = invoices.hold(by=cast.petra, at=NOW, invoice_id=invoice_id, values=values)
        return {"invoice_id": invoice_id, "hold_id": UUID(held["hold_id"]), "reason": WHY}
