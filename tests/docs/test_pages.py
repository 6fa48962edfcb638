"""What the pages say of files, code and variables is so."""

import re
from pathlib import Path

import pytest

from .pages import ROOT, named, pages

_LINK = re.compile(r"(?<!`)!?\[[^\]]*\]\(([^)\s]+)\)")
_QUOTE = re.compile(r"^```\w+ (\S+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
_FENCED = re.compile(r"^```.*?^```$", re.MULTILINE | re.DOTALL)
_CODE = re.compile(
    r"`((?:src|tests|docs|config|kernel|foundation|lifecycle|insight|interfaces|orders|approvals)/[\w/.-]+)`"
)
_ABOVE = ("", "src/counterfoil/", "src/counterfoil/foundation/", "src/counterfoil/lifecycle/")
_HEADING = re.compile(r"^#+ (.+)$", re.MULTILINE)
_VARIABLE = re.compile(r"\b(?:COUNTERFOIL_[A-Z_]+|DATABASE(?:_OWNER)?_URL)\b")
_READ = re.compile(r"""(?:env\.\w+\(|environ\.get\(|environ\[|setdefault\(|OWN_SERVER = )\s*["']([A-Z_]+)["']""")

each_page = pytest.mark.parametrize("page", pages(), ids=named)


def _anchor(heading: str) -> str:
    """A heading's anchor, as the places that show Markdown make it."""
    return re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-")


@each_page
def test_every_link_leads_somewhere(page: Path) -> None:
    for link in _LINK.findall(_FENCED.sub("", page.read_text())):
        if link.startswith(("https://", "http://", "mailto:")):
            continue
        path, _hash, anchor = link.partition("#")
        target = (page.parent / path).resolve() if path else page
        assert target.exists(), link
        if anchor:
            assert anchor in {_anchor(heading) for heading in _HEADING.findall(target.read_text())}, link


@each_page
def test_every_file_that_is_named_is_there(page: Path) -> None:
    for path in _CODE.findall(_FENCED.sub("", page.read_text())):
        assert any((ROOT / (above + path)).exists() for above in _ABOVE), path


@each_page
def test_every_quote_is_in_the_file_it_names(page: Path) -> None:
    for path, quoted in _QUOTE.findall(page.read_text()):
        assert quoted in (ROOT / path).read_text(), path


@each_page
def test_no_page_names_a_machine(page: Path) -> None:
    assert not re.search(r"/root\b|/work/|/home/\w", page.read_text())


def test_decisions_are_numbered_without_a_gap_and_titled() -> None:
    decisions = sorted((ROOT / "docs" / "adr").glob("*.md"))
    assert [int(page.name[:4]) for page in decisions] == [*range(1, len(decisions) + 1)]
    for page in decisions:
        assert page.read_text().startswith(f"# {int(page.name[:4])}. "), page.name


def test_every_variable_that_is_read_is_in_the_table() -> None:
    told = (ROOT / "docs" / "operate.md").read_text().partition("## Variables")[2]
    read: set[str] = set()
    for file in (ROOT / "src" / "counterfoil").rglob("*.py"):
        read |= {name for name in _READ.findall(file.read_text()) if _VARIABLE.fullmatch(name)}
    assert read == set(_VARIABLE.findall(told.replace("\\", "")))
