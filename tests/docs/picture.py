"""The picture of the tables, drawn from the page that lists them and from the models' keys: `python -m tests.docs.picture`."""

import os
import re
import textwrap
from collections.abc import Iterator
from html import escape
from itertools import islice

import django
from django.apps import apps

from .pages import ROOT

PAGE, PICTURE = ROOT / "docs" / "data-model.md", ROOT / "docs" / "data-model.svg"
FOUNDATION = ("trail", "companies", "documents", "catalogue", "parties", "approvals")
_ROW = re.compile(r"^\| `([a-z]+)_(\w+)` \| (stands|to come) \|", re.MULTILINE)
_PLACES, _WIDE, _HIGH, _GAP = 5, 166, 50, 8
_LEFT, _TOP, _FULL = 140, 84, 1010
_STYLE = """
    text { font-family: system-ui, "Segoe UI", "Helvetica Neue", Arial, sans-serif; fill: #1b2733; }
    .title { font-size: 19px; font-weight: 650; }
    .key { font-size: 12px; fill: #51606e; }
    .room { font-size: 14px; font-weight: 650; }
    .table { font-size: 13px; font-weight: 600; }
    .later { font-weight: 500; fill: #51606e; }
    .note { font-size: 11px; fill: #51606e; }
    .paper { fill: #ffffff; }
    .foundation { fill: #eef2f6; }
    .lifecycle { fill: #eaf3ee; }
    .stands { fill: #ffffff; stroke: #2a6f55; stroke-width: 1.6; }
    .comes { fill: none; stroke: #8a98a5; stroke-dasharray: 4 3; }
    @media (prefers-color-scheme: dark) {
      text { fill: #e4e9ee; }
      .key, .note, .later { fill: #a9b5c0; }
      .paper { fill: #10161c; }
      .foundation { fill: #1a232c; }
      .lifecycle { fill: #17261f; }
      .stands { fill: #0f161c; stroke: #6fc3a1; }
      .comes { stroke: #6b7985; }
    }
"""
_SAYS = (
    "Each band is a room, the most upstream at the top. Boxes are tables: solid ones stand, dashed ones are to come."
)


def drawn() -> str:
    """The picture, as it belongs to the page and the models of now."""
    rooms: dict[str, list[tuple[str, bool]]] = {}
    for room, table, stands in _ROW.findall(PAGE.read_text()):
        rooms.setdefault(room, []).append((table, stands == "stands"))
    bands, top = [], _TOP
    for room, tables in rooms.items():
        bands.extend(_band(room, tables, top))
        top += _height(len(tables)) + _GAP
    head = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_FULL + 8} {top}" role="img" aria-labelledby="title desc">',
        '  <title id="title">The tables of Counterfoil, room by room</title>',
        f'  <desc id="desc">{_SAYS} An arrow names the tables that a table\'s keys point at.</desc>',
        f"  <style>{_STYLE}  </style>",
        f'  <rect class="paper" x="0" y="0" width="{_FULL + 8}" height="{top}"/>',
        '  <text class="title" x="12" y="34">The tables of Counterfoil, room by room</text>',
        f'  <text class="key" x="12" y="58">{_SAYS}</text>',
    ]
    return "\n".join([*head, *bands, "</svg>", ""])


def _rows(tables: list[tuple[str, bool]]) -> Iterator[list[tuple[str, bool]]]:
    left = iter(tables)
    while row := list(islice(left, _PLACES)):
        yield row


def _height(tables: int) -> int:
    return -(-tables // _PLACES) * (_HIGH + _GAP) + _GAP


def _band(room: str, tables: list[tuple[str, bool]], top: int) -> Iterator[str]:
    floor = "foundation" if room in FOUNDATION else "lifecycle"
    yield f'  <rect class="band {floor}" x="8" y="{top}" width="{_FULL - 8}" height="{_height(len(tables))}" rx="6"/>'
    yield f'  <text class="room" x="20" y="{top + 26}">{room}</text>'
    keys = _keys()
    for row, placed in enumerate(_rows(tables)):
        for place, (table, stands) in enumerate(placed):
            x, y = _LEFT + place * (_WIDE + _GAP), top + _GAP + row * (_HIGH + _GAP)
            yield f'  <rect class="{"stands" if stands else "comes"}" x="{x}" y="{y}" width="{_WIDE}" height="{_HIGH}" rx="4"/>'
            yield f'  <text class="table{"" if stands else " later"}" x="{x + 9}" y="{y + 17}">{table}</text>'
            told = textwrap.wrap(", ".join(keys.get(f"{room}_{table}", ())), 25, max_lines=2, placeholder=" …")
            for line, words in enumerate(told):
                arrow = "→ " if not line else ""
                yield f'  <text class="note" x="{x + 9}" y="{y + 31 + 14 * line}">{arrow}{escape(words)}</text>'


def _keys() -> dict[str, list[str]]:
    """For each table, the tables that its keys point at, each once."""
    found: dict[str, list[str]] = {}
    for model in apps.get_models():
        targets = [one.related_model for one in model._meta.concrete_fields if one.is_relation and one.related_model]
        names = [str(one._meta.db_table).partition("_")[2] for one in targets if not isinstance(one, str)]
        found[model._meta.db_table] = list(dict.fromkeys(names))
    return found


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "counterfoil.config.settings")
    os.environ.setdefault("COUNTERFOIL_SECRET_KEY", "only-to-draw-" + "x" * 40)
    os.environ.setdefault("DATABASE_URL", "postgres://nobody@localhost/none")
    django.setup()
    PICTURE.write_text(drawn())
