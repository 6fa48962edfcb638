"""The second half of the line, committed in every state, so that raw SQL has something to attack."""

from decimal import Decimal
from typing import Any
from uuid import UUID

from counterfoil.foundation.catalogue.actions import MatchPolicyValues, set_match_policy
from counterfoil.foundation.catalogue.models import PolicyVersion, Tolerance
from counterfoil.foundation.companies.actions.members import grant_role, set_separation
from counterfoil.foundation.companies.queries import member_of
from counterfoil.foundation.kernel import scope
from counterfoil.foundation.parties import actions as parties
from counterfoil.foundation.parties.holds import HoldValues
from counterfoil.foundation.parties.models import Assignment
from counterfoil.lifecycle.evidence import actions as evidence
from counterfoil.lifecycle.invoices import actions as invoices
from counterfoil.lifecycle.invoices.models import Instalment, Invoice, InvoiceLine
from counterfoil.lifecycle.matching import actions as matching
from counterfoil.lifecycle.matching.models import Cover, Credit, InvoiceException
from counterfoil.lifecycle.orders import actions as orders
from counterfoil.lifecycle.orders.models import OrderLine
from counterfoil.lifecycle.payments import actions as payments
from counterfoil.lifecycle.payments.models import Allocation

from ..actions import billing
from ..cast import NOW, Cast, line
from . import advised, arrived, balanced, hired, prepaid, twinned, unpaid

Names = dict[str, Any]
WHY = "Because of the budget"
_HOLD = HoldValues(scope="payment", reason=WHY)
_ROLES = ("manager", "approver", "issuer", "payables", "finance")


TABLES = (
    "catalogue_matchpolicy",
    "catalogue_policyversion",
    "catalogue_tolerance",
    "parties_assignment",
    "parties_contractorhold",
    "orders_orderhold",
    "evidence_submission",
    "evidence_piece",
    "evidence_file",
    "invoices_invoice",
    "invoices_invoiceline",
    "invoices_invoicehold",
    "invoices_instalment",
    "matching_cover",
    "matching_credit",
    "matching_exception",
    "matching_route",
    "payments_payment",
    "payments_allocation",
    *arrived.TABLES,
    *balanced.TABLES,
    *unpaid.TABLES,
    *hired.TABLES,
    *twinned.TABLES,
)
"""The tables of the second half. Both companies have rows in every one of them."""


def billed(cast: Cast) -> Names:
    """Policies, holds, evidence, invoices, exceptions, credits and payments of our company, by name."""
    made = _settings(cast) | _filed(cast) | _evidence(cast) | _holds(cast)
    made |= _invoices(cast) | _credits(cast) | _payments(cast) | balanced.balanced(cast) | unpaid.unpaid(cast)
    made |= prepaid.prepaid(cast) | hired.hired(cast)
    return made | twinned.twinned(cast)


def theirs(cast: Cast) -> Names:
    """The line of Mallory's company, alone in every role: an accepted variance, a credit note, a payment, and what arrived."""
    mallory = cast.mallory
    for role in _ROLES:
        grant_role(by=mallory, at=NOW, member_id=mallory.id, role=role, confirm=mallory.name)
    set_separation(by=member_of(mallory.company_id, mallory.id), at=NOW, on=False, reason=WHY)
    mallory = member_of(mallory.company_id, mallory.id)
    own = Cast(mallory.company_id, *_their_parties(mallory.company_id), cast.team_id)
    own.members = dict.fromkeys(("rita", "amir", "bela", "iris", "petra", "fay", "cleo", "olga"), mallory)
    made = _settings(own) | _filed(own) | _holds(own) | _credits(own) | arrived.arrived(own) | balanced.balanced(own)
    made |= unpaid.unpaid(own) | twinned.twinned(own) | hired.drafted(own)
    paid = _disputed(own, "T-101", 5)
    _accept(own, paid)
    payments.settle(by=mallory, at=NOW, payment_id=_initiated(own, paid))
    with scope.reading(own.company_id):
        made |= _facts("paid", paid)
        allocation = Allocation.objects.get(invoice_id=paid)
        made |= {"paid_allocation": allocation.id, "paid_payment": allocation.payment_id}
    return {f"their_{name}": value for name, value in made.items()}


def _their_parties(company_id: UUID) -> tuple[UUID, UUID]:
    with scope.reading(company_id):
        contractor = parties.Contractor.objects.get()
        return contractor.id, contractor.engagements.get().id


def _settings(cast: Cast) -> Names:
    five = {"attribute": "unit_price", "kind": "percent", "percent": 5}
    values = MatchPolicyValues.model_validate({"name": "Five", "is_default": True, "tolerances": [five]})
    policy_id = UUID(set_match_policy(by=cast.olga, at=NOW, values=values)["id"])
    other_id = UUID(set_match_policy(by=cast.fay, at=NOW, values=MatchPolicyValues(name="Other"))["id"])
    route = matching.set_route(by=cast.fay, at=NOW, kind="price", owner="finance")["id"]
    with scope.reading(cast.company_id):
        tolerance = Tolerance.objects.get()
        other_version = PolicyVersion.objects.get(policy_id=other_id).id
    made = {"policy": policy_id, "version": tolerance.version_id, "other_version": other_version}
    return made | {"tolerance": tolerance.id, "route": UUID(route), "assignment": _assigned(cast, other_id)}


def _assigned(cast: Cast, policy_id: UUID) -> UUID:
    """A contractor that is matched by a policy of its own."""
    spare = _spare_contractor(cast, "own")
    parties.match_contractor(by=cast.fay, at=NOW, contractor_id=spare, match_policy_id=policy_id)
    with scope.reading(cast.company_id):
        found: UUID = Assignment.objects.get(contractor_id=spare).id
    return found


def _worked(cast: Cast, quantity: Any = 10) -> Names:
    """An issued order of two lines, with evidence accepted on the first."""
    order_id = cast.issued(lines=[line(), line(quantity=4, unit_price="50.00", text="Print", unit="DAY")])
    piece = billing.accepted(cast, order_id, quantity)
    with scope.reading(cast.company_id):
        first, second = OrderLine.objects.filter(order_id=order_id).order_by("position")
    return {"worked": order_id, "worked_line": first.id, "worked_second": second.id, "piece": piece}


def _filed(cast: Cast) -> Names:
    """Evidence with a file, on an order of its own."""
    order_id = cast.issued()
    file = {"name": "sheet.pdf", "media_type": "application/pdf", "size": 1, "sha256": "0" * 64}
    piece = {"line_id": billing.line_id_of(cast, order_id), "quantity": 1}
    values = billing.SubmissionValues.model_validate({"pieces": [piece], "files": [file]})
    evidence.submit(by=cast.cleo, at=NOW, order_id=order_id, values=values)
    return {"filed": order_id}


def _evidence(cast: Cast) -> Names:
    made = _worked(cast, 5)
    order_id = made["worked"]
    for name in ("waiting", "rejected", "withdrawn"):
        made[f"{name}_submission"] = billing.submitted(cast, order_id, 2)
    evidence.reject(by=cast.rita, at=NOW, submission_id=made["rejected_submission"], reason=WHY)
    evidence.withdraw(by=cast.cleo, at=NOW, submission_id=made["withdrawn_submission"])
    for name in ("corrected", "correcting"):
        given = {"piece_id": made["piece"], "quantity": Decimal(2), "reason": WHY}
        made[f"{name}_submission"] = UUID(evidence.correct(by=cast.cleo, at=NOW, **given)["submission_id"])
    evidence.accept(by=cast.rita, at=NOW, submission_id=made["corrected_submission"])
    with scope.reading(cast.company_id):
        for name in ("waiting", "rejected", "withdrawn", "corrected", "correcting"):
            piece = billing.Piece.objects.get(submission_id=made[f"{name}_submission"])
            made[f"{name}_piece"] = piece.id
    return made


def _holds(cast: Cast) -> Names:
    """On each of the three a hold that stands and one that was lifted, on things of their own."""
    order_id, invoice_id = cast.issued(), _disputed(cast, "H-102", 6)
    made: Names = {"held_order": order_id, "held_invoice": invoice_id}
    for name in ("standing", "lifted"):
        spare = _spare_contractor(cast, name)
        on_contractor = parties.hold_contractor(by=cast.petra, at=NOW, contractor_id=spare, values=_HOLD)
        made["other_contractor"] = spare
        made[f"{name}_contractorhold"] = UUID(on_contractor["hold_id"])
        on_order = orders.hold(by=cast.petra, at=NOW, order_id=order_id, values=_HOLD)
        made[f"{name}_orderhold"] = UUID(on_order["hold_id"])
        on_invoice = invoices.hold(by=cast.petra, at=NOW, invoice_id=invoice_id, values=_HOLD)
        made[f"{name}_invoicehold"] = UUID(on_invoice["hold_id"])
    why: Names = {"by": cast.petra, "at": NOW, "reason": WHY}
    orders.lift(**why, order_id=order_id, hold_id=made["lifted_orderhold"])
    invoices.lift(**why, invoice_id=invoice_id, hold_id=made["lifted_invoicehold"])
    with scope.reading(cast.company_id):
        held = parties.ContractorHold.objects.get(id=made["lifted_contractorhold"])
    parties.lift_contractor(**why, contractor_id=held.contractor_id, hold_id=held.id)
    return made


def _spare_contractor(cast: Cast, name: str) -> UUID:
    values = parties.ContractorValues.model_validate({"code": name.upper(), "name": name, "currency": "EUR"})
    return UUID(parties.add_contractor(by=cast.olga, at=NOW, values=values)["id"])


def _disputed(cast: Cast, number: str, quantity: int, price: int = 110) -> UUID:
    """An invoice on an order of its own, whose price is too high where it is more than 105."""
    worked = _worked(cast)
    billed_line = {"text": "Layout", "quantity": quantity, "unit": "HUR", "unit_price": price}
    lines = [billed_line | {"line_id": worked["worked_line"]}]
    return UUID(billing.received(cast, worked["worked"], number=number, lines=lines)["id"])


def _accept(cast: Cast, invoice_id: UUID, kind: str = "price") -> None:
    found = billing.exception_of(cast, invoice_id, kind)
    matching.accept(by=cast.bela, at=NOW, exception_id=found.id, reason=WHY)


def _invoices(cast: Cast) -> Names:
    """In every state before money moves."""
    made = {"disputed": _disputed(cast, "D-103", 5), "rejected_invoice": _disputed(cast, "D-104", 4)}
    made |= {"matched": _disputed(cast, "D-105", 10, 100), "void": _disputed(cast, "D-106", 7, 100)}
    made |= {
        "cleared": _disputed(cast, "D-107", 3),
        "lost": UUID(billing.received(cast, quoted="X", number="D-108", unit_price=13)["id"]),
    }
    made["late"] = _late(cast)
    _accept(cast, made["cleared"])
    matching.reject(by=cast.petra, at=NOW, invoice_id=made["rejected_invoice"], reason=WHY)
    matching.void(by=cast.petra, at=NOW, invoice_id=made["void"], reason=WHY)
    with scope.reading(cast.company_id):
        return {name: value for key, invoice_id in made.items() for name, value in _facts(key, invoice_id).items()}


def _late(cast: Cast) -> UUID:
    """An invoice on an order that was closed before."""
    order_id = cast.issued()
    orders.close(by=cast.iris, at=NOW, order_id=order_id, reason=WHY)
    return UUID(billing.received(cast, order_id, number="D-198", unit_price=77)["id"])


def _credits(cast: Cast) -> Names:
    """An invoice credited in part, one credited wholly, and a credit note that names no invoice."""
    made = {"billed": _disputed(cast, "C-201", 9, 100), "credited": _disputed(cast, "C-202", 8, 100)}
    note: Names = {"kind": "credit", "unit_price": 100}
    for name, (number, quantity, credited) in {
        "note": ("N-109", 4, "C-201"),
        "whole_note": ("N-110", 8, "C-202"),
    }.items():
        answer = billing.received(cast, number=number, quantity=quantity, credits=credited, **note)
        made[name] = UUID(answer["id"])
    made["lost_note"] = UUID(billing.received(cast, number="N-111", quantity=1, credits="X", **note)["id"])
    with scope.reading(cast.company_id):
        return {name: value for key, invoice_id in made.items() for name, value in _facts(key, invoice_id).items()}


def _initiated(cast: Cast, invoice_id: UUID) -> UUID:
    payment_id = billing.released(cast, invoice_id)
    payments.initiate(by=cast.fay, at=NOW, payment_id=payment_id)
    return payment_id


def _payments(cast: Cast) -> Names:
    """In every state: released in part, on its way, arrived, failed, cancelled."""
    partly = _disputed(cast, "P-112", 2, 100)
    payments.release(by=cast.fay, at=NOW, invoice_id=partly, amount=Decimal(80), purpose="Part of 80")
    made = {"partly": partly, "sent": _disputed(cast, "P-113", 1, 100), "paid": _disputed(cast, "P-114", 1, 95)}
    made |= {"bounced": _disputed(cast, "P-115", 1, 96), "taken_back": _disputed(cast, "P-116", 1, 97)}
    made |= {"untold": _disputed(cast, "P-117", 1, 98), "voided": _disputed(cast, "P-118", 1, 99)}
    told = advised.advised(cast, *(_initiated(cast, made[name]) for name in ("sent", "untold", "voided")))
    payments.settle(by=cast.fay, at=NOW, payment_id=_initiated(cast, made["paid"]))
    payments.fail(by=cast.fay, at=NOW, payment_id=_initiated(cast, made["bounced"]), reason=WHY)
    payments.cancel(by=cast.fay, at=NOW, payment_id=billing.released(cast, made["taken_back"]), reason=WHY)
    found: Names = dict(told)
    with scope.reading(cast.company_id):
        for name, invoice_id in made.items():
            allocation = Allocation.objects.get(invoice_id=invoice_id)
            found |= _facts(name, invoice_id)
            found |= {f"{name}_payment": allocation.payment_id, f"{name}_allocation": allocation.id}
    return found


def _facts(name: str, invoice_id: UUID) -> Names:
    """An invoice with its line, its order, and what stands against it, covers it or takes off it."""
    invoice = Invoice.objects.get(id=invoice_id)
    one = InvoiceLine.objects.get(invoice_id=invoice_id)
    found: Names = {name: invoice_id, f"{name}_line": one.id, f"{name}_order": invoice.order_id}
    found[f"{name}_order_line"] = one.order_line_id
    found |= {f"{name}_instalment": part.id for part in Instalment.objects.filter(invoice_id=invoice_id)}
    taken = Cover.objects.filter(invoice_line=one).first()
    found[f"{name}_piece"] = taken.piece_id if taken else None
    parts = {"exception": InvoiceException.objects.filter(invoice_id=invoice_id)}
    parts |= {"cover": Cover.objects.filter(invoice_line=one), "credit": Credit.objects.filter(note_line=one)}
    return found | {f"{name}_{kind}": rows[0].id for kind, rows in parts.items() if rows.exists()}
