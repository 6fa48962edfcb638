"""Bytes to elements, within limits that are held while reading: nobody's file can make this grow or wait."""

import re
from collections.abc import Mapping
from xml.parsers import expat

from .documents import Unreadable
from .elements import Element
from .encodings import as_utf8
from .values import LONGEST_MARK, one_line

LARGEST = 5 * 1024 * 1024
"""Bytes of one document."""

_DEEPEST, _MOST_PARTS, _MOST_CHILDREN = 100, 200_000, 10_000
_LONGEST_TAG, _LONGEST_NAMESPACE, _PIECE = 128 * 1024, 300, 16 * 1024
_COMMON = "urn:oasis:names:specification:ubl:schema:xsd:Common"
_COMPONENTS = {f"{_COMMON}AggregateComponents-2", f"{_COMMON}BasicComponents-2"}
_DOCUMENT = re.compile(r"urn:oasis:names:specification:ubl:schema:xsd:([A-Za-z]{1,80})-2 \1")
_NOTHING: Mapping[str, str] = {}
_ATTRIBUTES = {"currencyID", "unitCode", "schemeID", "filename"}


def parse(content: bytes) -> Element:
    """The root of a UBL document. Elements of other namespaces (extensions, signatures) are passed over with all they hold."""
    if len(content) > LARGEST:
        raise Unreadable("too_large")
    text, builder = as_utf8(content), _Builder()
    parser = builder.parser()
    try:
        # In small pieces: expat goes on to the end of a piece after a handler has refused, and may not be kept busy there.
        for start in range(0, len(text), _PIECE):
            parser.Parse(text[start : start + _PIECE], False)
            if start + _PIECE - parser.CurrentByteIndex > _LONGEST_TAG:
                raise Unreadable("too_large")
        parser.Parse(b"", True)
    except expat.ExpatError as error:
        raise Unreadable("not_xml", f"{error.lineno}:{error.offset}") from None
    return builder.root


class _Builder:
    """What expat calls. `_open` holds a None for each open element that is passed over."""

    root: Element

    def __init__(self) -> None:
        self._open: list[Element | None] = []
        self._parts = 0

    def parser(self) -> expat.XMLParserType:
        """A parser that tells this builder what it reads, and stops at the first word of a document type."""
        parser = expat.ParserCreate("utf-8", " ")
        parser.buffer_text = True
        parser.buffer_size = _PIECE
        parser.StartDoctypeDeclHandler = _refuse_document_type
        parser.StartNamespaceDeclHandler = _refuse_long_namespace
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._write
        return parser

    def _start(self, name: str, attributes: Mapping[str, str]) -> None:
        self._parts += 1 + len(attributes)
        if self._parts > _MOST_PARTS:
            raise Unreadable("too_large")
        if len(self._open) >= _DEEPEST:
            raise Unreadable("too_deep")
        namespace, _, local = name.rpartition(" ")
        self._open.append(self._place(namespace, local, attributes))

    def _place(self, namespace: str, local: str, attributes: Mapping[str, str]) -> Element | None:
        if not self._open:
            self.root = _root(namespace, local)
            return self.root
        above = self._open[-1]
        if above is None or namespace not in _COMPONENTS:
            return None
        kept = {key: value for key, value in attributes.items() if key in _ATTRIBUTES} if attributes else _NOTHING
        element = Element(local, kept)
        if above.add(element) > _MOST_CHILDREN:
            raise Unreadable("too_large", one_line(local, LONGEST_MARK))
        return element

    def _end(self, name: str) -> None:
        self._open.pop()

    def _write(self, text: str) -> None:
        if self._open and (above := self._open[-1]):
            above.write(text)


def _root(namespace: str, local: str) -> Element:
    """The root names its own schema, which is how a document of UBL is known; the schemas of parts are none."""
    if not _DOCUMENT.fullmatch(f"{namespace} {local}") or local.endswith("Components"):
        raise Unreadable("unknown", one_line(local, LONGEST_MARK))
    return Element(local, {})


def _refuse_document_type(*_: object) -> None:
    """No UBL document has one. With it go entities, external files and everything that grows out of them."""
    raise Unreadable("dtd")


def _refuse_long_namespace(_: str | None, namespace: str | None) -> None:
    """Expat copies the namespace for every name in it."""
    if namespace and len(namespace) > _LONGEST_NAMESPACE:
        raise Unreadable("too_large")
