"""The European Central Bank's files of rates, whole and broken."""

from datetime import date
from decimal import Decimal

import pytest

from counterfoil.formats import ecb
from counterfoil.formats.ubl.documents import Unreadable

HEAD = (
    '<gesmes:Envelope xmlns:gesmes="http://www.gesmes.org/xml/2002-08-01"'
    ' xmlns="http://www.ecb.int/vocabulary/2002-08-01/eurofxref"><gesmes:subject>Reference rates</gesmes:subject>'
    "<gesmes:Sender><gesmes:name>European Central Bank</gesmes:name></gesmes:Sender>"
)
USD = "<Cube currency='USD' rate='1.0921'/>"


def _file(cubes: str) -> bytes:
    return f"<?xml version='1.0' encoding='UTF-8'?>\n{HEAD}<Cube>{cubes}</Cube></gesmes:Envelope>".encode()


def test_a_day_and_a_history_are_read() -> None:
    content = _file(
        f"<Cube time='2026-03-02'>{USD}</Cube><Cube time='2026-02-27'>{USD.replace('1.0921', '170')}</Cube>"
    )
    assert [(one.day, one.currency, one.per_euro) for one in ecb.read(content)] == [
        (date(2026, 3, 2), "USD", Decimal("1.0921")),
        (date(2026, 2, 27), "USD", Decimal(170)),
    ]


def _day(cubes: str = USD, time: str = "2026-03-02") -> bytes:
    return _file(f"<Cube time='{time}'>{cubes}</Cube>")


WRONG: dict[str, tuple[bytes, str]] = {
    "no XML": (b"USD;1.09", "not_xml"),
    "broken off": (_day()[:-20], "not_xml"),
    "another root": (b"<rates/>", "unknown"),
    "the root of another namespace": (
        _day().replace(b"2002-08-01/eurofxref", b"x").replace(b"gesmes.org", b"x.org"),
        "unknown",
    ),
    "a document type": (b"<!DOCTYPE x [<!ENTITY a 'b'>]>" + _day().partition(b"\n")[2], "dtd"),
    "no rates": (_file(""), "incomplete"),
    "a rate of no day": (_file(USD), "incomplete"),
    "a rate after its day": (_file(f"<Cube time='2026-03-02'/>{USD}"), "incomplete"),
    "a day that is none": (_day(time="2026-02-30"), "day"),
    "a day in other words": (_day(time="2 March 2026"), "day"),
    "a currency of two letters": (_day("<Cube currency='US' rate='1'/>"), "figure"),
    "a rate without a currency": (_day("<Cube rate='1'/>"), "figure"),
    "a currency without a rate": (_day("<Cube currency='USD'/>"), "figure"),
    "a rate twice": (_day(USD + USD), "figure"),
    "nested": (_day("<Cube>" * 12 + "</Cube>" * 12), "too_deep"),
    "another encoding": (b"<?xml version='1.0' encoding='UTF-7'?><a/>", "encoding"),
} | {
    f"a rate of {rate or 'nothing'}": (_day(f"<Cube currency='USD' rate='{rate}'/>"), "figure")
    for rate in ("0", "0.0000", "-1", "1e5", "NaN", "N/A", "", "1,09", "1.12345678901", "1234567890", "\u0661")
}


@pytest.mark.parametrize("case", WRONG)
def test_a_file_that_can_not_be_read_says_why(case: str) -> None:
    content, key = WRONG[case]
    with pytest.raises(Unreadable) as caught:
        ecb.read(content)
    assert caught.value.key == key


def test_a_file_without_end_is_not_read() -> None:
    with pytest.raises(Unreadable) as caught:
        ecb.read(b"<" * (ecb.LARGEST + 1))
    assert caught.value.key == "too_large"


def test_a_tag_without_end_is_not_waited_for() -> None:
    with pytest.raises(Unreadable) as caught:
        ecb.read(_day(f"<Cube currency='{'U' * 1_000_000}' rate='1'/>"))
    assert caught.value.key in ("too_large", "figure")
