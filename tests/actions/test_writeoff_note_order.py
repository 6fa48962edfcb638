"""writeoff.note_order: what no invoice claims of an order is settled without money."""

from functools import partial
from uuid import UUID

import pytest

from counterfoil.foundation.kernel import scope
from counterfoil.foundation.parties.holds import HoldValues
from counterfoil.insight.desk.outside_turns import TO_DO
from counterfoil.insight.desk.seat import Seat
from counterfoil.insight.desk.waiting import waiting
from counterfoil.insight.trace.record import record
from counterfoil.insight.verify import books as verifying
from counterfoil.lifecycle.invoices.models import Invoice
from counterfoil.lifecycle.matching import actions as matching
from counterfoil.lifecycle.orders import actions as orders
from counterfoil.lifecycle.payments import actions as payments

from ..cast import NOW, Cast
from .billing import accepted, initiated, invoice_of, kinds_of, received, submitted
from .verb import WHY, Given, VerbTests, refused
from .writing_off import order_of, part_billed, rest_settled, rest_written_off, reversed_


class TestWriteOffOrder(VerbTests):
    verb, who, wrong = "writeoff.note_order", "fay", "petra"

    def given(self, cast: Cast) -> Given:
        return {"order_id": cast.issued(), "reason": WHY}


@pytest.mark.req(162)
def test_all_that_no_invoice_claims_is_written_off(cast: Cast) -> None:
    order_id = part_billed(cast)
    noted = rest_written_off(cast, order_id)
    assert (noted["state"], noted["amount"], order_of(cast, order_id).written_off_amount) == ("noted", "300.00", 0)
    payments.approve_write_off(by=cast.olga, at=NOW, writeoff_id=UUID(noted["id"]))
    order = order_of(cast, order_id)
    assert (order.written_off_amount, order.open_amount, order.covered_amount, order.state) == (300, 0, 700, "issued")


@pytest.mark.req(162)
def test_nothing_of_it_waits_afterwards(cast: Cast) -> None:
    order_id = part_billed(cast)
    rest_settled(cast, order_id)
    with scope.reading(cast.company_id):
        shown = record(cast.fay, order_id, NOW)
        waits = waiting(Seat(cast.cleo, NOW), TO_DO)
    assert (shown.money.remaining, shown.money.written_off, shown.money.to_invoice) == (0, 300, 0)
    assert {gate.key: gate.status for gate in shown.gates}["invoiced"] == "done"
    assert {name: one.counted for name, one in waits.items()} == {"show": 0, "bill": 0}
    assert refused(cast, partial(submitted, cast, order_id, 1)) == ["written_off"]


@pytest.mark.req(162)
def test_no_invoice_can_claim_it(cast: Cast) -> None:
    order_id = part_billed(cast)
    rest_settled(cast, order_id)
    late = received(cast, order_id, quantity=1, number="R-2")
    assert (late["state"], kinds_of(cast, late["id"])) == ("disputed", ["rest_written_off"])
    matching.reject(by=cast.petra, at=NOW, invoice_id=UUID(late["id"]), reason=WHY)


def test_an_order_that_was_never_invoiced_is_written_off_whole(cast: Cast) -> None:
    order_id = cast.issued()
    rest_settled(cast, order_id)
    with scope.reading(cast.company_id):
        shown = record(cast.fay, order_id, NOW)
    assert shown.stands_at is None and shown.money.written_off == 1000


def test_what_is_claimed_already_is_looked_at_again_and_paid(cast: Cast) -> None:
    """A payment of what was invoiced before fails: its cover stays its own."""
    order_id = part_billed(cast)
    rest_settled(cast, order_id)
    [invoice_id] = _bills(cast, order_id)
    payments.fail(by=cast.fay, at=NOW, payment_id=initiated(cast, invoice_id), reason=WHY)
    assert invoice_of(cast, invoice_id).state == "matched"
    assert order_of(cast, order_id).covered_amount == 700


def test_what_a_void_invoice_gives_back_can_be_invoiced_and_no_more(cast: Cast) -> None:
    order_id = part_billed(cast)
    rest_settled(cast, order_id)
    [invoice_id] = _bills(cast, order_id)
    matching.void(by=cast.petra, at=NOW, invoice_id=invoice_id, reason=WHY)
    assert order_of(cast, order_id).open_amount == 700
    assert received(cast, order_id, quantity=8, number="R-2")["state"] == "disputed"
    assert received(cast, order_id, quantity=7, number="R-3")["state"] == "matched"


@pytest.mark.req(162)
def test_while_something_waits_it_is_not_clear_what_is_left(cast: Cast) -> None:
    order_id = cast.issued()
    submitted(cast, order_id, 2)
    assert refused(cast, partial(rest_written_off, cast, order_id)) == ["claims_wait"]
    disputed = cast.issued()
    accepted(cast, disputed)
    received(cast, disputed, quantity=5, unit_price="110.00", number="R-9")
    assert refused(cast, partial(rest_written_off, cast, disputed)) == ["claims_wait"]


def test_nothing_is_left_of_what_is_invoiced_or_not_issued(cast: Cast) -> None:
    whole = part_billed(cast, quantity=10)
    assert refused(cast, partial(rest_written_off, cast, whole)) == ["nothing_open"]
    assert refused(cast, partial(rest_written_off, cast, cast.approved())) == ["order_not_issued"]
    order_id = cast.issued()
    orders.close(by=cast.olga, at=NOW, order_id=order_id, reason=WHY)
    assert refused(cast, partial(rest_written_off, cast, order_id)) == ["order_not_issued"]


def test_what_is_on_hold_is_not_settled_behind_its_back(cast: Cast) -> None:
    order_id = cast.issued()
    orders.hold(by=cast.petra, at=NOW, order_id=order_id, values=HoldValues(scope="payment", reason="Asked them"))
    assert refused(cast, partial(rest_written_off, cast, order_id)) == ["on_hold"]


@pytest.mark.req(162)
def test_it_can_be_closed_and_opened_and_is_cancelled_once_that_is_reversed(cast: Cast) -> None:
    order_id = cast.issued()
    written = rest_settled(cast, order_id)
    cancel = partial(orders.cancel, by=cast.iris, at=NOW, order_id=order_id, reason=WHY)
    assert refused(cast, cancel) == ["written_off"]
    orders.close(by=cast.olga, at=NOW, order_id=order_id, reason=WHY)
    orders.reopen(by=cast.olga, at=NOW, order_id=order_id, reason=WHY)
    assert order_of(cast, order_id).open_amount == 0
    reversed_(cast, written)
    orders.cancel(by=cast.iris, at=NOW, order_id=order_id, reason=WHY)
    assert order_of(cast, order_id).state == "cancelled"


@pytest.mark.django_db(transaction=True)
def test_the_books_bear_it_out(cast: Cast) -> None:
    rest_settled(cast, part_billed(cast))
    reversed_(cast, rest_settled(cast, cast.issued()))
    rest_written_off(cast, cast.issued())
    assert verifying.verify(cast.company_id).findings == []


def _bills(cast: Cast, order_id: UUID) -> list[UUID]:
    with scope.reading(cast.company_id):
        return list(Invoice.objects.filter(order_id=order_id).values_list("id", flat=True))
