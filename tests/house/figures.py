"""How wide the house is for what it holds: `python -m tests.house.figures`."""

import ast
import re
import sys
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parents[2]
SOURCE = ROOT / "src" / "counterfoil"
CATALOGUE = SOURCE / "foundation" / "catalogue"
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


def files_of_verb(verb: str = STATE_VERB) -> list[str]:
    """The hand-written source files in which a verb stands: by its name, its deed, or its action."""
    subject, deed = verb.split(".")
    words = (f'"{verb}"', f'"{deed}"', f"def {deed}(", f"import {deed}")
    rooms = [SOURCE / "foundation", SOURCE / "lifecycle" / f"{subject}s", SOURCE / "insight", SOURCE / "interfaces"]
    files = [path for room in rooms for path in sorted(room.rglob("*.py")) if "migrations" not in path.parts]
    return [str(path.relative_to(SOURCE)) for path in files if any(word in path.read_text() for word in words)]


def catalogues() -> dict[str, int]:
    """The hand-written lines of each catalogue: its table, what it is typed as, its declaration, and every other line that
    names it, in the source and in the tests. Migrations and the OpenAPI document are written by a machine."""
    return {one.targets[0].id: _cost(one) for one in _declared()}  # type: ignore[attr-defined]


def _declared() -> Iterator[ast.Assign]:
    """The assignments that declare a catalogue: `COST_CENTRES = Catalogue(…)`."""
    for node in ast.parse((CATALOGUE / "catalogues.py").read_text()).body:
        if isinstance(node, ast.Assign) and isinstance(node.value, ast.Call) and _called(node.value) == "Catalogue":
            yield node


def _called(call: ast.Call) -> str:
    return call.func.id if isinstance(call.func, ast.Name) else ""


def _cost(declaration: ast.Assign) -> int:
    told = {one.arg: one.value for one in declaration.value.keywords}  # type: ignore[attr-defined]
    model, values, place = told["model"].id, told["values"].id, told["path"].value
    names = re.compile(rf"\b({model}|{values}|(catalogue_)?{model.lower()}s?|{declaration.targets[0].id}|{place})\b")  # type: ignore[attr-defined]
    named = {path: _lines_with(path, names) for path in _sources()}
    typed = _class("catalogues.py", values)
    for file, node in (
        ("models.py", _class("models.py", model)),
        ("catalogues.py", typed),
        ("catalogues.py", declaration),
    ):
        named[CATALOGUE / file] |= set(range(node.lineno, (node.end_lineno or 0) + 1))
    return sum(map(len, named.values()))


def _class(file: str, name: str) -> ast.ClassDef:
    found = ast.parse((CATALOGUE / file).read_text()).body
    return next(node for node in found if isinstance(node, ast.ClassDef) and node.name == name)


def _lines_with(path: Path, names: re.Pattern[str]) -> set[int]:
    return {number for number, line in enumerate(path.read_text().splitlines(), 1) if names.search(line)}


def _sources() -> Iterator[Path]:
    for root in (SOURCE, ROOT / "tests"):
        for path in sorted(root.rglob("*")):
            if path.suffix in (".py", ".html", ".sql", ".css") and not {"migrations", "vendor"} & set(path.parts):
                yield path


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
    yield from (f"catalogue {name}: {lines} lines" for name, lines in catalogues().items())
    found = files_of_verb()
    yield f"{STATE_VERB} stands in {len(found)} files: {', '.join(found)}"


if __name__ == "__main__":
    sys.stdout.write("\n".join([*told(), ""]))
