"""payment.release_several: one payment for several invoices of one contractor, on one order or on many."""

from decimal import Decimal
from functools import partial
from typing import Any
from uuid import UUID

import pytest

from counterfoil.foundation.kernel import scope
from counterfoil.foundation.kernel.refusals import NotFound
from counterfoil.foundation.parties.actions import ContractorValues, add_contractor
from counterfoil.lifecycle.payments import actions as payments
from counterfoil.lifecycle.payments.models import Allocation, SetOff
from counterfoil.lifecycle.payments.values import InvoicePart

from ..cast import NOW, Cast
from .billing import accepted, disputed, invoice_of, matched, payment_of, received, settled
from .verb import WHY, Given, VerbTests, refused, untouched


class TestPaymentReleaseSeveral(VerbTests):
    verb, who, wrong = "payment.release_several", "fay", "petra"

    def given(self, cast: Cast) -> Given:
        return {"contractor_id": cast.contractor_id, "invoices": parts(*two(cast))}

    def otherwise(self, given: Given) -> Given:
        return given | {"invoices": given["invoices"][:1]}


def parts(*invoices: Any) -> list[InvoicePart]:
    """Each invoice whole, or as it is described."""
    described = [one if isinstance(one, dict) else {"invoice_id": one} for one in invoices]
    return [InvoicePart.model_validate(one) for one in described]


def two(cast: Cast) -> tuple[UUID, UUID]:
    """Two invoices on two orders."""
    return matched(cast), matched(cast, number="R-2", quantity=8)


def release(cast: Cast, *invoices: Any, **more: Any) -> Any:
    contractor_id = more.pop("contractor_id", cast.contractor_id)
    return payments.release_several(by=cast.fay, at=NOW, contractor_id=contractor_id, invoices=parts(*invoices))


def paid_by(cast: Cast, payment_id: Any) -> dict[UUID, Decimal]:
    with scope.reading(cast.company_id):
        rows = Allocation.objects.filter(payment_id=payment_id)
        return dict(rows.values_list("invoice_id", "amount"))


@pytest.mark.req(161)
def test_one_payment_goes_its_way_for_all_of_them(cast: Cast) -> None:
    first, second = two(cast)
    answer = release(cast, first, second)
    payment_id = UUID(answer["id"])
    assert payment_of(cast, payment_id).amount == 1800
    assert paid_by(cast, payment_id) == {first: 1000, second: 800}
    payments.initiate(by=cast.fay, at=NOW, payment_id=payment_id)
    settled_answer = payments.settle(by=cast.fay, at=NOW, payment_id=payment_id)
    assert {one["state"] for one in settled_answer["invoices"]} == {"paid"}
    reversed_answer = payments.reverse(by=cast.fay, at=NOW, payment_id=payment_id, reason=WHY)
    assert {one["state"] for one in reversed_answer["invoices"]} == {"matched"}
    assert {invoice_of(cast, one).open_amount for one in (first, second)} == {1000, 800}


@pytest.mark.req(106)
def test_several_parts_of_one_order_each_with_what_they_are_for(cast: Cast) -> None:
    order_id = cast.issued()
    accepted(cast, order_id)
    first = UUID(received(cast, order_id, quantity=5)["id"])
    second = UUID(received(cast, order_id, number="R-2", quantity=4)["id"])
    half = {"invoice_id": first, "amount": Decimal(250)}
    assert refused(cast, partial(release, cast, half, second)) == ["context_missing"]
    period = {"starts_on": "2026-02-01", "ends_on": "2026-02-14"}
    assert Decimal(payment_of(cast, UUID(release(cast, half | period, second)["id"])).amount) == 650
    assert refused(cast, partial(release, cast, half | period)) == ["context_taken"]
    assert release(cast, half | {"purpose": "The second half of February"})["state"] == "released"


def test_none_is_released_where_one_can_not_be(cast: Cast) -> None:
    good, bad = matched(cast), disputed(cast, number="R-2")
    assert "wrong_state" in refused(cast, partial(release, cast, good, bad))
    assert invoice_of(cast, good).allocated_amount == 0


def test_of_one_contractor_in_one_currency_each_once(cast: Cast) -> None:
    first = matched(cast)
    assert refused(cast, partial(release, cast, first, first)) == ["named_twice"]
    values = ContractorValues.model_validate({"code": "OT", "name": "Other", "currency": "EUR"})
    other = add_contractor(by=cast.olga, at=NOW, values=values)["id"]
    assert refused(cast, partial(release, cast, first, contractor_id=UUID(str(other)))) == ["another_contractor"]
    untouched(cast, NotFound, partial(release, cast, first, UUID(int=7)))


def test_credit_balances_go_first_over_all_of_them(cast: Cast) -> None:
    order_id = cast.issued()
    accepted(cast, order_id)
    settled(cast, UUID(received(cast, order_id, quantity=5)["id"]))
    received(cast, order_id, number="C-1", kind="credit", credits="R-1", quantity=3)
    bills = [UUID(received(cast, order_id, number=f"R-{n}", quantity=n)["id"]) for n in (1.5, 2)]
    answer = release(cast, *bills)
    assert Decimal(answer["set_off"]) == 300
    assert payment_of(cast, UUID(answer["id"])).amount == 50
    assert sorted(one["state"] for one in answer["invoices"]) == ["paid", "paying"]
    with scope.reading(cast.company_id):
        assert sorted(SetOff.objects.values_list("amount", flat=True)) == [150, 150]
    payments.cancel(by=cast.fay, at=NOW, payment_id=UUID(answer["id"]), reason=WHY)
    assert sum(invoice_of(cast, one).open_amount for one in bills) == 200


def test_where_balances_pay_all_no_payment_is_made(cast: Cast) -> None:
    order_id = cast.issued()
    accepted(cast, order_id)
    settled(cast, UUID(received(cast, order_id, quantity=5)["id"]))
    received(cast, order_id, number="C-1", kind="credit", credits="R-1", quantity=3.5)
    bills = [UUID(received(cast, order_id, number=f"R-{n}", quantity=n)["id"]) for n in (1.5, 2)]
    answer = release(cast, *bills)
    assert (answer["id"], answer["state"], Decimal(answer["set_off"])) == (None, "set_off", 350)
    assert {one["state"] for one in answer["invoices"]} == {"paid"}
