"""contract.sign: the signed file is stored with its hash, the day and the signers."""

from datetime import date
from functools import partial
from typing import Any
from uuid import UUID

import pytest

from counterfoil.foundation.kernel import scope
from counterfoil.lifecycle.engagements import actions as hiring
from counterfoil.lifecycle.engagements.queries import contract_of as of_engagement

from ..cast import NOW, Cast
from .contracting import contract_of, drafted, file, signed
from .hiring import accepted, by_the_hour, offer_of
from .verb import Given, VerbTests, refused


class TestContractSign(VerbTests):
    verb, who = "contract.sign", "rita"

    def given(self, cast: Cast) -> Given:
        return {"contract_id": drafted(cast), "file": file(cast)}

    def otherwise(self, given: Given) -> Given:
        return given | {"file": given["file"].model_copy(update={"signers": "Somebody"})}


def sign(cast: Cast, contract_id: UUID, **more: Any) -> None:
    hiring.sign_contract(by=cast.rita, at=NOW, contract_id=contract_id, file=file(cast, **more))


def test_file_hash_day_and_signers_are_kept(cast: Cast) -> None:
    contract = contract_of(cast, signed(cast))
    assert (contract.state, contract.signed_on, contract.signers) == ("signed", date(2026, 3, 1), "Rita, Cleo")
    assert contract.document is not None and contract.document.name == "Contract.pdf"
    assert contract.digest == contract.document.sha256 and len(contract.digest) == 64
    assert (contract.signed_by_id, contract.signed_at) == (cast.rita.id, NOW)


def test_an_offer_that_is_accepted_is_signed_by_both(cast: Cast) -> None:
    offer = offer_of(cast, accepted(cast, values=by_the_hour(cast, ends_on="2026-12-31")))
    with_it = contract_of(cast, _contract_id(cast, offer.engagement_id))
    assert (with_it.state, with_it.digest, with_it.signers) == ("signed", offer.document_sha256, "Rita, Cleo")
    assert (with_it.amount, with_it.unit_rate, with_it.unit, with_it.currency) == (4000, 100, "HUR", "EUR")
    assert (with_it.ends_on, with_it.signed_by_id, with_it.offer_id) == (date(2026, 12, 31), cast.cleo.id, offer.id)


def _contract_id(cast: Cast, engagement_id: Any) -> UUID:
    with scope.reading(cast.company_id):
        contract = of_engagement(cast.company_id, engagement_id)
    assert contract is not None
    return contract.id


def test_nobody_signs_ahead_of_time_and_not_without_a_file(cast: Cast) -> None:
    contract_id = drafted(cast)
    assert refused(cast, partial(sign, cast, contract_id, signed_on="2026-03-03")) == ["day_ahead"]
    assert refused(cast, partial(sign, cast, contract_id, size=0)) == ["no_file"]


def test_it_is_signed_once(cast: Cast) -> None:
    assert refused(cast, partial(sign, cast, signed(cast))) == ["wrong_state"]


@pytest.mark.parametrize("who", ["fay", "cleo", "amir"])
def test_who_may_not(cast: Cast, who: str) -> None:
    given = {"contract_id": drafted(cast), "file": file(cast)}
    assert refused(cast, partial(hiring.sign_contract, by=cast.members[who], at=NOW, **given)) == ["not_permitted"]
