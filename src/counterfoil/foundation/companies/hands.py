"""Whose hands are in what: what is done by a key is done by its member, and by everybody who made the key."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID


@dataclass(frozen=True)
class Hands:
    """The makers of keys in one company, by the member that the keys act as. Who is not named has no hands but their own."""

    makers: Mapping[UUID, frozenset[UUID]]

    @classmethod
    def told(cls, makers: Mapping[str, Iterable[str]]) -> "Hands":
        """From what the database's `makers_of_keys` says."""
        return cls({UUID(member): frozenset(map(UUID, found)) for member, found in makers.items()})

    def of(self, members: Iterable[Any]) -> frozenset[UUID]:
        """These members, and whoever made a key of theirs, up the chain of keys. Nobody counts as nobody."""
        named = frozenset(member for member in members if member)
        return named.union(*(self.makers.get(member, frozenset()) for member in named))

    def shared(self, one: UUID, others: Iterable[Any]) -> bool:
        """Whether what one did and what the others did could be the acts of a single person."""
        return not self.of([one]).isdisjoint(self.of(others))

    def alike(self, one: UUID) -> frozenset[UUID]:
        """Everybody with whom this one shares a hand, themselves among them: `shared(one, others)` says whether one of the
        others is among these. So a question to the database names them once, and asks nothing of any row's people."""
        own = self.of([one])
        return own | {member for member, makers in self.makers.items() if not own.isdisjoint(makers)}
