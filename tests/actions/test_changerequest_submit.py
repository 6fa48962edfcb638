"""changerequest.submit: whoever the approval policy names for what the contract would allow is asked."""

from functools import partial
from typing import Any

import pytest

from counterfoil.foundation.approvals.models import NO_MOST
from counterfoil.lifecycle.engagements import actions as hiring

from ..cast import NOW, Cast
from . import contracting
from .changing import change_of, drafted, submit
from .hiring import approvals_of
from .test_rate_set import rate_set
from .verb import WHY, Given, VerbTests, refused


class TestChangeRequestSubmit(VerbTests):
    verb, who = "changerequest.submit", "rita"

    def given(self, cast: Cast) -> Given:
        return {"changerequest_id": drafted(cast)}

    def otherwise(self, given: Given) -> Given:
        return given | {"version": 1}


@pytest.mark.req(52)
@pytest.mark.parametrize(("amount", "steps"), [("4000", 1), ("5000", 2), (None, 2)])
def test_what_the_contract_would_allow_in_all_says_who_approves_it(cast: Cast, amount: str | None, steps: int) -> None:
    change_id = drafted(cast, amount=amount)
    submit(cast, change_id)
    found, [approval] = change_of(cast, change_id), approvals_of(cast, change_id)
    assert (found.state, found.submitted_at, found.document_sha256) == ("submitted", NOW, approval.digest)
    assert (approval.verb, approval.amount) == ("changerequest.approve", int(amount or NO_MOST))
    assert len(approval.steps.all()) == steps
    assert {cast.rita.id, cast.cleo.id} <= set(approval.interested)


def test_another_currency_is_worth_what_its_rate_says(cast: Cast) -> None:
    change_id = drafted(cast, contracting.signed(cast, currency="USD"))
    assert refused(cast, partial(submit, cast, change_id)) == ["rate_needed"]
    rate_set(cast)
    submit(cast, change_id)
    assert approvals_of(cast, change_id)[0].currency == "EUR"


def test_nothing_is_asked_of_a_contract_that_has_ended_meanwhile(cast: Cast) -> None:
    contract_id = contracting.signed(cast)
    change_id = drafted(cast, contract_id)
    hiring.end_contract(by=cast.rita, at=NOW, contract_id=contract_id, reason=WHY)
    assert refused(cast, partial(submit, cast, change_id)) == ["contract_ended"]


DAYS = {"starts_on": "2026-04-01", "ends_on": "2026-04-30"}


@pytest.mark.req(52)
@pytest.mark.parametrize(
    ("stands", "asked", "clauses"),
    [
        ({}, {"amount": "999.99"}, ["held_amount"]),
        ({}, {"amount": "1000"}, []),
        ({"amount": None}, {"amount": "999.99"}, ["held_amount"]),
        ({}, {"amount": "2000", "starts_on": "2026-04-02"}, ["held_first_day"]),
        ({}, {"amount": "2000", "starts_on": "2026-04-01"}, []),
        ({}, {"amount": "2000", "ends_on": "2026-04-29"}, ["held_last_day"]),
        ({}, {"amount": "2000", "ends_on": "2026-04-30"}, []),
        ({}, {"amount": "2000", "unit_rate": "99.99", "unit": "HUR"}, ["held_rate"]),
        ({}, {"amount": "2000", "unit_rate": "100", "unit": "HUR"}, []),
        ({}, {"amount": "2000", "unit_rate": "1", "unit": "DAY"}, []),
        ({"unit_rate": "200", "unit": "HUR"}, {"amount": "2000", "unit_rate": "99", "unit": "HUR"}, ["held_rate"]),
        ({}, {"amount": "2000", "order_kind": "loaded"}, ["held_kind"]),
        ({}, {"amount": "2000", "order_kind": "issued"}, []),
        (
            {},
            {"amount": "1", "unit_rate": "1", "unit": "HUR", "order_kind": "loaded", "ends_on": "2026-04-02"},
            ["held_amount", "held_last_day", "held_rate", "held_kind"],
        ),
    ],
)
def test_it_leaves_room_for_the_orders_that_live_under_the_contract(
    cast: Cast, stands: dict[str, Any], asked: dict[str, Any], clauses: list[str]
) -> None:
    contract_id = contracting.signed(cast, **stands)
    cast.pending(**DAYS)
    change_id = drafted(cast, contract_id, **asked)
    if clauses:
        assert refused(cast, partial(submit, cast, change_id)) == clauses
    else:
        assert submit(cast, change_id)["state"] == "submitted"


def test_what_was_outside_before_and_is_drawn_no_tighter_is_not_asked(cast: Cast) -> None:
    cast.issued(**DAYS)
    contract_id = contracting.signed(cast, amount="10", ends_on="2026-04-10", unit_rate="1", unit="HUR")
    more = {"ends_on": "2026-04-20", "unit_rate": "2", "unit": "HUR"}
    assert submit(cast, drafted(cast, contract_id, amount="20", **more))["state"] == "submitted"


def test_orders_that_are_no_more_are_not_asked(cast: Cast) -> None:
    contract_id = contracting.signed(cast)
    cast.draft(**DAYS)
    assert submit(cast, drafted(cast, contract_id, amount="1", ends_on="2026-04-02"))["state"] == "submitted"
