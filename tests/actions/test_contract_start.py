"""contract.start: work under what was signed begins."""

from datetime import datetime, timedelta
from functools import partial
from uuid import UUID

from counterfoil.lifecycle.engagements import actions as hiring

from ..cast import NOW, Cast
from .contracting import contract_of, drafted, ended, signed, started
from .verb import Given, VerbTests, refused


class TestContractStart(VerbTests):
    verb, who = "contract.start", "rita"

    def given(self, cast: Cast) -> Given:
        return {"contract_id": signed(cast)}

    def otherwise(self, given: Given) -> Given:
        return {"contract_id": UUID(int=7)}


def start(cast: Cast, contract_id: UUID, at: datetime = NOW) -> None:
    hiring.start_contract(by=cast.rita, at=at, contract_id=contract_id)


def test_when_is_kept(cast: Cast) -> None:
    contract = contract_of(cast, started(cast))
    assert (contract.state, contract.started_at) == ("started", NOW)


def test_neither_a_draft_nor_what_has_ended(cast: Cast) -> None:
    assert refused(cast, partial(start, cast, drafted(cast))) == ["wrong_state"]


def test_what_has_ended_is_not_started(cast: Cast) -> None:
    assert refused(cast, partial(start, cast, ended(cast))) == ["wrong_state"]


def test_not_after_its_last_day(cast: Cast) -> None:
    contract_id = signed(cast, ends_on="2026-03-02")
    assert refused(cast, partial(start, cast, contract_id, NOW + timedelta(days=1))) == ["days_over"]
    start(cast, contract_id)
