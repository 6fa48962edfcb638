"""writeoff.note_balance: what a contractor was paid too much is not claimed back."""

from functools import partial
from typing import Any
from uuid import UUID

import pytest

from counterfoil.foundation.kernel import scope
from counterfoil.insight.verify import books as verifying
from counterfoil.lifecycle.invoices.models import Invoice
from counterfoil.lifecycle.payments import actions as payments

from ..cast import NOW, Cast
from .billing import invoice_of, matched
from .test_credit_balances import again, credited, noted, release
from .verb import WHY, Given, VerbTests, refused
from .writing_off import approved, reversed_


class TestWriteOffBalance(VerbTests):
    verb, who, wrong = "writeoff.note_balance", "fay", "petra"

    def given(self, cast: Cast) -> Given:
        return {"invoice_id": credited(cast), "reason": WHY}


def given_up(cast: Cast, invoice_id: UUID) -> UUID:
    """An invoice's credit balance, noted by Fay and approved by Olga."""
    done = payments.write_off_balance(by=cast.fay, at=NOW, invoice_id=invoice_id, reason=WHY)
    approved(cast, done["id"])
    return UUID(done["id"])


@pytest.mark.req(162)
def test_it_is_owed_back_no_more_and_was_paid_all_the_same(cast: Cast) -> None:
    invoice_id = credited(cast)
    given_up(cast, invoice_id)
    invoice = invoice_of(cast, invoice_id)
    assert (invoice.owed_back, invoice.state, invoice.settled_amount, invoice.written_off_amount) == (
        0,
        "paid",
        1000,
        0,
    )
    assert invoice.order.released_amount == 1000


@pytest.mark.req(163)
def test_the_next_release_takes_nothing_of_it(cast: Cast) -> None:
    given_up(cast, credited(cast))
    answer = release(cast, matched(cast, number="R-9", quantity=9))
    assert answer["set_off"] == "0.00"


def test_until_it_is_approved_the_next_release_takes_it_first(cast: Cast) -> None:
    invoice_id = credited(cast)
    written = payments.write_off_balance(by=cast.fay, at=NOW, invoice_id=invoice_id, reason=WHY)["id"]
    assert release(cast, matched(cast, number="R-9", quantity=9))["set_off"] == "500.00"
    assert refused(cast, partial(approved, cast, written)) == ["left_changed"]


def test_what_was_freed_on_the_order_is_not_paid_a_second_time(cast: Cast) -> None:
    """All that the order allows has left: reversed, the balance pays what is billed in its place."""
    invoice_id = credited(cast)
    written = given_up(cast, invoice_id)
    second = again(cast, invoice_id)["id"]
    assert refused(cast, partial(release, cast, second)) == ["beyond_order"]
    reversed_(cast, written)
    assert release(cast, second)["set_off"] == "500.00"


def test_what_a_refund_keeps_is_not_written_off(cast: Cast) -> None:
    noted(cast)
    [invoice_id] = _owing(cast)
    done = payments.write_off_balance(by=cast.fay, at=NOW, invoice_id=invoice_id, reason=WHY)
    assert done["amount"] == "300.00"


def test_there_is_something_to_write_off(cast: Cast) -> None:
    invoice_id = matched(cast)
    call: Any = partial(payments.write_off_balance, by=cast.fay, at=NOW, invoice_id=invoice_id, reason=WHY)
    assert refused(cast, call) == ["no_balance"]


@pytest.mark.django_db(transaction=True)
def test_the_books_bear_it_out(cast: Cast) -> None:
    invoice_id = credited(cast)
    reversed_(cast, given_up(cast, invoice_id))
    given_up(cast, invoice_id)
    assert verifying.verify(cast.company_id).findings == []


def _owing(cast: Cast) -> list[UUID]:
    with scope.reading(cast.company_id):
        return list(Invoice.objects.filter(settled_amount__gt=0).values_list("id", flat=True))
