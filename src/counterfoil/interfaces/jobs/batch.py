"""What a follower does in one go: the next entries of its verbs in one company, and what is read once for all of them."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from uuid import UUID

from counterfoil.foundation.companies.models import Member
from counterfoil.foundation.companies.queries import system_member
from counterfoil.foundation.kernel import scope
from counterfoil.foundation.kernel.outages import is_outage
from counterfoil.foundation.trail.models import Entry
from counterfoil.lifecycle.intake.queries import anything_waits

Find = Callable[[Entry], Iterable[UUID]]


@dataclass
class Batch:
    """Entries of one company, in their order, each with what finds the invoices that waited for it, if anything does.

    All of them are committed: whoever looks at an invoice after the batch was read sees what they have done. So what began to
    wait only meanwhile has been looked at already.
    """

    company_id: UUID
    at: datetime
    entries: Sequence[tuple[Entry, Find | None]]

    @cached_property
    def member(self) -> Member:
        """The company's own member, who does the work."""
        return system_member(self.company_id)

    def waiting(self, entry: Entry, find: Find) -> Sequence[UUID]:
        """The invoices that waited for an entry."""
        if entry.id in self._found:
            return self._found[entry.id]
        with scope.reading(self.company_id):
            return list(find(entry))

    @cached_property
    def last_on_order(self) -> Mapping[UUID, UUID]:
        """The last of these entries on each order, by the order's id."""
        return {entry.order_id: entry.id for entry, _find in self.entries if entry.order_id}

    @cached_property
    def has_waiting_files(self) -> bool:
        """Whether any file of the company waits for its order."""
        with scope.reading(self.company_id):
            return anything_waits(self.company_id)

    @cached_property
    def _found(self) -> Mapping[UUID, Sequence[UUID]]:
        """What waited for each entry, asked at once. What can't be asked of one is asked of each alone, and fails there."""
        try:
            with scope.reading(self.company_id):
                return {entry.id: list(find(entry)) for entry, find in self.entries if find}
        except Exception as error:  # of whichever entry it is: that one is tried again and parked, and no other
            if is_outage(error):
                raise
            return {}
