"""Each room has the same windows, and each window keeps to what it may do (DESIGN, section 1)."""

import ast
from pathlib import Path

import pytest

from ..verbs import every_verb
from .sources import ROOT, attributes, called, functions, imported, modules, short, tree

INSIDE = [*modules("foundation"), *modules("lifecycle"), *modules("insight")]
READS_THE_CLOCK = {"now", "utcnow", "today", "time", "monotonic", "localtime", "gmtime", "localdate"}
WRITES = {
    "save",
    "create",
    "bulk_create",
    "update",
    "bulk_update",
    "delete",
    "get_or_create",
    "update_or_create",
    "add_row",
    "keep_row",
}
ASKS = {"objects", "filter", "select_for_update", "cursor", "execute", "_default_manager"}


def _windows(name: str) -> list[Path]:
    """The files, or all the files of the folders, of this name in every room."""
    return [path for path in INSIDE if path.stem == name or path.parent.name == name]


def test_the_windows_are_there() -> None:
    """So that none of the checks below looks at nothing."""
    assert {len(_windows(name)) > 1 for name in ("states", "rules", "models", "actions", "queries")} == {True}


@pytest.mark.parametrize("path", INSIDE, ids=short)
def test_nobody_inside_reads_the_clock(path: Path) -> None:
    """`at` is given. `company.today(at)` is the company's own day at a moment that is given."""
    reading = {
        ast.unparse(node.func)
        for node in ast.walk(tree(path))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in READS_THE_CLOCK
    }
    assert {call for call in reading if not call.endswith("company.today")} == set()


@pytest.mark.parametrize("path", [path for path in _windows("states") if path.parent.name != "kernel"], ids=short)
def test_states_know_no_django(path: Path) -> None:
    assert imported(path) == set()


@pytest.mark.parametrize("path", _windows("rules"), ids=short)
def test_rules_neither_ask_nor_write(path: Path) -> None:
    assert not attributes(path) & ASKS
    assert not called(path) & WRITES
    assert not {name for name in imported(path) if name.startswith("django.db")}
    assert not {name for name in imported(path) if name.endswith((":queries", ":actions", ":scope"))}


@pytest.mark.parametrize("path", _windows("queries"), ids=short)
def test_queries_write_nothing(path: Path) -> None:
    assert not called(path) & WRITES


@pytest.mark.parametrize("path", _windows("actions"), ids=short)
def test_actions_call_no_other_action(path: Path) -> None:
    """An action is a whole transaction: what two of them share is a function in a file of its own name."""
    verbs = {verb.run.__name__ for verb in every_verb().values()}
    if path.name == "__init__.py":
        return
    taken = {name.partition(":")[2] for name in imported(path) if name.startswith((".", "counterfoil"))}
    assert not taken & verbs
    assert not {name for name in imported(path) if ".actions" in name or name.endswith(":actions")}
    defined = {function.name for function in functions(path) if _is_action(function)}
    assert not {node.func.id for node in ast.walk(tree(path)) if _calls_by_name(node)} & defined


def _is_action(function: ast.FunctionDef | ast.AsyncFunctionDef) -> bool:
    return any(isinstance(one, ast.Call) and ast.unparse(one.func) == "action" for one in function.decorator_list)


def _calls_by_name(node: ast.AST) -> bool:
    return isinstance(node, ast.Call) and isinstance(node.func, ast.Name)


@pytest.mark.parametrize("path", _windows("actions"), ids=short)
def test_actions_know_no_door(path: Path) -> None:
    """No HTTP, no mail, no file, no network: the trail is the message."""
    doors = ("django.http", "django.core.mail", "django.core.files", "requests", "urllib", "socket", "smtplib", "ninja")
    assert not {name for name in imported(path) if name.startswith(doors)}
    assert "open" not in called(path)


@pytest.mark.parametrize("path", _windows("models"), ids=short)
def test_models_override_no_save_and_send_no_signal(path: Path) -> None:
    assert not {function.name for function in functions(path)} & {"save", "delete", "full_clean", "clean"}
    assert not {name for name in imported(path) if "signals" in name}


def test_no_signal_is_received_anywhere() -> None:
    assert [short(path) for path in modules() if "receiver" in called(path)] == []


def test_only_the_scope_sets_the_scope() -> None:
    """And never for a session, which would leak through the pool."""
    setting = [short(path) for path in modules() if "set_config" in path.read_text()]
    assert setting == ["foundation/kernel/scope.py"]
    text = (ROOT / setting[0]).read_text()
    assert "false" not in text
    for sql in ROOT.rglob("functions.sql"):
        assert "set_config" not in sql.read_text()


def test_no_float_comes_near_an_amount() -> None:
    floating = [short(path) for path in INSIDE if "float" in called(path) or "FloatField" in attributes(path)]
    assert floating == []


def test_no_switch_skips_a_rule() -> None:
    """An override is a verb of its own with its own permission, never a parameter."""
    switches = ("force", "skip_", "override", "bypass", "unsafe", "commit")
    found = [
        f"{short(path)}: {function.name}({argument.arg})"
        for path in INSIDE
        for function in functions(path)
        for argument in (*function.args.args, *function.args.kwonlyargs)
        if argument.arg.startswith(switches)
    ]
    assert found == []


def test_no_many_to_many_between_tables() -> None:
    assert [short(path) for path in modules() if "ManyToManyField" in attributes(path)] == []
