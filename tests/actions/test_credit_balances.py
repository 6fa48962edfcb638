"""A credit note on a paid invoice: a balance that the next release takes first, or that comes back as a refund."""

from decimal import Decimal
from functools import partial
from typing import Any
from uuid import UUID

import pytest
from django.db import connection
from hypothesis import given, settings
from hypothesis import strategies as st

from counterfoil.foundation.companies.actions.members import grant_role
from counterfoil.foundation.kernel import scope
from counterfoil.insight.trace.fulfilment import fulfilment_of
from counterfoil.lifecycle.invoices.models import Invoice
from counterfoil.lifecycle.matching import actions as matching
from counterfoil.lifecycle.orders.models import Order
from counterfoil.lifecycle.payments import actions as payments
from counterfoil.lifecycle.payments.balances import least_net
from counterfoil.lifecycle.payments.models import Payment, Refund, SetOff

from ..cast import NOW, Cast
from .billing import (
    accepted,
    exception_of,
    initiated,
    invoice_of,
    kinds_of,
    matched,
    payment_of,
    received,
    released,
    settled,
)
from .ordering import order_of
from .verb import WHY, refused


def credited(cast: Cast, quantity: Any = 5, **more: Any) -> UUID:
    """An invoice of 1,000.00 that was paid, and of which 500.00 were credited afterwards."""
    invoice_id = matched(cast)
    settled(cast, invoice_id)
    given = {"kind": "credit", "number": "G-1", "credits": "R-1", "quantity": quantity} | more
    assert received(cast, **given)["state"] == "matched"
    return invoice_id


def noted(cast: Cast) -> UUID:
    """A refund of 200.00 that Fay noted."""
    given = {"invoice_id": credited(cast), "amount": Decimal(200)}
    return UUID(payments.note_refund(by=cast.fay, at=NOW, **given)["id"])


def again(cast: Cast, invoice_id: UUID, quantity: Any = 5, number: str = "R-2", **more: Any) -> dict[str, Any]:
    """The room that the credit freed is invoiced once more."""
    return received(cast, invoice_of(cast, invoice_id).order_id, quantity=quantity, number=number, **more)


def release(cast: Cast, invoice_id: Any, **more: Any) -> dict[str, Any]:
    return payments.release(by=cast.fay, at=NOW, invoice_id=UUID(str(invoice_id)), **more)


def money_of(cast: Cast, order_id: UUID) -> tuple[Decimal, Decimal, Decimal]:
    """Released, initiated and settled on an order, net."""
    with scope.reading(cast.company_id):
        order = Order.objects.get(id=order_id)
        claims = fulfilment_of(cast.company_id, [order])[order_id]
        return order.released_amount, claims.initiated, claims.settled


def sent(cast: Cast) -> Decimal:
    """All money that left."""
    with scope.reading(cast.company_id):
        return sum((one.amount for one in Payment.objects.filter(state__in=("initiated", "settled"))), Decimal(0))


def test_what_was_paid_and_credited_is_set_off_and_no_money_leaves_twice(cast: Cast) -> None:
    invoice_id = credited(cast)
    assert invoice_of(cast, invoice_id).owed_back == 500
    answer = again(cast, invoice_id)
    assert answer["state"] == "matched"
    done = release(cast, answer["id"])
    assert done == {
        "id": None,
        "state": "set_off",
        "invoice_id": answer["id"],
        "invoice_state": "paid",
        "set_off": "500.00",
    }
    assert sent(cast) == 1000
    assert invoice_of(cast, invoice_id).owed_back == 0
    assert money_of(cast, invoice_of(cast, invoice_id).order_id) == (1000, 1000, 1000)


def test_a_balance_pays_a_part_and_money_the_rest(cast: Cast) -> None:
    credited(cast)
    order_id = cast.issued()
    accepted(cast, order_id)
    bill = received(cast, order_id, number="R-2", tax="190", total="1190")
    done = release(cast, bill["id"])
    assert (done["state"], done["set_off"], done["invoice_state"]) == ("released", "500.00", "paying")
    assert payment_of(cast, UUID(done["id"])).amount == 690
    with scope.reading(cast.company_id):
        one = SetOff.objects.get()
    assert (one.net, one.credited_net) == (Decimal("420.17"), Decimal(500))
    payments.initiate(by=cast.fay, at=NOW, payment_id=UUID(done["id"]))
    assert money_of(cast, order_id) == (1000, 1000, Decimal("0"))
    payments.settle(by=cast.fay, at=NOW, payment_id=UUID(done["id"]))
    assert invoice_of(cast, bill["id"]).state == "paid"
    assert money_of(cast, order_id) == (1000, 1000, 1000)


@pytest.mark.parametrize("ends", ["cancel", "fail"])
def test_a_payment_that_ends_unpaid_gives_the_credit_back(cast: Cast, ends: str) -> None:
    invoice_id = credited(cast)
    order_id = cast.issued()
    accepted(cast, order_id)
    bill = received(cast, order_id, number="R-2", quantity=8)
    payment_id = UUID(release(cast, bill["id"])["id"])
    assert invoice_of(cast, invoice_id).owed_back == 0
    if ends == "fail":
        payments.initiate(by=cast.fay, at=NOW, payment_id=payment_id)
    getattr(payments, ends)(by=cast.fay, at=NOW, payment_id=payment_id, reason=WHY)
    assert invoice_of(cast, invoice_id).owed_back == 500
    assert (invoice_of(cast, bill["id"]).state, invoice_of(cast, bill["id"]).open_amount) == ("matched", 800)
    assert money_of(cast, order_id) == (0, 0, 0)


def test_a_rebate_makes_a_balance_and_frees_no_room(cast: Cast) -> None:
    invoice_id = credited(cast, gives_back=False)
    assert invoice_of(cast, invoice_id).owed_back == 500
    assert "ceiling" in kinds_of(cast, again(cast, invoice_id)["id"])
    order_id = cast.issued()
    accepted(cast, order_id)
    assert release(cast, received(cast, order_id, quantity=3, number="R-3")["id"])["set_off"] == "300.00"
    assert invoice_of(cast, invoice_id).owed_back == 200


def test_the_room_of_a_credit_is_settled_by_nothing_else_while_the_money_is_on_its_way(cast: Cast) -> None:
    """The balance is there once the money has arrived; until then nobody is paid twice for the same room."""
    invoice_id = matched(cast)
    payment_id = initiated(cast, invoice_id)
    received(cast, kind="credit", number="G-1", credits="R-1", quantity=5)
    bill = again(cast, invoice_id)
    assert bill["state"] == "matched"
    assert refused(cast, partial(release, cast, bill["id"])) == ["beyond_order"]
    payments.settle(by=cast.fay, at=NOW, payment_id=payment_id)
    assert release(cast, bill["id"])["state"] == "set_off"


def test_the_oldest_balance_goes_first(cast: Cast) -> None:
    first = credited(cast)
    order_id = cast.issued()
    accepted(cast, order_id)
    second = UUID(received(cast, order_id, number="R-9", quantity=8)["id"])
    release(cast, second)
    with scope.reading(cast.company_id):
        later = Payment.objects.get(state="released")
    payments.initiate(by=cast.fay, at=NOW, payment_id=later.id)
    payments.settle(by=cast.fay, at=NOW, payment_id=later.id)
    received(cast, kind="credit", number="G-2", credits="R-9", quantity=1)
    assert (invoice_of(cast, first).owed_back, invoice_of(cast, second).owed_back) == (0, 100)


def test_a_refund_counts_once_a_second_person_confirms_it(cast: Cast) -> None:
    invoice_id = credited(cast)
    order_id = invoice_of(cast, invoice_id).order_id
    noted = payments.note_refund(by=cast.fay, at=NOW, invoice_id=invoice_id, amount=Decimal(500), reference="B-1")
    refund_id = UUID(noted["id"])
    assert (invoice_of(cast, invoice_id).owed_back, money_of(cast, order_id)[0]) == (0, 1000)
    assert refused(cast, lambda: payments.confirm_refund(by=cast.fay, at=NOW, refund_id=refund_id)) == ["own_refund"]
    assert payments.confirm_refund(by=cast.petra, at=NOW, refund_id=refund_id)["state"] == "confirmed"
    assert money_of(cast, order_id) == (500, 500, 500)
    bill = again(cast, invoice_id)
    assert payment_of(cast, released(cast, UUID(bill["id"]))).amount == 500


def test_a_refund_that_was_noted_by_mistake_is_set_off_after_all(cast: Cast) -> None:
    invoice_id = credited(cast)
    noted = payments.note_refund(by=cast.fay, at=NOW, invoice_id=invoice_id, amount=Decimal(200))
    assert release(cast, again(cast, invoice_id, 3)["id"])["set_off"] == "300.00"
    payments.withdraw_refund(by=cast.olga, at=NOW, refund_id=UUID(noted["id"]), reason=WHY)
    assert invoice_of(cast, invoice_id).owed_back == 200
    with scope.reading(cast.company_id):
        assert Refund.objects.get().state == "withdrawn"


def test_who_noted_a_failure_does_not_alone_release_again(cast: Cast) -> None:
    invoice_id = matched(cast)
    payments.fail(by=cast.fay, at=NOW, payment_id=initiated(cast, invoice_id), reason=WHY)
    assert refused(cast, partial(release, cast, invoice_id)) == ["own_failure"]
    grant_role(by=cast.olga, at=NOW, member_id=cast.petra.id, role="finance", confirm=cast.petra.name)
    assert payments.release(by=cast.again("petra"), at=NOW, invoice_id=invoice_id)["state"] == "released"


@pytest.mark.parametrize("places", ["0.0001", "0.001", "999.999"])
def test_a_payment_has_its_currency_s_places(cast: Cast, places: str) -> None:
    release_it = partial(release, cast, matched(cast), amount=Decimal(places))
    assert refused(cast, release_it) == ["too_many_places"]


def test_over_all_orders_the_settled_money_is_what_left(cast: Cast) -> None:
    """Whatever the taxes: set-offs move net amounts between orders, and add nothing to the money."""
    credited(cast)
    order_id = cast.issued()
    accepted(cast, order_id)
    bill = received(cast, order_id, number="R-2", tax="190", total="1190")
    payment_id = UUID(release(cast, bill["id"])["id"])
    payments.initiate(by=cast.fay, at=NOW, payment_id=payment_id)
    payments.settle(by=cast.fay, at=NOW, payment_id=payment_id)
    assert sent(cast) == 1690
    with scope.reading(cast.company_id):
        paid = Invoice.objects.filter(state="paid", kind="invoice")
        assert sum(one.total - one.credited_amount for one in paid) == 1690
        assert sum(one.settled_amount - one.returned_amount for one in paid) == 1690
    assert order_of(cast, order_id).released_amount == 1000


def _billed_and_credited(
    cast: Cast, order_id: UUID, number: int, **credit: Any
) -> tuple[dict[str, Any], dict[str, Any]]:
    """An invoice of 1,000.00 and 190.00 tax, a little less each time, and a credit note of all its lines."""
    tax = Decimal(190) - Decimal(number) / 100
    bill = received(cast, order_id, number=f"T-{number}", tax=tax, total=1000 + tax)
    note = received(cast, kind="credit", number=f"TG-{number}", credits=f"T-{number}", **credit)
    return bill, note


def test_a_credit_note_that_says_it_was_paid_before_gives_back_nothing_by_itself(cast: Cast) -> None:
    """What it takes off is 0.10, and so is what it gives back, also after a second person said so: nothing is paid twice."""
    order_id = cast.issued()
    accepted(cast, order_id)
    bill, note = _billed_and_credited(cast, order_id, 1, prepaid="999.90", total="0.10")
    assert kinds_of(cast, note["id"]) == ["total"]
    matching.accept(by=cast.bela, at=NOW, exception_id=exception_of(cast, UUID(note["id"]), "total").id, reason=WHY)
    assert invoice_of(cast, note["id"]).state == "matched"
    assert kinds_of(cast, bill["id"]) == ["price"]  # what is left of it is no longer what was ordered
    assert received(cast, order_id, number="T-2", tax=180, total=1180)["state"] == "matched"
    matching.match(by=cast.petra, at=NOW, invoice_id=UUID(bill["id"]))
    assert "quantity" in kinds_of(cast, bill["id"])


def test_of_a_paid_invoice_no_more_is_billed_again_than_was_credited(cast: Cast) -> None:
    order_id = cast.issued()
    accepted(cast, order_id)
    bill = received(cast, order_id, number="T-1", tax=190, total=1190)
    settled(cast, UUID(bill["id"]))
    note = received(cast, kind="credit", number="TG-1", credits="T-1", prepaid="999.90", total="0.10")
    matching.accept(by=cast.bela, at=NOW, exception_id=exception_of(cast, UUID(note["id"]), "total").id, reason=WHY)
    with scope.reading(cast.company_id):
        assert Order.objects.get(id=order_id).covered_amount == Decimal("999.90")
    assert "quantity" in kinds_of(cast, received(cast, order_id, number="T-2", tax=180, total=1180)["id"])


def test_what_a_credit_note_leaves_of_the_tax_alone_waits_for_a_second_person(cast: Cast) -> None:
    order_id = cast.issued()
    accepted(cast, order_id)
    bill, note = _billed_and_credited(cast, order_id, 1)
    assert (note["state"], kinds_of(cast, bill["id"])) == ("matched", ["tax"])
    matching.accept(by=cast.bela, at=NOW, exception_id=exception_of(cast, UUID(bill["id"]), "tax").id, reason=WHY)
    release(cast, bill["id"])
    with scope.reading(cast.company_id):
        assert Order.objects.get(id=order_id).released_amount == Decimal("149.59")  # of 189.99, at 27 % at the most


@given(
    total=st.decimals("0.01", 99999, places=2),
    prepaid=st.decimals(0, 999, places=2),
    tax=st.decimals(0, 9999, places=2),
    share=st.decimals(0, 1, places=2),
    currency=st.sampled_from(["EUR", "JPY", "KWD"]),
)
@settings(max_examples=200, deadline=None)
@pytest.mark.django_db
def test_the_least_net_is_the_same_here_and_in_the_database(
    total: Decimal, prepaid: Decimal, tax: Decimal, share: Decimal, currency: str
) -> None:
    invoice, gross = Invoice(total=total, prepaid=prepaid, tax=tax, currency=currency), (total + prepaid) * share
    with connection.cursor() as cursor:
        cursor.execute("SELECT least_net(%s, %s, %s, %s, %s)", [total, prepaid, tax, currency, gross])
        assert cursor.fetchone()[0] == least_net(invoice, gross)
