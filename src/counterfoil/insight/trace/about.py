"""What is said of one entry of a trail: the things that it was about, and the fields that it changed, in the reader's hand."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from counterfoil.foundation.kernel.written import MonetaryAmount, written

from .changes import Key
from .sides import Sides


@dataclass(frozen=True)
class About:
    """A thing that an entry is about. `page` is the row whose page shows it."""

    words: str
    called: str
    amount: MonetaryAmount | None
    page: Key

    @property
    def amount_words(self) -> str:
        """Its amount, in the reader's hand."""
        return written("%(amount)s", {"amount": self.amount}) if self.amount else ""


@dataclass(frozen=True)
class Differing(Sides):
    """One field that was changed; None on one side where it, or all of what it belongs to, was not there.

    `field` tells it from all others, wherever it stands, and `called` is what it is called there and elsewhere.
    """

    field: str
    called: str
    words: str
    before: Any
    now: Any


@dataclass(frozen=True)
class Said:
    """What one entry was about, and what it changed."""

    things: Sequence[About] = ()
    fields: Sequence[Differing] = ()


NOTHING = Said()
