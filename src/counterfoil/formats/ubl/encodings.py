"""How the bytes of a file are to be read: by their mark, else by what they declare, and refused where the two disagree."""

import codecs
import re

from .documents import Unreadable
from .values import LONGEST_MARK, one_line

_CODECS = {
    "utf-8": "utf-8",
    "utf8": "utf-8",
    "utf-16": "utf-16",
    "us-ascii": "ascii",
    "ascii": "ascii",
    "iso-8859-1": "latin-1",
    "iso-8859-15": "iso-8859-15",
    "windows-1252": "cp1252",
}
"""A short list on purpose: a codec by any name could unpack or run what it is given."""

_MARKS = [(codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be")]
_FOREIGN_MARKS = (codecs.BOM_UTF32_LE, codecs.BOM_UTF32_BE)
_UNMARKED = (b"<\0", b"\0<")
_DECLARATION = re.compile(rb"""<\?xml\s[^>]{0,200}?encoding\s*=\s*["']([^"'>]{0,40})["']""")


def as_utf8(content: bytes) -> bytes:
    """The same text in UTF-8. Refuses what is no XML at first sight, and bytes that are not in the encoding they say."""
    if content.startswith(_FOREIGN_MARKS):
        raise Unreadable("encoding", "utf-32")
    mark, codec = next(((mark, codec) for mark, codec in _MARKS if content.startswith(mark)), (b"", ""))
    text = content[len(mark) :]
    if codec.startswith("utf-16"):
        text = _decoded(text, codec)
    elif text.startswith(_UNMARKED):
        raise Unreadable("encoding", "utf-16")
    if not text.lstrip(b" \t\r\n").startswith(b"<"):
        raise Unreadable("not_xml")
    declared = _declared(text)
    if codec and declared and not codec.startswith(_CODECS.get(declared, declared)):
        raise Unreadable("encoding", declared)
    return text if codec.startswith("utf-16") else _decoded(text, codec or _named(declared))


def _declared(text: bytes) -> str:
    found = _DECLARATION.match(text)
    return one_line(found.group(1).decode("ascii", "replace"), LONGEST_MARK).lower() if found else ""


def _named(declared: str) -> str:
    """UTF-16 is known by its mark alone: without one the bytes are something else."""
    codec = _CODECS.get(declared or "utf-8", "utf-16")
    if codec == "utf-16":
        raise Unreadable("encoding", declared)
    return codec


def _decoded(text: bytes, codec: str) -> bytes:
    try:
        return text.decode(codec).encode()
    except UnicodeDecodeError:
        raise Unreadable("encoding", codec) from None
