"""A field that says otherwise than before, in the reader's hand."""

from typing import Any

from counterfoil.foundation.kernel.written import written


class Sides:
    """What a field said and what it says; None on one side where it, or all of what it belongs to, was not there."""

    before: Any
    now: Any

    @property
    def before_words(self) -> str:
        """What it said, in the reader's hand."""
        return _in_hand(self.before)

    @property
    def now_words(self) -> str:
        """What it says, in the reader's hand."""
        return _in_hand(self.now)


def _in_hand(value: Any) -> str:
    return written("%(value)s", {"value": value}) if value not in (None, "") else "–"
