"""exception.accept: a second person accepts a variance as it stands."""

from datetime import timedelta

import pytest

from counterfoil.lifecycle.matching import actions as matching
from counterfoil.lifecycle.payments import actions as payments

from ..cast import NOW, Cast
from .billing import disputed, exception_of
from .verb import WHY, Given, VerbTests, refused


class TestExceptionAccept(VerbTests):
    verb, who = "exception.accept", "bela"

    def given(self, cast: Cast) -> Given:
        return {"exception_id": exception_of(cast, disputed(cast), "price").id, "reason": WHY}


def test_never_by_who_entered_the_invoice(cast: Cast) -> None:
    found = exception_of(cast, disputed(cast), "price")
    accept = lambda: matching.accept(by=cast.petra, at=NOW, exception_id=found.id, reason=WHY)  # noqa: E731
    assert refused(cast, accept) == ["own_invoice"]


@pytest.mark.req(83)
def test_it_blocks_payment_until_it_is_settled(cast: Cast) -> None:
    invoice_id = disputed(cast)
    release = lambda: payments.release(by=cast.fay, at=NOW, invoice_id=invoice_id)  # noqa: E731
    assert refused(cast, release) == ["wrong_state", "price"]
    found = exception_of(cast, invoice_id, "price")
    matching.accept(by=cast.bela, at=NOW, exception_id=found.id, reason=WHY)
    assert release()["invoice_state"] == "paying"


@pytest.mark.req(82)
def test_an_exception_has_a_named_owner_and_a_day(cast: Cast) -> None:
    found = exception_of(cast, disputed(cast), "price")
    assert (found.owner.name, found.due_on) == ("Rita", NOW.date() + timedelta(days=2))
