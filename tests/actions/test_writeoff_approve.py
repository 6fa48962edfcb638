"""writeoff.approve: a second person agrees."""

from functools import partial
from uuid import UUID

import pytest

from counterfoil.foundation.companies.actions.members import grant_role
from counterfoil.foundation.kernel.ids import new_id
from counterfoil.lifecycle.payments import actions as payments

from ..cast import NOW, Cast
from .billing import initiated, invoice_of, matched, received, released
from .verb import Given, VerbTests, refused
from .writing_off import approved, written_off


class TestWriteOffApprove(VerbTests):
    verb, who, wrong = "writeoff.approve", "olga", "petra"

    def given(self, cast: Cast) -> Given:
        return {"writeoff_id": UUID(written_off(cast, matched(cast))["id"])}

    def otherwise(self, given: Given) -> Given:
        return {"writeoff_id": new_id()}


@pytest.mark.req(162)
def test_nobody_approves_their_own(cast: Cast) -> None:
    written = written_off(cast, matched(cast))["id"]
    assert refused(cast, partial(approved, cast, written, who="fay")) == ["own_write_off"]


def test_somebody_else_of_finance_approves(cast: Cast) -> None:
    grant_role(by=cast.olga, at=NOW, member_id=cast.petra.id, role="finance", confirm=cast.petra.name)
    written = written_off(cast, matched(cast))["id"]
    cast.again("petra")
    assert approved(cast, written, who="petra")["state"] == "standing"


@pytest.mark.req(162)
def test_what_was_released_meanwhile_is_not_written_off(cast: Cast) -> None:
    invoice_id = matched(cast)
    written = written_off(cast, invoice_id)["id"]
    paid = released(cast, invoice_id)
    assert refused(cast, partial(approved, cast, written)) == ["under_way", "left_changed"]
    payments.cancel(by=cast.fay, at=NOW, payment_id=paid, reason="Written off instead")
    approved(cast, written)
    assert invoice_of(cast, invoice_id).state == "written_off"


def test_what_is_less_by_now_is_noted_anew(cast: Cast) -> None:
    invoice_id = matched(cast)
    written = written_off(cast, invoice_id)["id"]
    received(cast, kind="credit", number="G-1", credits="R-1", quantity=3)
    assert refused(cast, partial(approved, cast, written)) == ["left_changed"]


def test_what_arrived_meanwhile_is_paid(cast: Cast) -> None:
    invoice_id = matched(cast)
    written = written_off(cast, invoice_id)["id"]
    paid = initiated(cast, invoice_id)
    payments.settle(by=cast.fay, at=NOW, payment_id=paid)
    assert refused(cast, partial(approved, cast, written)) == ["wrong_state", "left_changed"]


def test_it_is_approved_once(cast: Cast) -> None:
    written = written_off(cast, matched(cast))["id"]
    approved(cast, written)
    assert refused(cast, partial(approved, cast, written)) == ["wrong_state"]
