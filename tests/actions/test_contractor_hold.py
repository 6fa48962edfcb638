"""contractor.hold: nothing goes on with a contractor."""

from counterfoil.foundation.parties import actions as parties
from counterfoil.foundation.parties.holds import HoldValues
from counterfoil.lifecycle.evidence import actions as evidence
from counterfoil.lifecycle.payments import actions as payments

from ..cast import NOW, Cast
from .billing import accepted, kinds_of, matched, received, submitted
from .verb import WHY, Given, VerbTests, refused


class TestContractorHold(VerbTests):
    verb, who = "contractor.hold", "petra"

    def given(self, cast: Cast) -> Given:
        return {"contractor_id": cast.contractor_id, "values": HoldValues(scope="everything", reason=WHY)}

    def otherwise(self, given: Given) -> Given:
        return given | {"values": HoldValues(scope="payment", reason=WHY)}


def test_no_evidence_is_accepted_and_no_invoice_matched(cast: Cast) -> None:
    order_id = cast.issued()
    accepted(cast, order_id, 5)
    sent = submitted(cast, order_id, 5)
    values = HoldValues(scope="everything", reason=WHY)
    parties.hold_contractor(by=cast.petra, at=NOW, contractor_id=cast.contractor_id, values=values)
    assert refused(cast, lambda: evidence.accept(by=cast.rita, at=NOW, submission_id=sent)) == ["on_hold"]
    assert kinds_of(cast, received(cast, order_id, quantity=5)["id"]) == ["hold"]


def test_no_payment_is_released_while_payment_is_held(cast: Cast) -> None:
    invoice_id = matched(cast)
    values = HoldValues(scope="payment", reason=WHY)
    parties.hold_contractor(by=cast.petra, at=NOW, contractor_id=cast.contractor_id, values=values)
    assert refused(cast, lambda: payments.release(by=cast.fay, at=NOW, invoice_id=invoice_id)) == ["on_hold"]
