"""What somebody holds, counted: what of it can be handed over, and what stays theirs."""

from collections.abc import Mapping
from dataclasses import dataclass

MOVES = ("exceptions", "shared_orders", "awaited_orders")
"""What is handed over: whose turn it is, and who may use what."""
STAYS = ("orders", "offers", "job_posts")
"""What stays with whoever asked for it or wrote it: that they did is what separation reads, and no change of people ends it.
Their colleagues of the team, issuers and owners go on with it."""


@dataclass(frozen=True)
class Holding:
    """How many things of each kind a member holds, by the names in `MOVES` and `STAYS`."""

    counts: Mapping[str, int]

    def of(self, *names: str) -> dict[str, int]:
        """Of these, what there is any of."""
        return {name: self.counts[name] for name in names if self.counts[name]}
