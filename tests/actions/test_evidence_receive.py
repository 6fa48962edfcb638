"""evidence.receive: a despatch advice shows work, a receipt advice of ours accepts it."""

from decimal import Decimal
from functools import partial
from typing import Any
from uuid import UUID

import pytest

from counterfoil.foundation.companies.actions.members import grant_role
from counterfoil.foundation.kernel import scope
from counterfoil.foundation.parties.holds import HoldValues
from counterfoil.lifecycle.evidence import actions as evidence
from counterfoil.lifecycle.evidence import queries
from counterfoil.lifecycle.evidence.models import Piece
from counterfoil.lifecycle.matching import actions as matching
from counterfoil.lifecycle.matching.models import InvoiceException
from counterfoil.lifecycle.orders import actions as orders

from ..cast import NOW, Cast, line
from .billing import kinds_of, submitted
from .loading import arrivals, billed, delivered, delivery, file, loaded, pieces, row
from .ordering import order_of
from .solo import found_solo
from .verb import WHY, Given, VerbTests, refused


class TestEvidenceReceive(VerbTests):
    verb, who = "evidence.receive", "petra"

    def given(self, cast: Cast) -> Given:
        return {"order_id": loaded(cast), "values": delivery("despatch", "D-1"), "file": file("D-1")}

    def otherwise(self, given: Given) -> Given:
        return given | {"file": file("D-2")}


@pytest.mark.req(78)
def test_a_despatch_advice_waits_and_its_receipt_accepts_it(cast: Cast) -> None:
    order_id = loaded(cast)
    delivered(cast, order_id, "despatch", "D-1", 90)
    assert pieces(cast, order_id) == [("submitted", 90, 0)]
    delivered(cast, order_id, "receipt", "R-1", 90, despatches=["d 1"])
    assert pieces(cast, order_id) == [("accepted", 90, 90)]
    assert arrivals(cast, became="receipt")[0].reasons == []
    assert order_of(cast, order_id).accepted_amount == 90


def test_less_came_than_was_sent(cast: Cast) -> None:
    order_id = loaded(cast)
    delivered(cast, order_id, "despatch", "D-1", 90)
    delivered(cast, order_id, "receipt", "R-1", 80, despatches=["D-1"])
    assert pieces(cast, order_id) == [("accepted", 90, 80)]


def test_more_came_than_was_sent(cast: Cast) -> None:
    order_id = loaded(cast)
    delivered(cast, order_id, "despatch", "D-1", 90)
    delivered(cast, order_id, "receipt", "R-1", 95, despatches=["D-1"])
    assert pieces(cast, order_id) == [("accepted", 90, 90), ("accepted", 5, 5)]


def test_several_rows_on_one_line_count_together(cast: Cast) -> None:
    order_id = loaded(cast)
    delivered(cast, order_id, "despatch", "D-1", 90)
    rows = [{"reference": "1", "quantity": quantity, "unit": "KGM"} for quantity in (50, 40)]
    delivered(cast, order_id, "receipt", "R-1", lines=rows, despatches=["D-1"])
    assert pieces(cast, order_id) == [("accepted", 90, 90)]


def test_a_receipt_without_a_despatch_makes_and_accepts(cast: Cast) -> None:
    order_id = loaded(cast)
    delivered(cast, order_id, "receipt", "R-1", 90)
    assert pieces(cast, order_id) == [("accepted", 90, 90)]
    assert arrivals(cast, became="receipt")[0].reasons == []


def test_what_was_taken_back_stays_taken_back_when_more_comes(cast: Cast) -> None:
    """50 came and 10 of them were no good; then 30 more came, which are 30 and not the 40 that both receipts lack."""
    order_id = loaded(cast)
    delivered(cast, order_id, "receipt", "R-1", 50, despatches=["D-1"])
    with scope.reading(cast.company_id):
        piece_id = Piece.objects.get(order_id=order_id).id
    back = evidence.correct(by=cast.cleo, at=NOW, piece_id=piece_id, quantity=Decimal(10), reason=WHY)
    evidence.accept(by=cast.rita, at=NOW, submission_id=UUID(back["submission_id"]))
    assert order_of(cast, order_id).accepted_amount == 40
    delivered(cast, order_id, "receipt", "R-2", 30, despatches=["D-1"])
    assert order_of(cast, order_id).accepted_amount == 70


def sent_and_accepted(cast: Cast, order_id: UUID, quantity: int) -> Piece:
    """What D-1 shows, which Rita accepted by hand."""
    delivered(cast, order_id, "despatch", "D-1", quantity)
    with scope.reading(cast.company_id):
        piece = Piece.objects.get(order_id=order_id)
    evidence.accept(by=cast.rita, at=NOW, submission_id=piece.submission_id)
    return piece


def test_what_is_accepted_of_one_despatch_is_not_taken_for_another(cast: Cast) -> None:
    """All of the first was accepted by hand, and more than its receipt says."""
    order_id = loaded(cast)
    sent_and_accepted(cast, order_id, 60)
    delivered(cast, order_id, "receipt", "R-1", 30, despatches=["D-1"])
    assert order_of(cast, order_id).accepted_amount == 60
    delivered(cast, order_id, "receipt", "R-2", 30, despatches=["D-2"])
    assert order_of(cast, order_id).accepted_amount == 90


def test_what_was_taken_back_by_hand_may_be_received_after_all(cast: Cast) -> None:
    """90 were accepted by hand and 20 taken back; the receipt says that 90 came."""
    order_id = loaded(cast)
    piece = sent_and_accepted(cast, order_id, 90)
    back = evidence.correct(by=cast.cleo, at=NOW, piece_id=piece.id, quantity=Decimal(20), reason=WHY)
    evidence.accept(by=cast.rita, at=NOW, submission_id=UUID(back["submission_id"]))
    delivered(cast, order_id, "receipt", "R-1", 90, despatches=["D-1"])
    assert order_of(cast, order_id).accepted_amount == 90


def test_a_receipt_takes_what_waits_under_the_despatches_that_it_names(cast: Cast) -> None:
    """Not under those that another receipt names beside them, nor what was shown by hand."""
    order_id = loaded(cast)
    delivered(cast, order_id, "despatch", "D-1", 50)
    delivered(cast, order_id, "despatch", "D-2", 10)
    submitted(cast, order_id, 5)
    delivered(cast, order_id, "receipt", "R-1", 50, despatches=["D-1", "D-2"])
    delivered(cast, order_id, "receipt", "R-2", 20, despatches=["D-1", "–"])
    waits = [("submitted", 10, 0), ("submitted", 5, 0)]
    assert sorted(pieces(cast, order_id)) == sorted([("accepted", 50, 50), *waits, ("accepted", 20, 20)])


def test_despatches_that_come_after_their_receipt_show_nothing_new(cast: Cast) -> None:
    order_id = loaded(cast)
    delivered(cast, order_id, "receipt", "R-1", 90, despatches=["D-1", "D-2"])
    for number in ("D-1", "d 2"):
        assert delivered(cast, order_id, "despatch", number, 45)["became"] == "despatch"
    assert pieces(cast, order_id) == [("accepted", 90, 90)]
    assert [arrival.reasons[0]["key"] for arrival in arrivals(cast, became="despatch")] == ["received_before"] * 2
    delivered(cast, order_id, "despatch", "D-3", 5)
    assert pieces(cast, order_id) == [("accepted", 90, 90), ("submitted", 5, 0)]


def test_of_a_line_that_its_receipt_does_not_name_a_late_despatch_shows_all(cast: Cast) -> None:
    order_id = loaded(cast, lines=[row(), row(reference="2", amount=20, quantity=20)], net=120)
    delivered(cast, order_id, "receipt", "受領", 90, despatches=["D-0", "D-1"])
    rows = [{"reference": name, "quantity": quantity, "unit": "KGM"} for name, quantity in (("1", 90), ("2", 20))]
    delivered(cast, order_id, "despatch", "D-1", lines=rows)
    assert pieces(cast, order_id) == [("accepted", 90, 90), ("submitted", 20, 0)]
    assert arrivals(cast, became="despatch")[0].reasons == []


def test_what_a_receipt_made_is_not_shown_again_where_only_its_file_is_there(cast: Cast, monkeypatch: Any) -> None:
    order_id = loaded(cast)
    delivered(cast, order_id, "receipt", "R-1", 90, despatches=["D-1"])
    monkeypatch.setattr(queries, "receipts", lambda _order: [])
    delivered(cast, order_id, "despatch", "D-1", 90)
    assert pieces(cast, order_id) == [("accepted", 90, 90)]


def test_the_same_number_again_accepts_nothing(cast: Cast) -> None:
    order_id = loaded(cast)
    delivered(cast, order_id, "receipt", "R-1", 40)
    assert delivered(cast, order_id, "receipt", "r 1", 40, note="scanned again")["became"] == "second"
    assert pieces(cast, order_id) == [("accepted", 40, 40)]


def test_no_more_than_is_ordered(cast: Cast) -> None:
    order_id = loaded(cast)
    assert refused(cast, partial(delivered, cast, order_id, "receipt", "R-1", 101)) == ["more_than_ordered"]


def test_a_line_is_known_by_its_item_or_because_it_is_the_only_one(cast: Cast) -> None:
    lines = [row(seller_item="S1"), row(reference="2", seller_item="S2", quantity=5, amount=5)]
    order_id = loaded(cast, lines=lines, net=105)
    unclear = {"lines": [{"quantity": 5, "unit": "KGM"}]}
    assert refused(cast, partial(delivered, cast, order_id, "receipt", "R-1", **unclear)) == ["line_unclear"]
    delivered(cast, order_id, "receipt", "R-1", lines=[{"quantity": 5, "unit": "KGM", "seller_item": "S2"}])
    other = {"lines": [{"reference": "1", "quantity": 5, "unit": "LTR"}]}
    assert refused(cast, partial(delivered, cast, order_id, "receipt", "R-2", **other)) == ["unit"]


def test_not_on_hold(cast: Cast) -> None:
    order_id = loaded(cast)
    orders.hold(by=cast.fay, at=NOW, order_id=order_id, values=HoldValues(scope="everything", reason=WHY))
    assert refused(cast, partial(delivered, cast, order_id, "receipt", "R-1")) == ["on_hold"]
    assert delivered(cast, order_id, "despatch", "D-1")["became"] == "despatch"


def test_who_received_it_counts_as_its_accepter(cast: Cast) -> None:
    """Petra received the receipt, so she does not clear the invoice on it."""
    order_id = loaded(cast)
    delivered(cast, order_id, "receipt", "R-1", 80)
    invoice_id = billed(cast)["id"]
    assert kinds_of(cast, invoice_id) == ["quantity"]
    exception_id = _exception(cast, invoice_id)
    accept = partial(matching.accept, by=cast.petra, at=NOW, exception_id=exception_id, reason=WHY)
    assert "own_acceptance" in refused(cast, accept)


def test_nobody_accepts_what_pays_themselves(cast: Cast) -> None:
    order_id = loaded(cast)
    grant_role(by=cast.olga, at=NOW, member_id=cast.cleo.id, role="payables")
    values, arrived = delivery("receipt", "R-1"), file("R-1")
    by = cast.again("cleo")
    receive = partial(evidence.receive, by=by, at=NOW, order_id=order_id, values=values, file=arrived)
    assert refused(cast, receive) == ["own_work"]


def _ours(cast: Cast) -> UUID:
    """An order of ours over 100 kilograms, asked for by Rita."""
    return cast.issued(lines=[line(quantity=100, unit="KGM", unit_price=1)])


def _received(cast: Cast, who: str, order_id: UUID, kind: str = "receipt", number: str = "R-1", **more: Any) -> Any:
    """What becomes of a despatch or receipt advice that somebody sends for it."""
    values, arrived = delivery(kind, number, **more), file(number, f"UBL 2.1 {kind}", f"{who} {number}")
    return evidence.receive(by=cast.again(who), at=NOW, order_id=order_id, values=values, file=arrived)


@pytest.mark.req(77, 78)
def test_on_an_order_of_ours_a_receipt_accepts_only_for_who_may_accept(cast: Cast) -> None:
    """Whoever pays, enters invoices or owns the company says nothing about work that others asked for."""
    order_id = _ours(cast)
    _received(cast, "petra", order_id, "despatch", "D-1")
    receipt = partial(_received, cast, order_id=order_id, despatches=["D-1"])
    assert refused(cast, partial(receipt, "fay")) == ["not_permitted", "not_responsible"]
    assert refused(cast, partial(receipt, "petra")) == ["not_permitted", "not_responsible", "own_evidence"]
    assert refused(cast, partial(receipt, "olga")) == ["not_responsible"]
    assert pieces(cast, order_id) == [("submitted", 90, 0)]
    assert receipt("rita")["became"] == "receipt"
    assert pieces(cast, order_id) == [("accepted", 90, 90)]


@pytest.mark.req(77)
def test_on_an_order_of_ours_nobody_accepts_what_they_bring_themselves(cast: Cast) -> None:
    """Not with one receipt that nobody has shown anything for, nor in two steps, nor by hand."""
    order_id = _ours(cast)
    assert refused(cast, partial(_received, cast, "rita", order_id)) == ["own_evidence"]
    _received(cast, "rita", order_id, "despatch", "D-1", quantity=60)
    own = partial(_received, cast, "rita", order_id, quantity=60, despatches=["D-1"])
    assert refused(cast, own) == ["own_evidence"]
    with scope.reading(cast.company_id):
        sent = Piece.objects.get(order_id=order_id).submission_id
    by_hand = partial(evidence.accept, by=cast.rita, at=NOW, submission_id=sent)
    assert refused(cast, by_hand) == ["own_evidence"]
    grant_role(by=cast.olga, at=NOW, member_id=cast.amir.id, role="manager")
    more = partial(_received, cast, "amir", order_id, despatches=["D-1"])
    assert refused(cast, more) == ["own_evidence"]
    assert _received(cast, "amir", order_id, quantity=60, despatches=["D-1"])["became"] == "receipt"


@pytest.mark.req(77)
def test_the_rest_of_what_somebody_showed_is_shown_by_them(cast: Cast) -> None:
    """Rita accepts with two receipts what Petra showed at once; what nobody showed she brings herself."""
    order_id = _ours(cast)
    _received(cast, "petra", order_id, "despatch", "D-1")
    _received(cast, "rita", order_id, quantity=50, despatches=["D-1"])
    more = partial(_received, cast, "rita", order_id, number="R-2", despatches=["D-1"])
    assert refused(cast, partial(more, quantity=41)) == ["own_evidence"]
    more(quantity=40)
    assert pieces(cast, order_id) == [("accepted", 90, 50), ("accepted", 40, 40)]
    assert refused(cast, partial(_received, cast, "rita", order_id, number="R-3", quantity=1, despatches=["D-1"])) == [
        "own_evidence"
    ]


def test_alone_in_the_company_one_receives_what_one_ordered(cast: Cast) -> None:
    """Where two people are not required, a receipt without a despatch shows and accepts."""
    solo = found_solo()
    solo.set_policy()
    solo.separate(False)
    act: Given = {"by": solo.sole, "at": NOW, "order_id": solo.draft()}
    shown = orders.submit(**act)["digest"]
    orders.approve(**act, shown=shown)
    orders.issue(**act)
    values = delivery("receipt", "R-1", lines=[{"quantity": 10, "unit": "HUR"}])
    assert evidence.receive(**act, values=values, file=file("R-1"))["became"] == "receipt"


def test_a_line_is_worth_its_share_where_its_minter_states_another_amount(cast: Cast) -> None:
    order_id = loaded(cast, lines=[row(unit_price=100)])
    delivered(cast, order_id, "receipt", "R-1", 90)
    assert order_of(cast, order_id).accepted_amount == 90


def _exception(cast: Cast, invoice_id: str) -> UUID:
    with scope.reading(cast.company_id):
        return InvoiceException.objects.get(invoice_id=invoice_id, state="open").id
