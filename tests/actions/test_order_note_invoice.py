"""order.note_invoice: the contractor's invoice is noted before it comes, and compared when it does."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID

import pytest

from counterfoil.foundation.kernel import scope
from counterfoil.insight.payables.invoice import invoice_record
from counterfoil.insight.trace.noted import Noted
from counterfoil.insight.trace.record import record
from counterfoil.lifecycle.matching import actions as matching
from counterfoil.lifecycle.orders import actions as orders
from counterfoil.lifecycle.orders.values import NotedInvoice

from ..cast import NOW, Cast
from .billing import received
from .ordering import order_of
from .verb import Given, VerbTests, refused

TODAY = NOW.date()


def values(number: str = "R-1", issued_on: date = TODAY, amount: Any = "1000.00") -> NotedInvoice:
    return NotedInvoice(number=number, issued_on=issued_on, amount=Decimal(amount))


class TestOrderNoteInvoice(VerbTests):
    verb, who = "order.note_invoice", "rita"

    def given(self, cast: Cast) -> Given:
        return {"order_id": cast.issued(), "values": values()}

    def otherwise(self, given: Given) -> Given:
        return given | {"values": values("R-2")}


def note(cast: Cast, order_id: UUID, who: str = "rita", **said: Any) -> None:
    orders.note_invoice(by=cast.members[who], at=NOW, order_id=order_id, values=values(**said))


def noted(cast: Cast, order_id: UUID, who: str = "rita") -> Noted | None:
    with scope.reading(cast.company_id):
        return record(cast.members[who], order_id, NOW).noted


def differing(cast: Cast, order_id: UUID) -> list[tuple[str, str, str]]:
    found = noted(cast, order_id)
    assert found is not None
    return [(one.field, str(one.before), str(one.now)) for one in found.differing]


def arrives(cast: Cast, order_id: UUID, **said: Any) -> UUID:
    return UUID(received(cast, order_id, **{"total": Decimal("1000.00"), "issued_on": TODAY} | said)["id"])


@pytest.mark.req(157)
def test_what_is_noted_stands_on_the_order_before_the_invoice_comes(cast: Cast) -> None:
    order_id = cast.issued()
    note(cast, order_id)
    order = order_of(cast, order_id)
    assert (order.noted_number, order.noted_on, order.noted_amount) == ("R-1", TODAY, Decimal("1000.0000"))
    found = noted(cast, order_id)
    assert found is not None and found.invoice is None and not found.agrees


@pytest.mark.req(157)
def test_an_invoice_that_says_the_same_agrees(cast: Cast) -> None:
    order_id = cast.issued()
    note(cast, order_id, number=" r/1 ")
    arrives(cast, order_id, number="R-1")
    found = noted(cast, order_id)
    assert found is not None and found.agrees


@pytest.mark.req(157)
def test_each_difference_is_a_finding_on_order_and_invoice(cast: Cast) -> None:
    order_id = cast.issued()
    note(cast, order_id, issued_on=TODAY - timedelta(1), amount="999.99")
    invoice_id = arrives(cast, order_id, number="R-1")
    told = [("amount", "999.99 EUR", "1000.00 EUR"), ("issued_on", "2026-03-01", "2026-03-02")]
    assert differing(cast, order_id) == told
    with scope.reading(cast.company_id):
        seen, hidden = (invoice_record(cast.members[who], invoice_id, NOW).noted for who in ("petra", "cleo"))
    assert seen is not None and [one.field for one in seen.differing] == ["amount", "issued_on"]
    assert hidden is None


def test_the_only_invoice_is_meant_whatever_its_number(cast: Cast) -> None:
    order_id = cast.issued()
    note(cast, order_id)
    arrives(cast, order_id, number="R-7", quantity=5)
    assert ("number", "R-1", "R-7") in differing(cast, order_id)


def test_of_two_the_one_of_that_number_is_meant_and_else_none(cast: Cast) -> None:
    order_id = cast.issued()
    note(cast, order_id)
    arrives(cast, order_id, number="R-7", quantity=5)
    void = arrives(cast, order_id, number="R-8", quantity=5)
    found = noted(cast, order_id)
    assert found is not None and found.invoice is None
    matching.void(by=cast.petra, at=NOW, invoice_id=void, reason="Sent twice")
    assert ("number", "R-1", "R-7") in differing(cast, order_id)


def test_what_is_noted_is_corrected_and_not_noted_twice(cast: Cast) -> None:
    order_id = cast.issued()
    note(cast, order_id)
    assert refused(cast, lambda: note(cast, order_id)) == ["unchanged"]
    note(cast, order_id, number="R-2")
    assert order_of(cast, order_id).noted_number == "R-2"


def test_nothing_is_noted_on_what_ended(cast: Cast) -> None:
    order_id = cast.draft()
    orders.cancel(by=cast.rita, at=NOW, order_id=order_id, reason="Not needed")
    assert refused(cast, lambda: note(cast, order_id)) == ["ended"]


def test_a_contractor_reads_nothing_of_it(cast: Cast) -> None:
    order_id = cast.issued()
    note(cast, order_id)
    assert noted(cast, order_id, "cleo") is None
