"""What Python and PostgreSQL both make of a number is the same."""

import sys
import unicodedata

import pytest

from counterfoil.foundation.kernel.numbering import order_number

from .siege import Siege

pytestmark = pytest.mark.django_db

_NEVER = {"Cs", "Cn", "Co", "Cc"}
"""What no number can have: the values refuse it."""


def test_an_order_s_number_is_compared_alike_by_python_and_the_database_sign_by_sign(siege: Siege) -> None:
    signs = [chr(place) for place in range(1, sys.maxunicode) if unicodedata.category(chr(place)) not in _NEVER]
    said = siege.cursor.execute("SELECT order_number('A' || sign) FROM unnest(%s::text[]) AS sign", [signs]).fetchall()
    # The newer Unicode of the two knows a capital of three signs that the older one does not know at all.
    known = [(sign, made) for sign, (made,) in zip(signs, said, strict=True) if unicodedata.category(made[-1]) != "Cn"]
    assert len(signs) - len(known) <= 3
    assert [sign for sign, made in known if made != order_number(f"A{sign}")] == []


@pytest.mark.parametrize(
    "number", ["PO-2026/00001", " \u0420\u041e 7-\u0662 ", "e\u0301-1", "\u8acb\u6c42\u66f8\u20147", ""]
)
def test_whole_numbers_too(siege: Siege, number: str) -> None:
    siege.cursor.execute("SELECT order_number(%s)", [number])
    assert siege.cursor.fetchone() == (order_number(number),)
