"""Cover that moves: to other evidence when some was corrected, and back to the order when a credit note comes late."""

from decimal import Decimal
from uuid import UUID

from counterfoil.insight.verify.books import verify
from counterfoil.lifecycle.evidence import actions as evidence
from counterfoil.lifecycle.matching import actions as matching
from counterfoil.lifecycle.payments import actions as payments

from ..cast import NOW, Cast
from .billing import (
    accepted,
    covers_of,
    exception_of,
    invoice_lines_of,
    invoice_of,
    kinds_of,
    piece_of,
    received,
    settled,
)
from .verb import WHY


def test_a_second_look_uses_other_evidence_for_what_was_corrected(cast: Cast) -> None:
    order_id = cast.issued()
    first = accepted(cast, order_id, 3)
    received(cast, order_id, quantity=1)
    invoice_id = UUID(received(cast, order_id, number="R-2", quantity=2)["id"])
    fixed = evidence.correct(by=cast.cleo, at=NOW, piece_id=first, quantity=Decimal(1), reason=WHY)
    second = accepted(cast, order_id, 7)
    evidence.accept(by=cast.rita, at=NOW, submission_id=UUID(fixed["submission_id"]))
    assert matching.match(by=cast.petra, at=NOW, invoice_id=invoice_id)["state"] == "matched"
    assert (piece_of(cast, first).used_quantity, piece_of(cast, second).used_quantity) == (2, 1)


def test_a_paid_invoice_only_gives_back(cast: Cast) -> None:
    """It was cleared without evidence; what was shown later is not used for it, and what is credited comes back."""
    order_id = cast.issued()
    invoice_id = UUID(received(cast, order_id, quantity=4)["id"])
    found = exception_of(cast, invoice_id, "evidence_missing")
    matching.accept(by=cast.bela, at=NOW, exception_id=found.id, reason=WHY)
    settled(cast, invoice_id)
    shown = accepted(cast, order_id)
    assert received(cast, kind="credit", number="G-1", credits="R-1", quantity=1)["state"] == "matched"
    [line] = invoice_lines_of(cast, invoice_id)
    assert (line.covered_quantity, line.covered_amount) == (3, 300)
    assert [cover.quantity for cover in covers_of(cast, order_id)] == [4, -1]
    assert (invoice_of(cast, invoice_id).state, piece_of(cast, shown).used_quantity) == ("paid", 0)


def test_a_second_credit_note_on_what_is_credited_is_kept_and_disputed(cast: Cast) -> None:
    order_id = cast.issued()
    bill = received(cast, order_id)
    received(cast, kind="credit", number="G-1", credits="R-1")
    again = received(cast, kind="credit", number="G-2", credits="R-1", quantity=1)
    assert (again["state"], kinds_of(cast, again["id"])) == ("disputed", ["credited", "credited"])
    assert invoice_of(cast, bill["id"]).state == "credited"


def test_a_credit_note_for_what_is_left_of_a_part_payment_that_arrived_pays_it_off(cast: Cast) -> None:
    order_id = cast.issued()
    accepted(cast, order_id)
    bill = UUID(received(cast, order_id)["id"])
    part = UUID(
        payments.release(by=cast.fay, at=NOW, invoice_id=bill, amount=Decimal(600), purpose="Part of 600")["id"]
    )
    payments.initiate(by=cast.fay, at=NOW, payment_id=part)
    payments.settle(by=cast.fay, at=NOW, payment_id=part)
    assert invoice_of(cast, bill).state == "paying"
    assert received(cast, kind="credit", number="G-1", credits="R-1", quantity=4)["state"] == "matched"
    assert invoice_of(cast, bill).state == "paid"
    assert verify(cast.company_id).findings == []
