"""The drawing-down of purchase orders as a picture: one line for each figure, from the first month to this one."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext_lazy as _

from counterfoil.insight.listing.drawing_down import ACCEPTED, AUTHORISED, FIGURES, INVOICED, SETTLED, Drawing

WIDTH, HEIGHT = 640, 180
_WORDS = {
    AUTHORISED: _("Authorised"),
    ACCEPTED: _("Accepted"),
    INVOICED: _("Invoiced"),
    SETTLED: _("Settled"),
}


@dataclass(frozen=True)
class Line:
    """One figure of the picture: where its line goes, and how it stands now."""

    key: str
    words: Any
    points: str
    area: str
    now: Decimal


@dataclass(frozen=True)
class ShownDrawing:
    """A picture, and the table that says the same."""

    drawing: Drawing
    lines: Sequence[Line]

    @property
    def rows(self) -> list[tuple[Any, list[Decimal]]]:
        """Each month with its figures, the newest first."""
        return [(one.first, [one.sums[name] for name in FIGURES]) for one in reversed(self.drawing.months)]


def shown_drawings(found: Sequence[Drawing]) -> list[ShownDrawing]:
    """Each of these as a picture."""
    return [ShownDrawing(one, [_line(one, name) for name in FIGURES]) for one in found]


def _line(drawing: Drawing, name: str) -> Line:
    """A staircase: what stood at the end of a month stands until the next one's."""
    most = max((max(month.sums.values()) for month in drawing.months), default=Decimal(0)) or Decimal(1)
    step = Decimal(WIDTH) / len(drawing.months)
    points = []
    for place, month in enumerate(drawing.months):
        height = HEIGHT - max(month.sums[name], Decimal(0)) / most * HEIGHT
        points += [f"{step * place:.1f},{height:.1f}", f"{step * (place + 1):.1f},{height:.1f}"]
    drawn = " ".join(points)
    return Line(name, _WORDS[name], drawn, f"0,{HEIGHT} {drawn} {WIDTH},{HEIGHT}", drawing.now.sums[name])
