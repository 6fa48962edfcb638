"""invoice.reject: what is disputed is turned down for good."""

from ..cast import Cast
from .billing import disputed
from .verb import WHY, Given, VerbTests


class TestInvoiceReject(VerbTests):
    verb, who = "invoice.reject", "petra"

    def given(self, cast: Cast) -> Given:
        return {"invoice_id": disputed(cast), "reason": WHY}
