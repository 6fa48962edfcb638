"""The match policies that the documentation offers can be sent as they stand, and let pass what it says."""

import json
import re
from decimal import Decimal

import pytest

from counterfoil.foundation.catalogue.actions import MatchPolicyValues, set_match_policy
from counterfoil.foundation.catalogue.tolerances import STRICT, passes

from ..cast import NOW, Cast
from .pages import ROOT

PAGE = (ROOT / "docs" / "use" / "matching.md").read_text()
PRESETS = {
    preset.name: preset
    for preset in (
        MatchPolicyValues.model_validate(json.loads(block))
        for block in re.findall(r"```json\n(.*?)```", PAGE, re.DOTALL)
    )
}
ROWS = [tuple(cell.strip() for cell in row.split("|")[1:-1]) for row in PAGE.splitlines() if row.startswith("| ")][1:]


def test_every_preset_has_rows_of_its_own() -> None:
    assert set(PRESETS) == {"oracle", "dynamics", "ariba"} == {row[0] for row in ROWS}


@pytest.mark.parametrize("name", PRESETS)
def test_a_preset_is_taken_as_it_stands(cast: Cast, name: str) -> None:
    assert set_match_policy(by=cast.fay, at=NOW, values=PRESETS[name])["name"] == name


@pytest.mark.parametrize(("name", "figure", "expected", "invoiced", "verdict"), ROWS)
def test_what_the_table_says_passes(name: str, figure: str, expected: str, invoiced: str, verdict: str) -> None:
    said = {one.attribute: one for one in PRESETS[name].tolerances}
    passed = passes(Decimal(expected), Decimal(invoiced), said.get(figure, STRICT))
    assert passed == (verdict == "passes")
