"""The largest files that somebody could think of: each is answered within a second, whatever it is."""

import gc
import time
from collections.abc import Callable, Iterator

import pytest

from counterfoil.formats.ubl import read
from counterfoil.formats.ubl.documents import Unreadable
from counterfoil.formats.ubl.parsing import LARGEST

from .samples import INVOICE, document

OPENED = document("Invoice", "").removesuffix("</Invoice>")
CLOSED = "</Invoice>"
IN_TAG = OPENED.removesuffix(">")
HEAD, _, _ = INVOICE.partition("<cac:InvoiceLine>")
CHARGE = "<cac:AllowanceCharge><cbc:ChargeIndicator>1</cbc:ChargeIndicator><cbc:Amount>9.99</cbc:Amount></cac:AllowanceCharge>"


def filled(before: str, piece: str | Callable[[int], str], after: str) -> bytes:
    """The piece as often as there is room for it, each with its number where it takes one."""
    room, pieces = LARGEST - len(before) - len(after), []
    while room > 0:
        pieces.append(piece if isinstance(piece, str) else piece(len(pieces)))
        room -= len(pieces[-1].encode())
    return (before + "".join(pieces[:-1]) + after).encode()


def attributes(number: int) -> str:
    return "<cbc:ID " + " ".join(f'a{number:x}_{one:x}=""' for one in range(8_000)) + "/>"


def namespaces(number: int) -> str:
    return "<cbc:ID " + " ".join(f'xmlns:n{number:x}_{one:x}="u{one}"' for one in range(3_000)) + "/>"


def rows(count: int) -> bytes:
    row = f"<cbc:ID>1</cbc:ID>{CHARGE}<cbc:InvoicedQuantity>1</cbc:InvoicedQuantity><cac:Item><cbc:Name>a</cbc:Name></cac:Item>"
    return (HEAD + f"<cac:InvoiceLine>{row}</cac:InvoiceLine>" * count + CLOSED).encode()


HOSTILE: dict[str, tuple[bytes, str]] = {
    "small elements": (filled(OPENED, "<cbc:ID/>", CLOSED), "too_large"),
    "small elements of nobody": (filled(OPENED, "<x/>", CLOSED), "too_large"),
    "elements of many names": (filled(OPENED, lambda n: f"<cac:a{n:x}/>", CLOSED), "too_large"),
    "elements in many places": (filled(OPENED, f"<cac:InvoiceLine>{'<cbc:ID/>' * 9_999}</cac:InvoiceLine>", CLOSED), "too_large"),
    "nested": (filled(OPENED, "<cac:a>", ""), "too_deep"),
    "attributes of one element": (filled(IN_TAG, lambda n: f' a{n:x}=""', f">{CLOSED}"), "too_large"),
    "attributes of many": (filled(OPENED, attributes, CLOSED), "too_large"),
    "one long attribute": (filled(f'{IN_TAG} a="', "a", f'">{CLOSED}'), "too_large"),
    "long attributes": (filled(OPENED, f'<cbc:ID a="{"a" * 100_000}"/>', CLOSED), "incomplete"),
    "namespaces of one element": (filled(IN_TAG, lambda n: f' xmlns:a{n:x}="u"', f">{CLOSED}"), "too_large"),
    "namespaces of many": (filled(OPENED, namespaces, CLOSED), "incomplete"),
    "a long namespace": (filled(f'{OPENED}<n:a xmlns:n="{"u" * 100_000}">', "<n:a/>", f"</n:a>{CLOSED}"), "too_large"),
    "a shorter namespace": (filled(f'{OPENED}<n:a xmlns:n="{"u" * 300}">', "<n:a/>", f"</n:a>{CLOSED}"), "too_large"),
    "one text": (filled(f"{OPENED}<cbc:Note>", "a", f"</cbc:Note>{CLOSED}"), "incomplete"),
    "signs by their number": (filled(f"{OPENED}<cbc:Note>", "&#65;", f"</cbc:Note>{CLOSED}"), "incomplete"),
    "breaks": (filled(f"{OPENED}<cbc:Note>", "\r", f"</cbc:Note>{CLOSED}"), "incomplete"),
    "pieces of text": (filled(f"{OPENED}<cbc:Note>", "<![CDATA[a]]>", f"</cbc:Note>{CLOSED}"), "incomplete"),
    "one comment": (filled(f"{OPENED}<!--", "a", f"-->{CLOSED}"), "too_large"),
    "comments": (filled("", "<!---->", OPENED + CLOSED), "incomplete"),
    "a comment that never ends": (filled(f"{OPENED}<!--", "- ", ""), "too_large"),
    "a name that never ends": (filled("<", "a", ""), "too_large"),
    "a declaration that never ends": (filled("<?xml ", "encoding=", ""), "too_large"),
    "blanks": (filled("", " ", OPENED + CLOSED), "incomplete"),
    "nothing": (b"\0" * LARGEST, "not_xml"),
    "parties": (filled(OPENED, "<cac:AccountingSupplierParty/>", CLOSED), "too_large"),
    "charges of a few rows": ((HEAD + f"<cac:InvoiceLine>{CHARGE * 9_999}</cac:InvoiceLine>" * 3 + CLOSED).encode(), ""),
    "as many rows as there may be": (rows(9_980), ""),
}  # fmt: skip


@pytest.fixture
def quiet() -> Iterator[None]:
    """What the tests before left in memory is not gone through again and again while a document is read."""
    gc.collect()
    gc.freeze()
    yield
    gc.unfreeze()


@pytest.mark.parametrize("name", HOSTILE)
def test_it_is_answered_within_a_second(name: str, quiet: None) -> None:
    content, refused = HOSTILE[name]
    told = [answered(content) for _time in range(2)]
    assert [key for key, _seconds in told] == [refused] * 2
    assert min(seconds for _key, seconds in told) < 1, "the better of two: another program may slow one down"
    assert len(content) <= LARGEST


def answered(content: bytes) -> tuple[str, float]:
    """Why it is refused, if it is, and the seconds of this process that it took to find out."""
    started, key = time.process_time(), ""
    try:
        read(content)
    except Unreadable as unreadable:
        key = unreadable.key
    return key, time.process_time() - started
