"""What of a list waits for its reader: the same question as their desk asks, so that page, API, file and count agree with it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Annotated, ClassVar

from django.db.models import Q
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from pydantic import Field

from counterfoil.insight.desk.seat import Seat
from counterfoil.insight.desk.turn import Turn

from .filters import Choice, Filter, Given, Parameter
from .reader import Reader

ON_MY_DESK = "on_my_desk"


@dataclass(frozen=True)
class OnDesk(Filter):
    """Those that wait for who reads: to be approved by them, released by them, or asked for by them."""

    turns: Mapping[str, Turn]
    label: ClassVar[str] = gettext_lazy("On my desk")  # type: ignore[assignment]
    control: ClassVar[str] = "choice"

    @property
    def parameters(self) -> dict[str, Parameter]:
        """`on_my_desk`."""
        pattern = "^(" + "|".join(self.turns) + ")$"
        says = "Only those that wait for this of who asks; none where it is not theirs to do."
        return {ON_MY_DESK: Parameter(Annotated[str, Field(pattern=pattern)], says)}

    def condition(self, given: Given, reader: Reader) -> Q:
        """They wait for this reader."""
        return self.turns[given[ON_MY_DESK]].condition(Seat(reader.by, reader.at))

    def in_words(self, given: Given, reader: Reader) -> str:
        """For what."""
        return _("On my desk: %(what)s") % {"what": self.turns[given[ON_MY_DESK]].words}

    def choices(self, reader: Reader) -> Sequence[Choice]:
        """What could wait for this reader."""
        return [(name, capfirst(str(turn.words))) for name, turn in self.turns.items() if turn.concerns(reader.by)]
