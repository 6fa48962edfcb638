"""Several contracts take of a shared order, and shares are billed and closed beside them: what is there is given once."""

from decimal import Decimal
from functools import partial
from itertools import count

import pytest

from counterfoil.foundation.kernel import scope
from counterfoil.insight.verify import books as verifying
from counterfoil.lifecycle.orders import actions as orders
from counterfoil.lifecycle.orders import queries
from counterfoil.lifecycle.orders.numbers import normal
from counterfoil.lifecycle.orders.shared_values import SharedRow

from ..actions.billing import accepted
from ..actions.contracting import another_engagement, signed
from ..actions.ordering import order_of
from ..actions.sharing import figures, share, shared, shared_values
from ..actions.verb import WHY
from ..cast import NOW, Cast
from ..watching import crossings, watch
from .claiming import receiving
from .racing import done, race, refused

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("one_try")]

NUMBERS = (f"S-{n}" for n in count(1))


def test_the_last_of_it_is_drawn_once(cast: Cast) -> None:
    order_id = shared(cast, next(NUMBERS), net=2500)
    outcomes = race(*[partial(share, cast, order_id)] * 5, linger=0.02)
    assert len(done(outcomes)) == 2 and set(refused(outcomes)) == {"more_than_left"}
    assert figures(cast, order_id)[:2] == (2500, 2000)


@pytest.mark.req(89)
def test_one_number_is_loaded_once(cast: Cast) -> None:
    load = partial(orders.load_shared, by=cast.iris, at=NOW, values=shared_values(next(NUMBERS)))
    outcomes = race(*[load] * 4, linger=0.02)
    assert len(done(outcomes)) == 1 and set(refused(outcomes)) == {"number_taken"}


@pytest.mark.req(2, 89)
@pytest.mark.parametrize("sheets_first", [True, False])
def test_one_number_is_loaded_once_by_a_sheet_and_by_a_form(cast: Cast, sheets_first: bool) -> None:
    """Whoever waited finds the number taken: nobody is told of a collision, and of a sheet nothing is loaded or everything."""
    numbers = [next(NUMBERS) for _row in range(3)]
    rows = [SharedRow(number=number, net=Decimal(100), currency="EUR") for number in numbers]
    sheets = [partial(orders.load_many, by=by, at=NOW, rows=rows) for by in (cast.fay, cast.olga)]
    form = partial(orders.load_shared, by=cast.iris, at=NOW, values=shared_values(numbers[1]))
    outcomes = race(*([*sheets, form, form] if sheets_first else [form, form, *sheets]), head_start=True, linger=0.05)
    assert len(done(outcomes)) == 1 and set(refused(outcomes)) == {"number_taken"}
    with scope.reading(cast.company_id):
        found = [queries.numbered_so(cast.company_id, {normal(number)}) for number in numbers]
    assert [len(one) for one in found] == ([1, 1, 1] if sheets_first else [0, 1, 0])
    assert verifying.verify(cast.company_id).findings == []


@pytest.mark.req(2)
@pytest.mark.parametrize("rows_of_each", [1, 40])
def test_sheets_at_once_wait_for_each_other(cast: Cast, rows_of_each: int) -> None:
    """Rows in opposite orders: no ring of waits."""
    numbers = [next(NUMBERS) for _row in range(rows_of_each)]
    rows = [SharedRow(number=number, net=Decimal(100), currency="EUR") for number in numbers]
    calls = [partial(orders.load_many, by=cast.fay, at=NOW, rows=said) for said in (rows, rows[::-1]) * 2]
    outcomes = race(*calls, linger=0.02)
    assert len(done(outcomes)) == 1 and set(refused(outcomes)) == {"number_taken"}


@pytest.mark.req(7)
def test_two_shares_are_billed_at_once_and_both_count(cast: Cast) -> None:
    """What a share brings to the order that it draws on is counted last: neither waits for the other's locks in a ring."""
    order_id = shared(cast, next(NUMBERS))
    watch(cast, order_id, "invoiced 300")
    shares = [share(cast, order_id), share(cast, order_id)]
    for one in shares:
        accepted(cast, one)
    codes = [order_of(cast, one).contractor_code for one in shares]
    outcomes = race(*[receiving(cast, None, 4, quoted=code) for code in codes], linger=0.05)
    assert {one["state"] for one in done(outcomes)} == {"matched"}
    assert figures(cast, order_id) == (10_000, 2000, 2000, 800)
    assert len(crossings(cast, order_id)) == 1, "either invoice alone crosses it"
    assert verifying.verify(cast.company_id).findings == []


@pytest.mark.parametrize("close_first", [True, False])
def test_a_share_is_closed_while_another_is_drawn(cast: Cast, close_first: bool) -> None:
    order_id = shared(cast, next(NUMBERS), net=1000)
    one = share(cast, order_id)
    accepted(cast, one, quantity=4)
    close = partial(orders.close, by=cast.rita, at=NOW, order_id=one, reason=WHY)
    calls = [close, partial(share, cast, order_id, 6)]
    outcomes = race(*(calls if close_first else reversed(calls)), head_start=True)
    assert len(done(outcomes)) == (2 if close_first else 1)
    assert figures(cast, order_id)[1] == (1000 if close_first else 400)
    assert verifying.verify(cast.company_id).findings == []


@pytest.mark.req(52)
@pytest.mark.parametrize("share_first", [True, False])
def test_a_share_and_an_order_ask_for_what_is_left_of_one_contract(cast: Cast, share_first: bool) -> None:
    """Both lock the contract before the contractor's counter: neither waits for the other in a ring."""
    engagement_id = another_engagement(cast)
    approved, order_id = cast.approved(engagement_id=engagement_id), shared(cast, next(NUMBERS))
    signed(cast, engagement_id, amount="2000")
    draw = partial(share, cast, order_id, engagement_id=engagement_id)
    calls = [draw, partial(orders.issue, by=cast.iris, at=NOW, order_id=approved)]
    assert len(done(race(*(calls if share_first else reversed(calls)), head_start=True, linger=0.05))) == 2
    assert refused(race(draw)) == ["contract_amount"]
