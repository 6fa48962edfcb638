"""What tests of remittance advices begin with: payments that were sent, and what their contractor was told of them."""

import json
from typing import Any
from uuid import UUID

from counterfoil.foundation.companies.queries import system_member
from counterfoil.foundation.kernel import scope
from counterfoil.foundation.mail import queries as mail
from counterfoil.foundation.mail.models import Message
from counterfoil.lifecycle.payments import actions as payments
from counterfoil.lifecycle.remittances import actions as remittances
from counterfoil.lifecycle.remittances.models import Remittance
from counterfoil.lifecycle.remittances.queries import of_payment

from .actions.billing import accepted, initiated, received
from .actions.test_credit_balances import credited
from .cast import NOW, Cast

WHY = "The account is closed"


def advised(cast: Cast, payment_id: UUID | None = None) -> UUID:
    """A payment that was sent, and of which its contractor was told."""
    payment_id = payment_id or initiated(cast)
    remittances.advise(by=system_member(cast.company_id), at=NOW, payment_id=payment_id)
    return payment_id


def failed(cast: Cast, payment_id: UUID | None = None) -> UUID:
    """The same, and it did not arrive."""
    payment_id = payment_id or advised(cast)
    payments.fail(by=cast.fay, at=NOW, payment_id=payment_id, reason=WHY)
    return payment_id


def voided(cast: Cast, payment_id: UUID | None = None) -> UUID:
    """The same, and the contractor was told that."""
    payment_id = failed(cast, payment_id)
    remittances.void_remittance(by=system_member(cast.company_id), at=NOW, payment_id=payment_id)
    return payment_id


def with_set_off(cast: Cast) -> UUID:
    """A payment of 690.00 for an invoice of 1,190.00, from which a credit balance of 500.00 was taken off."""
    credited(cast)
    order_id = cast.issued()
    accepted(cast, order_id)
    bill = received(cast, order_id, number="R-2", tax="190", total="1190")
    made = payments.release(by=cast.fay, at=NOW, invoice_id=UUID(bill["id"]))
    payments.initiate(by=cast.fay, at=NOW, payment_id=UUID(made["id"]), reference="B-7")
    return UUID(made["id"])


def remittance_of(cast: Cast, payment_id: UUID) -> Remittance:
    """The advice as it stands."""
    with scope.reading(cast.company_id):
        found = of_payment(cast.company_id, payment_id)
        assert found is not None, "there is none"
        return found


def says(cast: Cast, payment_id: UUID) -> dict[str, Any]:
    """What it says."""
    found: dict[str, Any] = json.loads(remittance_of(cast, payment_id).content)
    return found


def mails_of(cast: Cast, payment_id: UUID) -> list[Message]:
    """The mails of a payment, the oldest first, each with its recipients."""
    with scope.reading(cast.company_id):
        return mail.of_payment(cast.company_id, payment_id)[::-1]
