"""What the pictures show of the clock: terms, instalments, alerts, one payment of several orders and a second one like it."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.utils import timezone

from counterfoil.foundation.companies.actions.members import grant_role
from counterfoil.foundation.companies.queries import system_member
from counterfoil.foundation.kernel import scope
from counterfoil.foundation.parties.models import Contractor
from counterfoil.lifecycle.alerts import actions as alerts
from counterfoil.lifecycle.engagements.models import Engagement
from counterfoil.lifecycle.evidence import actions as evidence
from counterfoil.lifecycle.payments import actions as payments
from counterfoil.lifecycle.payments.values import InvoicePart
from tests.browser.staging_claims import bill, show
from tests.cast import Cast, line

Scenes = dict[str, tuple[str, str, str]]
Issue = Callable[..., UUID]
INSTALMENTS = "50%: 10 days, 30%: 20 days, 20%: 60 days to next business day"
_TERMS = "document.querySelector('.move-why').open = true"


def due_scenes(cast: Cast, issue: Issue) -> Scenes:
    """Each picture's name: who looks, at which page, and what is done to it first."""
    at = timezone.now()
    late = _billed(cast, issue, at - timedelta(days=35), "2026-0130", INSTALMENTS)
    soon = _billed(cast, issue, at - timedelta(days=9), "2026-0131", "10 days")
    parts = [_billed(cast, issue, at - timedelta(days=3), f"2026-013{n}", "30 days") for n in (2, 3)]
    of_two = _paid_together(cast, [one for _order, one in parts], at)
    long = _named(cast, "LANG")
    issue(0, at - timedelta(days=8), **long)
    alerts.raise_alerts(by=system_member(cast.company_id), at=at)
    contractor = f"/contractors/{long['contractor_id']}"
    return {
        "alerts": ("fay", "/alerts", ""),
        "alerts-empty": ("mallory", "/alerts", ""),
        "record-alerts": ("fay", f"/orders/{late[0]}?tab=alerts", ""),
        "record-alerts-empty": ("fay", f"/orders/{parts[0][0]}?tab=alerts", ""),
        "invoice-instalments": ("fay", f"/invoices/{late[1]}", ""),
        "invoice-due": ("cleo", f"/invoices/{soon[1]}", ""),
        "orders-overdue": ("fay", "/orders?due=overdue", ""),
        "invoices-due": ("fay", "/invoices?sort=due", ""),
        "payment-several": ("fay", f"/payments/{of_two}", ""),
        "payment-terms": ("fay", "/settings/payment-terms", _TERMS),
        "statement-empty": ("fay", f"{contractor}/statement?from=2025-01-01&to=2025-12-31", ""),
        "contractor-long": ("fay", contractor, ""),
        "contractor-pay-empty": ("fay", f"{contractor}/pay", ""),
    }


def _named(cast: Cast, code: str) -> dict[str, Any]:
    with scope.reading(cast.company_id):
        contractor = Contractor.objects.get(code=code)
        return {"contractor_id": contractor.id, "engagement_id": Engagement.objects.get(contractor=contractor).id}


def _billed(cast: Cast, issue: Issue, at: datetime, number: str, terms: str) -> tuple[UUID, UUID]:
    """An order with these terms, and its invoice that is in order."""
    lines = [line(quantity=10, unit_price=60 + int(number[-1]), text=text) for text in ("Layout", "Artwork")]
    order_id = issue(2, at - timedelta(days=1), payment_terms=terms, lines=lines)
    evidence.accept(by=cast.rita, at=at, submission_id=show(cast, order_id, at))
    return order_id, bill(cast, order_id, number, at)


def _paid_together(cast: Cast, bills: list[UUID], at: datetime) -> str:
    """One payment of two orders, of which a second person has said that another one of the same amount is right."""
    parts = [InvoicePart(invoice_id=one) for one in bills]
    made = payments.release_several(by=cast.fay, at=at, contractor_id=cast.contractor_id, invoices=parts)["id"]
    grant_role(by=cast.olga, at=at, member_id=cast.bela.id, role="finance", confirm=cast.bela.name)
    payments.confirm_twin(
        by=cast.again("bela"), at=at, payment_id=UUID(made), reason="Two halves of one job, billed apart."
    )
    return str(made)
