"""Raw SQL as the runtime role tries to break every invariant and is stopped by name."""

import pytest

from .attacks import ATTACKS
from .siege import SUCCEEDS, Attack, Siege, is_met

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("attack", ATTACKS, ids=lambda attack: attack.name.replace(" ", "-"))
def test_attack_is_stopped_by_guard_behind_guard(siege: Siege, attack: Attack) -> None:
    for stop in attack.stops:
        met = siege.attempt(attack.sql)
        assert is_met(stop, met), f"expected {stop}, met {met}"
        siege.remove(stop)
    assert siege.attempt(attack.sql) == SUCCEEDS
