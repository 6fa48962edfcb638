"""invoice.correct: what was typed wrongly is put right while the invoice waits."""

from uuid import UUID

from counterfoil.lifecycle.invoices.values import InvoiceFacts
from counterfoil.lifecycle.matching import actions as matching

from ..cast import NOW, Cast
from .billing import accepted, claim, invoice_lines_of, received
from .verb import WHY, Given, VerbTests


class TestInvoiceCorrect(VerbTests):
    verb, who = "invoice.correct", "petra"

    def given(self, cast: Cast) -> Given:
        order_id = cast.issued()
        accepted(cast, order_id, 5)
        invoice_id = UUID(received(cast, order_id, quantity=6)["id"])
        facts = claim(cast, order_id, quantity=5).model_dump(exclude={"kind", "contractor_id", "number", "gives_back"})
        return {"invoice_id": invoice_id, "values": InvoiceFacts.model_validate(facts), "reason": WHY}


def test_it_is_matched_anew_and_the_old_lines_stay_struck_out(cast: Cast) -> None:
    given = TestInvoiceCorrect().given(cast)
    assert matching.correct(by=cast.petra, at=NOW, **given)["state"] == "matched"
    assert [line.struck for line in invoice_lines_of(cast, given["invoice_id"])] == [True, False]
