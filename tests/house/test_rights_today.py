"""A right whose last day is over counts nowhere, and one that names verbs for no other: whoever reads rights asks for both."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from django.apps import apps

from .sources import modules

_WITHOUT = {"guard_right_system"}
"""What asks for the company's own member, whose right has no last day."""
_WHOLE = {"key_stands", "guard_apikey_made"}
"""What asks for roles that are given whole."""
_OF_THE_ROLE = {"member_of_key", "guard_contractor_stands", "is_told_by_mail"}
"""What is told or seen by a role, or never goes with it, whatever a right to it names."""
_SEEING = re.compile(r"works_here\(|KINDS\[|CONTRACTOR|OWNER|ENGINEER|APPROVES_OR_PAYS|step\.role not in by\.roles:")
"""Where a rule asks for roles: what is seen or told by them, roles that are given whole, and whether one is held at all."""
ROOMS = [Path(config.path) / "functions.sql" for config in apps.get_app_configs()]


def _careless(excepted: set[str], asks: Callable[[str], int]) -> list[str]:
    """The functions that read rights more often than they ask."""
    found = []
    for room in ROOMS:
        text = room.read_text() if room.exists() else ""
        for body in re.split(r"(?=CREATE (?:OR REPLACE )?FUNCTION )", text):
            reads = len(re.findall(r"(?:FROM|JOIN) companies_right\b", body))
            name = re.search(r"FUNCTION (\w+)", body)
            if name and name.group(1) not in excepted and reads > asks(body):
                found.append(name.group(1))
    return found


@pytest.mark.req(26)
def test_every_function_that_reads_rights_asks_for_the_day() -> None:
    assert _careless(_WITHOUT, lambda body: len(re.findall(r"counts_today\(r\.", body))) == []


@pytest.mark.req(26)
def test_every_function_that_reads_rights_asks_for_the_verb() -> None:
    excepted = _WITHOUT | _WHOLE | _OF_THE_ROLE
    assert _careless(excepted, lambda body: len(re.findall(r"counts_for\(r\.only,|FROM unnest\(r\.only\)", body))) == []


@pytest.mark.req(26)
def test_no_rule_says_by_roles_what_somebody_does() -> None:
    rules = [path for path in modules() if path.name.endswith("rules.py")]
    lines = [line for path in rules for line in path.read_text().splitlines() if re.search(r"\.roles\b", line)]
    assert len(lines) > 5
    assert [line for line in lines if not _SEEING.search(line)] == []


@pytest.mark.req(26)
def test_no_query_joins_rights_past_the_manager_that_asks() -> None:
    joined = re.compile(r"rights__role(?!=SYSTEM|=OWNER)")
    assert [str(path) for path in modules() if joined.search(path.read_text())] == []
