"""The pages of the project, as the tests of this folder read them."""

from pathlib import Path

ROOT = Path(__file__).parents[2]
_FRONT = ("README.md", "STYLE.md", "CONTRIBUTING.md", "SECURITY.md")
_COPIED = ROOT / "docs" / "requirements.md"


def pages() -> list[Path]:
    """Every page that this project wrote."""
    written = [page for page in sorted((ROOT / "docs").rglob("*.md")) if page != _COPIED]
    return [*(ROOT / name for name in _FRONT), *written]


def named(page: Path) -> str:
    """A page's path from the root, as a test's name."""
    return page.relative_to(ROOT).as_posix()
