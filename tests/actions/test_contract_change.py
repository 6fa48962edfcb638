"""contract.change: a draft allows something else."""

from functools import partial
from uuid import UUID

from counterfoil.foundation.kernel.refusals import Stale
from counterfoil.lifecycle.engagements import actions as hiring

from ..cast import NOW, Cast
from .contracting import contract_of, drafted, signed, terms
from .verb import Given, VerbTests, refused, untouched


class TestContractChange(VerbTests):
    verb, who = "contract.change", "rita"

    def given(self, cast: Cast) -> Given:
        return {"contract_id": drafted(cast), "values": terms(amount="3000")}

    def otherwise(self, given: Given) -> Given:
        return given | {"values": terms(amount="4000")}


def change(cast: Cast, contract_id: UUID, version: int | None = None) -> None:
    given = {"values": terms(amount=None, order_kind="none"), "version": version}
    hiring.change_contract(by=cast.rita, at=NOW, contract_id=contract_id, **given)


def test_it_allows_from_now_on_what_is_said_here(cast: Cast) -> None:
    contract_id = drafted(cast)
    change(cast, contract_id)
    contract = contract_of(cast, contract_id)
    assert (contract.amount, contract.order_kind, contract.version) == (None, "none", 2)


def test_what_is_signed_stands_still(cast: Cast) -> None:
    assert refused(cast, partial(change, cast, signed(cast))) == ["not_draft"]


def test_two_changes_do_not_overwrite_each_other(cast: Cast) -> None:
    contract_id = drafted(cast)
    change(cast, contract_id, version=1)
    untouched(cast, Stale, partial(change, cast, contract_id, version=1))
