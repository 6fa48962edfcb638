"""An order outside of the contract of its engagement is refused with the clause, at submit and at issue (R52)."""

from functools import partial
from typing import Any
from uuid import UUID

import pytest

from counterfoil.lifecycle.engagements import actions as hiring
from counterfoil.lifecycle.orders import actions as orders

from ..cast import NOW, Cast, line
from .contracting import drafted, ended, signed
from .verb import WHY, refused


def submit(cast: Cast, order_id: UUID) -> None:
    orders.submit(by=cast.rita, at=NOW, order_id=order_id)


@pytest.mark.req(52)
@pytest.mark.parametrize(
    ("allowed", "asked", "clauses"),
    [
        ({"amount": "999.99"}, {}, ["contract_amount"]),
        ({"amount": "1000"}, {}, []),
        ({"amount": None}, {}, []),
        ({"currency": "USD"}, {}, ["contract_currency"]),
        ({"order_kind": "loaded"}, {}, ["contract_kind"]),
        ({"order_kind": "none"}, {}, []),
        ({"starts_on": "2026-04-01"}, {"starts_on": "2026-03-31"}, ["contract_first_day"]),
        ({"ends_on": "2026-04-30"}, {"ends_on": "2026-05-01"}, ["contract_last_day"]),
        ({"ends_on": "2026-04-30"}, {"lines": [line(ends_on="2026-05-01")]}, ["contract_last_day"]),
        (
            {"starts_on": "2026-04-01", "ends_on": "2026-04-30"},
            {"starts_on": "2026-04-01", "ends_on": "2026-04-30"},
            [],
        ),
        ({"unit_rate": "99.99", "unit": "HUR"}, {}, ["contract_rate"]),
        ({"unit_rate": "100", "unit": "HUR"}, {}, []),
        ({"unit_rate": "99.99", "unit": "DAY"}, {}, []),
        ({"unit_rate": "100", "unit": "HUR"}, {"lines": [line(discount="1")]}, ["contract_rate"]),
        (
            {"amount": "1", "ends_on": "2026-04-30", "unit_rate": "1", "unit": "HUR"},
            {"ends_on": "2026-05-01"},
            ["contract_amount", "contract_last_day", "contract_rate"],
        ),
    ],
)
def test_each_clause_that_it_breaks_is_named(
    cast: Cast, allowed: dict[str, Any], asked: dict[str, Any], clauses: list[str]
) -> None:
    signed(cast, **allowed)
    order_id = cast.draft(**asked)
    if clauses:
        assert refused(cast, partial(submit, cast, order_id)) == clauses
    else:
        submit(cast, order_id)


def test_the_other_orders_that_live_under_it_count_and_those_that_ended_do_not(cast: Cast) -> None:
    signed(cast, amount="2000")
    cast.issued()
    second, third = cast.draft(), cast.draft()
    submit(cast, second)
    assert refused(cast, partial(submit, cast, third)) == ["contract_amount"]
    orders.recall(by=cast.rita, at=NOW, order_id=second)
    submit(cast, third)


def test_what_is_invoiced_of_a_closed_order_is_all_that_it_takes(cast: Cast) -> None:
    signed(cast, amount="1000")
    orders.close(by=cast.rita, at=NOW, order_id=cast.issued(), reason=WHY)
    submit(cast, cast.draft())


def test_nothing_is_asked_before_it_is_signed(cast: Cast) -> None:
    drafted(cast, amount="1")
    submit(cast, cast.draft())


def test_nothing_is_ordered_under_what_has_ended(cast: Cast) -> None:
    ended(cast)
    assert refused(cast, partial(submit, cast, cast.draft())) == ["contract_ended"]


def test_what_was_approved_before_is_asked_again_at_issue(cast: Cast) -> None:
    order_id, running = cast.approved(), cast.issued()
    contract_id = signed(cast, amount="1500")
    issue = partial(orders.issue, by=cast.iris, at=NOW, order_id=order_id)
    assert refused(cast, issue) == ["contract_amount"]
    orders.close(by=cast.rita, at=NOW, order_id=running, reason=WHY)
    hiring.end_contract(by=cast.rita, at=NOW, contract_id=contract_id, reason=WHY)
    assert refused(cast, issue) == ["contract_ended"]
