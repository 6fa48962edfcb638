"""invoice.reject: what is disputed is turned down for good."""

from typing import Any

from counterfoil.lifecycle.matching import actions as matching

from ..cast import NOW, Cast
from .billing import disputed, exception_of, matched, received
from .verb import WHY, Given, VerbTests, refused


class TestInvoiceReject(VerbTests):
    verb, who = "invoice.reject", "petra"

    def given(self, cast: Cast) -> Given:
        return {"invoice_id": disputed(cast), "reason": WHY}


def test_only_what_is_disputed_and_its_number_stays_taken(cast: Cast) -> None:
    invoice_id = disputed(cast)

    def reject(which: Any) -> Any:
        return matching.reject(by=cast.petra, at=NOW, invoice_id=which, reason=WHY)

    assert reject(invoice_id)["state"] == "rejected"
    assert exception_of(cast, invoice_id, "price").state == "rejected"
    assert received(cast)["became"] == "duplicate"
    fits = matched(cast, number="R-22")
    assert refused(cast, lambda: reject(fits)) == ["wrong_state"]
