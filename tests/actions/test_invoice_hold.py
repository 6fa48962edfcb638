"""invoice.hold: an invoice waits."""

from counterfoil.foundation.parties.holds import HoldValues

from ..cast import Cast
from .billing import matched
from .verb import WHY, Given, VerbTests


class TestInvoiceHold(VerbTests):
    verb, who = "invoice.hold", "petra"

    def given(self, cast: Cast) -> Given:
        return {"invoice_id": matched(cast), "values": HoldValues(scope="everything", reason=WHY)}

    def otherwise(self, given: Given) -> Given:
        return given | {"values": HoldValues(scope="payment", reason=WHY)}
