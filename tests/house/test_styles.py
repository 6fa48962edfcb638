"""What the pages wear: nothing that no page uses, nothing large, colours by their names only."""

import re
from pathlib import Path

import pytest

from .sources import ROOT

WEB = ROOT / "interfaces" / "web"
STYLES = sorted((WEB / "static" / "counterfoil").glob("*.css"))
TEMPLATES = {path.relative_to(WEB / "templates").as_posix(): path.read_text() for path in WEB.rglob("*.html")}
MOST_BYTES = 60 * 1024
"""Of all style sheets that one page loads, before compression."""
LINKED = re.compile(r"static 'counterfoil/([\w-]+)\.css'")
NOT_A_CLASS = re.compile(r"/\*.*?\*/|url\([^)]*\)|\d*\.\d+\w*", re.DOTALL)


def classes(sheet: Path) -> set[str]:
    """The classes that a style sheet dresses."""
    return set(re.findall(r"\.([a-zA-Z_][\w-]*)", NOT_A_CLASS.sub("", sheet.read_text())))


def linked(template: str) -> set[str]:
    """The style sheets of a page: its own, and those of what it extends."""
    text = TEMPLATES[template]
    above = re.search(r'{% extends "([^"]+)" %}', text)
    whole = not above or "{% block styles %}" not in text or "{{ block.super }}" in text or above[1] == "web/base.html"
    return set(LINKED.findall(text)) | (linked(above[1] if whole else "web/base.html") if above else set())


@pytest.mark.parametrize("sheet", STYLES, ids=lambda path: path.stem)
def test_every_class_that_is_dressed_is_worn(sheet: Path) -> None:
    scripts = [path for path in WEB.rglob("*") if path.suffix in (".py", ".js") and "vendor" not in path.parts]
    worn = "\n".join([*TEMPLATES.values(), *(path.read_text() for path in scripts)])
    words = set(re.findall(r"[\w-]+", worn))
    made = tuple(set(re.findall(r"([a-z]+(?:-[a-z]+)*-)(?:{{|{%|{)", worn)))
    assert [name for name in sorted(classes(sheet)) if name not in words and not name.startswith(made)] == []


@pytest.mark.parametrize("template", sorted(TEMPLATES))
def test_no_page_loads_much_and_each_loads_what_is_there(template: str) -> None:
    sizes = {path.stem: path.stat().st_size for path in STYLES}
    assert sum(sizes[name] for name in linked(template)) <= MOST_BYTES


def test_each_style_sheet_is_loaded_by_a_page() -> None:
    assert {path.stem for path in STYLES} == {name for template in TEMPLATES for name in linked(template)}


def test_colours_are_named_once() -> None:
    colour = re.compile(r"#[0-9a-f]{3,8}\b", re.IGNORECASE)
    named = {path.stem: len(colour.findall(path.read_text())) for path in STYLES if path.stem != "tokens"}
    assert {name: number for name, number in named.items() if number} == {}


def test_whoever_wears_a_class_loads_its_sheet() -> None:
    everywhere = {name for path in STYLES if path.stem in linked("web/base.html") for name in classes(path)}
    without: set[tuple[str, str]] = set()
    for sheet in STYLES:
        for template, text in TEMPLATES.items():
            worn = set(re.findall(r"[\w-]+", " ".join(re.findall(r'class="([^"]*)"', text))))
            if worn & (classes(sheet) - everywhere):
                without |= {(page, sheet.stem) for page in pages_of(template) if sheet.stem not in linked(page)}
    assert without == set()


@pytest.mark.parametrize(
    ("page", "sheet"),
    [
        ("web/draft.html", "contractors"),  # a contractor is added in the middle of it
        ("web/settings/add.html", "people"),  # a name is typed again before finance is given
        ("web/settings/thing.html", "people"),
    ],
)
def test_what_is_chosen_while_a_page_is_made_is_dressed_too(page: str, sheet: str) -> None:
    assert sheet in linked(page)


def pages_of(template: str) -> set[str]:
    """The pages on which a template stands: itself where it is one, else those that include it."""
    if "{% extends" in TEMPLATES[template] or "<html" in TEMPLATES[template]:
        return {template}
    within = [name for name, text in TEMPLATES.items() if f'"{template}"' in text and name != template]
    return {page for name in within for page in pages_of(name)}
