"""invoice.correct: what was typed wrongly is put right while the invoice waits."""

from typing import Any
from uuid import UUID

from counterfoil.lifecycle.invoices.values import InvoiceFacts
from counterfoil.lifecycle.matching import actions as matching

from ..cast import NOW, Cast
from .billing import accepted, claim, invoice_lines_of, kinds_of, matched, received
from .verb import WHY, Given, VerbTests, refused


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


def _facts(cast: Cast, order_id: UUID, **more: Any) -> InvoiceFacts:
    facts = claim(cast, order_id, **more).model_dump(exclude={"kind", "contractor_id", "number", "gives_back"})
    return InvoiceFacts.model_validate(facts)


def test_another_currency_is_typed_wrongly_too(cast: Cast) -> None:
    order_id = cast.issued()
    accepted(cast, order_id)
    invoice_id = UUID(received(cast, order_id, currency="USD")["id"])
    answer = matching.correct(by=cast.petra, at=NOW, invoice_id=invoice_id, values=_facts(cast, order_id), reason=WHY)
    assert answer["state"] == "matched"


def test_the_order_that_was_quoted_wrongly_is_linked(cast: Cast) -> None:
    order_id = cast.issued()
    accepted(cast, order_id)
    lost = received(cast, quoted="PO-1")
    given = {"invoice_id": UUID(lost["id"]), "values": _facts(cast, order_id), "reason": WHY}
    answer = matching.correct(by=cast.petra, at=NOW, **given)
    assert (answer["state"], answer["order_id"]) == ("matched", str(order_id))


def test_only_what_waits(cast: Cast) -> None:
    given = {"invoice_id": matched(cast), "values": _facts(cast, cast.issued()), "reason": WHY}
    assert refused(cast, lambda: matching.correct(by=cast.petra, at=NOW, **given)) == ["not_waiting"]


def test_not_what_is_credited_in_part(cast: Cast) -> None:
    order_id = cast.issued()
    invoice_id = UUID(received(cast, order_id)["id"])
    received(cast, kind="credit", number="G-7", credits="R-1", quantity=4)
    given = {"invoice_id": invoice_id, "values": _facts(cast, order_id), "reason": WHY}
    assert refused(cast, lambda: matching.correct(by=cast.petra, at=NOW, **given)) == ["has_credits"]


def test_it_is_like_another_document_only_since_it_was_corrected(cast: Cast) -> None:
    """What looks alike is asked of what it says now."""
    order_id = cast.issued()
    accepted(cast, order_id)
    received(cast, order_id, number="A", quantity=3)
    typed = UUID(received(cast, order_id, number="B", currency="USD", quantity=4)["id"])
    assert "duplicate" not in kinds_of(cast, typed)
    given = {"invoice_id": typed, "values": _facts(cast, order_id, quantity=3), "reason": WHY}
    matching.correct(by=cast.petra, at=NOW, **given)
    assert "duplicate" in kinds_of(cast, typed)
