"""Each statement of docs/requirements.md beside the tests that carry its mark.

python -m tests.requirements [--only "34 43"]     with --only: exits 1 where one of them has no test, 2 for an unknown one
"""

import argparse
import ast
import re
import sys
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

TESTS = Path(__file__).parent
STATEMENTS = TESTS.parent / "docs" / "requirements.md"
_STATEMENT = re.compile(r"^- \*\*R(\d+)\*\* (.+)$", re.MULTILINE)
Marked = Mapping[int, Sequence[str]]


def statements() -> dict[int, str]:
    """Every statement by its number."""
    return {int(number): text for number, text in _STATEMENT.findall(STATEMENTS.read_text())}


def marked() -> Marked:
    """The names of the tests by the numbers that they carry."""
    found: dict[int, list[str]] = defaultdict(list)
    for path in sorted(TESTS.rglob("*.py")):
        for name, number in _marks(ast.parse(path.read_text()).body, f"tests/{path.relative_to(TESTS)}"):
            found[number].append(name)
    return found


def _marks(body: Sequence[ast.stmt], inside: str) -> Iterator[tuple[str, int]]:
    for node in body:
        if isinstance(node, ast.ClassDef | ast.FunctionDef):
            name = f"{inside}::{node.name}"
            for decorator in node.decorator_list:
                yield from ((name, number) for number in _numbers(decorator))
            if isinstance(node, ast.ClassDef):
                yield from _marks(node.body, name)


def _numbers(decorator: ast.expr) -> list[int]:
    """The numbers of every `mark.req(…)` in a decorator, also of one that marks a single case."""
    calls = [node for node in ast.walk(decorator) if isinstance(node, ast.Call)]
    marks = [call for call in calls if ast.unparse(call.func).endswith("mark.req")]
    return [argument.value for mark in marks for argument in mark.args if isinstance(argument, ast.Constant)]


def report(wanted: Sequence[int], said: Mapping[int, str], tests: Marked) -> str:
    """The statements, each with its tests below it."""
    blocks = []
    for number in wanted:
        names = tests.get(number) or ["no test"]
        blocks.append("\n".join([f"R{number} {said[number]}", *(f"    {name}" for name in names)]))
    return "\n\n".join(blocks)


def main(given: Sequence[str] | None = None) -> int:
    """Print the report. See the module for the exit codes."""
    parser = argparse.ArgumentParser(prog="requirements", description="Statements and the tests that prove them.")
    parser.add_argument("--only", default="", help='numbers, such as "34 43"; exits 1 if one has no test')
    only = [int(number) for number in re.findall(r"\d+", parser.parse_args(given).only)]
    said, tests = statements(), marked()
    if unknown := sorted((set(only) | set(tests)) - set(said)):
        sys.stderr.write(f"no such statement: {unknown}\n")
        return 2
    wanted = only or list(said)
    unproven = [number for number in wanted if not tests.get(number)]
    sys.stdout.write(report(wanted, said, tests) + f"\n\n{len(wanted) - len(unproven)} of {len(wanted)} have a test.\n")
    return 1 if only and unproven else 0


if __name__ == "__main__":
    sys.exit(main())
