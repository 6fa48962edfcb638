"""contract.end: nothing new is ordered under it."""

from functools import partial
from uuid import UUID

import pytest

from counterfoil.lifecycle.engagements import actions as hiring

from ..cast import NOW, Cast
from .contracting import contract_of, drafted, ended, signed, started
from .verb import WHY, Given, VerbTests, refused


class TestContractEnd(VerbTests):
    verb, who = "contract.end", "rita"

    def given(self, cast: Cast) -> Given:
        return {"contract_id": started(cast), "reason": WHY}


def end(cast: Cast, contract_id: UUID) -> None:
    hiring.end_contract(by=cast.rita, at=NOW, contract_id=contract_id, reason=WHY)


@pytest.mark.parametrize("made", [drafted, signed, started])
def test_who_when_and_why_is_kept(cast: Cast, made: object) -> None:
    contract_id = made(cast)  # type: ignore[operator]
    end(cast, contract_id)
    contract = contract_of(cast, contract_id)
    assert (contract.state, contract.ended_by_id, contract.ended_at, contract.reason) == (
        "ended",
        cast.rita.id,
        NOW,
        WHY,
    )


def test_it_ends_once(cast: Cast) -> None:
    assert refused(cast, partial(end, cast, ended(cast))) == ["wrong_state"]
