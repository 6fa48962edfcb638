"""invoice.hold: an invoice waits."""

from typing import Any
from uuid import UUID

from counterfoil.foundation.parties.holds import HoldValues
from counterfoil.lifecycle.invoices import actions as invoices

from ..cast import NOW, Cast
from .billing import matched, received, settled
from .verb import WHY, Given, VerbTests, refused


class TestInvoiceHold(VerbTests):
    verb, who = "invoice.hold", "petra"

    def given(self, cast: Cast) -> Given:
        return {"invoice_id": matched(cast), "values": HoldValues(scope="everything", reason=WHY)}

    def otherwise(self, given: Given) -> Given:
        return given | {"values": HoldValues(scope="payment", reason=WHY)}


def test_what_is_paid_is_not_held_and_a_credit_note_never(cast: Cast) -> None:
    invoice_id = matched(cast)
    values = HoldValues(scope="payment", reason=WHY)

    def hold(which: UUID) -> Any:
        return invoices.hold(by=cast.petra, at=NOW, invoice_id=which, values=values)

    note = UUID(received(cast, kind="credit", number="G-7", credits="R-1", quantity=4)["id"])
    assert refused(cast, lambda: hold(note)) == ["not_held"]
    settled(cast, invoice_id)
    assert refused(cast, lambda: hold(invoice_id)) == ["not_held"]
