"""Short words for what the tests of the order's verbs do to get there."""

from typing import Any
from uuid import UUID

from counterfoil.foundation.approvals.models import Approval, Step
from counterfoil.foundation.kernel import scope
from counterfoil.lifecycle.orders import actions as orders
from counterfoil.lifecycle.orders.models import Order, OrderLine, Revision, RevisionLine

from ..cast import NOW, Cast
from .verb import WHY


def order_of(cast: Cast, order_id: UUID) -> Order:
    """The order as it stands."""
    with scope.reading(cast.company_id):
        return Order.objects.select_related("approval", "contractor", "replaces").get(id=order_id)


def revision_of(cast: Cast, order_id: UUID) -> Revision:
    """What the order says."""
    with scope.reading(cast.company_id):
        return Revision.objects.get(order_id=order_id)


def lines_of(cast: Cast, order_id: UUID) -> list[tuple[OrderLine, RevisionLine]]:
    """The order's lines and what it says of each."""
    with scope.reading(cast.company_id):
        said = RevisionLine.objects.filter(order_id=order_id).select_related("line").order_by("line__position")
        return [(one.line, one) for one in said]


def steps_of(cast: Cast, order_id: UUID) -> list[Step]:
    """The steps of the approval that the order holds."""
    with scope.reading(cast.company_id):
        order = Order.objects.get(id=order_id)
        return list(Step.objects.filter(approval_id=order.approval_id).order_by("position"))


def approvals_of(cast: Cast, order_id: UUID) -> list[Approval]:
    """Every approval that was ever asked for it, oldest first."""
    with scope.reading(cast.company_id):
        return list(Approval.objects.filter(subject_id=order_id).order_by("opened_at", "id"))


def shown(cast: Cast, order_id: UUID) -> str:
    """The hash of what an approver is shown."""
    return str(approvals_of(cast, order_id)[-1].digest)


def approve(cast: Cast, order_id: UUID, who: str = "amir", **more: Any) -> dict[str, Any]:
    """A yes."""
    return orders.approve(by=cast.members[who], at=NOW, order_id=order_id, shown=shown(cast, order_id), **more)


def rejected(cast: Cast, **more: Any) -> UUID:
    """An order that Amir rejected."""
    order_id = cast.pending(**more)
    orders.reject(by=cast.amir, at=NOW, order_id=order_id, reason=WHY)
    return order_id


def cancelled(cast: Cast) -> UUID:
    """An issued order that Iris cancelled."""
    order_id = cast.issued()
    orders.cancel(by=cast.iris, at=NOW, order_id=order_id, reason=WHY)
    return order_id


def closed(cast: Cast) -> UUID:
    """An issued order that Iris closed."""
    order_id = cast.issued()
    orders.close(by=cast.iris, at=NOW, order_id=order_id, reason=WHY)
    return order_id


def discarded(cast: Cast) -> UUID:
    """A draft that Rita threw away."""
    order_id = cast.draft()
    orders.discard(by=cast.rita, at=NOW, order_id=order_id)
    return order_id


IN_STATE = {
    "draft": Cast.draft,
    "pending": Cast.pending,
    "approved": Cast.approved,
    "rejected": rejected,
    "issued": Cast.issued,
    "closed": closed,
    "cancelled": cancelled,
}
"""How an order comes into each of its states."""
