"""Templates that a person can change: one element a line, no long lines."""

import re
from pathlib import Path

import pytest

from .sources import ROOT

TEMPLATES = sorted((ROOT / "interfaces" / "web" / "templates").rglob("*.html"))
WIDEST = 120
BLOCK = (
    "address|article|aside|blockquote|body|caption|datalist|dd|details|dialog|div|dl|dt|fieldset|figure|footer|form|"
    "h1|h2|h3|h4|head|header|html|legend|li|link|main|meta|nav|ol|option|p|pre|script|section|select|summary|svg|"
    "table|tbody|td|textarea|tfoot|th|thead|title|tr|ul"
)
OPENED = re.compile(rf"<(?:{BLOCK})(?=[\s>])")


def crowded(lines: list[str]) -> list[int]:
    """The numbers of the lines that are too wide or hold more than one block element."""
    return [number for number, line in enumerate(lines, 1) if len(line) > WIDEST or len(OPENED.findall(line)) > 1]


def test_there_are_templates() -> None:
    assert len(TEMPLATES) > 80


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda path: path.name)
def test_a_line_of_a_template_holds_one_block_element_and_is_not_too_wide(template: Path) -> None:
    assert crowded(template.read_text().splitlines()) == []


@pytest.mark.parametrize(
    ("line", "found"),
    [
        ("<li><a href='#'>To <b>it</b></a></li>", []),
        ("<ul><li>One</li></ul>", [1]),
        ("<p>" + "x" * WIDEST + "</p>", [1]),
        ("{% if one %}<p>One</p>{% endif %}", []),
        ("<tr><td>", [1]),
    ],
)
def test_a_crowded_line_is_found(line: str, found: list[int]) -> None:
    assert crowded([line]) == found
