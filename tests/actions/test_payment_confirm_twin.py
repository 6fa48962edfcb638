"""payment.confirm_twin: a second payment of the same amount to the same payee on one day takes a second person's word."""

from datetime import timedelta
from decimal import Decimal
from functools import partial
from typing import Any
from uuid import UUID

import pytest

from counterfoil.foundation.companies.actions.members import grant_role, set_separation
from counterfoil.foundation.companies.models import Member
from counterfoil.foundation.companies.queries import member_of
from counterfoil.foundation.kernel import scope
from counterfoil.foundation.parties.models import Contractor
from counterfoil.insight.verify.books import verify
from counterfoil.lifecycle.payments import actions as payments
from counterfoil.lifecycle.payments.models import Payment, Twin
from counterfoil.lifecycle.payments.values import InvoicePart

from ..cast import NOW, Cast, line
from .billing import accepted, initiated, matched, payment_of, received, released, settled
from .test_credit_balances import credited
from .verb import WHY, Given, VerbTests, refused


class TestPaymentConfirmTwin(VerbTests):
    verb, who, wrong = "payment.confirm_twin", "fay", "petra"

    def given(self, cast: Cast) -> Given:
        return {"payment_id": released(cast), "reason": WHY}


def second(cast: Cast, number: str = "R-2", quantity: int = 10) -> UUID:
    """Another invoice of Cleo's, of a few cents more: the same total on the same day would be suspected itself."""
    cents = Decimal(number.partition("-")[2]) / 100
    return matched(cast, number=number, quantity=quantity, tax=cents, total=quantity * 100 + cents)


def colleague(cast: Cast) -> Member:
    """Petra, who is of finance too."""
    grant_role(by=cast.olga, at=NOW, member_id=cast.petra.id, role="finance", confirm=cast.petra.name)
    return cast.again("petra")


def release(cast: Cast, invoice_id: UUID, by: Member | None = None, **more: Any) -> Any:
    """Of such an invoice, what it bills without the cents."""
    given = {"at": NOW, "amount": Decimal(1000), "purpose": "What is billed"} | more
    return payments.release(by=by or cast.fay, invoice_id=invoice_id, **given)


def confirm(by: Member, payment_id: UUID, **more: Any) -> Any:
    return payments.confirm_twin(by=by, at=more.pop("at", NOW), payment_id=payment_id, reason=WHY, **more)


@pytest.mark.req(84)
def test_the_same_amount_to_the_same_payee_on_one_day_takes_a_second_word(cast: Cast) -> None:
    first, twin = released(cast), second(cast)
    assert refused(cast, partial(release, cast, twin)) == ["twin"]
    petra = colleague(cast)
    assert confirm(petra, first)["day"] == NOW.date().isoformat()
    made = UUID(release(cast, twin)["id"])
    with scope.reading(cast.company_id):
        word = Twin.objects.get()
    assert (word.payment_id, word.covers_id, word.amount, word.day) == (first, made, Decimal(1000), NOW.date())


def test_who_confirms_does_not_release_by_it(cast: Cast) -> None:
    first, twin, petra = released(cast), second(cast), colleague(cast)
    confirm(petra, first)
    assert refused(cast, partial(release, cast, twin, by=petra)) == ["own_twin"]
    assert release(cast, twin)["state"] == "released"


def test_who_released_the_first_confirms_for_somebody_else_and_not_for_themselves(cast: Cast) -> None:
    first, twin, petra = released(cast), second(cast), colleague(cast)
    confirm(cast.fay, first)
    assert refused(cast, partial(release, cast, twin)) == ["own_twin"]
    assert release(cast, twin, by=petra)["state"] == "released"


def test_one_word_covers_one_payment(cast: Cast) -> None:
    first, petra = released(cast), colleague(cast)
    confirm(petra, first)
    release(cast, second(cast))
    third = second(cast, "R-3")
    assert refused(cast, partial(release, cast, third)) == ["twin"]
    confirm(petra, first)
    assert release(cast, third)["state"] == "released"


def test_it_is_confirmed_once_before_it_is_released(cast: Cast) -> None:
    first, petra = released(cast), colleague(cast)
    confirm(petra, first)
    assert refused(cast, partial(confirm, petra, first)) == ["confirmed_already"]
    assert confirm(cast.fay, first)["amount"] == "1000.00"


def test_nobody_confirms_what_pays_themselves(cast: Cast) -> None:
    first = released(cast)
    grant_role(by=cast.olga, at=NOW, member_id=cast.cleo.id, role="finance", confirm=cast.cleo.name)
    assert refused(cast, partial(confirm, cast.again("cleo"), first)) == ["own_money"]


def test_what_has_arrived_or_ended_has_no_twin(cast: Cast) -> None:
    arrived = settled(cast)
    assert refused(cast, partial(confirm, cast.fay, arrived)) == ["not_under_way"]
    taken_back = UUID(release(cast, second(cast))["id"])
    payments.cancel(by=cast.fay, at=NOW, payment_id=taken_back, reason=WHY)
    assert release(cast, second(cast, "R-3"))["state"] == "released"


def test_what_is_on_its_way_has_one(cast: Cast) -> None:
    initiated(cast)
    assert refused(cast, partial(release, cast, second(cast))) == ["twin"]


def test_another_day_or_another_amount_is_no_twin(cast: Cast) -> None:
    released(cast)
    assert release(cast, second(cast, quantity=9), amount=Decimal(900))["state"] == "released"
    assert release(cast, second(cast, "R-3"), at=NOW + timedelta(days=1))["state"] == "released"


def test_equal_parts_of_one_invoice_are_twins(cast: Cast) -> None:
    invoice_id = matched(cast)
    part = partial(release, cast, invoice_id, amount=Decimal(500))
    part(purpose="The first half")
    assert refused(cast, partial(part, purpose="The second half")) == ["twin"]


def test_several_in_one_payment_are_a_twin_by_their_sum(cast: Cast) -> None:
    first = released(cast)
    parts = [_part(second(cast, "R-2"), 400), _part(second(cast, "R-3"), 600)]
    call = partial(payments.release_several, by=cast.fay, at=NOW, contractor_id=cast.contractor_id, invoices=parts)
    assert refused(cast, call) == ["twin"]
    confirm(colleague(cast), first)
    assert payment_of(cast, UUID(call()["id"])).amount == 1000


def test_one_of_several_is_no_twin_where_their_sum_is_none(cast: Cast) -> None:
    released(cast)
    parts = [_part(second(cast, "R-2"), 1000), _part(second(cast, "R-3"), 600)]
    made = payments.release_several(by=cast.fay, at=NOW, contractor_id=cast.contractor_id, invoices=parts)
    assert payment_of(cast, UUID(made["id"])).amount == 1600


def _part(invoice_id: UUID, amount: int) -> InvoicePart:
    return InvoicePart(invoice_id=invoice_id, amount=Decimal(amount), purpose="What is billed")


def test_marked_as_paid_is_asked_of_the_day_on_which_it_was_paid(cast: Cast) -> None:
    first, twin, later = released(cast), second(cast), NOW + timedelta(days=2)
    mark = partial(payments.mark_paid, by=cast.fay, at=later, amount=Decimal(1000), purpose="What is billed")
    call = partial(mark, invoice_id=twin, day=NOW.date(), day_reason="The card was charged")
    assert refused(cast, call) == ["twin"]
    confirm(colleague(cast), first, at=later)
    assert call()["state"] == "settled"
    assert mark(invoice_id=second(cast, "R-3"))["state"] == "settled"


def test_what_left_on_an_earlier_day_is_asked_of_that_day_too(cast: Cast) -> None:
    first = released(cast)
    later = NOW + timedelta(days=2)
    twin = UUID(release(cast, second(cast), at=later)["id"])
    send = partial(payments.initiate, by=cast.fay, at=later, payment_id=twin, day_reason="The bank was quick")
    assert refused(cast, partial(send, day=NOW.date())) == ["twin"]
    confirm(colleague(cast), first, at=later)
    assert send(day=NOW.date())["state"] == "initiated"


def test_what_is_set_off_first_does_not_count(cast: Cast) -> None:
    """1,500.00 less a credit balance of 500.00: what is sent is the same 1,000.00."""
    credited(cast)
    other = cast.issued(lines=[line(quantity=15)])
    accepted(cast, other, 15)
    twin = UUID(received(cast, other, number="R-5", quantity=15)["id"])
    assert payment_of(cast, UUID(release(cast, twin, amount=Decimal(1500))["id"])).amount == 1000
    assert refused(cast, partial(release, cast, second(cast, "R-6"))) == ["twin"]


def test_one_person_alone_confirms_for_themselves(cast: Cast) -> None:
    """Where nobody else is there to be asked, it is still said, with a reason, before it is done."""
    own = _alone(cast)
    first, twin = released(own), second(own)
    assert refused(own, partial(release, own, twin)) == ["twin"]
    confirm(own.fay, first)
    assert release(own, twin)["state"] == "released"


def _alone(cast: Cast) -> Cast:
    """Mallory's company, in which she does everything by herself."""
    mallory = cast.mallory
    for role in ("manager", "approver", "issuer", "payables", "finance"):
        grant_role(by=mallory, at=NOW, member_id=mallory.id, role=role, confirm=mallory.name)
    set_separation(by=member_of(mallory.company_id, mallory.id), at=NOW, on=False, reason=WHY)
    mallory = member_of(mallory.company_id, mallory.id)
    with scope.reading(mallory.company_id):
        contractor = Contractor.objects.get()
        parties = (contractor.id, contractor.engagements.get().id)
    return Cast(mallory.company_id, *parties, cast.team_id, dict.fromkeys(cast.members, mallory))


@pytest.mark.req(84)
def test_what_is_left_of_a_payment_from_which_an_invoice_is_taken_is_compared_too(cast: Cast) -> None:
    released(cast)
    small = matched(cast, number="R-7", quantity=1)
    parts = [InvoicePart(invoice_id=second(cast), amount=Decimal(1000), purpose="What is billed")]
    parts.append(InvoicePart(invoice_id=small))
    given = {"by": cast.fay, "at": NOW, "contractor_id": cast.contractor_id, "invoices": parts}
    several = UUID(payments.release_several(**given)["id"])
    unlink = partial(payments.unlink, at=NOW, payment_id=several, invoice_id=small, reason=WHY)
    assert refused(cast, partial(unlink, by=cast.fay)) == ["twin"]
    with scope.reading(cast.company_id):
        first = payments_of(cast)[0]
    confirm(colleague(cast), first)
    assert unlink(by=cast.fay)["state"] == "released"
    assert verify(cast.company_id).findings == []


def payments_of(cast: Cast) -> list[UUID]:
    """The payments, the earliest first."""
    return list(Payment.objects.order_by("released_at", "id").values_list("id", flat=True))
