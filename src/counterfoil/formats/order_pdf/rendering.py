"""From the page to the bytes of a PDF/A: the same page always gives the same bytes, on every machine."""

import io
import json
import re
from base64 import b64encode
from dataclasses import asdict
from datetime import date
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import segno
import typst

from .page import Logo, Page

_TEMPLATE = Path(__file__).parent / "order.typ"
_FORMATS = Path(__file__).parents[1]
_FONTS = ("manimgx_fonts", "manimgx_fonts_cjk")
_STANDARD = "a-2a"
"""PDF/A refuses a sign that no font has, so that none is left out unseen."""
_WITHOUT_GLYPH = re.compile(r"the text `\"(.+)\"` could not be displayed", re.DOTALL)
_ESCAPED = re.compile(r"\\u\{([0-9a-f]+)\}")
"""How a sign that is not seen by itself is named there."""
_MOST_UNKNOWN = 20
"""So many are looked for one by one; then all of the data that stand in the same block of signs go with each."""
_BLOCK = 256
_UNPRINTED = frozenset("\x7f\ufeff\ufffe\uffff")


def render(page: Page) -> bytes:
    """The PDF's bytes. Raises typst.TypstError where the template is broken, never for what the data says."""
    return rendered(_TEMPLATE, _data(page))


def rendered(template: Path, page: Any) -> bytes:
    """The bytes of what a template makes of its data; it lies beside this one, or in another folder of formats.

    A sign for which no font is known is printed as its code, such as [U+12000]: nobody takes it for something else.
    """
    data, found = json.dumps(page, ensure_ascii=False), 0
    while True:
        try:
            return _compiled(template, data, _STANDARD)
        except typst.TypstError as error:
            unknown = _WITHOUT_GLYPH.search(error.message)
            found += 1
            spelled = _spelled_out(data, unknown[1], alike=found > _MOST_UNKNOWN) if unknown else data
            if spelled == data:
                raise
            data = spelled


def _compiled(template: Path, data: str, *standard: Any) -> bytes:
    made: Any = typst.compile(
        str(template),
        root=str(_FORMATS),
        sys_inputs={"page": data},
        font_paths=_fonts(),
        pdf_standards=list(standard),
    )
    return bytes(made)


def _data(page: Page) -> dict[str, Any]:
    data = asdict(page) | {"logo": picture(page.logo), "scan": _scannable(page.address), "day": parts_of(page.day)}
    return printable(data)


def parts_of(day: date) -> list[int]:
    """A day as a template takes it."""
    return [day.year, day.month, day.day]


def picture(logo: Logo | None) -> str:
    """The picture inside an SVG of its size: what goes in is text, and bytes would have to be written out one by one."""
    if logo is None:
        return ""
    content = b64encode(logo.content).decode()
    size = f'width="{logo.width}" height="{logo.height}"'
    inside = f'<image {size} href="data:{logo.media_type};base64,{content}"/>'
    return f'<svg xmlns="http://www.w3.org/2000/svg" {size}>{inside}</svg>'


def _scannable(address: str) -> str:
    """The address as a QR code, drawn as an SVG."""
    if not address:
        return ""
    drawn = io.BytesIO()
    segno.make(address, error="m", micro=False).save(drawn, kind="svg", border=0, xmldecl=False)
    return drawn.getvalue().decode()


def printable(value: Any) -> Any:
    """Without the signs that steer a terminal or a direction and print nothing, and without the mark of byte order, which comes
    with whatever is copied from a file: no PDF/A may have it."""
    if isinstance(value, str):
        return "".join(sign for sign in value if (sign >= " " or sign == "\n") and sign not in _UNPRINTED)
    if isinstance(value, dict):
        return {name: printable(one) for name, one in value.items()}
    if isinstance(value, list | tuple):
        return [printable(one) for one in value]
    return value


def _spelled_out(data: str, named: str, alike: bool) -> str:
    signs = _ESCAPED.sub(lambda escaped: chr(int(escaped[1], 16)), named)
    unknown = {sign for sign in signs if not sign.isascii()}
    blocks = {ord(sign) // _BLOCK for sign in unknown} if alike else set()
    there = unknown | {sign for sign in set(data) if not sign.isascii() and ord(sign) // _BLOCK in blocks}
    return data.translate({ord(sign): f"[U+{ord(sign):04X}]" for sign in there})


@cache
def _fonts() -> typst.Fonts:
    """The fonts of the packages alone: with the machine's own, the same order would look different elsewhere."""
    folders = [place for name in _FONTS if (spec := find_spec(name)) for place in spec.submodule_search_locations or ()]
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=folders)
