"""One element of a document, and how its children are asked for."""

from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal

from . import values
from .documents import Unreadable

_KEPT_TEXT = 10_000
"""Characters of one text that are kept; an embedded file is longer and is not read here."""


class Element:
    """A name without its namespace, the attributes that mean something here, the text, and children."""

    __slots__ = ("_children", "_text", "attributes", "name")

    def __init__(self, name: str, attributes: Mapping[str, str]) -> None:
        self.name = name
        self.attributes = attributes
        # Most elements have none: a list for each of them makes the reading of a large document half as long again.
        self._children: list[Element] | None = None
        self._text = ""

    def add(self, child: "Element") -> int:
        """Take a child in. Answers how many there are."""
        if self._children is None:
            self._children = []
        self._children.append(child)
        return len(self._children)

    def write(self, text: str) -> None:
        """Take in a piece of text, as far as there is room."""
        if len(self._text) < _KEPT_TEXT:
            self._text = (self._text + text)[:_KEPT_TEXT]

    def every(self, *path: str) -> list["Element"]:
        """All that lie at the path, in their order."""
        found = [self]
        for name in path:
            found = [child for one in found for child in one._children or () if child.name == name]
        return found

    def ending(self, end: str) -> list["Element"]:
        """All children whose name ends so."""
        return [child for child in self._children or () if child.name.endswith(end)]

    def first(self, *path: str) -> "Element | None":
        """The first at the path that says anything."""
        return next((one for one in self.every(*path) if one._text and not one._text.isspace()), None)

    def words(self, longest: int = values.LONGEST_NAME) -> str:
        """The element's own text in one line."""
        return values.one_line(self._text, longest)

    def text(self, *path: str, longest: int = values.LONGEST_NAME) -> str:
        """The first text at the path, cut where it is too long; empty where there is none."""
        found = self.first(*path)
        return found.words(longest) if found else ""

    def mark(self, *path: str) -> str:
        """A number or code by which something is found again. Refused where it is too long: half of it is another one."""
        return values.mark(self.text(*path, longest=values.LONGEST_MARK + 1), path[-1])

    def marks(self, *path: str) -> list[str]:
        """Every mark at the path, each once."""
        found = (values.mark(one.words(values.LONGEST_MARK + 1), one.name) for one in self.every(*path))
        return list(dict.fromkeys(mark for mark in found if mark))

    def day(self, *path: str) -> date | None:
        """The first day at the path."""
        found = self.first(*path)
        return values.day(found.words(), found.name) if found else None

    def figure(self, *path: str) -> Decimal | None:
        """The first figure at the path. None where it says nothing, which is not zero."""
        found = self.first(*path)
        return values.figure(found.words(), found.name) if found else None

    def amount(self, currency: str, *path: str) -> Decimal | None:
        """The first amount at the path, which must be in the document's currency: another one's would be a wrong figure."""
        found = self.first(*path)
        if found and found.currency() not in ("", currency):
            raise Unreadable("figure", f"{found.name} {found.currency()}")
        return self.figure(*path)

    def currency(self) -> str:
        """The currency that the element's amount is in, where it says so."""
        return values.code(self.attributes.get("currencyID", ""))

    def needed(self, *names: str) -> None:
        """Refuse a document without these children."""
        for name in names:
            if not self.every(name):
                raise Unreadable("incomplete", name)


def each_once(found: Iterable[str]) -> tuple[str, ...]:
    """The same in the same order, without what was there before."""
    return tuple(dict.fromkeys(found))
