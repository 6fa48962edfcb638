"""requisition.submit: whoever the approval policy names is asked."""

from functools import partial
from uuid import UUID

import pytest

from counterfoil.lifecycle.engagements import actions as hiring

from ..cast import NOW, Cast
from .hiring import approvals_of
from .requisitioning import drafted, requisition_of
from .test_rate_set import rate_set
from .verb import Given, VerbTests, refused


class TestRequisitionSubmit(VerbTests):
    verb, who = "requisition.submit", "rita"

    def given(self, cast: Cast) -> Given:
        return {"requisition_id": drafted(cast)}

    def otherwise(self, given: Given) -> Given:
        return given | {"version": 1}


def submit(cast: Cast, requisition_id: UUID) -> None:
    hiring.submit_requisition(by=cast.rita, at=NOW, requisition_id=requisition_id)


@pytest.mark.req(117)
@pytest.mark.parametrize(("amount", "steps"), [("4000", 1), ("5000", 2)])
def test_its_amount_says_who_approves_it(cast: Cast, amount: str, steps: int) -> None:
    requisition_id = drafted(cast, amount=amount, contractor_id=str(cast.contractor_id))
    submit(cast, requisition_id)
    found, [approval] = requisition_of(cast, requisition_id), approvals_of(cast, requisition_id)
    assert (found.state, found.submitted_at, found.document_sha256) == ("submitted", NOW, approval.digest)
    assert (approval.verb, approval.amount, len(approval.steps.all())) == ("requisition.approve", int(amount), steps)
    assert {cast.rita.id, cast.cleo.id} <= set(approval.interested)


def test_another_currency_is_worth_what_its_rate_says(cast: Cast) -> None:
    requisition_id = drafted(cast, currency="USD")
    assert refused(cast, partial(submit, cast, requisition_id)) == ["rate_needed"]
    rate_set(cast)
    submit(cast, requisition_id)
    assert approvals_of(cast, requisition_id)[0].currency == "EUR"


def test_there_is_still_a_day_to_work_on(cast: Cast) -> None:
    assert refused(cast, partial(submit, cast, drafted(cast, ends_on="2026-03-01"))) == ["days_over"]
