"""payment.mark_paid: released, sent and arrived in one step, with all that each of them asks."""

from datetime import timedelta
from decimal import Decimal
from functools import partial
from typing import Any
from uuid import UUID

import pytest

from counterfoil.foundation.companies.actions.members import grant_role
from counterfoil.lifecycle.matching import actions as matching
from counterfoil.lifecycle.payments import actions as payments

from ..cast import NOW, Cast
from .billing import accepted, disputed, exception_of, invoice_of, matched, payment_of, received, settled
from .verb import WHY, Given, VerbTests, refused

LATER = NOW + timedelta(days=5)


class TestPaymentMarkPaid(VerbTests):
    verb, who, wrong = "payment.mark_paid", "fay", "petra"

    def given(self, cast: Cast) -> Given:
        return {"invoice_id": matched(cast)}

    def otherwise(self, given: Given) -> Given:
        return given | {"reference": "Another"}


def mark(cast: Cast, invoice_id: UUID, **more: Any) -> Any:
    return payments.mark_paid(by=cast.fay, at=more.pop("at", LATER), invoice_id=invoice_id, **more)


@pytest.mark.req(161)
def test_one_step_is_all_three(cast: Cast) -> None:
    invoice_id = matched(cast)
    answer = mark(cast, invoice_id, reference="SEPA 77")
    assert (answer["state"], answer["invoice_state"]) == ("settled", "paid")
    payment = payment_of(cast, UUID(answer["id"]))
    assert (payment.initiated_on, payment.settled_on, payment.reference) == (LATER.date(), LATER.date(), "SEPA 77")
    assert invoice_of(cast, invoice_id).settled_amount == 1000


@pytest.mark.req(161, 106)
def test_a_part_says_what_it_is_for(cast: Cast) -> None:
    invoice_id = matched(cast)
    part = partial(mark, cast, invoice_id, amount=Decimal(400))
    assert refused(cast, part) == ["context_missing"]
    assert part(purpose="Milestone 1")["invoice_state"] == "paying"
    assert refused(cast, partial(part, purpose="Milestone 1")) == ["context_taken"]
    assert mark(cast, invoice_id, purpose="Milestone 2")["invoice_state"] == "paid"


def test_who_cleared_it_does_not_mark_it_paid(cast: Cast) -> None:
    invoice_id = disputed(cast)
    exception = exception_of(cast, invoice_id, "price")
    grant_role(by=cast.olga, at=NOW, member_id=cast.amir.id, role="finance", confirm=cast.amir.name)
    matching.accept(by=cast.amir, at=NOW, exception_id=exception.id, reason=WHY)
    by_clearer = partial(payments.mark_paid, by=cast.again("amir"), at=NOW, invoice_id=invoice_id)
    assert refused(cast, by_clearer) == ["own_clearing"]
    assert mark(cast, invoice_id)["invoice_state"] == "paid"


def test_its_day(cast: Cast) -> None:
    invoice_id = matched(cast)
    ahead, before = NOW.date() + timedelta(days=9), NOW.date() - timedelta(days=1)
    assert refused(cast, partial(mark, cast, invoice_id, day=ahead)) == ["day_to_come"]
    assert refused(cast, partial(mark, cast, invoice_id, day=before, day_reason=WHY)) == ["before_invoice"]
    earlier = NOW.date() + timedelta(days=2)
    assert refused(cast, partial(mark, cast, invoice_id, day=earlier)) == ["before_release"]
    answer = mark(cast, invoice_id, day=earlier, day_reason="The card was charged")
    assert payment_of(cast, UUID(answer["id"])).settled_on == earlier


def test_a_credit_balance_goes_first(cast: Cast) -> None:
    order_id = cast.issued()
    accepted(cast, order_id)
    settled(cast, UUID(received(cast, order_id, quantity=5)["id"]))
    received(cast, order_id, number="C-1", kind="credit", credits="R-1", quantity=2)
    answer = mark(cast, UUID(received(cast, order_id, number="R-2", quantity=4)["id"]))
    assert (Decimal(answer["set_off"]), answer["invoice_state"]) == (200, "paid")
    assert payment_of(cast, UUID(answer["id"])).amount == 200
