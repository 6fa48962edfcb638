"""When a loaded order's versions were issued by its minter, as the trail has it: what arrives later may be older."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from counterfoil.foundation.documents.models import Arrival
from counterfoil.foundation.trail.models import Entry

from .models import Order, Revision
from .numbers import normal


@dataclass(frozen=True)
class Issued:
    """The day of a version, and where changes of one order are counted, its place among them."""

    on: date
    sequence: str = ""

    def is_before(self, other: "Issued") -> bool:
        """Whether it is older for certain. On one day only the count tells, where both are counted."""
        counted = all(one.sequence.isascii() and one.sequence.isdigit() for one in (self, other))
        if self.on != other.on or not counted:
            return self.on < other.on
        return int(self.sequence) < int(other.sequence)

    def told(self) -> dict[str, str]:
        """As the entry of a change keeps it."""
        return {"issued_on": self.on.isoformat(), "sequence": self.sequence}


def issued(order: Order) -> Mapping[UUID, Issued]:
    """The changes of an order that were followed, each by its arrival. Called with the order locked."""
    done = Entry.objects.within(order.company_id).filter(order_id=order.id, verb="order.restate", outcome=Entry.DONE)
    answers = done.filter(answer__became="change", answer__has_key="issued_on").values_list("answer", flat=True)
    return {UUID(one["arrival"]): Issued(date.fromisoformat(one["issued_on"]), one["sequence"]) for one in answers}


def standing(order: Order, revision: Revision, had: Mapping[UUID, Issued]) -> Issued:
    """When the version that stands was issued: its change, else the order itself."""
    first = Issued(order.issued_on) if order.issued_on else Issued(date.min)
    return had.get(revision.loaded_from_id, first) if revision.loaded_from_id else first


def same_change(order: Order, number: str, sequence: str, had: Mapping[UUID, Issued]) -> Arrival | None:
    """The change of this number that was followed before. Counted otherwise, it is another change under one number."""
    arrived = Arrival.objects.within(order.company_id).filter(order_id=order.id, became="change").exclude(kind="")
    for one in arrived.order_by("arrived_at", "id"):
        if normal(one.number) == normal(number) and (one.id not in had or had[one.id].sequence == sequence):
            found: Arrival = one
            return found
    return None
