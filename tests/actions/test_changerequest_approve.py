"""changerequest.approve: with the last yes the contract allows what was asked for."""

from decimal import Decimal
from functools import partial
from uuid import UUID

import pytest

from counterfoil.foundation.companies.actions.members import grant_role
from counterfoil.lifecycle.engagements import actions as hiring
from counterfoil.lifecycle.orders import actions as orders

from ..cast import NOW, Cast
from . import contracting
from .books import changes, entries
from .changing import approve, approved, change_of, changed, drafted, submitted
from .hiring import approvals_of
from .test_narrower_rights import grant
from .test_rate_set import rate_set
from .verb import WHY, Given, VerbTests, refused


class TestChangeRequestApprove(VerbTests):
    verb, who = "changerequest.approve", "amir"

    def given(self, cast: Cast) -> Given:
        change_id = submitted(cast)
        return {"changerequest_id": change_id, "shown": change_of(cast, change_id).document_sha256}

    def otherwise(self, given: Given) -> Given:
        return given | {"shown": "0" * 64}


@pytest.mark.req(52)
@pytest.mark.parametrize("before", [contracting.signed, contracting.started])
def test_the_last_yes_writes_it_into_the_contract_and_nothing_else(cast: Cast, before: object) -> None:
    contract_id = before(cast)  # type: ignore[operator]
    stood = contracting.contract_of(cast, contract_id)
    asked = {"amount": "5000", "unit_rate": "120", "unit": "HUR", "starts_on": "2026-03-01", "ends_on": "2026-09-30"}
    change_id = submitted(cast, contract_id, order_kind="issued", **asked)
    assert approve(cast, change_id)["state"] == "submitted"
    assert contracting.contract_of(cast, contract_id).caps == stood.caps
    assert refused(cast, partial(approve, cast, change_id)) == ["approved_before"]
    assert approve(cast, change_id, "bela")["state"] == "approved"
    found, contract = change_of(cast, change_id), contracting.contract_of(cast, contract_id)
    assert (found.decided_by_id, found.decided_at, found.number) == (cast.bela.id, NOW, 1)
    assert contract.caps == found.caps != stood.caps
    assert contract.version == stood.version + 1
    kept = (
        "state",
        "currency",
        "digest",
        "document_id",
        "offer_id",
        "signed_on",
        "signers",
        "signed_by_id",
        "signed_at",
    )
    assert [getattr(contract, name) for name in kept] == [getattr(stood, name) for name in kept]
    assert approvals_of(cast, change_id)[0].state == "given"


def test_the_trail_shows_it_on_both(cast: Cast) -> None:
    change_id = approved(cast)
    [entry] = entries(cast.company_id, verb="changerequest.approve", outcome="done")
    told = {one.relation: one.plain for one in changes(cast.company_id, entry_id=entry.id)}
    assert told["engagements_contract"]["amount"] == [2000, 3000]
    assert told["engagements_changerequest"]["state"] == ["submitted", "approved"]
    assert entry.subject_id == change_id


def test_changes_are_counted(cast: Cast) -> None:
    contract_id = contracting.signed(cast)
    numbers = [change_of(cast, approved(cast, contract_id, amount=most)).number for most in ("3000", "4000", "2000")]
    assert numbers == [1, 2, 3]


@pytest.mark.req(52)
def test_orders_keep_to_what_the_contract_allows_now(cast: Cast) -> None:
    contract_id = contracting.signed(cast, amount="1000")
    cast.issued()
    second = cast.draft()
    submit = partial(orders.submit, by=cast.rita, at=NOW, order_id=second)
    assert refused(cast, submit) == ["contract_amount"]
    approved(cast, contract_id, amount="2000")
    assert submit()["state"] == "pending"


def test_an_order_that_came_meanwhile_keeps_its_room(cast: Cast) -> None:
    change_id = submitted(cast, amount="999.99")
    order_id = cast.pending()
    assert refused(cast, partial(approve, cast, change_id)) == ["held_amount"]
    orders.recall(by=cast.rita, at=NOW, order_id=order_id)
    assert approve(cast, change_id)["state"] == "approved"


def test_who_asks_does_not_approve(cast: Cast) -> None:
    grant_role(by=cast.olga, at=NOW, member_id=cast.rita.id, role="approver", confirm="Rita")
    cast.again("rita")
    assert refused(cast, partial(approve, cast, submitted(cast), "rita")) == ["own_request"]


def test_who_is_paid_by_the_contract_does_not_approve(cast: Cast) -> None:
    grant_role(by=cast.olga, at=NOW, member_id=cast.cleo.id, role="approver", confirm="Cleo")
    cast.again("cleo")
    assert refused(cast, partial(approve, cast, submitted(cast), "cleo")) == ["own_request"]


def test_a_yes_is_to_what_was_shown(cast: Cast) -> None:
    given = {"changerequest_id": submitted(cast), "shown": "0" * 64}
    assert refused(cast, partial(orders.approve_change, by=cast.amir, at=NOW, **given)) == ["shown_is_not_current"]


def test_a_draft_is_not_approved(cast: Cast) -> None:
    assert "wrong_state" in refused(cast, partial(approve, cast, drafted(cast)))


def test_a_contract_that_has_ended_is_not_changed(cast: Cast) -> None:
    contract_id = contracting.signed(cast)
    change_id = submitted(cast, contract_id)
    hiring.end_contract(by=cast.rita, at=NOW, contract_id=contract_id, reason=WHY)
    assert refused(cast, partial(approve, cast, change_id)) == ["contract_ended"]


@pytest.mark.req(26, 52)
def test_a_bounded_right_takes_no_cap_away(cast: Cast) -> None:
    """Without a most it is more than any bound reaches, however little stands beside it."""
    grant(cast, "otto", "approver", most=Decimal(1_000_000))
    change_id = submitted(cast, amount=None)
    assert not approvals_of(cast, change_id)[0].has_most
    assert refused(cast, partial(approve, cast, change_id, "otto")) == ["beyond_right"]
    approve(cast, change_id)
    assert approve(cast, change_id, "bela")["state"] == "approved"


@pytest.mark.req(52)
def test_who_typed_the_rate_does_not_choose_who_approves(cast: Cast) -> None:
    """At their own rate it would be worth little: every level is asked all the same."""
    web = contracting.another_engagement(cast, "Web")
    contract_id = contracting.signed(cast, web, currency="USD")
    grant(cast, "fay", "manager")
    rate_set(cast, rate="0.0001")
    given = {"contract_id": contract_id, "values": changed(amount="30000")}
    change_id = UUID(hiring.create_change(by=cast.fay, at=NOW, **given)["id"])
    orders.submit_change(by=cast.fay, at=NOW, changerequest_id=change_id)
    [asked] = approvals_of(cast, change_id)
    assert (asked.amount, len(asked.steps.all())) == (3, 2)
