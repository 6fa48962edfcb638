"""A right whose last day is over counts nowhere: whoever reads rights asks for the day, in SQL and in Python."""

import re
from pathlib import Path

import pytest
from django.apps import apps

from .sources import modules

_WITHOUT = {"guard_right_system"}
"""What asks for the company's own member, whose right has no last day."""
ROOMS = [Path(config.path) / "functions.sql" for config in apps.get_app_configs()]


@pytest.mark.req(26)
def test_every_function_that_reads_rights_asks_for_the_day() -> None:
    careless = []
    for room in ROOMS:
        text = room.read_text() if room.exists() else ""
        for body in re.split(r"(?=CREATE (?:OR REPLACE )?FUNCTION )", text):
            reads = len(re.findall(r"(?:FROM|JOIN) companies_right\b", body))
            name = re.search(r"FUNCTION (\w+)", body)
            if name and name.group(1) not in _WITHOUT and reads > len(re.findall(r"counts_today\(r\.", body)):
                careless.append(name.group(1))
    assert careless == []


@pytest.mark.req(26)
def test_no_query_joins_rights_past_the_manager_that_asks() -> None:
    joined = re.compile(r"rights__role(?!=SYSTEM|=OWNER)")
    assert [str(path) for path in modules() if joined.search(path.read_text())] == []
