"""writeoff.withdraw: it was noted by mistake, or is not approved."""

from functools import partial
from uuid import UUID

from counterfoil.lifecycle.payments import actions as payments

from ..cast import NOW, Cast
from .billing import invoice_of, matched
from .verb import WHY, Given, VerbTests, refused
from .writing_off import approved, settled_without_money, write_off_of, written_off


class TestWriteOffWithdraw(VerbTests):
    verb, who, wrong = "writeoff.withdraw", "fay", "petra"

    def given(self, cast: Cast) -> Given:
        return {"writeoff_id": UUID(written_off(cast, matched(cast))["id"]), "reason": WHY}


def withdrawn(cast: Cast, written: UUID) -> None:
    payments.withdraw_write_off(by=cast.olga, at=NOW, writeoff_id=written, reason=WHY)


def test_nothing_is_written_off_and_it_can_be_noted_again(cast: Cast) -> None:
    invoice_id = matched(cast)
    written = UUID(written_off(cast, invoice_id)["id"])
    withdrawn(cast, written)
    stands = write_off_of(cast, written)
    assert (stands.state, stands.ended_by_id, stands.ended_reason) == ("withdrawn", cast.olga.id, WHY)
    assert refused(cast, partial(approved, cast, written)) == ["wrong_state"]
    assert invoice_of(cast, invoice_id).open_amount == 1000
    settled_without_money(cast, invoice_id)


def test_what_stands_is_reversed_and_not_withdrawn(cast: Cast) -> None:
    written = settled_without_money(cast, matched(cast))
    assert refused(cast, partial(withdrawn, cast, written)) == ["wrong_state"]
