"""What hangs on an order and keeps it from being cancelled: evidence, invoices and payments, by number or amount, and state."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from counterfoil.foundation.kernel.written import MonetaryAmount, written

MOST_NAMED = 5
"""A sentence names no more: who has to settle them sees them all on the order's page."""

STATES: Mapping[str, Mapping[str, Any]] = {
    "evidence": {"submitted": _("waiting for a decision"), "accepted": _("accepted")},
    "invoice": {
        "received": _("received"),
        "matched": _("matched"),
        "disputed": _("disputed"),
        "cleared": _("cleared"),
        "paying": _("being paid"),
        "paid": _("paid"),
        "written_off": _("written off"),
    },
    "advance": {"received": _("received"), "matched": _("waits to be released"), "paying": _("being paid")},
    "credit": {"received": _("received"), "disputed": _("disputed")},
    "payment": {"released": _("released"), "initiated": _("on its way"), "settled": _("settled")},
}
"""The states in which something hangs on an order, in the words of the rooms that keep it: they lie above this one."""

_SENTENCES = {
    "evidence": _("evidence of %(quantity)s on line %(named)s (%(state)s)"),
    "invoice": _("invoice %(named)s over %(amount)s (%(state)s)"),
    "advance": _("advance %(named)s over %(amount)s (%(state)s)"),
    "credit": _("credit note %(named)s over %(amount)s (%(state)s)"),
    "payment": _("payment of %(amount)s (%(state)s)"),
}


@dataclass(frozen=True)
class Hanging:
    """One thing that hangs on an order. `id` is of the page that shows it: of evidence, the submission."""

    kind: str
    id: UUID
    state: str
    named: str
    quantity: Decimal | None = None
    amount: Decimal | None = None
    currency: str = ""

    @property
    def words(self) -> str:
        """What it is, which one, and its state."""
        figures: dict[str, Any] = {"named": self.named, "quantity": self.quantity}
        if self.amount is not None:
            figures["amount"] = MonetaryAmount(self.amount, self.currency)
        return written(_SENTENCES[self.kind], figures | {"state": STATES[self.kind][self.state]})


COLUMNS = tuple(field.name for field in fields(Hanging))


@dataclass(frozen=True)
class Together:
    """Several of them as one parameter of a sentence."""

    things: Sequence[Hanging]

    def __str__(self) -> str:
        return ", ".join(thing.words for thing in self.things)
