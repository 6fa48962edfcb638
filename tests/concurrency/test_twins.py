"""Equal amounts to one payee leave at the same moment: one stands, and each second one takes a word that nobody else took."""

from decimal import Decimal
from functools import partial
from itertools import count
from typing import Any
from uuid import UUID

import pytest

from counterfoil.foundation.companies.actions.members import grant_role
from counterfoil.foundation.companies.models import Member
from counterfoil.foundation.kernel import scope
from counterfoil.lifecycle.payments import actions as payments
from counterfoil.lifecycle.payments.models import Payment, Twin
from counterfoil.lifecycle.payments.values import InvoicePart

from ..cast import NOW, Cast
from .claiming import payable, releasing
from .racing import Call, done, race, refused

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("one_try")]

WHY = "Because it is so"
_amounts = count(400)


def same() -> dict[str, Any]:
    """A part of an amount that no other test of this company has released."""
    return {"amount": Decimal(next(_amounts)), "purpose": "A part"}


def colleague(cast: Cast) -> Member:
    """Petra, who is of finance too from the first test on that asks for her."""
    if "finance" not in cast.again("petra").roles:
        grant_role(by=cast.olga, at=NOW, member_id=cast.petra.id, role="finance", confirm=cast.petra.name)
    return cast.again("petra")


def several(cast: Cast, amount: Decimal, *invoice_ids: UUID) -> Call:
    """Both in one payment, which comes to the same amount."""
    parts = [InvoicePart(invoice_id=one, amount=amount / 2, purpose="A half") for one in invoice_ids]
    return partial(payments.release_several, by=cast.fay, at=NOW, contractor_id=cast.contractor_id, invoices=parts)


def test_of_two_that_are_the_same_exactly_one_stands(cast: Cast) -> None:
    given = same()
    outcomes = race(releasing(cast, payable(cast), **given), releasing(cast, payable(cast), **given))
    assert len(done(outcomes)) == 1
    assert refused(outcomes) == ["twin"]
    with scope.reading(cast.company_id):
        assert Payment.objects.filter(amount=given["amount"]).count() == 1


def test_whatever_releases_them(cast: Cast) -> None:
    given, (one, two, three, four) = same(), [payable(cast) for _each in range(4)]
    mark = partial(payments.mark_paid, by=cast.fay, at=NOW, invoice_id=four, **given)
    outcomes = race(releasing(cast, one, **given), several(cast, given["amount"], two, three), mark, linger=0.05)
    with scope.reading(cast.company_id):
        standing = Payment.objects.filter(amount=given["amount"]).exclude(state="settled").count()
    # What was marked as paid has arrived at once: where it was first, one more may follow.
    assert standing == 1
    assert set(refused(outcomes)) == {"twin"}


def test_a_word_is_taken_once(cast: Cast) -> None:
    given = same()
    first = releasing(cast, payable(cast), **given)()
    payments.confirm_twin(by=colleague(cast), at=NOW, payment_id=UUID(first["id"]), reason=WHY)
    outcomes = race(*(releasing(cast, payable(cast), **given) for _each in range(3)), linger=0.05)
    assert len(done(outcomes)) == 1
    assert refused(outcomes) == ["twin", "twin"]
    with scope.reading(cast.company_id):
        assert str(Twin.objects.get(payment_id=first["id"]).covers_id) == done(outcomes)[0]["id"]


@pytest.mark.parametrize("settle_first", [True, False])
def test_it_is_confirmed_or_has_arrived(cast: Cast, settle_first: bool) -> None:
    first = UUID(releasing(cast, payable(cast), **same())()["id"])
    payments.initiate(by=cast.fay, at=NOW, payment_id=first)
    calls: list[Call] = [
        partial(payments.settle, by=cast.fay, at=NOW, payment_id=first),
        partial(payments.confirm_twin, by=colleague(cast), at=NOW, payment_id=first, reason=WHY),
    ]
    outcomes = race(*(calls if settle_first else reversed(calls)), head_start=True)
    assert refused(outcomes) == (["not_under_way"] if settle_first else [])
