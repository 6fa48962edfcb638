"""What the pictures show of limits: an order that is watched, what was crossed on it, and the form of its thresholds."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any
from uuid import UUID

from django.utils import timezone

from counterfoil.foundation.companies.queries import system_member
from counterfoil.foundation.kernel import scope
from counterfoil.lifecycle.alerts import actions as alerts
from counterfoil.lifecycle.evidence import actions as evidence
from counterfoil.lifecycle.evidence.values import SubmissionValues
from counterfoil.lifecycle.orders.models import RevisionLine
from tests.cast import Cast
from tests.watching import watch

Issue = Callable[[int, Any], UUID]
Scenes = dict[str, tuple[str, str, str]]

_MENU = "[...document.querySelectorAll('.row-menu')].forEach(one => one.open = true)"


def limit_scenes(cast: Cast, issue: Issue) -> Scenes:
    """Each picture's name: who looks, at which page, and what is done to it first."""
    at = timezone.now()
    order_id = issue(0, at - timedelta(days=12))
    watch(cast, order_id, "accepted 50%", "invoiced 80%", "invoiced 5500")
    with scope.reading(cast.company_id):
        said = RevisionLine.objects.filter(order_id=order_id).order_by("line__position")[0]
    pieces = [{"line_id": said.line_id, "quantity": said.quantity}]
    values = SubmissionValues.model_validate({"pieces": pieces, "note": "The whole of it"})
    sent = evidence.submit(by=cast.cleo, at=at - timedelta(days=3), order_id=order_id, values=values)
    evidence.accept(by=cast.rita, at=at - timedelta(days=2), submission_id=UUID(sent["submission_id"]))
    alerts.raise_alerts(by=system_member(cast.company_id), at=at - timedelta(days=2), order_ids=[order_id])
    return {
        "record-watched": ("fay", f"/orders/{order_id}", ""),
        "record-alerts": ("fay", f"/orders/{order_id}?tab=alerts", ""),
        "report": ("fay", "/reports/purchase-orders", ""),
        "report-menu": ("fay", "/reports/purchase-orders?q=Shelves", _MENU),
        "order-thresholds": ("fay", f"/orders/{order_id}/thresholds", ""),
    }
