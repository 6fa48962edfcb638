"""The parts of a workbook beside its sheets: what each leads to, the texts that cells share, and which styles are of days."""

import re
from collections.abc import Mapping
from xml.parsers import expat

from .read import UnreadableTable

Attributes = Mapping[str, str]
_MOST_TEXTS, _DEEPEST = 200_000, 40
_OF_DAYS = frozenset({*range(14, 23), 27, 28, 29, 30, 31, 34, 35, 36, 45, 46, 47, 50, 51, 52, 53, 54, 55, 56, 57, 58})
"""The formats of days and times that a workbook needs not to spell out."""
_SPELT = re.compile(r'"[^"]*"|\\.|\[[^\]]*\]|_.|\*.')


class Reader:
    """What expat calls, by the names of elements without their namespaces. No part of a workbook has a document type."""

    done = False

    def __init__(self) -> None:
        self._depth = 0

    def parser(self) -> expat.XMLParserType:
        """A parser that tells this reader what it reads."""
        parser = expat.ParserCreate("utf-8", " ")  # what a part declares could be a codec by any name
        parser.buffer_text = True
        parser.StartDoctypeDeclHandler = _refuse_document_type
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self.write
        return parser

    def _start(self, name: str, attributes: Attributes) -> None:
        self._depth += 1
        if self._depth > _DEEPEST:
            raise UnreadableTable("no_table")
        self.begin(name.rpartition(" ")[2], {key.rpartition(" ")[2]: value for key, value in attributes.items()})

    def _end(self, name: str) -> None:
        self._depth -= 1
        self.end(name.rpartition(" ")[2])

    def begin(self, name: str, attributes: Attributes) -> None:
        """An element begins."""

    def end(self, name: str) -> None:
        """It ends."""

    def write(self, text: str) -> None:
        """Text within it."""


class Book(Reader):
    """Which sheet is the first that is shown, and from which day its days are counted."""

    first, from_1904 = "", False

    def begin(self, name: str, attributes: Attributes) -> None:
        if name == "workbookPr":
            self.from_1904 = attributes.get("date1904", "") in ("1", "true")
        elif name == "sheet" and not self.first and attributes.get("state", "visible") == "visible":
            self.first = attributes.get("id", "")


class Leads(Reader):
    """Which file each part of the workbook is."""

    def __init__(self) -> None:
        super().__init__()
        self.found: dict[str, str] = {}

    def begin(self, name: str, attributes: Attributes) -> None:
        if name == "Relationship":
            self.found[attributes.get("Id", "")] = attributes.get("Target", "")


class Texts(Reader):
    """The texts that cells share; how they are said in another script's small letters is left out."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []
        self._parts: list[str] = []
        self._aside = 0
        self._reads = False

    def begin(self, name: str, attributes: Attributes) -> None:
        if name == "si":
            self.found.append("")
            self._parts = []
            if len(self.found) > _MOST_TEXTS:
                raise UnreadableTable("too_large")
        self._aside += name == "rPh"
        self._reads = name == "t" and not self._aside

    def write(self, text: str) -> None:
        if self._reads:
            self._parts.append(text)

    def end(self, name: str) -> None:
        self._aside -= name == "rPh"
        self._reads = False
        # Once, and not at each of its pieces: a text of a million pieces would be copied a million times.
        if name == "si" and self.found:
            self.found[-1] = "".join(self._parts)


class Styles(Reader):
    """Which styles of cells write a figure as a day."""

    def __init__(self) -> None:
        super().__init__()
        self.of_days: list[bool] = []
        self._spelt: dict[str, bool] = {}
        self._within = False

    def begin(self, name: str, attributes: Attributes) -> None:
        if name == "numFmt":
            code = _SPELT.sub("", attributes.get("formatCode", "")[:300]).lower()
            self._spelt[attributes.get("numFmtId", "")] = bool(set(code) & set("ymd"))
        elif name == "cellXfs":
            self._within = True
        elif name == "xf" and self._within:
            form = attributes.get("numFmtId", "0")
            self.of_days.append(self._spelt.get(form, form.isdecimal() and len(form) < 4 and int(form) in _OF_DAYS))

    def end(self, name: str) -> None:
        if name == "cellXfs":
            self._within = False


def _refuse_document_type(*_: object) -> None:
    raise UnreadableTable("no_table")
