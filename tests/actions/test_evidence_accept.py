"""evidence.accept: the order's responsible person says that it was done."""

from decimal import Decimal
from functools import partial
from uuid import UUID

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from counterfoil.foundation.companies.actions.members import grant_role
from counterfoil.foundation.kernel import scope
from counterfoil.foundation.kernel.refusals import NotFound
from counterfoil.foundation.parties.holds import HoldValues
from counterfoil.lifecycle.evidence import actions as evidence
from counterfoil.lifecycle.evidence.values import AcceptedPiece, SubmissionValues
from counterfoil.lifecycle.orders import actions as orders

from ..cast import NOW, Cast
from .billing import Piece, line_id_of, piece_of, submitted
from .ordering import order_of
from .verb import WHY, Given, VerbTests, refused


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


def test_nobody_accepts_the_work_they_are_paid_for(cast: Cast) -> None:
    """The contractor, made a manager besides: still never, and every reason is named."""
    grant_role(by=cast.olga, at=NOW, member_id=cast.cleo.id, role="manager")
    sent = submitted(cast, cast.issued())
    reasons = refused(cast, lambda: evidence.accept(by=cast.again("cleo"), at=NOW, submission_id=sent))
    assert reasons == ["own_evidence", "own_work"]


def test_not_twice(cast: Cast) -> None:
    sent = submitted(cast, cast.issued(), 4)
    accept = partial(evidence.accept, by=cast.rita, at=NOW, submission_id=sent)
    piece_id = UUID(accept()["accepted"][0])
    assert refused(cast, accept) == ["nothing_waits"]
    assert refused(cast, lambda: accept(pieces=[AcceptedPiece(piece_id=piece_id)])) == ["wrong_state"]


@pytest.mark.req(78)
def test_a_part_with_its_reason(cast: Cast) -> None:
    order_id = cast.issued()
    sent = submitted(cast, order_id, 4)
    with scope.reading(cast.company_id):
        piece_id = Piece.objects.get(submission_id=sent).id
    part = [AcceptedPiece(piece_id=piece_id, quantity=Decimal("2.5"))]
    accept = partial(evidence.accept, by=cast.rita, at=NOW, submission_id=sent, pieces=part)
    assert refused(cast, accept) == ["reason_needed"]
    accept(reason="The rest is not done")
    assert (piece_of(cast, piece_id).accepted_quantity, order_of(cast, order_id).accepted_amount) == (2.5, 250)


def test_not_while_the_order_is_held(cast: Cast) -> None:
    order_id = cast.issued()
    sent = submitted(cast, order_id)
    accept = partial(evidence.accept, by=cast.rita, at=NOW, submission_id=sent)
    for scope_of, reasons in (("payment", []), ("everything", ["on_hold"])):
        values = HoldValues(scope=scope_of, reason=WHY)
        held = orders.hold(by=cast.petra, at=NOW, order_id=order_id, values=values)
        if reasons:
            assert refused(cast, accept) == reasons
        lift = {"order_id": order_id, "hold_id": UUID(held["hold_id"]), "reason": WHY}
        orders.lift(by=cast.petra, at=NOW, **lift)
    assert accept()["accepted"]


def test_two_pieces_of_one_line_count_together(cast: Cast) -> None:
    order_id = cast.issued()
    first, second = submitted(cast, order_id, 6), submitted(cast, order_id, 5)
    evidence.accept(by=cast.rita, at=NOW, submission_id=first)
    assert refused(cast, lambda: evidence.accept(by=cast.rita, at=NOW, submission_id=second)) == ["more_than_ordered"]


@pytest.mark.parametrize("decision", ["accept", "reject", "withdraw"])
def test_many_pieces_ask_no_more_than_one(cast: Cast, decision: str) -> None:
    """However many are decided at once: they are written in one statement."""

    def questions(count: int) -> int:
        order_id = cast.issued()
        given = {"pieces": [{"line_id": line_id_of(cast, order_id), "quantity": 1} for _ in range(count)]}
        values = SubmissionValues.model_validate(given)
        sent = evidence.submit(by=cast.cleo, at=NOW, order_id=order_id, values=values)["submission_id"]
        by, more = (cast.cleo, {}) if decision == "withdraw" else (cast.rita, {"reason": WHY})
        with CaptureQueriesContext(connection) as asked:
            getattr(evidence, decision)(by=by, at=NOW, submission_id=UUID(sent), **more)
        with scope.reading(cast.company_id):
            assert Piece.objects.filter(submission_id=sent).exclude(state="submitted").count() == count
        return len(asked)

    assert questions(1) == questions(9)
