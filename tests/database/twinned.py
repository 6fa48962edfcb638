"""A payment, a second one of the same that was confirmed, and one of the next day, committed, so that raw SQL can attack them."""

from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID

from counterfoil.foundation.companies.actions.members import Invitation, accept_membership, invite_member
from counterfoil.foundation.companies.models import Member
from counterfoil.foundation.companies.queries import member_of
from counterfoil.foundation.kernel import scope
from counterfoil.lifecycle.payments import actions as payments
from counterfoil.lifecycle.payments.models import Twin

from ..actions import billing
from ..cast import NOW, Cast, line

Names = dict[str, Any]
TABLES = ("payments_twin",)


def twinned(cast: Cast) -> Names:
    """Three parts of one invoice, each of 37.00: the second by a colleague's word, the third a day later."""
    order_id = cast.issued(lines=[line(quantity=20)])
    billing.accepted(cast, order_id, 20)
    answer = billing.received(cast, order_id, number="T-601", quantity=19)
    assert answer["state"] == "matched", billing.kinds_of(cast, answer["id"])
    invoice_id, second = UUID(answer["id"]), _second(cast)
    made: Names = {"finn": second.id, "first_payment": _part(cast, invoice_id, "The first")}
    payments.confirm_twin(by=second, at=NOW, payment_id=made["first_payment"], reason="They are two parts")
    made["twin_payment"] = _part(cast, invoice_id, "The second")
    made["later_payment"] = _part(cast, invoice_id, "The third", at=NOW + timedelta(days=1))
    with scope.reading(cast.company_id):
        made["used_twin"] = Twin.objects.get(covers_id=made["twin_payment"]).id
    return made


def _part(cast: Cast, invoice_id: UUID, purpose: str, at: datetime = NOW) -> UUID:
    given: Names = {"invoice_id": invoice_id, "amount": Decimal(37), "purpose": purpose}
    return UUID(payments.release(by=cast.fay, at=at, **given)["id"])


def _second(cast: Cast) -> Member:
    """Somebody else of finance; where one person does everything alone, they themselves."""
    if cast.fay.id == cast.olga.id:
        return cast.fay
    invitation = Invitation(name="Finn", email="finn@demo.example", role="finance", confirm="Finn")
    made = invite_member(by=cast.olga, at=NOW, invitation=invitation)
    accept_membership(by=member_of(cast.company_id, UUID(made["id"])), at=NOW, secret=made["secret"])
    return member_of(cast.company_id, UUID(made["id"]))
