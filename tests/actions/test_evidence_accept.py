"""evidence.accept: the order's responsible person says that it was done."""

from decimal import Decimal
from uuid import UUID

import pytest

from counterfoil.foundation.kernel.refusals import NotFound
from counterfoil.lifecycle.evidence import actions as evidence
from counterfoil.lifecycle.evidence.values import AcceptedPiece

from ..cast import NOW, Cast
from .billing import submitted
from .ordering import order_of
from .verb import Given, VerbTests, refused


class TestEvidenceAccept(VerbTests):
    verb, who = "evidence.accept", "rita"

    def given(self, cast: Cast) -> Given:
        return {"submission_id": submitted(cast, cast.issued(), 4)}

    def otherwise(self, given: Given) -> Given:
        return given | {"reason": "Well done"}


@pytest.mark.req(78)
def test_a_part_needs_a_reason_and_counts_on_line_and_order(cast: Cast) -> None:
    order_id = cast.issued()
    sent = submitted(cast, order_id, 4)
    piece_id = UUID(evidence.accept(by=cast.rita, at=NOW, submission_id=sent)["accepted"][0])
    assert order_of(cast, order_id).accepted_amount == Decimal(400)
    again = submitted(cast, order_id, 4)
    part = [AcceptedPiece(piece_id=piece_id, quantity=Decimal(1))]
    with pytest.raises(NotFound):
        evidence.accept(by=cast.rita, at=NOW, submission_id=again, pieces=part)


def test_nobody_accepts_their_own(cast: Cast) -> None:
    sent = submitted(cast, cast.issued(), who="rita")
    assert refused(cast, lambda: evidence.accept(by=cast.rita, at=NOW, submission_id=sent)) == ["own_evidence"]


def test_no_more_than_is_ordered(cast: Cast) -> None:
    sent = submitted(cast, cast.issued(), 11)
    assert refused(cast, lambda: evidence.accept(by=cast.rita, at=NOW, submission_id=sent)) == ["more_than_ordered"]
