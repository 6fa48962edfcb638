"""A correction (384) takes the place of the invoice that it names, or waits until it can."""

from typing import Any
from uuid import UUID

import pytest

from counterfoil.foundation.kernel import scope
from counterfoil.foundation.kernel.refusals import Refused
from counterfoil.foundation.parties.actions import ContractorValues, add_contractor
from counterfoil.foundation.trail.models import Change, Entry
from counterfoil.lifecycle.invoices.models import Invoice
from counterfoil.lifecycle.matching import actions as matching
from counterfoil.lifecycle.orders.models import Order
from counterfoil.lifecycle.payments import actions as payments

from ..actions.billing import exception_of, invoice_of, kinds_of, received, released
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
    payment = UUID(payments.release(by=cast.fay, at=NOW, invoice_id=UUID(first["id"]), amount=400)["id"])
    [corrected] = send(b=correction(order=order))
    assert (corrected["state"], stands(cast, first)) == ("disputed", "paying")
    assert "corrects_waits" in kinds_of(cast, corrected["id"])
    with pytest.raises(Refused) as caught:
        payments.release(by=cast.fay, at=NOW, invoice_id=UUID(first["id"]), amount=100)
    assert [reason.key for reason in caught.value.reasons] == ["corrected"]
    payments.cancel(by=cast.fay, at=NOW, payment_id=payment, reason=WHY)
    assert kinds_of(cast, first["id"]) == ["corrected"]
    matching.match(by=cast.petra, at=NOW, invoice_id=UUID(corrected["id"]))
    assert (stands(cast, corrected), stands(cast, first)) == ("matched", "void")


def test_it_waits_where_money_has_arrived_for_the_first(cast: Cast, send: Send) -> None:
    order = worked(cast)
    [first] = send(a=paper("RE-1", "10", order=order))
    payment = released(cast, UUID(first["id"]))
    payments.initiate(by=cast.fay, at=NOW, payment_id=payment)
    payments.settle(by=cast.fay, at=NOW, payment_id=payment)
    [corrected] = send(b=correction(order=order))
    assert (stands(cast, first), corrected["state"]) == ("paid", "disputed")
    assert "corrects_paid" in kinds_of(cast, corrected["id"])
    with pytest.raises(Refused):
        _accept(cast, corrected, "corrects_paid")


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
