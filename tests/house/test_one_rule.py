"""A verb's rule is asked through its case, by the verb and by every page: nobody assembles its arguments a second time."""

import ast
import inspect
from collections.abc import Iterator
from pathlib import Path

import pytest

from counterfoil.foundation.kernel.cases import Case, needs
from counterfoil.insight.verbs.registered import VERBS

SOURCE = Path(__file__).parents[2] / "src" / "counterfoil"
DOORS = [path for floor in ("insight", "interfaces") for path in sorted((SOURCE / floor).rglob("*.py"))]

ASKED_BY_ITSELF = {
    "fulfilment_gates.py": {"deciders", "nobody_decides"},  # of everybody who could decide, to name them
    "evidence.py": {"deciders", "nobody_decides"},  # the same, before it is submitted
    "fitting.py": {"no_longer_fits", "too_much"},  # of what a rule has said already, and of many payments at once
    "flags.py": {"flags"},  # no verb's rule: what is worth a look
}


def test_no_door_asks_a_rule_by_itself() -> None:
    asked: dict[str, set[str]] = {}
    for path in DOORS:
        if found := set(_asked(ast.parse(path.read_text()))):
            asked[path.name] = found
    assert asked == ASKED_BY_ITSELF


def _asked(tree: ast.Module) -> Iterator[str]:
    """The rules of the lifecycle that a module calls."""
    names = {
        one.asname or one.name
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("counterfoil.lifecycle")
        for one in node.names
        if one.name in ("rules", "loaded_rules")
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
            of = node.func.value
            if isinstance(of, ast.Name) and of.id in names:
                yield node.func.attr


@pytest.mark.parametrize("verb", sorted(name for name, verb in VERBS.items() if verb.on and verb.rules))
def test_a_case_knows_or_is_given_what_its_rule_needs(verb: str) -> None:
    """Otherwise the verb would fail when it is first done, and its page before."""
    case: type[Case] = VERBS[verb].on  # type: ignore[assignment]
    known = {name for one in case.__mro__ for name in (*vars(one), *inspect.get_annotations(one))}
    needed = {name for rule in VERBS[verb].rules for name, is_needed in needs(rule) if is_needed}
    assert needed <= known | {"by", "at"}
