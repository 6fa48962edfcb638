"""The identifiers that travel with an order's wherever it is named: of its contract, its approval and its requisition (R53)."""

from collections.abc import Callable
from typing import Annotated, Any
from uuid import UUID

from .shape import Inside, Told


def _of(order: Callable[[Any], Any], name: str) -> Told:
    def told(row: Any) -> UUID | None:
        named = order(row)
        if named is None:
            return None
        # A list has read it with its rows; an order asks for it by itself.
        if name == "contract_id" and name in row.__dict__:
            return row.__dict__[name]
        found: UUID | None = getattr(named, name)
        return found

    return Told(told)


def _own(row: Any) -> Any:
    return row.order


def _invoiced(row: Any) -> Any:
    return row.invoice.order


ContractOfOrder = Annotated[Inside[UUID | None], _of(_own, "contract_id")]
ApprovalOfOrder = Annotated[Inside[UUID | None], _of(_own, "approval_id")]
RequisitionOfOrder = Annotated[Inside[UUID | None], _of(_own, "requisition_id")]
"""Of the order that stands on the row itself."""
ContractOfInvoiced = Annotated[Inside[UUID | None], _of(_invoiced, "contract_id")]
ApprovalOfInvoiced = Annotated[Inside[UUID | None], _of(_invoiced, "approval_id")]
RequisitionOfInvoiced = Annotated[Inside[UUID | None], _of(_invoiced, "requisition_id")]
"""Of the order of the row's invoice."""
