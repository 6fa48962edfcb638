"""An order is chosen, added and confirmed by several at once: an offer says what was chosen last, and a number is added once."""

import json
from functools import partial
from itertools import count

import pytest

from counterfoil.insight.verify import books as verifying
from counterfoil.lifecycle.engagements import actions as hiring
from counterfoil.lifecycle.orders import actions as orders

from ..actions.choosing import add, choices, choose, confirmations, programme
from ..actions.hiring import drafted, offer_of
from ..actions.sharing import shared
from ..cast import NOW, Cast
from .racing import done, race, refused

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("one_try")]

NUMBERS = (f"C-{n}" for n in count(1))


def test_two_choices_follow_each_other(cast: Cast) -> None:
    numbers = [next(NUMBERS), next(NUMBERS)]
    for number in numbers:
        shared(cast, number)
    offer_id = drafted(cast)
    outcomes = race(*[partial(choose, cast, offer_id, number) for number in numbers], linger=0.02)
    assert len(done(outcomes)) == 2
    made = choices(cast, offer_id=offer_id)
    assert [one.version for one in made] == [1, 2]
    assert offer_of(cast, offer_id).order_number == made[-1].order.number
    assert verifying.verify(cast.company_id).findings == []


@pytest.mark.parametrize("choose_first", [True, False])
def test_what_is_sent_says_what_was_chosen_before(cast: Cast, choose_first: bool) -> None:
    number = next(NUMBERS)
    shared(cast, number)
    offer_id = drafted(cast)
    send = partial(hiring.send_offer, by=cast.rita, at=NOW, offer_id=offer_id)
    calls = [partial(choose, cast, offer_id, number), send]
    outcomes = race(*(calls if choose_first else reversed(calls)), head_start=True)
    assert len(done(outcomes)) == (2 if choose_first else 1)
    assert refused(outcomes) == ([] if choose_first else ["not_draft"])
    said = json.loads(offer_of(cast, offer_id).document).get("order", {})
    assert said.get("number", "") == (number if choose_first else "")
    assert verifying.verify(cast.company_id).findings == []


def test_one_number_is_added_once(cast: Cast) -> None:
    number = next(NUMBERS)
    outcomes = race(*[partial(add, cast, drafted(cast), number) for _one in range(3)], linger=0.02)
    assert len(done(outcomes)) == 1 and set(refused(outcomes)) == {"number_taken"}


def test_finances_word_is_given_once(cast: Cast) -> None:
    programme(cast, "optional", confirmed=True)
    order_id = add(cast, drafted(cast), next(NUMBERS))["order_id"]
    confirm = [partial(orders.confirm, by=by, at=NOW, order_id=order_id) for by in (cast.fay, cast.olga)]
    outcomes = race(*confirm, linger=0.02)
    assert len(done(outcomes)) == 1 and refused(outcomes) == ["not_waiting"]
    assert len(confirmations(cast)) == 1
