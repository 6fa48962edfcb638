"""Credit balances in every state, of a contractor of their own, committed, so that raw SQL has something to attack."""

from dataclasses import replace
from decimal import Decimal
from typing import Any
from uuid import UUID

from counterfoil.foundation.catalogue.actions import MatchPolicyValues, set_match_policy
from counterfoil.foundation.kernel import scope
from counterfoil.foundation.parties import actions as parties
from counterfoil.lifecycle.engagements.actions import EngagementValues, add_engagement
from counterfoil.lifecycle.invoices.models import Invoice
from counterfoil.lifecycle.matching import actions as matching
from counterfoil.lifecycle.matching.models import Surcharge
from counterfoil.lifecycle.payments import actions as payments
from counterfoil.lifecycle.payments.models import SetOff

from ..actions import billing
from ..cast import NOW, Cast

Names = dict[str, Any]
TABLES = ("matching_surcharge", "payments_setoff", "payments_refund")
WHY = "Because of the budget"


def balanced(cast: Cast) -> Names:
    """Of 1,000.00 that were paid 700.00 are credited: 100.00 set off alone, 400.00 beside a payment, 20.00 refunded, 50.00
    noted, and 130.00 left. `owing` is an invoice of 100.00 that nobody has released, `charging_more` one with charges."""
    own = _creditor(cast)
    paid = _billed(own, "B-301", 10)
    billing.settled(own, paid)
    _credit(own, "N-301", 5)
    alone, mixed = _billed(own, "B-302", 1), _billed(own, "B-303", 9)
    payments.release(by=own.fay, at=NOW, invoice_id=alone)
    beside = payments.release(by=own.fay, at=NOW, invoice_id=mixed)["id"]
    _credit(own, "N-302", 2)
    given: Names = {"by": own.fay, "at": NOW, "invoice_id": paid}
    confirmed = payments.note_refund(amount=Decimal(20), **given)["id"]
    payments.confirm_refund(by=own.petra, at=NOW, refund_id=UUID(confirmed))
    noted = payments.note_refund(amount=Decimal(50), **given)["id"]
    made = {"owed": paid, "alone": alone, "mixed": mixed, "owing": _billed(own, "B-304", 6)}
    made |= {"mixed_payment": UUID(beside), "confirmed_refund": UUID(confirmed), "noted_refund": UUID(noted)}
    made["surcharged"] = _charging(own)
    with scope.reading(own.company_id):
        made |= {f"{name}_order": Invoice.objects.get(id=made[name]).order_id for name in ("owed", "owing")}
        made["alone_setoff"] = SetOff.objects.get(invoice_id=alone).id
        made["mixed_setoff"] = SetOff.objects.get(invoice_id=mixed).id
        made["surcharge"] = Surcharge.objects.get(invoice_id=made["surcharged"]).id
    return made


def _creditor(cast: Cast) -> Cast:
    """The same people with a contractor of their own."""
    values = {"code": "CREDIT", "name": "Credited", "currency": "EUR"}
    made = parties.add_contractor(by=cast.olga, at=NOW, values=parties.ContractorValues.model_validate(values))
    engagement = {"contractor_id": made["id"], "title": "Credits", "team_id": None}
    values = EngagementValues.model_validate(engagement)
    engagement_id = UUID(add_engagement(by=cast.olga, at=NOW, values=values)["id"])
    return replace(cast, contractor_id=UUID(made["id"]), engagement_id=engagement_id)


def _ordered(cast: Cast) -> UUID:
    """An order that is matched two-way: nobody shows evidence for this contractor."""
    found = set_match_policy(by=cast.fay, at=NOW, values=MatchPolicyValues(name="Two-way", ways=2))["id"]
    return cast.issued(match_policy_id=found)


def _billed(cast: Cast, number: str, quantity: int) -> UUID:
    answer = billing.received(cast, _ordered(cast), number=number, quantity=quantity)
    assert answer["state"] == "matched", billing.kinds_of(cast, answer["id"])
    return UUID(answer["id"])


def _credit(cast: Cast, number: str, quantity: int) -> None:
    answer = billing.received(cast, kind="credit", number=number, quantity=quantity, credits="B-301")
    assert answer["state"] == "matched", billing.kinds_of(cast, answer["id"])


def _charging(cast: Cast) -> UUID:
    """An invoice whose charge a second person accepted."""
    order_id = _ordered(cast)
    bill = UUID(billing.received(cast, order_id, number="B-305", quantity=7, charges="30", total="730")["id"])
    found = billing.exception_of(cast, bill, "charges")
    matching.accept(by=cast.bela, at=NOW, exception_id=found.id, reason=WHY)
    return bill
