"""order.share: a contract's share of an order, under the same number, for no more than is left."""

from datetime import timedelta
from decimal import Decimal
from functools import partial
from typing import Any
from uuid import UUID, uuid4

import pytest

from counterfoil.foundation.companies.actions.members import grant_role
from counterfoil.foundation.kernel.refusals import NotFound, Refused
from counterfoil.insight.verify import books as verifying
from counterfoil.lifecycle.evidence import actions as evidence
from counterfoil.lifecycle.evidence.values import SubmissionValues
from counterfoil.lifecycle.orders import actions as orders
from counterfoil.lifecycle.payments import actions as payments

from ..cast import NOW, Cast
from .billing import accepted, invoice_of, received, settled
from .contracting import signed
from .ordering import lines_of, order_of
from .sharing import figures, permit, share, share_values, shared
from .verb import WHY, Given, VerbTests, refused, untouched

TODAY = NOW.date()


class TestOrderShare(VerbTests):
    verb, who, wrong = "order.share", "rita", "petra"

    def given(self, cast: Cast) -> Given:
        return {"order_id": shared(cast), "values": share_values(cast)}

    def otherwise(self, given: Given) -> Given:
        return given | {"values": given["values"].model_copy(update={"title": "Other bees"})}


def sharing(cast: Cast, order_id: UUID, who: str = "rita", at: Any = NOW, **more: Any) -> Any:
    return partial(orders.share, by=cast.members[who], at=at, order_id=order_id, values=share_values(cast, **more))


@pytest.mark.req(3, 33)
def test_it_is_an_order_of_its_own_with_the_same_number(cast: Cast) -> None:
    order_id = shared(cast)
    one = order_of(cast, share(cast, order_id))
    assert (one.number, one.state, one.kind, one.drawn_from_id) == ("4500012345", "issued", "share", order_id)
    assert (one.contractor_id, one.engagement_id, one.team_id) == (cast.contractor_id, cast.engagement_id, cast.team_id)
    assert (one.limit_amount, one.contractor_code) == (1000, "POCLEO2-0001")
    [(line, said)] = lines_of(cast, one.id)
    assert (line.limit_quantity, line.limit_amount, said.unit) == (10, 1000, "HUR")
    assert figures(cast, order_id) == (10_000, 1000, 0, 0)
    assert verifying.verify(cast.company_id).findings == []


@pytest.mark.req(3)
def test_what_is_done_and_billed_on_it_counts_on_what_it_draws_on(cast: Cast) -> None:
    order_id = shared(cast)
    one = share(cast, order_id)
    accepted(cast, one)
    bill = received(cast, one, quantity=4)
    assert (bill["state"], invoice_of(cast, bill["id"]).order_id) == ("matched", one)
    assert figures(cast, order_id) == (10_000, 1000, 1000, 400)
    settled(cast, UUID(bill["id"]))
    assert order_of(cast, one).released_amount == 400
    assert verifying.verify(cast.company_id).findings == []


def test_an_invoice_that_quotes_the_number_is_for_the_share_of_its_contractor(cast: Cast) -> None:
    one = share(cast, shared(cast))
    accepted(cast, one)
    bill = received(cast, order_id=None, quoted="45000-12345", quantity=4)
    assert invoice_of(cast, bill["id"]).order_id == one


def test_no_more_than_is_left_of_it(cast: Cast) -> None:
    order_id = shared(cast, net=1500)
    share(cast, order_id)
    assert refused(cast, sharing(cast, order_id, quantity="5.01")) == ["more_than_left"]
    share(cast, order_id, 5)
    assert refused(cast, sharing(cast, order_id, quantity=1)) == ["used_up"]


def test_what_is_closed_gives_back_what_was_not_used_and_takes_it_again(cast: Cast) -> None:
    order_id = shared(cast, net=1000)
    one = share(cast, order_id)
    accepted(cast, one, quantity=3)
    orders.close(by=cast.rita, at=NOW, order_id=one, reason=WHY)
    assert figures(cast, order_id) == (1000, 300, 300, 0)
    other = share(cast, order_id, 7)
    reopen = partial(orders.reopen, by=cast.iris, at=NOW, order_id=one, reason=WHY)
    assert refused(cast, reopen) == ["more_than_left"]
    orders.cancel(by=cast.iris, at=NOW, order_id=other, reason=WHY)
    reopen()
    assert figures(cast, order_id) == (1000, 1000, 300, 0)
    assert verifying.verify(cast.company_id).findings == []


def test_it_ends_after_the_shares_of_it(cast: Cast) -> None:
    order_id = shared(cast)
    one = share(cast, order_id)
    close = partial(orders.close, by=cast.fay, at=NOW, order_id=order_id, reason=WHY)
    cancel = partial(orders.cancel, by=cast.iris, at=NOW, order_id=order_id, reason=WHY)
    assert (refused(cast, close), refused(cast, cancel)) == (["open_claims"], ["live_claims"])
    with pytest.raises(Refused, match="Contracts have shares of it"):
        cancel()
    orders.cancel(by=cast.iris, at=NOW, order_id=one, reason=WHY)
    assert cancel()["state"] == "cancelled"
    assert verifying.verify(cast.company_id).findings == []


@pytest.mark.req(9)
def test_who_may_not_use_it_finds_nothing_and_who_sees_it_is_refused(cast: Cast) -> None:
    order_id = shared(cast)
    permit(cast, order_id, "amir")
    assert untouched(cast, NotFound, sharing(cast, order_id))
    grant_role(by=cast.olga, at=NOW, member_id=cast.rita.id, role="auditor")
    cast.again("rita")
    assert refused(cast, sharing(cast, order_id)) == ["not_permitted"]


@pytest.mark.req(8)
@pytest.mark.parametrize("by_team", [True, False])
def test_who_is_named_alone_or_by_their_team_uses_it(cast: Cast, by_team: bool) -> None:
    order_id = shared(cast)
    permit(cast, order_id, *(() if by_team else ("rita",)), teams=[cast.team_id] if by_team else ())
    assert share(cast, order_id)


def test_not_after_its_last_day(cast: Cast) -> None:
    order_id = shared(cast, valid_through=TODAY)
    share(cast, order_id)
    assert refused(cast, sharing(cast, order_id, at=NOW + timedelta(days=1))) == ["expired"]


def test_not_for_oneself(cast: Cast) -> None:
    grant_role(by=cast.olga, at=NOW, member_id=cast.cleo.id, role="manager", team_id=cast.team_id)
    cast.again("cleo")
    assert refused(cast, sharing(cast, shared(cast), who="cleo")) == ["own_money"]


def test_nothing_is_done_sent_or_billed_on_what_is_shared(cast: Cast) -> None:
    order_id = shared(cast)
    calls: list[Any] = [
        partial(orders.note_sent, by=cast.rita, sent_on=TODAY, sent_how="post"),
        partial(orders.attach, by=cast.rita, engagement_id=cast.engagement_id),
    ]
    for call in calls:
        assert "shared" in refused(cast, partial(call, at=NOW, order_id=order_id))
    values = SubmissionValues.model_validate({"pieces": [{"line_id": uuid4(), "quantity": 1}]})
    submit = partial(evidence.submit, by=cast.rita, at=NOW, order_id=order_id, values=values)
    assert "shared" in refused(cast, submit)


def test_who_loaded_what_it_draws_on_does_not_release_on_it(cast: Cast) -> None:
    one = share(cast, shared(cast, who="fay"))
    accepted(cast, one)
    bill = UUID(received(cast, one, quantity=4)["id"])
    assert refused(cast, partial(payments.release, by=cast.fay, at=NOW, invoice_id=bill)) == ["own_loading"]


def test_one_that_pays_nothing_is_worth_its_lines(cast: Cast) -> None:
    one = order_of(cast, share(cast, shared(cast), "2.5", "33.333333"))
    assert one.limit_amount == Decimal("83.33")


@pytest.mark.req(52)
@pytest.mark.parametrize(
    ("allowed", "more", "broken"),
    [
        ({"amount": "999.99"}, {}, ["contract_amount"]),
        ({"amount": "1000"}, {}, []),
        ({"order_kind": "loaded"}, {}, []),
        (
            {"ends_on": "2026-04-30", "unit_rate": "99.99", "unit": "HUR"},
            {"ends_on": "2026-05-01"},
            ["contract_last_day", "contract_rate"],
        ),
    ],
)
def test_it_keeps_to_the_contract(cast: Cast, allowed: dict[str, Any], more: dict[str, Any], broken: list[str]) -> None:
    signed(cast, **allowed)
    order_id = shared(cast)
    if broken:
        assert refused(cast, sharing(cast, order_id, **more)) == broken
    else:
        assert share(cast, order_id, **more)


@pytest.mark.req(3)
def test_finance_gives_a_contract_of_any_team_its_share(cast: Cast) -> None:
    order_id = shared(cast)
    assert order_of(cast, share(cast, order_id, who="fay")).drawn_from_id == order_id


@pytest.mark.req(4)
def test_once_it_is_closed_nothing_of_it_is_left(cast: Cast) -> None:
    order_id = shared(cast)
    assert order_of(cast, order_id).left_to_draw == 10_000
    orders.close(by=cast.iris, at=NOW, order_id=order_id, reason=WHY)
    assert order_of(cast, order_id).left_to_draw == 0
