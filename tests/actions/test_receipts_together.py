"""What several receipt advices of the same despatches accept together, beside what a person accepted by hand."""

from decimal import Decimal
from uuid import UUID

import pytest

from counterfoil.foundation.companies.actions.members import grant_role
from counterfoil.foundation.companies.models import Member
from counterfoil.foundation.documents.actions import keep
from counterfoil.foundation.kernel import scope
from counterfoil.insight.trace.arrivals import told
from counterfoil.lifecycle.evidence import actions as evidence
from counterfoil.lifecycle.evidence.models import Piece
from counterfoil.lifecycle.evidence.values import AcceptedPiece

from ..cast import NOW, Cast
from .loading import arrivals, delivered, file, loaded, pieces, restated, row
from .ordering import order_of
from .verb import WHY


def test_what_a_person_accepted_is_not_accepted_again(cast: Cast) -> None:
    """And the log says so, instead of that it was accepted now."""
    order_id = loaded(cast)
    delivered(cast, order_id, "despatch", "D-1", 90)
    _by_hand(cast, order_id)
    delivered(cast, order_id, "receipt", "R-1", 90, despatches=["D-1"])
    assert pieces(cast, order_id) == [("accepted", 90, 90)]
    assert _told(cast) == [
        ("Noted on order ERP-1.", ["All that it says was accepted before; nothing more was accepted."])
    ]


@pytest.mark.req(78)
def test_a_second_receipt_accepts_what_it_says_beside_the_first(cast: Cast) -> None:
    order_id = loaded(cast)
    delivered(cast, order_id, "despatch", "D-1", 90)
    delivered(cast, order_id, "receipt", "R-1", 50, despatches=["D-1"])
    delivered(cast, order_id, "receipt", "R-2", 40, despatches=["D-1"])
    assert pieces(cast, order_id) == [("accepted", 90, 50), ("accepted", 40, 40)]
    assert order_of(cast, order_id).accepted_amount == 90
    assert [words for words, _reasons in _told(cast)] == ["Accepted as evidence on order ERP-1."] * 2


def test_what_a_person_accepted_stands_for_what_receipts_say_once(cast: Cast) -> None:
    order_id = loaded(cast)
    delivered(cast, order_id, "despatch", "D-1", 90)
    _by_hand(cast, order_id, quantity=50)
    delivered(cast, order_id, "receipt", "R-1", 50, despatches=["D-1"])
    assert pieces(cast, order_id) == [("accepted", 90, 50)]
    delivered(cast, order_id, "receipt", "R-2", 40, despatches=["D-1"])
    assert pieces(cast, order_id) == [("accepted", 90, 50), ("accepted", 40, 40)]


def test_two_receipts_of_a_despatch_that_never_came_accept_what_both_say(cast: Cast) -> None:
    order_id = loaded(cast)
    delivered(cast, order_id, "receipt", "R-1", 50, despatches=["D-1"])
    delivered(cast, order_id, "receipt", "R-2", 40, despatches=["D-1"])
    delivered(cast, order_id, "despatch", "D-1", 90)
    assert pieces(cast, order_id) == [("accepted", 50, 50), ("accepted", 40, 40)]


def test_receipts_that_share_a_despatch_are_reckoned_together(cast: Cast) -> None:
    """R-2 names D-2 alone, and all that R-1 accepted of D-1 and D-2 is known to be R-1's."""
    order_id = loaded(cast)
    delivered(cast, order_id, "despatch", "D-1", 50)
    delivered(cast, order_id, "despatch", "D-2", 50)
    delivered(cast, order_id, "receipt", "R-1", 60, despatches=["D-1", "D-2"])
    delivered(cast, order_id, "receipt", "R-2", 40, despatches=["D-2"])
    assert pieces(cast, order_id) == [("accepted", 50, 50), ("accepted", 50, 10), ("accepted", 40, 40)]


def test_a_second_receipt_is_reckoned_though_the_order_was_changed_between(cast: Cast) -> None:
    """The only line was meant by a row that names none; now there are two."""
    order_id = loaded(cast)
    delivered(cast, order_id, "despatch", "D-1", 90)
    _by_hand(cast, order_id, quantity=50)
    delivered(cast, order_id, "receipt", "R-1", lines=[{"quantity": 50, "unit": "KGM"}], despatches=["D-1"])
    restated(cast, order_id, lines=[row(), row(reference="2", quantity=5, amount=5)])
    delivered(cast, order_id, "receipt", "R-2", 40, despatches=["D-1"])
    assert pieces(cast, order_id) == [("accepted", 90, 50), ("accepted", 40, 40)]


def test_what_was_taken_back_stays_taken_back(cast: Cast) -> None:
    """A later receipt accepts no more than it says itself."""
    order_id = loaded(cast)
    delivered(cast, order_id, "despatch", "D-1", 90)
    delivered(cast, order_id, "receipt", "R-1", 50, despatches=["D-1"])
    manager = _manager(cast)
    with scope.reading(cast.company_id):
        piece_id = Piece.objects.get(order_id=order_id).id
    evidence.correct(by=manager, at=NOW, piece_id=piece_id, quantity=Decimal(20), reason=WHY)
    grant_role(by=cast.olga, at=NOW, member_id=cast.amir.id, role="manager")
    with scope.reading(cast.company_id):
        taken_back = Piece.objects.get(order_id=order_id, corrects_id=piece_id).submission_id
    evidence.accept(by=cast.again("amir"), at=NOW, submission_id=taken_back)
    delivered(cast, order_id, "receipt", "R-2", 40, despatches=["D-1"])
    assert order_of(cast, order_id).accepted_amount == 70


def test_a_despatch_that_is_missing_beside_another_shows_nothing_new_later(cast: Cast) -> None:
    order_id = loaded(cast)
    delivered(cast, order_id, "despatch", "D-1", 50)
    delivered(cast, order_id, "receipt", "R-1", 90, despatches=["D-1", "D-2"])
    delivered(cast, order_id, "despatch", "D-2", 40)
    assert pieces(cast, order_id) == [("accepted", 50, 50), ("accepted", 40, 40)]


def test_a_receipt_that_waited_for_its_order_is_reckoned_too(cast: Cast) -> None:
    """What it says is kept when it is taken in: while it waits, nobody knows which lines it means."""
    arrived = file("R-1", "UBL 2.1 receipt")
    keep(by=cast.fay, at=NOW, file=arrived, became="waiting", reasons=[], waits_for="ERP1")
    order_id = loaded(cast)
    delivered(cast, order_id, "receipt", "R-1", 50, despatches=["D-1"])
    delivered(cast, order_id, "receipt", "R-2", 40, despatches=["D-1"])
    assert pieces(cast, order_id) == [("accepted", 50, 50), ("accepted", 40, 40)]


def _by_hand(cast: Cast, order_id: UUID, quantity: int = 90) -> None:
    """A person accepts so much of the only piece."""
    with scope.reading(cast.company_id):
        piece = Piece.objects.get(order_id=order_id)
    taken = [AcceptedPiece(piece_id=piece.id, quantity=Decimal(quantity))]
    evidence.accept(by=_manager(cast), at=NOW, submission_id=piece.submission_id, pieces=taken, reason=WHY)


def _told(cast: Cast) -> list[tuple[str, list[str]]]:
    """What the log says of each receipt, and what it adds of its own."""
    receipts = arrivals(cast, became="receipt")
    with scope.reading(cast.company_id):
        said = told(cast.fay, receipts)
        return [(one.became, [reason["words"] for reason in one.arrival.reasons]) for one in said]


def _manager(cast: Cast) -> Member:
    """Fay loaded it, so she is who answers for it."""
    grant_role(by=cast.olga, at=NOW, member_id=cast.fay.id, role="manager")
    return cast.again("fay")
