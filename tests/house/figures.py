"""How wide the house is for what it holds: `python -m tests.house.figures`."""

import ast
import re
import sys
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parents[2]
SOURCE = ROOT / "src" / "counterfoil"
LISTINGS = SOURCE / "insight" / "listing"
WEB = SOURCE / "interfaces" / "web"
STATE_VERB = "order.reopen"
"""A verb that only moves a state and asks for a reason: what one more like it touches."""


def lines_of_doors() -> int:
    """Python lines of the doors and of what they show."""
    files = [path for floor in ("interfaces", "insight") for path in (SOURCE / floor).rglob("*.py")]
    return sum(len(path.read_text().splitlines()) for path in files)


def mean_function() -> float:
    """How many lines a function of these two floors has."""
    lengths = [
        node.end_lineno - node.lineno + 1
        for floor in ("interfaces", "insight")
        for path in (SOURCE / floor).rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, ast.FunctionDef) and node.end_lineno
    ]
    return sum(lengths) / len(lengths)


def listings() -> dict[str, int]:
    """The lines of each list's declaration."""
    return {node.name: (node.end_lineno or 0) - node.lineno + 1 for node in _classes() if _base(node) == "Listing"}


def document_forms() -> dict[str, int]:
    """The lines of each document form: of its view, which answers through the one machine, and of its declaration."""
    views = [
        path for path in sorted((WEB / "views").glob("*.py")) if "forms.answering import answered" in path.read_text()
    ]
    names = [path.stem.removesuffix("_form") for path in views]
    pairs = {name: (path, WEB / "forms" / f"{name}.py") for name, path in zip(names, views, strict=True)}
    return {name: sum(len(path.read_text().splitlines()) for path in pair) for name, pair in pairs.items()}


def declared_forms() -> set[str]:
    """The modules that declare a document form, whether or not a view answers for it."""
    declaring = re.compile(r"^[A-Z_]+ = DocumentForm\(|-> DocumentForm:$", re.MULTILINE)
    return {path.stem for path in (WEB / "forms").glob("*.py") if declaring.search(path.read_text())}


def files_of_verb(verb: str = STATE_VERB) -> list[str]:
    """The hand-written source files in which a verb stands: by its name, its deed, or its action."""
    subject, deed = verb.split(".")
    words = (f'"{verb}"', f'"{deed}"', f"def {deed}(", f"import {deed}")
    rooms = [SOURCE / "foundation", SOURCE / "lifecycle" / f"{subject}s", SOURCE / "insight", SOURCE / "interfaces"]
    files = [path for room in rooms for path in sorted(room.rglob("*.py")) if "migrations" not in path.parts]
    return [str(path.relative_to(SOURCE)) for path in files if any(word in path.read_text() for word in words)]


def _classes() -> Iterator[ast.ClassDef]:
    for path in sorted(LISTINGS.glob("*.py")):
        yield from (node for node in ast.parse(path.read_text()).body if isinstance(node, ast.ClassDef))


def _base(node: ast.ClassDef) -> str:
    names = [base.id for base in node.bases if isinstance(base, ast.Name)]
    return names[0] if names else ""


def told() -> Iterator[str]:
    """All of it, a line each."""
    yield f"lines of interfaces and insight: {lines_of_doors()}, a function has {mean_function():.1f}"
    yield from (f"list {name}: {lines} lines" for name, lines in listings().items())
    yield from (f"document form {name}: {lines} lines" for name, lines in document_forms().items())
    found = files_of_verb()
    yield f"{STATE_VERB} stands in {len(found)} files: {', '.join(found)}"


if __name__ == "__main__":
    sys.stdout.write("\n".join([*told(), ""]))
