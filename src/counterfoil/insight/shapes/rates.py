"""How a general exchange rate looks."""

from datetime import date, datetime
from uuid import UUID

from pydantic import Field

from counterfoil.foundation.catalogue.models import Rate

from .named import Named
from .shape import Figure, Shape


class RateShape(Shape, row=Rate):
    """A general rate: so much of the company's currency is one unit of `currency`, from `day` on until a newer one is there."""

    id: UUID
    currency: str
    day: date
    rate: Figure
    source: str = Field(description="`typed`, or `ecb` for the European Central Bank's.")
    version: int
    set_by: Named
    set_at: datetime
