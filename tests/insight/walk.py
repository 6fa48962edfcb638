"""A random walk over one order's claims: through the real verbs, mostly what is possible, sometimes what is not."""

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from decimal import Decimal
from random import Random
from typing import Any
from uuid import UUID

from counterfoil.foundation.kernel.refusals import Refused
from counterfoil.lifecycle.invoices.values import InvoiceValues

from ..cast import Cast
from ..verbs import every_verb
from .seen import Row, Seen, see

BOLD = 0.07
"""How often a step does not ask first whether it is possible."""
LOOKED_AT = ("disputed", "matched", "cleared")
Step = tuple[str, str, dict[str, Any]]
"""A verb, who uses it, and what it is given."""


AvailableVerb = Callable[["Walk", Seen], Step | None]


@dataclass
class Walk:
    """One history. `at` goes on with every step; what it cannot read anew it remembers: holds, duplicates, numbers."""

    cast: Cast
    chance: Random
    order_id: UUID
    contractor_id: UUID
    number: str
    at: datetime
    serial: int
    moves: Sequence[AvailableVerb]
    done: Counter[str] = field(default_factory=Counter)
    steps: list[str] = field(default_factory=list)
    lost: list[UUID] = field(default_factory=list)
    arrivals: list[str] = field(default_factory=list)
    holds: list[tuple[str, str, str]] = field(default_factory=list)

    def see(self) -> Seen:
        """What stands now."""
        return see(self.cast.company_id, self.order_id, self.lost)

    def step(self, seen: Seen) -> str:
        """Take one step that is possible, or, boldly, one that may not be. What was refused, or nothing."""
        return self.take(*self._chosen(seen))

    def take(self, verb: str, who: str, given: dict[str, Any]) -> str:
        """Do it, and tell it. What was refused, or nothing."""
        self.at += timedelta(minutes=37)
        by = self.cast.members[who]
        try:
            answer = every_verb()[verb].run(by=by, at=self.at, **given)
        except Refused as refusal:
            refused = ", ".join(reason.key for reason in refusal.reasons)
            self.steps.append(f"{verb} by {who} ({_brief(given)}) refused: {refused}")
            return refused
        self.steps.append(f"{verb} by {who} ({_brief(given)}) -> {_brief(answer)}")
        self.done["part" if verb == "payment.release" and given.get("amount") else verb] += 1
        self._remember(verb, given, answer)
        return ""

    def _chosen(self, seen: Seen) -> Step:
        while True:
            step = self.chance.choice(self.moves)(self, seen)
            if step is not None:
                return step

    def _remember(self, verb: str, given: dict[str, Any], answer: dict[str, Any]) -> None:
        if verb in ("invoice.receive", "invoice.admit_duplicate"):
            self.serial += 1
            kept = self.arrivals if answer.get("became") == "duplicate" else self.lost
            kept.append(answer["id"] if kept is self.arrivals else UUID(answer["id"]))
        if verb == "invoice.receive" and given["values"].kind == "credit" and answer["state"] == "matched":
            self.done["credit note"] += 1
        if Decimal(answer.get("set_off", 0)) > 0:
            self.done["set off"] += 1
        if verb == "payment.settle" and self.is_advance(answer["invoice_id"]):
            self.done["advance paid"] += 1
        if verb.endswith(".hold"):
            room = verb.removesuffix(".hold")
            self.holds.append((room, answer["id"], answer["hold_id"]))
        if verb.endswith(".lift"):
            self.holds = [hold for hold in self.holds if hold[2] != str(given["hold_id"])]

    def is_advance(self, invoice_id: str) -> bool:
        """Whether this was asked for before there was an invoice."""
        return any(one["id"] == invoice_id and one["kind"] == "advance" for one in self.see().invoices)

    # -- choosing among what is there ----------------------------------------------------------------------------

    def pick(self, rows: Sequence[Row], *states: str, **wanted: Any) -> Row | None:
        """One row that is in one of these states and is as wanted; boldly, any."""
        fitting = [row for row in rows if row["state"] in states and wanted.items() <= row.items()]
        if self.chance.random() < BOLD:
            fitting = list(rows)
        return self.chance.choice(fitting) if fitting else None

    def quantity(self, most: Any) -> Decimal:
        """Some whole quantity, at least one."""
        return Decimal(self.chance.randint(1, max(1, min(8, int(most)))))

    def billed(self, line: Row | None, quantity: Any, price: Any = 100) -> list[dict[str, Any]]:
        """One invoice line, naming the order's line or none."""
        named = {"line_id": line["id"]} if line else {}
        return [{"text": "Layout", "unit": "HUR", "quantity": quantity, "unit_price": price} | named]

    def facts(self, lines: list[dict[str, Any]], **more: Any) -> dict[str, Any]:
        """What is printed on a document: its tax makes its total unlike any other's."""
        tax = Decimal(self.serial) / 100
        net = sum(Decimal(line["quantity"]) * Decimal(line["unit_price"]) for line in lines)
        facts = {"quoted": self.number, "currency": "EUR", "issued_on": self.at.date(), "tax": tax, "total": net + tax}
        return facts | {"lines": lines} | more

    def invoice(self, lines: list[dict[str, Any]], **more: Any) -> Step:
        """A document that Petra enters."""
        given = {"contractor_id": self.contractor_id, "number": f"N{self.serial}"} | self.facts(lines) | more
        return "invoice.receive", "petra", {"values": InvoiceValues.model_validate(given)}

    def to_bill(self, seen: Seen) -> Row | None:
        """A line on which more is accepted than covered."""
        lines = [line for line in seen.lines if line["accepted"] > line["covered"]]
        return self.chance.choice(lines) if lines else None


def _brief(told: dict[str, Any]) -> str:
    """What was given or answered, without what goes without saying."""
    values = told["values"].model_dump(exclude_defaults=True) if "values" in told else {}
    return ", ".join(f"{name} {value}" for name, value in (told | values).items() if name not in ("values", "reason"))
