"""How a verb speaks to people: what it is called, what its form asks, and what is said once it is done."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext_lazy as _

TERMS_HINT = _(
    "As in 30 days, end of month + 15 days, day 15, or 50%: 30 days, 50%: 60 days. They run from the invoice date; else write "
    "from sent or from completion behind them, and to next business day where one counts. Or: unknown."
)
"""How payment terms are written."""


@dataclass(frozen=True)
class Ask:
    """One question of a verb's form. What kind of answer it takes comes from the verb's own types, but for a `kind` said here.

    `none` is said in place of the hint where there is nothing to choose: what has to be made first, and by whom.
    """

    words: Any
    hint: Any = ""
    kind: str = ""
    none: Any = ""


@dataclass(frozen=True)
class Say:
    """What one verb is called, and its form: a verb without an icon has none, and is done in other ways.

    `ask` puts a question to each value that a person gives, by its name among the verb's own; `question` stands before a deed
    that asks nothing else, and `yes` on the button that answers it. `done` is said afterwards. `hint` stands below the main one.
    """

    name: Any
    icon: str = ""
    done: Any = ""
    ask: Mapping[str, Any] = field(default_factory=dict)
    hint: Any = ""
    question: Any = ""
    yes: Any = ""
    primary: bool = False
    danger: bool = False

    @property
    def asks(self) -> dict[str, Ask]:
        """Its questions by the names of the values that answer them."""
        return {name: one if isinstance(one, Ask) else Ask(one) for name, one in self.ask.items()}
