"""A figure of a row that leads to the list of what it is the sum of, and a name that leads to its own page."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, ClassVar

from .columns import Column, Money, Told, Value, told
from .reader import Reader


@dataclass(frozen=True)
class Behind(Money):
    """An amount, and the list of what stands behind it: `to` with the row as `asks`."""

    to: str = field(default="", kw_only=True)
    asks: str = field(default="order_id", kw_only=True)
    leads: Callable[[Any], bool] = field(default=lambda one: True, kw_only=True)
    kind: ClassVar[str] = "behind"

    def cell(self, one: Any, row: Any, reader: Reader) -> dict[str, Any]:
        """The amount, and the address of its list."""
        return super().cell(one, row, reader) | {
            "to": self.to if self.leads(one) else "",
            "query": f"?{self.asks}={row.id}",
            "label": self.label,
        }


@dataclass(frozen=True)
class Count(Column):
    """How many there are, and the list of them; nothing where there is none."""

    to: str = field(default="", kw_only=True)
    query: str = field(default="", kw_only=True)
    leads: Callable[[Any], bool] = field(default=lambda one: True, kw_only=True)
    kind: ClassVar[str] = "count"

    def cell(self, one: Any, row: Any, reader: Reader) -> dict[str, Any]:
        """The number, and the address of its list."""
        said = super().cell(one, row, reader)
        return said | {
            "to": self.to if self.leads(one) else "",
            "query": f"?order_id={row.id}{self.query}",
            "label": self.label,
        }

    def plain(self, one: Any, row: Any, reader: Reader) -> list[Value]:
        """The number."""
        return [str(told(self.value, one, reader) or "")]


@dataclass(frozen=True)
class Led(Column):
    """A name that leads to the page of what it names, where there is one."""

    of: Told = field(default="", kw_only=True)
    to: str = field(default="", kw_only=True)
    kind: ClassVar[str] = "led"

    def cell(self, one: Any, row: Any, reader: Reader) -> dict[str, Any]:
        """The name, and whose page it leads to."""
        return super().cell(one, row, reader) | {"to": self.to, "id": told(self.of, one, reader)}
