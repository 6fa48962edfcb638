"""Evidence, exceptions and arrivals of every kind to list, and what is asked of their lists."""

from collections.abc import Callable
from datetime import timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID

from counterfoil.foundation.companies.actions.members import (
    Invitation,
    accept_membership,
    deactivate_member,
    invite_member,
)
from counterfoil.foundation.companies.queries import member_of
from counterfoil.foundation.kernel import scope
from counterfoil.foundation.trail.action import Via
from counterfoil.insight.listing.alerts import Alerts
from counterfoil.insight.listing.arrivals import Arrivals
from counterfoil.insight.listing.evidence import Evidence
from counterfoil.insight.listing.exceptions import Exceptions
from counterfoil.insight.listing.listing import AnyListing
from counterfoil.insight.listing.purchase_orders import PurchaseOrders
from counterfoil.insight.listing.write_offs import WriteOffs
from counterfoil.lifecycle.alerts.models import Alert
from counterfoil.lifecycle.evidence import actions as evidence
from counterfoil.lifecycle.evidence.models import Piece
from counterfoil.lifecycle.intake.receiving import Sender, receive
from counterfoil.lifecycle.invoices.models import Invoice
from counterfoil.lifecycle.matching import actions as matching
from counterfoil.lifecycle.matching.models import InvoiceException
from counterfoil.lifecycle.orders.models import Order

from ...actions import billing
from ...actions.choosing import sent_waiting
from ...actions.writing_off import rest_settled, rest_written_off, reversed_, settled_without_money, written_off
from ...alerting import ended, raised, soon
from ...cast import NOW, Cast, line

LISTS: tuple[AnyListing, ...] = (Evidence, Exceptions, Arrivals, WriteOffs, Alerts, PurchaseOrders)
Question = tuple[dict[str, Any], Callable[[Any], bool]]
WAITS = "Waits for evidence"


def fill_claims(cast: Cast) -> None:
    """Evidence that waits and that was turned down, exceptions of hers and of somebody who left, files that made nothing."""
    _write_off(cast)
    order_id = cast.issued(title=WAITS)
    evidence.reject(
        by=cast.rita, at=NOW, submission_id=billing.submitted(cast, order_id, 3), reason="Not what was asked"
    )
    billing.submitted(cast, order_id, 2)
    evidence.withdraw(by=cast.cleo, at=NOW, submission_id=billing.submitted(cast, order_id, 1))
    receive([("=nothing.xml", b"nothing")], Sender(cast.fay, NOW, Via("api", "nothing")))
    billing.received(cast, None, number="R-PAID", total=Decimal(5), issued_on=(NOW - timedelta(days=3)).date())
    _assign(cast, "R-DISPUTED", cast.olga.id)
    invitation = Invitation(name="Gus", email="gus@demo.example", role="payables")
    invited = invite_member(by=cast.olga, at=NOW, invitation=invitation)
    gus = UUID(invited["id"])
    accept_membership(by=member_of(cast.company_id, gus), at=NOW, secret=invited["secret"])
    _assign(cast, "X-USD", gus)
    deactivate_member(by=cast.olga, at=NOW, member_id=gus, reason="Left us")
    _alert(cast)


def _write_off(cast: Cast) -> None:
    """One person alone, with a second one, what waits, what was reversed, and what is left of an order and of a balance."""
    written_off(cast, billing.matched(cast, number="R-LITTLE", quantity="0.5"))
    for number, quantity in (("R-GONE", 11), ("R-AGAIN", 12)):
        bill = billing.received(cast, _large(cast), number=number, quantity=quantity)["id"]
        stands = settled_without_money(cast, bill)
    reversed_(cast, stands)
    written_off(cast, stands_for(cast, "R-AGAIN"))
    rest_settled(cast, cast.issued(title="Given up"))
    rest_written_off(cast, cast.issued(title="To be given up"))


def _large(cast: Cast) -> UUID:
    order_id = cast.issued(lines=[line(quantity=20)])
    billing.accepted(cast, order_id, 20)
    return order_id


def stands_for(cast: Cast, number: str) -> UUID:
    """The invoice of this number."""
    with scope.reading(cast.company_id):
        found: UUID = Invoice.objects.get(number=number).id
    return found


def _of_write_offs(cast: Cast) -> list[Question]:
    money, today, gone = Decimal(500), NOW.date(), stands_for(cast, "R-GONE")
    with scope.reading(cast.company_id):
        order_id = Invoice.objects.get(id=gone).order_id
    return [
        ({"state": "standing"}, lambda row: row.state == "standing"),
        ({"kind": "order"}, lambda row: row.kind == "order"),
        ({"contractor_id": cast.contractor_id}, lambda row: row.order.contractor_id == cast.contractor_id),
        ({"engagement_id": cast.engagement_id}, lambda row: row.order.engagement_id == cast.engagement_id),
        ({"team_id": cast.team_id}, lambda row: row.order.team_id == cast.team_id),
        ({"requester_id": cast.rita.id}, lambda row: row.order.requester_id == cast.rita.id),
        ({"invoice_id": gone}, lambda row: row.invoice_id == gone),
        ({"order_id": order_id}, lambda row: row.order_id == order_id),
        ({"noted_from": today}, lambda row: True),
        ({"noted_to": today - timedelta(days=1)}, lambda row: False),
        ({"amount_from": money}, lambda row: row.amount >= money),
        ({"amount_to": money}, lambda row: row.amount <= money),
        ({"currency": "EUR"}, lambda row: row.currency == "EUR"),
        ({"on_my_desk": "approve_write_off"}, lambda row: row.state == "noted"),
    ]


def _alert(cast: Cast) -> None:
    """What is due soon and was made void since, what nobody sent, and what is late."""
    gone = soon(cast, number="R-2")
    raised(cast, NOW)
    matching.void(by=cast.petra, at=NOW, invoice_id=gone, reason="Sent by mistake")
    ended(cast, NOW)
    sent_waiting(cast)
    raised(cast, NOW + timedelta(days=40))


def _of_alerts(cast: Cast) -> list[Question]:
    with scope.reading(cast.company_id):
        order_id = Invoice.objects.get(number="R-2").order_id
    today, later = NOW.date(), (NOW + timedelta(days=40)).date()
    return [
        ({"state": "over"}, lambda row: row.state == "over"),
        ({"kind": "late"}, lambda row: row.kind == "late"),
        ({"told": "me"}, lambda row: False),  # an owner who asked for nothing
        ({"contractor_id": cast.contractor_id}, lambda row: _about(row).contractor_id == cast.contractor_id),
        ({"engagement_id": cast.engagement_id}, lambda row: _about(row).engagement_id == cast.engagement_id),
        ({"team_id": cast.team_id}, lambda row: _about(row).team_id == cast.team_id),
        ({"requester_id": cast.rita.id}, lambda row: _asked_by(row) == cast.rita.id),
        ({"order_id": order_id}, lambda row: row.order_id == order_id),
        ({"day_from": later}, lambda row: row.day >= later),
        ({"day_to": today}, lambda row: row.day <= today),
        ({"raised_from": later}, lambda row: row.raised_at.date() >= later),
        ({"raised_to": today}, lambda row: row.raised_at.date() <= today),
    ]


def _about(alert: Alert) -> Any:
    """The order, or the offer that waits for one."""
    return alert.order or alert.choice.offer


def _asked_by(alert: Alert) -> UUID:
    found: UUID = alert.order.requester_id if alert.order else alert.choice.offer.made_by_id
    return found


def _of_purchase_orders(cast: Cast) -> list[Question]:
    today, money = NOW.date(), Decimal(500)
    with scope.reading(cast.company_id):
        alerted = set(Alert.objects.filter(state="stands").values_list("order_id", flat=True))
    return [
        ({"state": "issued"}, lambda row: row.state == "issued"),
        ({"contractor_id": cast.contractor_id}, lambda row: row.contractor_id == cast.contractor_id),
        ({"engagement_id": cast.engagement_id}, lambda row: row.engagement_id == cast.engagement_id),
        ({"team_id": cast.team_id}, lambda row: row.team_id == cast.team_id),
        ({"requester_id": cast.rita.id}, lambda row: row.requester_id == cast.rita.id),
        ({"issued_on_from": today}, lambda row: row.issued_on >= today),
        ({"issued_on_to": today - timedelta(days=1)}, lambda row: row.issued_on < today),
        ({"last_day_from": today}, lambda row: row.last_day is not None and row.last_day >= today),
        ({"last_day_to": today}, lambda row: row.last_day is not None and row.last_day <= today),
        ({"authorised_from": money}, lambda row: row.limit_amount >= money),
        ({"authorised_to": money}, lambda row: row.limit_amount <= money),
        ({"remaining_from": money}, lambda row: row.remaining >= money),
        ({"remaining_to": money}, lambda row: row.remaining <= money),
        ({"currency": "EUR"}, lambda row: row.currency == "EUR"),
        ({"alerted": True}, lambda row: row.id in alerted),
        ({"alerted": False}, lambda row: row.id not in alerted),
        ({"on_hold": True}, lambda row: row.number in ("PO-2026-00001", "PO-2026-00002")),
        ({"archived": True}, lambda row: False),
        ({"archived": False}, lambda row: True),
        ({"number": "po 2026-00002"}, lambda row: row.number == "PO-2026-00002"),
    ]


def _assign(cast: Cast, number: str, owner_id: UUID) -> None:
    with scope.reading(cast.company_id):
        found = InvoiceException.objects.filter(invoice__number=number, state="open").first()
    assert found is not None
    matching.assign(by=cast.petra, at=NOW, exception_id=found.id, owner_id=owner_id)


def claim_questions(cast: Cast) -> dict[AnyListing, list[Question]]:
    """What each of these lists can be asked, and whether a row is among what is asked."""
    found = {Evidence: _of_evidence(cast), Exceptions: _of_exceptions(cast), Arrivals: _of_arrivals(cast)}
    return found | {
        WriteOffs: _of_write_offs(cast),
        Alerts: _of_alerts(cast),
        PurchaseOrders: _of_purchase_orders(cast),
    }


def _of_evidence(cast: Cast) -> list[Question]:
    with scope.reading(cast.company_id):
        states = set(Piece.objects.values_list("submission_id", "state"))
        order = Order.objects.get(title=WAITS)
    money, today = Decimal(500), NOW.date()

    def stands(state: str) -> Callable[[Any], bool]:
        return lambda row: (row.id, state) in states

    return [
        *(({"stands": state}, stands(state)) for state in ("submitted", "accepted", "rejected", "withdrawn")),
        ({"contractor_id": cast.contractor_id}, lambda row: row.order.contractor_id == cast.contractor_id),
        ({"engagement_id": cast.engagement_id}, lambda row: row.order.engagement_id == cast.engagement_id),
        ({"team_id": cast.team_id}, lambda row: row.order.team_id == cast.team_id),
        ({"requester_id": cast.rita.id}, lambda row: row.order.requester_id == cast.rita.id),
        ({"submitter_id": cast.cleo.id}, lambda row: row.submitter_id == cast.cleo.id),
        ({"submitter_id": cast.fay.id}, lambda row: False),
        ({"order_id": order.id}, lambda row: row.order_id == order.id),
        ({"submitted_from": today}, lambda row: True),
        ({"on_my_desk": "decide"}, lambda row: False),
        ({"submitted_to": today - timedelta(1)}, lambda row: False),
        ({"worth_from": money}, lambda row: row.worth >= money),
        ({"worth_to": money}, lambda row: row.worth <= money),
        ({"currency": "EUR"}, lambda row: True),
        ({"currency": "USD"}, lambda row: False),
    ]


def _of_exceptions(cast: Cast) -> list[Question]:
    with scope.reading(cast.company_id):
        disputed = Invoice.objects.get(number="R-DISPUTED")
    money, today = Decimal(50), NOW.date()
    orders: dict[str, tuple[str, Any]] = {
        "team_id": ("team_id", cast.team_id),
        "requester_id": ("requester_id", cast.rita.id),
        "order_id": ("id", disputed.order_id),
    }

    def on_order(column: str, value: Any) -> Callable[[Any], bool]:
        return lambda row: row.invoice.order is not None and getattr(row.invoice.order, column) == value

    return [
        *(({name: value}, on_order(column, value)) for name, (column, value) in orders.items()),
        ({"kind": "price"}, lambda row: row.kind == "price"),
        ({"kind": "unit"}, lambda row: False),
        ({"whose": "mine"}, lambda row: row.owner_id == cast.olga.id),
        ({"whose": "nobody"}, lambda row: row.owner.name == "Gus"),
        ({"owner_id": cast.petra.id}, lambda row: row.owner_id == cast.petra.id),
        ({"contractor_id": cast.contractor_id}, lambda row: row.invoice.contractor_id == cast.contractor_id),
        ({"engagement_id": cast.engagement_id}, lambda row: row.invoice.engagement_id == cast.engagement_id),
        ({"invoice_id": disputed.id}, lambda row: row.invoice_id == disputed.id),
        ({"due_on_from": today}, lambda row: row.due_on >= today),
        ({"due_on_to": today}, lambda row: row.due_on <= today),
        ({"total_from": money}, lambda row: row.invoice.total >= money),
        ({"total_to": money}, lambda row: row.invoice.total <= money),
        ({"currency": "USD"}, lambda row: row.invoice.currency == "USD"),
        ({"overdue": True}, lambda row: row.due_on < today),
        ({"on_my_desk": "settle"}, lambda row: row.owner_id == cast.olga.id),
        ({"overdue": False}, lambda row: row.due_on >= today),
    ]


def _of_arrivals(cast: Cast) -> list[Question]:
    with scope.reading(cast.company_id):
        ordered = Invoice.objects.get(number="R-HELD").order_id
    today = NOW.date()
    return [
        ({"outcome": "made"}, lambda row: row.became in ("invoice", "credit", "order")),
        ({"outcome": "nothing"}, lambda row: row.became in ("refused", "duplicate")),
        ({"outcome": "waiting"}, lambda row: row.became == "waiting"),
        ({"sender_id": cast.fay.id}, lambda row: row.sender_id == cast.fay.id),
        ({"order_id": ordered}, lambda row: row.order_id == ordered),
        ({"arrived_from": today}, lambda row: True),
        ({"arrived_to": today - timedelta(1)}, lambda row: False),
    ]
