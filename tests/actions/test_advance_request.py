"""advance.request: money before an invoice; a credit balance once it has arrived, and never anything invoiced."""

from decimal import Decimal
from functools import partial
from typing import Any
from uuid import UUID

from counterfoil.foundation.companies.actions.members import grant_role
from counterfoil.foundation.kernel import scope
from counterfoil.foundation.parties.holds import HoldValues
from counterfoil.insight.desk.money_turns import INVOICE_TURNS
from counterfoil.insight.desk.seat import Seat
from counterfoil.insight.desk.waiting import waiting
from counterfoil.insight.listing.contractor_figures import figures_of
from counterfoil.insight.trace.record import record
from counterfoil.insight.verify import books as verifying
from counterfoil.lifecycle.matching import actions as matching
from counterfoil.lifecycle.orders import actions as orders
from counterfoil.lifecycle.payments import actions as payments

from ..cast import NOW, Cast
from .advancing import WHAT_FOR, advanced, asked
from .billing import accepted, initiated, invoice_of, payment_of, received, released
from .test_credit_balances import money_of, release, sent
from .verb import WHY, Given, VerbTests, refused


class TestRequestAdvance(VerbTests):
    verb, who, wrong = "advance.request", "rita", "amir"

    def given(self, cast: Cast) -> Given:
        return {"order_id": cast.issued(), "amount": Decimal(300), "purpose": WHAT_FOR}

    def otherwise(self, given: Given) -> Given:
        return given | {"amount": Decimal(200)}

    def test_leaves_one_entry_with_its_changes(self, cast: Cast) -> None:
        given = self.given(cast)
        answer = self.act(cast.rita, given)
        (entry,) = self.done(cast)
        assert (str(entry.subject_id), entry.reason, entry.order_id) == (answer["id"], WHAT_FOR, given["order_id"])


def _billed(cast: Cast, order_id: UUID, number: str = "R-1", quantity: int = 5) -> UUID:
    answer = received(cast, order_id, number=number, quantity=quantity)
    assert answer["state"] == "matched", answer
    return UUID(answer["id"])


def test_it_counts_as_paid_and_never_as_invoiced(cast: Cast) -> None:
    order_id = cast.issued()
    advance_id = asked(cast, order_id)
    advance = invoice_of(cast, advance_id)
    assert (advance.state, advance.number, advance.owed_back) == ("matched", f"{advance.order}-A1", 0)
    payments.settle(by=cast.fay, at=NOW, payment_id=initiated(cast, advance_id))
    advance = invoice_of(cast, advance_id)
    assert (advance.state, advance.owed_back, advance.left_to_pay) == ("paid", 300, 0)
    with scope.reading(cast.company_id):
        money = record(cast.fay, order_id, NOW).money
        figures = figures_of(cast.fay, cast.contractor_id, NOW.date())
        gates = {gate.key: gate.status for gate in record(cast.fay, order_id, NOW).gates}
    assert (gates["released"], gates["settled"]) == ("later", "later")
    assert (money.invoiced, money.initiated, money.settled, money.remaining) == (0, 300, 300, 1000)
    assert figures is not None
    assert [(one.invoiced, one.paid, one.to_pay) for one in figures] == [(0, 300, 0)]
    assert verifying.verify(cast.company_id).findings == []


def test_the_next_invoice_of_the_order_takes_it_first(cast: Cast) -> None:
    order_id = cast.issued()
    accepted(cast, order_id)
    advance_id = advanced(cast, order_id)
    bill = _billed(cast, order_id)
    done = release(cast, bill)
    assert (done["state"], done["set_off"]) == ("released", "300.00")
    assert payment_of(cast, UUID(done["id"])).amount == 200
    assert invoice_of(cast, advance_id).owed_back == 0
    payments.initiate(by=cast.fay, at=NOW, payment_id=UUID(done["id"]))
    payments.settle(by=cast.fay, at=NOW, payment_id=UUID(done["id"]))
    assert (sent(cast), invoice_of(cast, bill).state) == (500, "paid")
    assert money_of(cast, order_id) == (500, 500, 500)
    assert verifying.verify(cast.company_id).findings == []


def test_it_stays_on_its_order_while_that_is_open_and_with_the_contractor_afterwards(cast: Cast) -> None:
    order_id, other = cast.issued(), cast.issued()
    accepted(cast, other)
    advance_id = advanced(cast, order_id)
    first = release(cast, _billed(cast, other))
    assert (first["state"], first["set_off"], invoice_of(cast, advance_id).owed_back) == ("released", "0.00", 300)
    assert _waits_as_balance(cast) == []
    orders.cancel(by=cast.iris, at=NOW, order_id=order_id, reason=WHY)
    assert invoice_of(cast, advance_id).owed_back == 300
    assert _waits_as_balance(cast) == [advance_id]
    second = release(cast, _billed(cast, other, "R-2", 4))
    assert (second["set_off"], invoice_of(cast, advance_id).owed_back) == ("300.00", 0)
    assert (money_of(cast, order_id)[0], money_of(cast, other)[0]) == (0, 900)
    assert verifying.verify(cast.company_id).findings == []


def _waits_as_balance(cast: Cast) -> list[UUID]:
    with scope.reading(cast.company_id):
        found = waiting(Seat(cast.fay, NOW), INVOICE_TURNS)
        return list(found["balance"].oldest)


def test_it_comes_back_as_a_refund_or_is_given_up(cast: Cast) -> None:
    order_id = cast.issued()
    advance_id = advanced(cast, order_id)
    note = payments.note_refund(by=cast.fay, at=NOW, invoice_id=advance_id, amount=Decimal(100))
    payments.confirm_refund(by=cast.petra, at=NOW, refund_id=UUID(note["id"]))
    assert (invoice_of(cast, advance_id).owed_back, money_of(cast, order_id)[0]) == (200, 200)
    written = payments.write_off_balance(by=cast.fay, at=NOW, invoice_id=advance_id, reason=WHY)
    payments.approve_write_off(by=cast.olga, at=NOW, writeoff_id=UUID(written["id"]))
    assert invoice_of(cast, advance_id).owed_back == 0
    assert verifying.verify(cast.company_id).findings == []


def test_a_bank_that_takes_it_back_makes_it_asked_for_again(cast: Cast) -> None:
    order_id = cast.issued()
    advance_id = asked(cast, order_id)
    payment_id = initiated(cast, advance_id)
    payments.settle(by=cast.fay, at=NOW, payment_id=payment_id)
    payments.reverse(by=cast.fay, at=NOW, payment_id=payment_id, reason=WHY)
    advance = invoice_of(cast, advance_id)
    assert (advance.state, advance.owed_back, advance.left_to_pay) == ("matched", 0, 300)
    assert money_of(cast, order_id)[0] == 0
    assert verifying.verify(cast.company_id).findings == []


def test_what_was_set_off_of_it_is_taken_back_before_its_payment_is(cast: Cast) -> None:
    order_id = cast.issued()
    accepted(cast, order_id)
    advance_id = asked(cast, order_id)
    payment_id = initiated(cast, advance_id)
    payments.settle(by=cast.fay, at=NOW, payment_id=payment_id)
    release(cast, _billed(cast, order_id, quantity=3))
    again = partial(payments.reverse, by=cast.fay, at=NOW, payment_id=payment_id, reason=WHY)
    assert refused(cast, again) == ["went_elsewhere"]


def test_no_more_than_the_order_has_left(cast: Cast) -> None:
    order_id = cast.issued()
    accepted(cast, order_id)
    _billed(cast, order_id, quantity=4)
    assert refused(cast, partial(asked, cast, order_id, "600.01")) == ["more_than_left"]
    asked(cast, order_id, 400)
    assert refused(cast, partial(asked, cast, order_id, "200.01")) == ["more_than_left"]
    assert invoice_of(cast, asked(cast, order_id, 200)).number.endswith("-A2")
    assert refused(cast, partial(asked, cast, order_id, "0.01")) == ["nothing_left"]


def test_it_is_offered_while_something_is_left(cast: Cast) -> None:
    order_id = cast.issued()

    def offered() -> Any:
        with scope.reading(cast.company_id):
            verbs = record(cast.rita, order_id, NOW).verbs
        return next(one for one in verbs if one.verb == "advance.request")

    assert not offered().reasons
    asked(cast, order_id, 1000)
    assert [reason.key for reason in offered().reasons] == ["nothing_left"]


def test_what_was_applied_is_invoiced_and_counts_once(cast: Cast) -> None:
    order_id = cast.issued()
    accepted(cast, order_id)
    advanced(cast, order_id, 600)
    release(cast, _billed(cast, order_id, quantity=6))
    assert refused(cast, partial(asked, cast, order_id, "400.01")) == ["more_than_left"]
    asked(cast, order_id, 400)


def test_on_an_issued_order_that_is_not_held(cast: Cast) -> None:
    assert refused(cast, partial(asked, cast, cast.draft())) == ["order_not_issued"]
    order_id = cast.issued()
    orders.hold(by=cast.petra, at=NOW, order_id=order_id, values=HoldValues(scope="payment", reason="Bank details"))
    assert refused(cast, partial(asked, cast, order_id)) == ["on_hold"]


def test_a_fraction_of_a_cent_is_no_money(cast: Cast) -> None:
    assert refused(cast, partial(asked, cast, cast.issued(), "0.001")) == ["too_many_places"]


def test_who_asked_does_not_release_and_who_is_paid_does_not_ask(cast: Cast) -> None:
    order_id = cast.issued()
    own = asked(cast, order_id, who="fay")
    assert refused(cast, partial(release, cast, own)) == ["own_advance"]
    grant_role(by=cast.olga, at=NOW, member_id=cast.cleo.id, role="payables")
    cast.again("cleo")
    assert "own_money" in refused(cast, partial(asked, cast, order_id, who="cleo"))


def test_it_is_paid_as_a_whole(cast: Cast) -> None:
    advance_id = asked(cast, cast.issued())
    part = partial(release, cast, advance_id, amount=Decimal(100), purpose="A part")
    assert refused(cast, part) == ["advance_in_part"]


def test_it_is_withdrawn_by_making_it_void(cast: Cast) -> None:
    order_id = cast.issued()
    advance_id = asked(cast, order_id, 1000)
    again = partial(payments.write_off_invoice, by=cast.fay, at=NOW, invoice_id=advance_id, reason=WHY)
    assert refused(cast, again) == ["advance"]
    assert refused(cast, partial(orders.cancel, by=cast.iris, at=NOW, order_id=order_id, reason=WHY)) == ["live_claims"]
    matching.void(by=cast.petra, at=NOW, invoice_id=advance_id, reason=WHY)
    assert invoice_of(cast, advance_id).state == "void"
    asked(cast, order_id, 1000)
    assert verifying.verify(cast.company_id).findings == []


def test_an_advance_pays_no_other_advance(cast: Cast) -> None:
    order_id = cast.issued()
    advanced(cast, order_id)
    second = asked(cast, order_id, 400)
    assert payment_of(cast, released(cast, second)).amount == 400


def test_one_payment_of_several_invoices_takes_each_order_s_own(cast: Cast) -> None:
    order_id, other = cast.issued(), cast.issued()
    for one in (order_id, other):
        accepted(cast, one)
    advance_id = advanced(cast, order_id, 700)
    bills = [_billed(cast, order_id, "R-1", 4), _billed(cast, other, "R-2", 5)]
    done = payments.release_several(
        by=cast.fay, at=NOW, contractor_id=cast.contractor_id, invoices=[{"invoice_id": one} for one in bills]
    )
    assert (done["set_off"], payment_of(cast, UUID(done["id"])).amount) == ("400.00", 500)
    assert (invoice_of(cast, advance_id).owed_back, money_of(cast, order_id)[0]) == (300, 700)
    assert verifying.verify(cast.company_id).findings == []


def test_what_went_into_a_payment_comes_back_to_a_cancelled_order(cast: Cast) -> None:
    order_id, other = cast.issued(), cast.issued()
    accepted(cast, other)
    advance_id = advanced(cast, order_id)
    orders.cancel(by=cast.iris, at=NOW, order_id=order_id, reason=WHY)
    assert verifying.verify(cast.company_id).findings == []
    payment_id = UUID(release(cast, _billed(cast, other))["id"])
    payments.initiate(by=cast.fay, at=NOW, payment_id=payment_id)
    payments.fail(by=cast.fay, at=NOW, payment_id=payment_id, reason=WHY)
    assert (invoice_of(cast, advance_id).owed_back, money_of(cast, order_id)[0]) == (300, 300)
    assert verifying.verify(cast.company_id).findings == []


def test_what_was_set_off_alone_comes_back_to_a_cancelled_order(cast: Cast) -> None:
    order_id, other = cast.issued(), cast.issued()
    accepted(cast, other)
    advance_id = advanced(cast, order_id)
    orders.cancel(by=cast.iris, at=NOW, order_id=order_id, reason=WHY)
    bill = _billed(cast, other, quantity=3)
    assert release(cast, bill)["state"] == "set_off"
    payments.undo_set_off(by=cast.fay, at=NOW, invoice_id=bill, reason=WHY)
    assert invoice_of(cast, advance_id).owed_back == 300
    assert verifying.verify(cast.company_id).findings == []


def test_while_it_waits_the_rest_of_its_order_is_not_written_off(cast: Cast) -> None:
    order_id = cast.issued()
    asked(cast, order_id, 1000)
    rest = partial(payments.write_off_order, by=cast.fay, at=NOW, order_id=order_id, reason=WHY)
    assert refused(cast, rest) == ["claims_wait"]
