"""How the gates and the whole trace of an order look in answers: just as insight gives them."""

from typing import Any, Self
from uuid import UUID

from pydantic import BaseModel

from counterfoil.insight.trace.record import Record

from .problems import ProblemReason


class GateShape(BaseModel):
    """One gate: done, open, blocked, or to come later. `who` did it, or could do it now."""

    key: str
    words: str
    status: str
    sentence: str
    who: list[str]
    since: str | None


class MoveShape(BaseModel):
    """One verb on this order for the key's member, with every reason why not."""

    verb: str
    words: str
    allowed: bool
    reasons: list[ProblemReason]


class GatesShape(BaseModel):
    """Where the order stands: `stands_at` is the key of the gate whose move is awaited, if any is."""

    id: UUID
    version: int
    stands_at: str | None
    gates: list[GateShape]
    moves: list[MoveShape]

    @classmethod
    def of(cls, record: Record) -> Self:
        """The gates and moves of a record."""
        return cls(
            id=record.facts.order.id,
            version=record.facts.order.version,
            stands_at=record.stands_at.key if record.stands_at else None,
            gates=[GateShape.model_validate(gate.as_data()) for gate in record.gates],
            moves=[MoveShape.model_validate(move.as_data()) for move in record.moves],
        )


class TraceShape(BaseModel):
    """Everything about one order: what one person needs to rebuild a dispute alone."""

    order: dict[str, Any]
    money: dict[str, str]
    gates: list[GateShape]
    lines: list[dict[str, Any]]
    holds: list[dict[str, Any]]
    evidence: list[dict[str, Any]]
    files: list[dict[str, Any]]
    invoices: list[dict[str, Any]]
    payments: list[dict[str, Any]]
    approvals: list[dict[str, Any]]
    documents: list[dict[str, Any]]
    trail: list[dict[str, Any]]
