"""offer.change: a draft says something else."""

from functools import partial
from typing import Any
from uuid import UUID

import pytest

from counterfoil.foundation.kernel.refusals import Stale
from counterfoil.lifecycle.engagements import actions as hiring

from ..cast import NOW, Cast
from .hiring import by_the_hour, drafted, in_review, offer_of, offered, sent
from .verb import Given, VerbTests, refused, untouched


class TestOfferChange(VerbTests):
    verb, who = "offer.change", "rita"

    def given(self, cast: Cast) -> Given:
        return {"offer_id": drafted(cast), "values": offered(cast, title="Autumn catalogue")}

    def otherwise(self, given: Given) -> Given:
        return given | {"values": given["values"].model_copy(update={"title": "Another"})}


def change(cast: Cast, offer_id: UUID, who: str = "rita", version: int | None = None, **more: Any) -> None:
    given = {"values": offered(cast, **more), "version": version}
    hiring.change_offer(by=cast.members[who], at=NOW, offer_id=offer_id, **given)


def test_it_says_from_now_on_what_is_said_here(cast: Cast) -> None:
    offer_id = drafted(cast, values=by_the_hour(cast))
    change(cast, offer_id, title="Autumn catalogue", description=None)
    offer = offer_of(cast, offer_id)
    assert (offer.title, offer.description, offer.amount, offer.unit_rate) == ("Autumn catalogue", "", 1000, None)
    assert (offer.state, offer.version) == ("draft", 2)


def test_what_somebody_decides_on_stands_still(cast: Cast) -> None:
    offer_id = sent(cast)
    assert refused(cast, partial(change, cast, offer_id)) == ["not_draft"]
    assert refused(cast, partial(change, cast, in_review(cast))) == ["not_draft"]


def test_two_changes_do_not_overwrite_each_other(cast: Cast) -> None:
    offer_id = drafted(cast)
    change(cast, offer_id, version=1)
    untouched(cast, Stale, partial(change, cast, offer_id, version=1))


@pytest.mark.parametrize("who", ["fay", "cleo", "amir"])
def test_who_may_not(cast: Cast, who: str) -> None:
    assert refused(cast, partial(change, cast, drafted(cast), who)) == ["not_permitted"]
