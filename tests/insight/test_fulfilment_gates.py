"""The gates after issue, the figures and the way back from a payment: one record from evidence to settled money."""

from datetime import timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID

import pytest
from babel.dates import format_date

from counterfoil.foundation.catalogue.actions import MatchPolicyValues, set_match_policy
from counterfoil.foundation.companies.actions.members import grant_role
from counterfoil.foundation.kernel import scope
from counterfoil.foundation.kernel.money import ZERO
from counterfoil.foundation.kernel.refusals import Refused
from counterfoil.foundation.parties.holds import HoldValues
from counterfoil.insight.shapes.trace import traced
from counterfoil.insight.shapes.worded import as_text
from counterfoil.insight.trace.gate import Gate
from counterfoil.insight.trace.record import Record, record
from counterfoil.insight.trace.standings import listed, standings
from counterfoil.lifecycle.evidence import actions as evidence
from counterfoil.lifecycle.invoices import actions as invoices
from counterfoil.lifecycle.matching import actions as matching
from counterfoil.lifecycle.orders import actions as orders
from counterfoil.lifecycle.payments import actions as payments

from ..actions.billing import (
    accepted,
    disputed,
    exception_of,
    initiated,
    invoice_of,
    matched,
    piece_of,
    received,
    released,
    settled,
    submitted,
)
from ..cast import NOW, Cast, line

WORK = ("evidence", "invoiced", "matched", "released", "settled")


def seen(cast: Cast, order_id: Any, name: str = "otto", at: Any = NOW) -> Record:
    """The record as a member sees it."""
    with scope.reading(cast.company_id):
        return record(cast.members[name], order_id, at)


def gate(cast: Cast, order_id: Any, key: str, name: str = "otto") -> Gate:
    """One gate of it."""
    return next(one for one in seen(cast, order_id, name).gates if one.key == key)


def status(cast: Cast, order_id: Any) -> list[str]:
    """How each gate after issue stands."""
    return [one.status for one in seen(cast, order_id).gates if one.key in WORK]


@pytest.mark.parametrize(("quantities", "more"), [([8, 9], "1 more stands open."), ([8, 8], "2 more stand open.")])
def test_how_many_more_stand_open_is_counted_in_words(cast: Cast, quantities: list[int], more: str) -> None:
    """The second invoice of one amount looks like the first, too."""
    order_id = cast.issued()
    accepted(cast, order_id, 6)
    for place, quantity in enumerate(quantities):
        received(cast, order_id, number=f"R-{place}", quantity=quantity)
    assert gate(cast, order_id, "matched").sentence.endswith(more)


def stands(cast: Cast, order_id: Any) -> tuple[str, str, list[str]]:
    """Where the order stands, how, and whose move it is; a list says the same."""
    at = seen(cast, order_id).stands_at
    with scope.reading(cast.company_id):
        [row] = standings(cast.otto, list(listed(cast.otto).filter(id=order_id)), NOW)
    assert at is not None and row.stands_at == at
    return at.key, at.status, list(at.who)


def order_of(cast: Cast, invoice_id: UUID) -> UUID:
    """The order of an invoice."""
    order_id = invoice_of(cast, invoice_id).order_id
    assert order_id is not None
    return order_id


@pytest.mark.req(88, 109, 110)
def test_an_order_goes_through_every_gate_to_settled_money(cast: Cast) -> None:
    order_id = cast.issued()
    assert status(cast, order_id) == ["open", "later", "later", "later", "later"]
    assert stands(cast, order_id) == ("evidence", "open", ["Cleo"])
    sent = submitted(cast, order_id)
    assert stands(cast, order_id)[:2] == ("evidence", "open") and "Rita" in stands(cast, order_id)[2]
    evidence.accept(by=cast.rita, at=NOW, submission_id=sent)
    assert status(cast, order_id) == ["done", "open", "later", "later", "later"]
    assert stands(cast, order_id) == ("invoiced", "open", ["Cleo"])
    bill = UUID(received(cast, order_id)["id"])
    assert status(cast, order_id) == ["done", "done", "done", "open", "later"]
    assert stands(cast, order_id) == ("released", "open", ["Fay"])
    payment = released(cast, bill)
    assert stands(cast, order_id) == ("settled", "open", ["Fay"])
    payments.initiate(by=cast.fay, at=NOW, payment_id=payment)
    assert "On its way since" in gate(cast, order_id, "settled").sentence
    payments.settle(by=cast.fay, at=NOW, payment_id=payment)
    assert status(cast, order_id) == ["done"] * 5
    assert seen(cast, order_id).stands_at is None


def test_evidence_that_the_requester_submitted_is_another_managers_to_decide(cast: Cast) -> None:
    order_id = cast.issued()
    submitted(cast, order_id, who="rita")
    found = gate(cast, order_id, "evidence")
    assert (found.status, found.who) == ("blocked", [])
    assert "Nobody is left who could decide" in found.sentence


def test_a_part_that_is_accepted_leaves_the_rest_to_be_shown(cast: Cast) -> None:
    order_id = cast.issued()
    accepted(cast, order_id, 4)
    assert gate(cast, order_id, "evidence").sentence == "A part is accepted. Cleo shows the rest once it is done."
    received(cast, order_id, quantity=4)
    assert gate(cast, order_id, "invoiced").status == "done"
    accepted(cast, order_id, 3)
    assert gate(cast, order_id, "invoiced").sentence == "Invoiced so far with R-1. Cleo invoices the rest."


def test_an_order_that_is_matched_two_way_asks_for_no_evidence(cast: Cast) -> None:
    values = {"name": "Two-way", "ways": 2, "is_default": True, "tolerances": []}
    set_match_policy(by=cast.fay, at=NOW, values=MatchPolicyValues.model_validate(values))
    order_id = cast.issued()
    assert status(cast, order_id)[:2] == ["not_asked", "open"]
    assert seen(cast, order_id).money.to_invoice == 1000
    received(cast, order_id, quantity=4)
    assert seen(cast, order_id).money.to_invoice == 600


@pytest.mark.req(82, 88)
def test_an_exception_blocks_with_its_sentence_its_owner_and_its_day(cast: Cast) -> None:
    bill = disputed(cast)
    order_id = order_of(cast, bill)
    found = gate(cast, order_id, "matched")
    assert (found.status, list(found.who)) == ("blocked", ["Rita"])
    due = format_date(exception_of(cast, bill, "price").due_on, "medium", locale="en")
    assert found.sentence.startswith("R-1: Unit price 110.00 EUR where 100.00 EUR was ordered")
    assert found.sentence.endswith(f"Rita settles it by {due}.")
    assert stands(cast, order_id)[0] == "matched", "what is blocked comes before the evidence that is still to come"
    matching.accept(by=cast.bela, at=NOW, exception_id=exception_of(cast, bill, "price").id, reason="Agreed by phone.")
    assert gate(cast, order_id, "matched").sentence == "R-1: cleared by Bela."


def test_an_invoice_that_waits_counts_as_invoiced_and_not_as_covered(cast: Cast) -> None:
    order_id = cast.issued()
    accepted(cast, order_id)
    received(cast, order_id, quantity=10, unit_price="110.00")
    assert gate(cast, order_id, "invoiced").status == "done"
    money = seen(cast, order_id).money
    assert (money.invoiced, money.remaining, money.to_invoice) == (0, 1000, 0)


@pytest.mark.req(29, 85)
def test_the_five_figures_and_never_initiated_for_settled(cast: Cast) -> None:
    bill = matched(cast, quantity=8)
    order_id = order_of(cast, bill)
    payment = released(cast, bill)

    def figures() -> tuple[Any, ...]:
        money = seen(cast, order_id).money
        return money.authorised, money.accepted, money.invoiced, money.initiated, money.settled, money.remaining

    assert figures() == (1000, 1000, 800, 0, 0, 200)
    payments.initiate(by=cast.fay, at=NOW, payment_id=payment)
    assert figures() == (1000, 1000, 800, 800, 0, 200)
    payments.settle(by=cast.fay, at=NOW, payment_id=payment)
    assert figures() == (1000, 1000, 800, 800, 800, 200)


def test_what_failed_is_neither_initiated_nor_settled_and_is_released_again(cast: Cast) -> None:
    bill = matched(cast)
    order_id, payment = order_of(cast, bill), initiated(cast, bill)
    grant_role(by=cast.olga, at=NOW, member_id=cast.petra.id, role="finance", confirm=cast.petra.name)
    payments.fail(by=cast.again("petra"), at=NOW, payment_id=payment, reason="The account is closed.")
    assert seen(cast, order_id).money.initiated == ZERO
    found = gate(cast, order_id, "released")
    assert found.sentence == "The payment of R-1 failed: “The account is closed.” Fay releases it again."
    assert stands(cast, order_id) == ("released", "blocked", ["Fay"])
    settled(cast, bill)
    assert status(cast, order_id) == ["done"] * 5


def test_a_part_payment_is_shown_as_a_part(cast: Cast) -> None:
    bill = matched(cast)
    order_id = order_of(cast, bill)
    part = UUID(payments.release(by=cast.fay, at=NOW, invoice_id=bill, amount=400, purpose="Part of 400")["id"])
    assert stands(cast, order_id)[:2] == ("released", "open")
    payments.initiate(by=cast.fay, at=NOW, payment_id=part)
    payments.settle(by=cast.fay, at=NOW, payment_id=part)
    assert gate(cast, order_id, "settled").sentence.startswith("A part arrived on")
    assert seen(cast, order_id).money.settled == 400


def test_evidence_that_is_corrected_after_it_was_billed_shows_what_is_too_much(cast: Cast) -> None:
    order_id = cast.issued()
    piece = accepted(cast, order_id)
    received(cast, order_id)
    sent = evidence.correct(by=cast.cleo, at=NOW, piece_id=piece, quantity=3, reason="Counted twice.")["submission_id"]
    evidence.accept(by=cast.rita, at=NOW, submission_id=UUID(sent))
    assert piece_of(cast, piece).corrected_quantity == 3
    money = seen(cast, order_id).money
    assert (money.to_invoice, money.over_invoiced) == (0, 300)


def test_a_part_that_was_released_before_evidence_was_corrected_blocks_the_rest(cast: Cast) -> None:
    order_id = cast.issued()
    piece = accepted(cast, order_id)
    bill = UUID(received(cast, order_id)["id"])
    payments.release(by=cast.fay, at=NOW, invoice_id=bill, amount=Decimal(400), purpose="Part of 400")
    sent = evidence.correct(by=cast.cleo, at=NOW, piece_id=piece, quantity=3, reason="Counted twice.")["submission_id"]
    evidence.accept(by=cast.rita, at=NOW, submission_id=UUID(sent))
    found = gate(cast, order_id, "released")
    assert (found.status, list(found.who)) == ("blocked", ["Cleo"])
    assert found.sentence.startswith("R-1 bills more than is accepted now.")
    with pytest.raises(Refused):
        payments.release(by=cast.fay, at=NOW, invoice_id=bill)


def hold(what: str, **more: Any) -> HoldValues:
    """A hold as it is placed."""
    return HoldValues.model_validate({"scope": what, "reason": "Bank details are checked.", **more})


def test_a_hold_blocks_the_gate_that_it_stops_and_greys_its_move(cast: Cast) -> None:
    order_id = cast.approved()
    orders.hold(by=cast.petra, at=NOW, order_id=order_id, values=hold("everything"))
    assert stands(cast, order_id)[:2] == ("issued", "blocked")
    issue = next(move for move in seen(cast, order_id, "iris").verbs if move.verb == "order.issue")
    assert [reason.key for reason in issue.reasons] == ["on_hold"]


def test_a_hold_that_has_ended_by_its_day_blocks_nothing(cast: Cast) -> None:
    order_id = cast.approved()
    last = NOW + timedelta(days=2)
    orders.hold(by=cast.petra, at=NOW, order_id=order_id, values=hold("everything", last_day=last.date()))
    assert [one.status for one in seen(cast, order_id, at=last).gates][2] == "blocked"
    assert [one.status for one in seen(cast, order_id, at=last + timedelta(days=1)).gates][2] == "open"


def test_a_hold_on_payment_blocks_the_release_of_an_invoice(cast: Cast) -> None:
    bill = matched(cast)
    invoices.hold(by=cast.petra, at=NOW, invoice_id=bill, values=hold("payment"))
    found = gate(cast, order_of(cast, bill), "released")
    assert (found.status, "Bank details are checked." in found.sentence) == ("blocked", True)


def test_who_cleared_is_not_named_as_who_could_release(cast: Cast) -> None:
    bill = disputed(cast)
    order_id = order_of(cast, bill)
    matching.accept(by=cast.fay, at=NOW, exception_id=exception_of(cast, bill, "price").id, reason="Agreed by phone.")
    found = gate(cast, order_id, "released")
    assert (found.status, "Nobody is left who could release R-1" in found.sentence) == ("blocked", True)


def test_a_contractor_reads_what_is_wrong_and_nothing_internal(cast: Cast) -> None:
    bill = disputed(cast)
    order_id = order_of(cast, bill)
    found = gate(cast, order_id, "matched", "cleo")
    assert found.sentence.startswith("Your invoice R-1 waits: Unit price 110.00 EUR") and not found.who
    matching.accept(by=cast.bela, at=NOW, exception_id=exception_of(cast, bill, "price").id, reason="Agreed by phone.")
    invoices.hold(by=cast.petra, at=NOW, invoice_id=bill, values=hold("payment"))
    text = as_text(traced(cast.cleo, str(order_id), NOW))
    assert gate(cast, order_id, "released", "cleo").sentence == "Your invoice R-1 is on hold."
    names = ("Amir", "Bela", "Iris", "Rita", "Petra", "Fay", "Bank details", "Agreed by phone")
    assert not [name for name in names if name in text]


def test_a_closed_order_keeps_what_was_done_and_waits_for_nothing(cast: Cast) -> None:
    order_id = cast.issued()
    orders.close(by=cast.rita, at=NOW, order_id=order_id, reason="Nothing more comes.")
    assert status(cast, order_id) == ["later"] * 5
    assert seen(cast, order_id).money.remaining == 0, "what was left is given up"
    assert gate(cast, order_id, "evidence").sentence == "It was closed before this."
    assert seen(cast, order_id).stands_at is None


@pytest.mark.req(35)
def test_one_reading_answers_the_three_questions_whatever_hangs_on_it(
    cast: Cast, django_assert_num_queries: Any
) -> None:
    some, many = (cast.issued(lines=[line(40)]) for _ in range(2))
    for order_id, bills in ((some, {"Alpha": 4}), (many, {"Bravo": 5, "Charlie": 3, "Delta": 2, "Echo": 1})):
        for number, quantity in bills.items():
            accepted(cast, order_id, quantity)
            settled(cast, UUID(received(cast, order_id, number=number, quantity=quantity)["id"]))
    for order_id in (some, many):
        with scope.reading(cast.company_id), django_assert_num_queries(26):
            record(cast.otto, order_id, NOW)
