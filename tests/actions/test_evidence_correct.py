"""evidence.correct: accepted evidence was too much."""

from decimal import Decimal
from functools import partial
from typing import Any
from uuid import UUID

import pytest

from counterfoil.lifecycle.evidence import actions as evidence
from counterfoil.lifecycle.payments import actions as payments

from ..cast import NOW, Cast
from .billing import accepted, piece_of, received
from .ordering import order_of
from .verb import WHY, Given, VerbTests, refused


class TestEvidenceCorrect(VerbTests):
    verb, who = "evidence.correct", "cleo"

    def given(self, cast: Cast) -> Given:
        return {"piece_id": accepted(cast, cast.issued()), "quantity": Decimal(2), "reason": WHY}


def test_it_counts_once_somebody_else_accepted_it(cast: Cast) -> None:
    order_id = cast.issued()
    piece_id = accepted(cast, order_id)
    sent = evidence.correct(by=cast.cleo, at=NOW, piece_id=piece_id, quantity=Decimal(2), reason=WHY)["submission_id"]
    assert order_of(cast, order_id).accepted_amount == Decimal(1000)
    evidence.accept(by=cast.rita, at=NOW, submission_id=UUID(sent))
    assert order_of(cast, order_id).accepted_amount == Decimal(800)
    assert piece_of(cast, piece_id).corrected_quantity == 2


@pytest.mark.req(100)
def test_what_is_covered_is_not_released_after_a_correction(cast: Cast) -> None:
    order_id = cast.issued()
    piece_id = accepted(cast, order_id)
    invoice_id = UUID(received(cast, order_id)["id"])
    sent = evidence.correct(by=cast.cleo, at=NOW, piece_id=piece_id, quantity=Decimal(2), reason=WHY)["submission_id"]
    evidence.accept(by=cast.rita, at=NOW, submission_id=UUID(sent))
    assert refused(cast, lambda: payments.release(by=cast.fay, at=NOW, invoice_id=invoice_id)) == ["quantity"]


def test_no_more_than_stands(cast: Cast) -> None:
    piece_id = accepted(cast, cast.issued(), 5)

    def correct(quantity: str) -> Any:
        return evidence.correct(by=cast.cleo, at=NOW, piece_id=piece_id, quantity=Decimal(quantity), reason=WHY)

    assert refused(cast, lambda: correct("5.000001")) == ["more_than_accepted"]
    first, second = (UUID(correct(3)["submission_id"]) for _ in range(2))
    evidence.accept(by=cast.rita, at=NOW, submission_id=first)
    accept = partial(evidence.accept, by=cast.rita, at=NOW, submission_id=second)
    assert refused(cast, accept) == ["more_than_accepted"]
