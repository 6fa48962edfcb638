"""The product's own source, read once: files, syntax trees, functions."""

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import counterfoil

ROOT = Path(counterfoil.__file__).parent
TESTS = Path(__file__).parent.parent
Function = ast.FunctionDef | ast.AsyncFunctionDef


@cache
def modules(under: str = "") -> list[Path]:
    """Every Python file of the product but migrations, which are written by a machine."""
    return sorted(path for path in (ROOT / under).rglob("*.py") if "migrations" not in path.parts)


@cache
def tree(path: Path) -> ast.Module:
    """The file's syntax tree."""
    return ast.parse(path.read_text())


def functions(path: Path) -> Iterator[Function]:
    """Every function and method of a file."""
    return (node for node in ast.walk(tree(path)) if isinstance(node, Function))


def called(path: Path) -> set[str]:
    """The last name of everything that a file calls: `a.b.c()` is 'c'."""
    return {_last(node.func) for node in ast.walk(tree(path)) if isinstance(node, ast.Call)}


def attributes(path: Path) -> set[str]:
    """Every attribute that a file names."""
    return {node.attr for node in ast.walk(tree(path)) if isinstance(node, ast.Attribute)}


def imported(path: Path) -> set[str]:
    """Every module that a file imports, as it is written, with the names taken from it."""
    found: set[str] = set()
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            found |= {f"{'.' * node.level}{node.module or ''}:{alias.name}" for alias in node.names}
    return found


def short(path: Path) -> str:
    """The file's path as people say it."""
    return str(path.relative_to(ROOT if path.is_relative_to(ROOT) else TESTS))


def _last(node: ast.expr) -> str:
    return node.attr if isinstance(node, ast.Attribute) else getattr(node, "id", "")
