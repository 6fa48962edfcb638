"""Who makes a key stands behind it: an owner with keys of three others takes no order from request to settled money alone."""

from collections.abc import Callable
from decimal import Decimal
from functools import partial
from typing import Any
from uuid import UUID

import pytest
from django.db import IntegrityError

from counterfoil.foundation.approvals.models import Step
from counterfoil.foundation.companies.actions.members import deactivate_member, grant_role
from counterfoil.foundation.companies.models import Member
from counterfoil.foundation.documents.models import Arrival
from counterfoil.foundation.kernel import scope
from counterfoil.foundation.kernel.ids import new_id
from counterfoil.insight.trace.facts import facts_of
from counterfoil.lifecycle.evidence import actions as evidence
from counterfoil.lifecycle.evidence.models import Piece
from counterfoil.lifecycle.invoices.values import InvoiceFacts
from counterfoil.lifecycle.matching import actions as matching
from counterfoil.lifecycle.matching.models import InvoiceException
from counterfoil.lifecycle.orders import actions as orders
from counterfoil.lifecycle.payments import actions as payments
from counterfoil.lifecycle.payments.models import Allocation, Payment

from ..actions import billing
from ..actions.loading import billed, delivered, loaded
from ..cast import NOW, Cast
from .makers import by_key, left_alone, legacy_key, refused
from .tampering import Behind

pytestmark = pytest.mark.django_db(transaction=True)

WHY = "Because of the budget"


@pytest.fixture
def alone(cast: Cast, behind: Behind) -> Cast:
    """Everybody, with Olga behind three of them."""
    return left_alone(cast, behind)


def _guarded(cast: Cast, change: Callable[[], Any]) -> str:
    """The guard that stops the same act in SQL, as the runtime role."""
    with pytest.raises(IntegrityError) as caught, scope.writing(cast.company_id, new_id()):
        change()
    return str(caught.value.__cause__.diag.constraint_name)  # type: ignore[union-attr]


def test_who_made_the_requesters_key_does_not_approve(alone: Cast) -> None:
    order_id = alone.draft()
    shown = orders.submit(by=alone.rita, at=NOW, order_id=order_id)["digest"]
    assert refused(orders.approve, by=alone.olga, order_id=order_id, shown=shown) == ["own_request"]
    given = {"state": "given", "member_id": alone.olga.id, "decided_at": NOW}
    assert (
        _guarded(alone, lambda: Step.objects.filter(approval__subject_id=order_id).update(**given)) == "step_separation"
    )
    with scope.reading(alone.company_id):
        able = facts_of(alone.amir, order_id, NOW).may_take_next_step()
    assert {one.id for one in able} == {alone.amir.id, alone.bela.id}


def test_who_made_an_approvers_key_takes_no_second_step(alone: Cast, behind: Behind) -> None:
    amir = by_key(legacy_key(alone, behind, alone.amir))
    order_id = UUID(orders.create(by=alone.iris, at=NOW, values=alone.values(lines=[_large()]))["id"])
    shown = orders.submit(by=alone.iris, at=NOW, order_id=order_id)["digest"]
    orders.approve(by=amir, at=NOW, order_id=order_id, shown=shown)
    olga = alone.again("olga")
    assert refused(orders.approve, by=olga, order_id=order_id, shown=shown) == ["approved_before"]
    second = partial(
        Step.objects.filter(approval__subject_id=order_id, position=2).update, state="given", decided_at=NOW
    )
    assert _guarded(alone, lambda: second(member_id=olga.id)) == "step_separation"


def test_nothing_is_submitted_where_only_who_stands_behind_it_could_approve(alone: Cast) -> None:
    for name in ("amir", "bela"):
        deactivate_member(by=alone.olga, at=NOW, member_id=alone.members[name].id, reason=WHY)
    order_id = alone.draft()
    assert refused(orders.submit, by=alone.rita, order_id=order_id) == ["no_approver_left"]


def test_who_made_the_submitters_key_does_not_accept_evidence(alone: Cast) -> None:
    sent = billing.submitted(alone, alone.issued(), who="rita")
    assert refused(evidence.accept, by=alone.olga, submission_id=sent) == ["own_evidence"]
    given = {"state": "accepted", "decided_by_id": alone.olga.id, "decided_at": NOW, "accepted_quantity": 10}
    change = partial(Piece.objects.filter(submission_id=sent).update, **given, accepted_amount=1000)
    assert _guarded(alone, change) == "piece_accepted"


def test_who_made_the_keys_of_enterer_and_accepter_does_not_clear(alone: Cast) -> None:
    found = billing.exception_of(alone, billing.disputed(alone), "price")
    for who in (alone.olga, alone.fay):
        assert refused(matching.accept, by=who, exception_id=found.id, reason=WHY) == ["own_invoice", "own_acceptance"]
        given = {"state": "accepted", "reason": WHY, "settled_at": NOW, "settled_by_id": who.id}
        change = partial(InvoiceException.objects.filter(id=found.id).update, **given)
        assert _guarded(alone, change) == "exception_accepted"
    matching.accept(by=alone.bela, at=NOW, exception_id=found.id, reason=WHY)


def test_who_made_the_key_that_corrected_an_invoice_does_not_clear_it(alone: Cast) -> None:
    """The guard knows who corrected what was typed, as the rule does."""
    invoice_id = billing.disputed(alone, who="fay")
    grant_role(by=alone.olga, at=NOW, member_id=alone.amir.id, role="payables")
    amir = alone.again("amir")
    order = billing.invoice_of(alone, invoice_id).order
    typed = billing.claim(alone, order.id, quantity=5, unit_price="111.00")
    corrected = InvoiceFacts.model_validate(typed.model_dump(exclude={"kind", "contractor_id", "number", "gives_back"}))
    matching.correct(by=amir, at=NOW, invoice_id=invoice_id, values=corrected, reason=WHY)
    with scope.reading(alone.company_id):
        found = InvoiceException.objects.get(invoice_id=invoice_id, kind="price", state="open")
    given = {"state": "accepted", "reason": WHY, "settled_at": NOW, "settled_by_id": amir.id}
    change = partial(InvoiceException.objects.filter(id=found.id).update, **given)
    assert _guarded(alone, change) == "exception_accepted"


def test_who_made_the_senders_key_does_not_admit_a_duplicate(alone: Cast) -> None:
    order_id = alone.issued()
    billing.received(alone, order_id)
    twice = UUID(billing.received(alone, order_id)["id"])
    assert refused(matching.admit_duplicate, by=alone.fay, arrival_id=twice, reason=WHY) == ["own_invoice"]
    with scope.reading(alone.company_id):
        admitted = Arrival.objects.get(id=twice)
    admitted.id, admitted.door, admitted.same_as, admitted.sender_id = new_id(), "admitted", twice, alone.olga.id
    assert _guarded(alone, lambda: admitted.save(force_insert=True)) == "arrival_admitted"


def _release_guarded(cast: Cast, invoice_id: UUID, who: Member) -> str:
    payment = Payment(
        contractor_id=cast.contractor_id, currency="EUR", amount=Decimal(1), released_by=who, released_at=NOW
    )
    payment.company_id = cast.company_id
    share = Allocation(
        company_id=cast.company_id, payment=payment, invoice_id=invoice_id, amount=Decimal(1), net=Decimal(1)
    )

    def both() -> None:
        payment.save(force_insert=True)
        share.save(force_insert=True)

    return _guarded(cast, both)


def test_who_made_the_clearers_key_does_not_release(alone: Cast) -> None:
    grant_role(by=alone.olga, at=NOW, member_id=alone.iris.id, role="payables")
    invoice_id = billing.disputed(_entered_by(alone, "iris"))
    found = billing.exception_of(alone, invoice_id, "price")
    matching.accept(by=alone.fay, at=NOW, exception_id=found.id, reason=WHY)
    assert refused(payments.release, by=alone.olga, invoice_id=invoice_id) == ["own_clearing"]
    assert _release_guarded(alone, invoice_id, alone.olga) == "allocation_payable"


def _entered_by(cast: Cast, name: str) -> Cast:
    """The same people, but somebody with nobody's key accepts evidence and enters the invoice."""
    grant_role(by=cast.olga, at=NOW, member_id=cast.members[name].id, role="manager")
    cast.members["petra"] = cast.members["rita"] = cast.again(name)
    return cast


def test_who_made_the_loaders_key_does_not_release(alone: Cast) -> None:
    order_id = loaded(alone, number="ERP-9", who="fay")
    orders.attach(by=alone.olga, at=NOW, order_id=order_id, engagement_id=alone.engagement_id)
    delivered(alone, order_id, "receipt", "R-9")
    invoice_id = UUID(billed(alone, number="L-9", quoted="ERP-9")["id"])
    assert "own_loading" in refused(payments.release, by=alone.olga, invoice_id=invoice_id)


def _large() -> dict[str, Any]:
    return {"text": "Layout", "quantity": 100, "unit": "HUR", "unit_price": "100.00"}
