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
        path for path in sorted((WEB / "pages").glob("*.py")) if "forms.answering import answered" in path.read_text()
    ]
    names = [path.stem.removesuffix("_form") for path in views]
    pairs = {name: (path, WEB / "forms" / f"{name}.py") for name, path in zip(names, views, strict=True)}
    return {name: sum(len(path.read_text().splitlines()) for path in pair) for name, pair in pairs.items()}


def declared_forms() -> set[str]:
    """The modules that declare a document form, whether or not a view answers for it."""
    declaring = re.compile(r"^[A-Z_]+ = DocumentForm\(|-> DocumentForm:$", re.MULTILINE)
    declared = {path.stem for path in (WEB / "forms").glob("*.py") if declaring.search(path.read_text())}
    return declared - {"custom", "prices"}  # they add fields to a form that another module declares


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
    subject = model.lower()
    declared = declaration.targets[0].id  # type: ignore[attr-defined]
    # A name that is an everyday word counts as code alone, not as a word of a sentence.
    names = re.compile(
        rf"\b({model}(?=[](),.:])|{values}|catalogue_{subject}|{declared}|{place}\b(?=\"))|\"{subject}\\."
    )
    named = {path: _lines_with(path, names) for path in _sources() if not _picks(path)}
    typed = _class("catalogues.py", values)
    for file, node in (
        ("models.py", _class("models.py", model)),
        ("catalogues.py", typed),
        ("catalogues.py", declaration),
    ):
        named[CATALOGUE / file] |= set(range(node.lineno, (node.end_lineno or 0) + 1))
    return sum(map(len, named.values()))


def _picks(path: Path) -> bool:
    """Whether it is where others pick from catalogues: in the rooms above them, and in what is tested of these."""
    return bool({"lifecycle", "parties", "scenarios", "rules"} & set(path.parts)) or path.name.startswith("test_order")


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
    yield from (f"document form {name}: {lines} lines" for name, lines in document_forms().items())
    found = files_of_verb()
    where = ", ".join(f"{path} {count}" for path, count in found.items())
    yield f"{STATE_VERB}: {len(found)} files, {lines_beside()} lines beside action and rule: {where}"


if __name__ == "__main__":
    sys.stdout.write("\n".join([*told(), ""]))
