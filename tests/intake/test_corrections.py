"""A correction (384) takes the place of the invoice that it names, or waits until it can."""

from typing import Any
from uuid import UUID

import pytest

from counterfoil.foundation.kernel import scope
from counterfoil.foundation.kernel.refusals import Refused
from counterfoil.foundation.parties.actions import ContractorValues, add_contractor
from counterfoil.foundation.trail.models import Change, Entry
from counterfoil.insight.verify.books import verify
from counterfoil.lifecycle.invoices.models import Invoice
from counterfoil.lifecycle.matching import actions as matching
from counterfoil.lifecycle.orders.models import Order
from counterfoil.lifecycle.payments import actions as payments
from counterfoil.lifecycle.payments.models import Allocation

from ..actions.billing import exception_of, initiated, invoice_of, kinds_of, received, released, settled
from ..cast import NOW, Cast
from .conftest import Send
from .papers import paper, worked

WHY = "We asked Cleo about it"


def correction(number: str = "RE-1", hours: str = "8", **more: Any) -> str:
    """A correction, of RE-1 and under its number if the test says nothing else."""
    return paper(number, hours, code="384", **{"names": "RE-1"} | more)


def stands(cast: Cast, answer: Any) -> str:
    return str(invoice_of(cast, answer["id"]).state)


@pytest.mark.parametrize("number", ["RE-1", "RE-1-K"])
def test_it_takes_the_place_of_the_first_which_is_void_by_it_on_the_trail(cast: Cast, send: Send, number: str) -> None:
    order = worked(cast)
    [first] = send(a=paper("RE-1", "10", order=order))
    [corrected] = send(b=correction(number, "9", order=order))
    assert (corrected["became"], corrected["state"], stands(cast, first)) == ("invoice", "matched", "void")
    assert invoice_of(cast, corrected["id"]).corrects_id == UUID(first["id"])
    with scope.reading(cast.company_id):
        assert Order.objects.get(id=first["order_id"]).covered_amount == 900
        change = Change.objects.filter(row_id=first["id"], plain__state__1="void").get()
        entry = Entry.objects.get(id=change.entry_id)
        assert (entry.verb, entry.subject_id) == ("invoice.receive", UUID(corrected["id"]))


def test_it_comes_a_second_time_as_the_same(cast: Cast, send: Send) -> None:
    order = worked(cast)
    send(a=paper("RE-1", "10", order=order))
    [corrected] = send(b=correction(order=order))
    [again] = send(c=correction(order=order, says="<cbc:UBLVersionID>2.1</cbc:UBLVersionID>"))
    [first_again] = send(d=paper("re 1", "10", order=order))
    assert [(one["became"], one["same_as"]) for one in (again, first_again)] == [("duplicate", corrected["id"])] * 2


def test_it_waits_for_a_released_payment_and_the_first_is_paid_no_further(cast: Cast, send: Send) -> None:
    order = worked(cast)
    [first] = send(a=paper("RE-1", "10", order=order))
    payment = UUID(
        payments.release(by=cast.fay, at=NOW, invoice_id=UUID(first["id"]), amount=400, purpose="Part of 400")["id"]
    )
    [corrected] = send(b=correction(order=order))
    assert (corrected["state"], stands(cast, first)) == ("disputed", "paying")
    assert "corrects_waits" in kinds_of(cast, corrected["id"])
    with pytest.raises(Refused) as caught:
        payments.release(by=cast.fay, at=NOW, invoice_id=UUID(first["id"]), amount=100, purpose="Part of 100")
    assert [reason.key for reason in caught.value.reasons] == ["corrected"]
    payments.cancel(by=cast.fay, at=NOW, payment_id=payment, reason=WHY)
    assert kinds_of(cast, first["id"]) == ["corrected"]
    matching.match(by=cast.petra, at=NOW, invoice_id=UUID(corrected["id"]))
    assert (stands(cast, corrected), stands(cast, first)) == ("matched", "void")


def paid_first(cast: Cast, send: Send, so_far: str = "settled") -> tuple[str, Any, UUID]:
    """An invoice of 1,000.00 whose payment is on its way or has arrived: the order's number, the invoice and the payment."""
    order = worked(cast)
    [first] = send(a=paper("RE-1", "10", order=order))
    payment = (settled if so_far == "settled" else initiated)(cast, UUID(first["id"]))
    return order, first, payment


@pytest.mark.parametrize(
    ("so_far", "hours", "state", "left", "back"),
    [
        ("settled", "8", "paid", 0, 200),
        ("settled", "10", "paid", 0, 0),
        ("initiated", "8", "paying", 0, 0),
        ("initiated", "10", "paying", 0, 0),
    ],
)
def test_it_takes_over_what_was_paid_and_too_much_is_a_credit_balance(
    cast: Cast, send: Send, so_far: str, hours: str, state: str, left: int, back: int
) -> None:
    order, first, payment = paid_first(cast, send, so_far)
    [corrected] = send(b=correction(hours=hours, order=order))
    assert (stands(cast, first), corrected["state"]) == ("void", state)
    bill, before = invoice_of(cast, corrected["id"]), invoice_of(cast, first["id"])
    assert (bill.allocated_amount, bill.left_to_pay, bill.owed_back) == (1000, left, back)
    assert (before.allocated_amount, before.settled_amount) == (0, 0)
    with scope.reading(cast.company_id):
        assert Allocation.objects.get(payment_id=payment).invoice_id == bill.id
        order_row = Order.objects.get(id=first["order_id"])
        assert (order_row.released_amount, order_row.covered_amount) == (1000, int(hours) * 100)
    if so_far == "initiated":
        payments.settle(by=cast.fay, at=NOW, payment_id=payment)
        bill = invoice_of(cast, corrected["id"])
        assert (bill.state, bill.owed_back) == ("paid", 1000 - int(hours) * 100)
    assert verify(cast.company_id).findings == []


def test_what_is_missing_after_it_took_over_is_open_and_the_rest_is_released(cast: Cast, send: Send) -> None:
    order = worked(cast)
    [first] = send(a=paper("RE-1", "8", order=order))
    settled(cast, UUID(first["id"]))
    [corrected] = send(b=correction(hours="10", order=order))
    assert (corrected["state"], invoice_of(cast, corrected["id"]).left_to_pay) == ("paying", 200)
    settled(cast, UUID(corrected["id"]))
    assert (stands(cast, corrected), invoice_of(cast, corrected["id"]).settled_amount) == ("paid", 1000)
    assert verify(cast.company_id).findings == []


def test_the_balance_of_what_it_took_over_pays_the_next_invoice(cast: Cast, send: Send) -> None:
    order, _first, _payment = paid_first(cast, send)
    send(b=correction(hours="8", order=order))
    [next_one] = send(c=paper("RE-2", "2", order=order))
    answer = payments.release(by=cast.fay, at=NOW, invoice_id=UUID(next_one["id"]))
    assert (answer["state"], answer["set_off"], stands(cast, next_one)) == ("set_off", "200.00", "paid")
    with scope.reading(cast.company_id):
        assert Order.objects.get(id=next_one["order_id"]).released_amount == 1000
    assert verify(cast.company_id).findings == []


def test_a_payment_that_it_took_over_and_that_fails_leaves_it_in_order(cast: Cast, send: Send) -> None:
    order, first, payment = paid_first(cast, send, "initiated")
    [corrected] = send(b=correction(order=order))
    payments.fail(by=cast.fay, at=NOW, payment_id=payment, reason=WHY)
    assert (stands(cast, corrected), stands(cast, first)) == ("matched", "void")
    assert invoice_of(cast, corrected["id"]).left_to_pay == 800
    assert verify(cast.company_id).findings == []


def test_it_waits_until_it_is_matched_as_a_whole_and_nothing_has_moved(cast: Cast, send: Send) -> None:
    order, first, _payment = paid_first(cast, send)
    [corrected] = send(b=correction(hours="11", order=order))
    assert (corrected["state"], stands(cast, first)) == ("disputed", "paid")
    assert kinds_of(cast, corrected["id"]) == ["ceiling", "ceiling", "corrects_paid", "quantity"]
    assert invoice_of(cast, first["id"]).settled_amount == 1000
    with pytest.raises(Refused):
        _accept(cast, corrected, "corrects_paid")
    assert verify(cast.company_id).findings == []


def test_a_second_person_clears_it_and_not_who_released_what_it_takes_over(cast: Cast, send: Send) -> None:
    order, first, _payment = paid_first(cast, send)
    dear = correction(hours="8", order=order).replace(">100.00<", ">90.00<").replace("800.00", "720.00")
    [corrected] = send(b=dear)
    assert kinds_of(cast, corrected["id"]) == ["corrects_paid", "price"]
    found = exception_of(cast, UUID(corrected["id"]), "price")
    with pytest.raises(Refused) as caught:
        matching.accept(by=cast.fay, at=NOW, exception_id=found.id, reason=WHY)
    assert "own_release" in [reason.key for reason in caught.value.reasons]
    _accept(cast, corrected, "price")
    assert (stands(cast, first), stands(cast, corrected)) == ("void", "paid")
    assert invoice_of(cast, corrected["id"]).owed_back == 280
    assert verify(cast.company_id).findings == []


def test_it_waits_for_what_was_released_and_has_not_left_beside_what_was_paid(cast: Cast, send: Send) -> None:
    order = worked(cast)
    [first] = send(a=paper("RE-1", "10", order=order))
    paid = UUID(
        payments.release(by=cast.fay, at=NOW, invoice_id=UUID(first["id"]), amount=400, purpose="Part of 400")["id"]
    )
    payments.initiate(by=cast.fay, at=NOW, payment_id=paid)
    waiting = UUID(
        payments.release(by=cast.fay, at=NOW, invoice_id=UUID(first["id"]), amount=100, purpose="Part of 100")["id"]
    )
    [corrected] = send(b=correction(order=order))
    assert "corrects_waits" in kinds_of(cast, corrected["id"])
    payments.cancel(by=cast.fay, at=NOW, payment_id=waiting, reason=WHY)
    matching.match(by=cast.petra, at=NOW, invoice_id=UUID(corrected["id"]))
    bill = invoice_of(cast, corrected["id"])
    assert (bill.state, bill.allocated_amount, bill.left_to_pay) == ("paying", 400, 400)
    assert verify(cast.company_id).findings == []


def test_it_waits_where_a_credit_balance_of_the_first_was_taken(cast: Cast, send: Send) -> None:
    order, first, _payment = paid_first(cast, send)
    send(b=paper("GS-1", "4", code="381", order=order, names="RE-1"))
    [next_one] = send(c=paper("RE-2", "4", order=order))
    payments.release(by=cast.fay, at=NOW, invoice_id=UUID(next_one["id"]))
    [corrected] = send(d=correction("RE-1-K", "6", order=order))
    assert "corrects_waits" in kinds_of(cast, corrected["id"])
    assert (stands(cast, first), stands(cast, next_one)) == ("paid", "paid")


def test_it_waits_for_a_credit_note_on_the_first(cast: Cast, send: Send) -> None:
    order = worked(cast)
    [first] = send(a=paper("RE-1", "10", order=order))
    [note] = send(b=paper("GS-1", "4", code="381", order=order, names="RE-1"))
    [corrected] = send(c=correction(order=order))
    assert "corrects_waits" in kinds_of(cast, corrected["id"])
    assert kinds_of(cast, first["id"]) == ["corrected"]
    matching.void(by=cast.petra, at=NOW, invoice_id=UUID(note["id"]), reason=WHY)
    matching.match(by=cast.petra, at=NOW, invoice_id=UUID(corrected["id"]))
    assert (stands(cast, corrected), stands(cast, first)) == ("matched", "void")


@pytest.mark.parametrize("names", ["", "RE-9", "RE-3", "RE-7"])
def test_it_corrects_nothing_known_and_a_second_person_may_accept_it(cast: Cast, send: Send, names: str) -> None:
    """It names none, one that is not there, one that was rejected, or another contractor's; nothing is void by it."""
    order = worked(cast)
    other = {"code": "DORA", "name": "Dora", "currency": "EUR"}
    dora = add_contractor(by=cast.olga, at=NOW, values=ContractorValues.model_validate(other))["id"]
    received(cast, number="RE-7", contractor_id=dora)
    [rejected] = send(a=paper("RE-3", "1", order="PO-unknown"))
    matching.reject(by=cast.petra, at=NOW, invoice_id=UUID(rejected["id"]), reason=WHY)
    [kept] = send(b=correction("RE-8", order=order, names=names))
    assert (kept["state"], kinds_of(cast, kept["id"])) == ("disputed", ["corrects_unknown"])
    _accept(cast, kept, "corrects_unknown")
    assert (stands(cast, kept), stands(cast, rejected)) == ("cleared", "rejected")


def test_a_rejected_correction_lets_the_first_stand_again(cast: Cast, send: Send) -> None:
    order = worked(cast)
    [first] = send(a=paper("RE-1", "10", order=order))
    payment = released(cast, UUID(first["id"]))
    [corrected] = send(b=correction(order=order))
    payments.cancel(by=cast.fay, at=NOW, payment_id=payment, reason=WHY)
    matching.reject(by=cast.petra, at=NOW, invoice_id=UUID(corrected["id"]), reason=WHY)
    matching.match(by=cast.petra, at=NOW, invoice_id=UUID(first["id"]))
    with scope.reading(cast.company_id):
        assert set(Invoice.objects.values_list("state", flat=True)) == {"matched", "rejected"}


def _accept(cast: Cast, answer: Any, kind: str) -> None:
    found = exception_of(cast, UUID(answer["id"]), kind)
    matching.accept(by=cast.bela, at=NOW, exception_id=found.id, reason=WHY)
