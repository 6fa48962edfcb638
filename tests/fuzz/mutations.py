"""Inputs that are nearly documents: a valid one with a few things dropped, doubled, swapped, renamed, replaced or broken."""

import re
from collections.abc import Callable
from random import Random

Pieces = list[str]
"""Tags and the texts between them, in turn."""

_TAG = re.compile(r"(<[^>]*>)")
_NAME = re.compile(r"(</?)([\w.:-]+)")
_VALUE = re.compile(r'"[^"]*"')
_MOST = 4

NASTY = [
    *("", " ", "0", "-0", "-1", "+.5", ".", "NaN", "-Infinity", "1e999999999", "1E5", "1,000.00", "٣", "0x1F", "1_0"),
    *(
        "9" * 18,
        "9" * 19,
        "9" * 18 + "." + "9" * 10,
        "0.0000000001",
        "0." + "0" * 11,
        "1" * 5_000,
        "1 000",
        "00000000000000001",
    ),
    *(
        "2026-02-29",
        "2028-02-29Z",
        "9999-12-31+14:00",
        "0000-01-01",
        "10000-01-01",
        "-0001-01-01",
        "2026-13-01",
        "20260101",
    ),
    *(
        "true",
        "FALSE",
        "EUR",
        "eur",
        "XXX",
        "C62",
        "VAT",
        "Müller & Söhne",
        "\u202etxt",
        "\u0000",
        "\u0085",
        "\ufffe",
        "😀" * 50,
    ),
    *(
        "&amp;",
        "&lt;",
        "&#0;",
        "&#x110000;",
        "&#xD800;",
        "&#10;",
        "&a;",
        "&amp" * 40,
        "]]>",
        "<![CDATA[1]]>",
        "<![CDATA[",
    ),
    *(
        "<!-- -->",
        "<!--",
        "<?x y?>",
        "<?xml version='1.0'?>",
        "a" * 101,
        "a" * 20_000,
        " " * 20_000,
        "<cbc:ID>1</cbc:ID>",
    ),
]
TYPES = [
    "<!DOCTYPE a>",
    '<!DOCTYPE a [<!ENTITY a "aaaa">]>',
    '<!DOCTYPE a [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;&b;&b;">]>',
    '<!DOCTYPE a SYSTEM "file:///dev/zero">',
    '<!DOCTYPE a [<!ENTITY a SYSTEM "file:///etc/hostname"> <!ENTITY % b SYSTEM "http://127.0.0.1:9/"> %b;]>',
]
ENCODINGS = [
    "UTF-8",
    "utf-16",
    "UTF-16LE",
    "iso-8859-1",
    "us-ascii",
    "windows-1252",
    "utf-7",
    "zlib_codec",
    "idna",
    "rot13",
    "",
    "é",
]
CODECS = ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "latin-1", "cp500", "utf-7"]


def mutated(dice: Random, documents: list[str]) -> bytes:
    """A document with some to four mutations; now and then its bytes are broken as well, or nothing at all is changed."""
    pieces = _TAG.split(dice.choice(documents))
    for _ in range(dice.randrange(_MOST + 1)):
        dice.choice(_MUTATIONS)(dice, pieces, documents)
    text = "".join(pieces)
    if dice.random() < 0.1:
        text = _declared(dice, text)
    content = text.encode(dice.choice(CODECS) if dice.random() < 0.1 else "utf-8", "replace")
    return dice.choice(_BREAKS)(dice, content) if dice.random() < 0.15 else content


def _tags(pieces: Pieces) -> list[int]:
    return [at for at in range(1, len(pieces), 2) if pieces[at][1:2] not in ("/", "?", "!", "")]


def _element(dice: Random, pieces: Pieces) -> slice:
    """Any element from its start to its end, or as far as the document goes."""
    tags = _tags(pieces)
    if not tags:
        return slice(0, len(pieces))
    start, depth = dice.choice(tags), 0
    for at in range(start, len(pieces), 2):
        depth += 0 if pieces[at].endswith("/>") else -1 if pieces[at].startswith("</") else 1
        if depth <= 0:
            return slice(start, at + 1)
    return slice(start, len(pieces))


def _drop(dice: Random, pieces: Pieces, _: list[str]) -> None:
    pieces[_element(dice, pieces)] = [""]


def _double(dice: Random, pieces: Pieces, _: list[str]) -> None:
    place = _element(dice, pieces)
    times = dice.choice([1, 1, 1, 2, 30])
    pieces[place.stop : place.stop] = (["", *pieces[place]] * times)[: 4_000 // 2 * 2]


def _swap(dice: Random, pieces: Pieces, _: list[str]) -> None:
    one, other = sorted((_element(dice, pieces), _element(dice, pieces)), key=lambda place: place.start)
    if one.stop <= other.start:
        pieces[other], pieces[one] = pieces[one], pieces[other]


def _graft(dice: Random, pieces: Pieces, documents: list[str]) -> None:
    """An element of another document in place of one of this."""
    other = _TAG.split(dice.choice(documents))
    pieces[_element(dice, pieces)] = other[_element(dice, other)]


def _rename(dice: Random, pieces: Pieces, _: list[str]) -> None:
    """One element under the name of another."""
    place, tags = _element(dice, pieces), _tags(pieces)
    if named := _NAME.match(pieces[dice.choice(tags)] if tags else ""):
        for at in (place.start, place.stop - 1):
            pieces[at] = _NAME.sub(lambda found: found.group(1) + named.group(2), pieces[at], count=1)


def _rewrite(dice: Random, pieces: Pieces, _: list[str]) -> None:
    """Another text in an element that has one."""
    texts = [at for at in range(2, len(pieces), 2) if pieces[at].strip()]
    if texts:
        pieces[dice.choice(texts)] = dice.choice(NASTY)


def _reattribute(dice: Random, pieces: Pieces, _: list[str]) -> None:
    """Another value of an attribute, which may be a namespace."""
    tags = [at for at in _tags(pieces) if '"' in pieces[at]]
    if tags:
        at, value = dice.choice(tags), dice.choice(NASTY)
        pieces[at] = _VALUE.sub(lambda _: f'"{value}"', pieces[at], count=dice.choice([1, 0]))


def _nest(dice: Random, pieces: Pieces, _: list[str]) -> None:
    """An element within itself, again and again."""
    place = _element(dice, pieces)
    name = _NAME.match(pieces[place.start])
    if name:
        times = dice.choice([1, 5, 99, 2_000])
        inside = "".join(pieces[place])
        pieces[place] = [f"<{name.group(2)}>" * times + inside + f"</{name.group(2)}>" * times]


def _lose_tag(dice: Random, pieces: Pieces, _: list[str]) -> None:
    if len(pieces) > 1:
        pieces[dice.randrange(1, len(pieces), 2)] = ""


def _type(dice: Random, pieces: Pieces, _: list[str]) -> None:
    """A document type, mostly where one may stand."""
    tags = _tags(pieces)
    if tags:
        at = tags[0] if dice.random() < 0.8 else dice.choice(tags)
        pieces[at] = dice.choice(TYPES) + pieces[at]


def _declared(dice: Random, text: str) -> str:
    declared = f'<?xml version="{dice.choice(["1.0", "1.0", "1.1", "9"])}" encoding="{dice.choice(ENCODINGS)}"?>'
    return declared + re.sub(r"^<\?xml[^>]*>\s*", "", text)


def _truncate(dice: Random, content: bytes) -> bytes:
    return content[: dice.randrange(len(content) + 1)]


def _flip(dice: Random, content: bytes) -> bytes:
    changed = bytearray(content)
    for _ in range(dice.choice([1, 1, 3, 50]) if changed else 0):
        changed[dice.randrange(len(changed))] ^= 1 << dice.randrange(8)
    return bytes(changed)


def _insert(dice: Random, content: bytes) -> bytes:
    at = dice.randrange(len(content) + 1)
    return content[:at] + dice.randbytes(dice.choice([1, 4, 300])) + content[at:]


def _repeat(dice: Random, content: bytes) -> bytes:
    at, size = dice.randrange(len(content) + 1), dice.choice([1, 10, 1_000])
    return content[:at] + content[at : at + size] * dice.choice([2, 20, 100]) + content[at + size :]


def _shuffle(dice: Random, content: bytes) -> bytes:
    one, other = sorted((dice.randrange(len(content) + 1), dice.randrange(len(content) + 1)))
    return content[other:] + content[one:other] + content[:one]


_MUTATIONS: list[Callable[[Random, Pieces, list[str]], None]] = [
    *(_drop, _double, _swap, _graft, _rename, _rewrite, _rewrite, _rewrite, _reattribute, _nest, _lose_tag, _type),
]
_BREAKS: list[Callable[[Random, bytes], bytes]] = [_truncate, _flip, _insert, _repeat, _shuffle]
