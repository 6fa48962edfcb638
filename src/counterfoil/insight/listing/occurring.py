"""A filter by any part of a text, such as what the bank shows of a payment."""

from dataclasses import dataclass
from typing import Any, ClassVar

from django.db.models import Q

from counterfoil.foundation.kernel.finding import found_by
from counterfoil.foundation.kernel.values import Name

from .filters import Filter, Given, Parameter
from .reader import Reader


@dataclass(frozen=True)
class Occurring(Filter):
    """Those in which the text occurs, whatever its case; `function` finds their ids, of the newest first."""

    name: str
    label: Any
    function: str
    control: ClassVar[str] = "text"

    @property
    def parameters(self) -> dict[str, Parameter]:
        """Its name."""
        return {self.name: Parameter(Name, f"Only those in whose {self.name} this occurs; case does not matter.")}

    def condition(self, given: Given, reader: Reader) -> Q:
        """It occurs."""
        return Q(id__in=found_by(self.function, given[self.name]))

    def in_words(self, given: Given, reader: Reader) -> str:
        """Which text."""
        return f"{self.label}: {given[self.name]}"
