"""Amounts and days as the cells of a sheet say them. What could be meant in two ways is not guessed: it is refused."""

import re
from collections.abc import Iterable
from datetime import date
from decimal import Decimal

from django.utils.translation import gettext as _

from ..wording import Wording
from .typed import day_of

_LONGEST = 40
_GROUPED = re.compile(r"[0-9]{1,3}([ '’\u00a0\u202f][0-9]{3})+([.,][0-9]+)?\Z")
_GAPS = re.compile(r"[ '’\u00a0\u202f]")
_PLAIN = re.compile(r"[0-9]+\Z")
_BY_COMMAS = re.compile(r"[0-9]{1,3}(,[0-9]{3})+\Z")
_BY_POINTS = re.compile(r"[0-9]{1,3}(\.[0-9]{3})+\Z")
_WITH_COMMAS = re.compile(r"[0-9]{1,3}(,[0-9]{3})+\.[0-9]+\Z")
_WITH_POINTS = re.compile(r"[0-9]{1,3}(\.[0-9]{3})+,[0-9]+\Z")
_ONE_SIGN = re.compile(r"[0-9]*([.,])[0-9]+\Z")
_TWO_MEANINGS = re.compile(r"([1-9][0-9]{0,2})[.,]([0-9]{3})\Z")
_SHORTENED = re.compile(r"[0-9]([.,][0-9]+)?E\+?[0-9]+\Z", re.IGNORECASE)


def decimal_sign(cells: Iterable[str]) -> str:
    """The sign before the decimals of a column: the only one of which any of its figures leaves no doubt; empty where none does,
    or they disagree."""
    found = {_sign_of(cell.strip()) for cell in cells} - {""}
    return found.pop() if len(found) == 1 else ""


def amount_of(cell: str, settled: str) -> Decimal:
    """An amount. `settled` is the column's decimal sign, if other figures have settled it. Raises ValueError with a sentence."""
    text = cell.strip()
    minus, text = ("-", text[1:].lstrip()) if text[:1] in "-−" and text else ("", text)
    sign = _sign_of(text)
    bare = _bare(text)
    if len(text) > _LONGEST or not (sign or _PLAIN.match(bare) or _TWO_MEANINGS.match(bare)):
        sentence = _(
            "“%(typed)s” is no amount. Write a figure alone, such as 1234.50: its currency has its own column."
        )
        raise ValueError(sentence % {"typed": text[:_LONGEST]})
    if not sign and not settled and (found := _TWO_MEANINGS.match(bare)):
        sentence = _("“%(typed)s” has two meanings. Write %(whole)s or %(part)s.")
        params = {"typed": text, "whole": f"{found[1]}{found[2]}.00", "part": f"{found[1]}.{found[2]}0"}
        raise ValueError(sentence % params)
    decimals = sign or settled
    plain = "".join("." if one == decimals else one for one in bare if one.isdigit() or one == decimals)
    return Decimal(minus + plain)


def day_in(cell: str, words: Wording) -> date:
    """A day as 2026-03-31, or in the company's order of day and month. Raises ValueError with a sentence."""
    day = day_of(cell) or words.read_day(cell)
    if day is None:
        sentence = _("“%(typed)s” can't be read as a day. Write it as 2026-03-31, or as %(example)s.")
        example = words.short_day(date(2026, 3, 31))
        raise ValueError(sentence % {"typed": cell[:_LONGEST], "example": example})
    return day


def is_shortened(cell: str) -> bool:
    """Whether a spreadsheet has shortened a long number to its first digits: 4.50001E+09."""
    return _SHORTENED.match(cell) is not None


def _bare(text: str) -> str:
    """Without the gaps between thousands, where they stand as they should."""
    return _GAPS.sub("", text) if _GROUPED.match(text) else text


def _sign_of(text: str) -> str:
    """The decimal sign of a figure that has one meaning: what stands once, or behind the other one; nothing of all others."""
    if len(text) > _LONGEST:
        return ""
    gapped, bare = _GROUPED.match(text) is not None, _bare(text)
    if _WITH_COMMAS.match(bare) or (_BY_COMMAS.match(bare) and bare.count(",") > 1):
        return "."
    if _WITH_POINTS.match(bare) or (_BY_POINTS.match(bare) and bare.count(".") > 1):
        return ","
    found = _ONE_SIGN.match(bare)
    if not found or (_TWO_MEANINGS.match(bare) and not gapped):
        return ""
    return found[1]
