"""What waited is looked at again when what it waited for has happened, once, and by nobody's hand."""

from datetime import timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID

import pytest

from counterfoil.foundation.kernel import scope
from counterfoil.foundation.parties.actions import hold_contractor, lift_contractor
from counterfoil.foundation.parties.holds import HoldValues
from counterfoil.foundation.trail.models import Cursor, Entry
from counterfoil.insight.verify.books import verify
from counterfoil.interfaces.jobs.follow import Follower
from counterfoil.interfaces.jobs.rematching import NewDay
from counterfoil.interfaces.jobs.worker import seal
from counterfoil.lifecycle.evidence import actions as evidence
from counterfoil.lifecycle.invoices import actions as invoices
from counterfoil.lifecycle.invoices.values import DocumentValues
from counterfoil.lifecycle.matching import actions as matching
from counterfoil.lifecycle.orders import actions as orders
from counterfoil.lifecycle.orders.shared_values import SharedChanges
from counterfoil.lifecycle.payments import actions as payments

from ...actions.billing import (
    accepted,
    claim,
    disputed,
    exception_of,
    invoice_of,
    kinds_of,
    received,
    released,
    submitted,
)
from ...actions.loading import delivered, file, loaded
from ...actions.running_out import run_out_is
from ...actions.sharing import share, shared
from ...cast import NOW, Cast, line

pytestmark = pytest.mark.django_db(transaction=True)
LATER = NOW + timedelta(days=4)


def settle() -> None:
    """Seal and follow until nothing is left to do."""
    follower = Follower()
    while seal() or follower.catch_up(NOW):
        continue


def state(cast: Cast, invoice_id: Any) -> str:
    """Where an invoice stands."""
    return invoice_of(cast, invoice_id).state


def hold(scope_held: str = "invoicing", **more: Any) -> HoldValues:
    """A hold as it is placed."""
    return HoldValues.model_validate({"scope": scope_held, "reason": "Bank details are checked.", **more})


def test_an_invoice_that_waits_for_evidence_passes_once_it_is_accepted(cast: Cast) -> None:
    order_id = cast.issued()
    sent = submitted(cast, order_id)
    waiting = received(cast, order_id)["id"]
    assert kinds_of(cast, waiting) == ["evidence_missing"]
    evidence.accept(by=cast.rita, at=NOW, submission_id=sent)
    settle()
    assert state(cast, waiting) == "matched"


def test_following_again_looks_no_second_time(cast: Cast) -> None:
    order_id = cast.issued()
    waiting = received(cast, order_id)["id"]
    accepted(cast, order_id)
    settle()
    version = invoice_of(cast, waiting).version
    with scope.bookkeeping(cast.company_id):
        Cursor.objects.update(position=0)
    settle()
    assert invoice_of(cast, waiting).version == version
    with scope.reading(cast.company_id):
        assert Entry.objects.filter(verb="invoice.match").count() == 1


def test_the_first_in_line_takes_the_room_that_is_given_back(cast: Cast) -> None:
    order_id = cast.issued()
    accepted(cast, order_id)
    first = received(cast, order_id, number="A", quantity=10)["id"]
    second = received(cast, order_id, number="B", quantity=6)["id"]
    third = received(cast, order_id, number="C", quantity=7)["id"]
    assert [state(cast, one) for one in (first, second, third)] == ["matched", "disputed", "disputed"]
    matching.void(by=cast.petra, at=NOW, invoice_id=UUID(first), reason="Entered for the wrong month.")
    settle()
    assert [state(cast, one) for one in (first, second, third)] == ["void", "matched", "disputed"]


@pytest.mark.parametrize("on", ["order", "invoice", "contractor"])
def test_what_a_hold_stopped_goes_on_when_it_is_lifted(cast: Cast, on: str) -> None:
    order_id = cast.issued()
    accepted(cast, order_id)
    if on == "order":
        held = orders.hold(by=cast.petra, at=NOW, order_id=order_id, values=hold())["hold_id"]
    elif on == "contractor":
        held = hold_contractor(by=cast.petra, at=NOW, contractor_id=cast.contractor_id, values=hold())["hold_id"]
    waiting = UUID(received(cast, order_id)["id"])
    if on == "invoice":
        held = invoices.hold(by=cast.petra, at=NOW, invoice_id=waiting, values=hold())["hold_id"]
        matching.match(by=cast.petra, at=NOW, invoice_id=waiting)
    assert kinds_of(cast, waiting) == ["hold"]
    said = {"by": cast.petra, "at": NOW, "hold_id": UUID(held), "reason": "They are right."}
    if on == "order":
        orders.lift(order_id=order_id, **said)
    elif on == "contractor":
        lift_contractor(contractor_id=cast.contractor_id, **said)
    else:
        invoices.lift(invoice_id=waiting, **said)
    settle()
    assert state(cast, waiting) == "matched"


def test_a_credit_note_that_came_first_finds_its_invoice(cast: Cast) -> None:
    order_id = cast.issued()
    accepted(cast, order_id)
    note = received(cast, None, kind="credit", number="C-1", credits="R-1", quantity=2)["id"]
    assert kinds_of(cast, note) == ["invoice_unknown"]
    bill = received(cast, order_id, number="R-1")["id"]
    settle()
    assert (state(cast, note), invoice_of(cast, bill).credited_amount) == ("matched", 200)


def correction(cast: Cast, order_id: UUID, number: str, corrects: str) -> str:
    """A correction over 8 hours that Petra received."""
    said = claim(cast, order_id, number=number, quantity=8).model_dump(mode="json")
    said["lines"][0]["amount"] = said["total"]
    values = DocumentValues.model_validate(said | {"is_correction": True, "corrects": corrects, "type_code": "384"})
    return str(matching.receive(by=cast.petra, at=NOW, values=values, file=file(number))["id"])


def test_a_correction_that_waits_for_a_payment_takes_its_place_once_that_is_cancelled(cast: Cast) -> None:
    order_id = cast.issued()
    accepted(cast, order_id)
    first = received(cast, order_id)["id"]
    payment = released(cast, UUID(first))
    corrected = correction(cast, order_id, "R-1", "R-1")
    settle()
    assert (state(cast, first), state(cast, corrected)) == ("paying", "disputed")
    payments.cancel(by=cast.fay, at=NOW, payment_id=payment, reason="It was corrected.")
    settle()
    assert (state(cast, first), state(cast, corrected)) == ("void", "matched")
    assert {one.check for one in verify(cast.company_id).findings} == {"document"}  # no bytes were sent


def test_a_correction_that_came_first_finds_what_it_corrects(cast: Cast) -> None:
    order_id = cast.issued()
    accepted(cast, order_id)
    corrected = correction(cast, order_id, "R-2", "R-1")
    assert kinds_of(cast, corrected) == ["corrects_unknown"]
    first = received(cast, order_id)["id"]
    settle()
    assert (state(cast, first), state(cast, corrected)) == ("void", "matched")


def test_an_order_that_is_reopened_takes_what_waited(cast: Cast) -> None:
    order_id = cast.issued()
    orders.close(by=cast.rita, at=NOW, order_id=order_id, reason="Nothing more comes.")
    waiting = received(cast, order_id)["id"]
    assert "order_not_open" in kinds_of(cast, waiting)
    orders.reopen(by=cast.iris, at=NOW, order_id=order_id, reason="An invoice came.")
    settle()
    assert kinds_of(cast, waiting) == ["evidence_missing"]


def test_an_invoice_that_names_its_engagement_passes_once_its_order_is_attached_to_it(cast: Cast) -> None:
    order_id = loaded(cast)
    delivered(cast, order_id, "receipt", "R-1", 90)
    lines = [{"text": "Beeswax", "quantity": 90, "unit": "KGM", "unit_price": 1}]
    waiting = received(cast, order_id, engagement_id=cast.engagement_id, lines=lines)["id"]
    settle()
    assert kinds_of(cast, waiting) == ["coding"]
    orders.attach(by=cast.fay, at=NOW, order_id=order_id, engagement_id=cast.engagement_id)
    settle()
    assert state(cast, waiting) == "matched"


def test_a_hold_that_ended_by_its_day_is_noticed_on_the_next_day(cast: Cast) -> None:
    order_id = cast.issued()
    accepted(cast, order_id)
    orders.hold(by=cast.petra, at=NOW, order_id=order_id, values=hold(last_day=(NOW + timedelta(days=2)).date()))
    waiting = received(cast, order_id)["id"]
    days = NewDay()
    assert days.turn(NOW + timedelta(days=2)) == 1
    assert kinds_of(cast, waiting) == ["hold"]
    assert days.turn(NOW + timedelta(days=2, minutes=1)) == 0, "a day begins once"
    days.turn(LATER)
    assert state(cast, waiting) == "matched"


def test_an_invoice_dated_ahead_passes_when_its_day_has_come(cast: Cast) -> None:
    order_id = cast.issued()
    accepted(cast, order_id)
    waiting = received(cast, order_id, issued_on=(NOW + timedelta(days=2)).date())["id"]
    assert kinds_of(cast, waiting) == ["date"]
    NewDay().turn(NOW)
    assert kinds_of(cast, waiting) == ["date"]
    NewDay().turn(LATER)
    assert state(cast, waiting) == "matched"


def test_what_was_settled_meanwhile_is_left_alone(cast: Cast) -> None:
    waiting = disputed(cast)
    order_id = invoice_of(cast, waiting).order_id
    assert order_id
    accepted(cast, cast.issued())
    matching.reject(by=cast.petra, at=NOW, invoice_id=waiting, reason="Not ours.")
    settle()
    assert state(cast, waiting) == "rejected"
    with scope.reading(cast.company_id):
        assert not Entry.objects.filter(verb="invoice.match").exists()


def test_evidence_taken_back_after_matching_disputes_the_invoice_and_somebody_owns_it(cast: Cast) -> None:
    order_id = cast.issued(lines=[line(25, "100.00")])
    piece_id = accepted(cast, order_id, 25)
    bill = received(cast, order_id, quantity=25)["id"]
    assert state(cast, bill) == "matched"
    minus = evidence.correct(by=cast.cleo, at=NOW, piece_id=piece_id, quantity=Decimal(5), reason="It was done twice.")
    evidence.accept(by=cast.rita, at=NOW, submission_id=UUID(minus["submission_id"]))
    settle()
    assert (state(cast, bill), kinds_of(cast, bill)) == ("disputed", ["quantity"])
    assert exception_of(cast, UUID(bill), "quantity").owner.name == "Rita"


def test_of_two_invoices_the_last_one_loses_what_is_no_longer_accepted(cast: Cast) -> None:
    order_id = cast.issued()
    piece_id = accepted(cast, order_id)
    first = received(cast, order_id, number="A", quantity=6)["id"]
    second = received(cast, order_id, number="B", quantity=4)["id"]
    minus = evidence.correct(by=cast.cleo, at=NOW, piece_id=piece_id, quantity=Decimal(3), reason="It was done twice.")
    evidence.accept(by=cast.rita, at=NOW, submission_id=UUID(minus["submission_id"]))
    settle()
    assert [state(cast, one) for one in (first, second)] == ["matched", "disputed"]


def test_room_that_a_credit_note_frees_wakes_what_waited_for_it(cast: Cast) -> None:
    order_id = cast.issued()
    accepted(cast, order_id)
    first = received(cast, order_id, number="A", quantity=10)["id"]
    waiting = received(cast, order_id, number="B", quantity=4)["id"]
    assert [state(cast, one) for one in (first, waiting)] == ["matched", "disputed"]
    received(cast, kind="credit", number="G-1", credits="A", quantity=5)
    settle()
    assert [state(cast, one) for one in (first, waiting)] == ["matched", "matched"]


def test_a_credit_note_that_is_accepted_late_wakes_it_too(cast: Cast) -> None:
    order_id = cast.issued()
    accepted(cast, order_id)
    received(cast, order_id, number="A", quantity=10)
    waiting = received(cast, order_id, number="B", quantity=4)["id"]
    note = UUID(received(cast, kind="credit", number="G-1", credits="A", quantity=5, total="499.00")["id"])
    settle()
    assert state(cast, waiting) == "disputed"
    found = exception_of(cast, note, "total")
    matching.accept(by=cast.bela, at=NOW, exception_id=found.id, reason="A unit was left out.")
    settle()
    assert state(cast, waiting) == "matched"


@pytest.mark.req(6, 22)
def test_what_came_after_the_last_day_goes_on_once_the_shared_order_is_prolonged(cast: Cast) -> None:
    run_out_is(cast, expired="stop")
    order_id = shared(cast, valid_through=NOW.date().isoformat())
    drawn = share(cast, order_id)
    accepted(cast, drawn)
    late = UUID(received(cast, drawn, at=LATER)["id"])
    assert (state(cast, late), kinds_of(cast, late)) == ("disputed", ["stopped"])
    changes = SharedChanges(valid_through=LATER.date())
    orders.edit(by=cast.fay, at=LATER, order_id=order_id, changes=changes)
    settle()
    assert state(cast, late) == "matched"
    assert verify(cast.company_id).findings == []
