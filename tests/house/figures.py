"""How wide the house is for what it holds: `python -m tests.house.figures`."""

import ast
import sys
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parents[2]
SOURCE = ROOT / "src" / "counterfoil"
LISTINGS = SOURCE / "insight" / "listing"
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


def files_of_verb(verb: str = STATE_VERB) -> dict[str, int]:
    """The hand-written source files in which a verb stands, by its name or its action, and how many lines of each speak of it."""
    subject, deed = verb.split(".")
    room = SOURCE / "lifecycle" / f"{subject}s"
    rooms = [SOURCE / "foundation", room, SOURCE / "insight", SOURCE / "interfaces"]
    files = [path for folder in rooms for path in sorted(folder.rglob("*.py")) if "migrations" not in path.parts]
    own = (f'"{deed}"', f"def {deed}(", f"import {deed}")
    found = {path: _lines(path, (f'"{verb}"', *(own if path.is_relative_to(room) else ()))) for path in files}
    return {str(path.relative_to(SOURCE)): count for path, count in found.items() if count}


def lines_beside(verb: str = STATE_VERB) -> int:
    """The lines that a verb needs beside its action and its rule."""
    subject, deed = verb.split(".")
    own = {f"lifecycle/{subject}s/actions/{deed}.py", f"lifecycle/{subject}s/rules.py"}
    return sum(count for path, count in files_of_verb(verb).items() if path not in own)


def _lines(path: Path, words: tuple[str, ...]) -> int:
    """How many lines of a file speak of it: an entry of a table that begins with it counts whole."""
    text = path.read_text()
    lines = text.splitlines()
    spoken = {number for number, line in enumerate(lines, 1) if any(word in line for word in words)}
    for node in ast.walk(ast.parse(text)) if spoken else ():
        if isinstance(node, ast.Dict):
            for key, value in zip(node.keys, node.values, strict=True):
                if key is not None and key.lineno in spoken and isinstance(value, ast.Call):
                    spoken |= set(range(key.lineno, (value.end_lineno or key.lineno) + 1))
    return len(spoken)


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
    found = files_of_verb()
    where = ", ".join(f"{path} {count}" for path, count in found.items())
    yield f"{STATE_VERB}: {len(found)} files, {lines_beside()} lines beside action and rule: {where}"


if __name__ == "__main__":
    sys.stdout.write("\n".join([*told(), ""]))
