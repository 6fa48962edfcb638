"""The second half of the line in one go: evidence, invoice, a price exception, a failed payment sent again, settled."""

from decimal import Decimal
from functools import partial
from uuid import UUID

from counterfoil.foundation.companies.actions.members import grant_role
from counterfoil.foundation.kernel import scope
from counterfoil.insight.trace.record import record
from counterfoil.lifecycle.matching import actions as matching
from counterfoil.lifecycle.orders import actions as orders
from counterfoil.lifecycle.payments import actions as payments

from ..cast import NOW, Cast
from .billing import accepted, exception_of, initiated, invoice_of, kinds_of, matched, payment_of, received, settled
from .ordering import order_of
from .verb import WHY, refused


def test_an_invoice_that_fits_is_matched_and_paid(cast: Cast) -> None:
    invoice_id = matched(cast)
    order = order_of(cast, invoice_of(cast, invoice_id).order_id)
    assert (order.covered_amount, order.accepted_amount) == (Decimal(1000), Decimal(1000))
    payment = payment_of(cast, settled(cast, invoice_id))
    assert (payment.state, payment.amount) == ("settled", Decimal(1000))
    assert invoice_of(cast, invoice_id).state == "paid"
    assert orders.close(by=cast.iris, at=NOW, order_id=order.id, reason=WHY)["state"] == "closed"


def test_a_price_exception_is_cleared_and_a_failed_payment_sent_again(cast: Cast) -> None:
    order_id = cast.issued()
    accepted(cast, order_id)
    answer = received(cast, order_id, quantity=5, unit_price="110.00")
    assert (answer["state"], kinds_of(cast, answer["id"])) == ("disputed", ["price"])
    found = exception_of(cast, UUID(answer["id"]), "price")
    assert found.excess == 10
    cleared = matching.accept(by=cast.bela, at=NOW, exception_id=found.id, reason=WHY)
    assert cleared["invoice_state"] == "cleared"
    failed = payments.fail(by=cast.fay, at=NOW, payment_id=initiated(cast, UUID(answer["id"])), reason=WHY)
    assert failed["invoice_state"] == "cleared"
    again = partial(payments.release, at=NOW, invoice_id=UUID(answer["id"]))
    assert refused(cast, partial(again, by=cast.fay)) == ["own_failure"]
    grant_role(by=cast.olga, at=NOW, member_id=cast.petra.id, role="finance", confirm=cast.petra.name)
    payment_id = UUID(again(by=cast.again("petra"))["id"])
    payments.initiate(by=cast.fay, at=NOW, payment_id=payment_id)
    assert payments.settle(by=cast.fay, at=NOW, payment_id=payment_id)["invoice_state"] == "paid"


def test_who_noted_a_failure_does_not_release_it_under_another_invoice(cast: Cast) -> None:
    """Made void and entered anew it asks for the same money: it could be sent twice."""
    invoice_id = matched(cast)
    order_id = invoice_of(cast, invoice_id).order_id
    payments.fail(by=cast.fay, at=NOW, payment_id=initiated(cast, invoice_id), reason=WHY)
    matching.void(by=cast.petra, at=NOW, invoice_id=invoice_id, reason=WHY)
    again = UUID(received(cast, order_id)["id"])
    assert refused(cast, partial(payments.release, by=cast.fay, at=NOW, invoice_id=again)) == ["own_failure"]
    with scope.reading(cast.company_id):
        gate = next(one for one in record(cast.fay, order_id, NOW).gates if one.key == "released")
    assert "Fay" not in gate.who
    assert "Nobody is left who could release" in gate.sentence
    grant_role(by=cast.olga, at=NOW, member_id=cast.petra.id, role="finance", confirm=cast.petra.name)
    payment_id = UUID(payments.release(by=cast.again("petra"), at=NOW, invoice_id=again)["id"])
    payments.initiate(by=cast.fay, at=NOW, payment_id=payment_id)
    assert payments.settle(by=cast.fay, at=NOW, payment_id=payment_id)["invoice_state"] == "paid"


def test_a_credit_note_brings_a_disputed_invoice_to_nothing(cast: Cast) -> None:
    order_id = cast.issued()
    answer = received(cast, order_id)
    assert kinds_of(cast, answer["id"]) == ["evidence_missing"]
    credit = received(cast, kind="credit", number="G-1", credits="R-1")
    assert credit["state"] == "matched"
    assert invoice_of(cast, answer["id"]).state == "credited"
