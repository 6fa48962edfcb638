"""Whatever is done to an order's claims, in whatever order: each desk asks for exactly what the rules would allow then."""

from datetime import datetime
from random import Random

import pytest

from counterfoil.foundation.companies.actions.members import grant_role
from counterfoil.foundation.kernel import scope

from ...actions.billing import number_of
from ...cast import NOW, Cast, line
from ..moves import MOVES
from ..walk import Walk
from .row_by_row import asked_of_the_database, asked_of_the_rules

pytestmark = pytest.mark.django_db(transaction=True)

HISTORIES, LONGEST = 3, 24
WHO = ("rita", "amir", "iris", "petra", "fay", "olga", "cleo")


@pytest.mark.parametrize("shard", range(HISTORIES))
def test_a_desk_says_what_the_rules_say_after_every_step(cast: Cast, shard: int) -> None:
    grant_role(by=cast.olga, at=NOW, member_id=cast.petra.id, role="finance", confirm=cast.petra.name)
    cast.again("petra")
    chance = Random(shard)  # noqa: S311
    order_id = cast.issued(lines=[line(20), line(15)])
    walk = Walk(cast, chance, order_id, cast.contractor_id, number_of(cast, order_id), NOW, 1, MOVES)
    for _ in range(LONGEST):
        walk.step(walk.see())
        wrong = different(cast, walk.at)
        assert not wrong, "\n".join([*wrong, *walk.steps])


def different(cast: Cast, at: datetime) -> list[str]:
    """Where a desk and the rules differ, though nothing but a comparison could tell."""
    said = []
    with scope.reading(cast.company_id):
        for name in WHO:
            member = cast.members[name]
            asked, ruled = asked_of_the_database(member, at), asked_of_the_rules(member, at, compared=True)
            said += [
                f"{name} {turn}: asked {asked[turn]}, ruled {ruled[turn]}"
                for turn in asked
                if asked[turn] != ruled[turn]
            ]
    return said
