"""writeofflimit.set: up to what amount one person alone writes off."""

from datetime import datetime, timedelta
from decimal import Decimal
from functools import partial
from typing import Any

import pytest

from counterfoil.foundation.kernel.refusals import Stale
from counterfoil.lifecycle.payments import actions as payments

from ..cast import NOW, Cast
from .billing import matched
from .verb import Given, VerbTests, refused, untouched
from .writing_off import SMALL, written_off


class TestSetWriteOffLimit(VerbTests):
    verb, who, wrong, stranger_finds_nothing = "writeofflimit.set", "olga", "fay", False

    def given(self, cast: Cast) -> Given:
        return {"amount": Decimal(200)}

    def otherwise(self, given: Given) -> Given:
        return {"amount": Decimal(300)}


def limited(cast: Cast, amount: Any, at: datetime = NOW, **more: Any) -> dict[str, Any]:
    return payments.set_write_off_limit(by=cast.olga, at=at, amount=Decimal(amount), **more)


@pytest.mark.req(162)
def test_a_higher_amount_holds_for_what_comes_afterwards(cast: Cast) -> None:
    before = matched(cast)
    limited(cast, 5000, at=NOW + timedelta(minutes=1))
    assert written_off(cast, before)["state"] == "noted"


@pytest.mark.req(162)
def test_what_came_when_it_held_already_is_written_off_alone(cast: Cast) -> None:
    limited(cast, 5000, at=NOW - timedelta(days=1))
    assert written_off(cast, matched(cast))["state"] == "standing"


@pytest.mark.req(162)
def test_a_lower_amount_holds_at_once_and_lifting_it_again_does_not_undo_that(cast: Cast) -> None:
    invoice_id = matched(cast, **SMALL)
    limited(cast, 0, at=NOW + timedelta(minutes=1))
    limited(cast, 100, at=NOW + timedelta(minutes=2))
    assert written_off(cast, invoice_id)["state"] == "noted"


def test_it_has_the_decimals_of_the_currency(cast: Cast) -> None:
    assert refused(cast, partial(limited, cast, "1.001")) == ["too_many_places"]


def test_nobody_overwrites_what_they_have_not_seen(cast: Cast) -> None:
    limited(cast, 50)
    untouched(cast, Stale, partial(limited, cast, 60, version=0))
