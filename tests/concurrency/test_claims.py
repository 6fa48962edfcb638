"""Several people claim or decide the same at the same moment: nothing is taken, used or admitted twice."""

from decimal import Decimal
from functools import partial
from uuid import UUID

import pytest

from counterfoil.foundation.documents.models import Arrival
from counterfoil.foundation.kernel import scope
from counterfoil.lifecycle.evidence import actions as evidence
from counterfoil.lifecycle.invoices.models import Invoice
from counterfoil.lifecycle.matching import actions as matching
from counterfoil.lifecycle.orders import actions as orders

from ..actions.billing import (
    accepted,
    covers_of,
    exception_of,
    invoice_of,
    kinds_of,
    piece_of,
    submitted,
)
from ..actions.ordering import lines_of, order_of
from ..cast import NOW, Cast
from .claiming import billed, fresh, receiving
from .racing import Call, done, race, refused

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("one_try")]

WHY = "Because it is so"


def test_two_invoices_for_the_last_euro_of_a_line(cast: Cast) -> None:
    order_id = cast.issued()
    accepted(cast, order_id)
    outcomes = race(receiving(cast, order_id, 6), receiving(cast, order_id, 6))
    states = {answer["state"]: UUID(answer["id"]) for answer in done(outcomes)}
    assert set(states) == {"matched", "disputed"}
    assert order_of(cast, order_id).covered_amount == 600
    assert "ceiling" in kinds_of(cast, states["disputed"])


def test_one_piece_of_evidence_for_two_invoices_is_used_once(cast: Cast) -> None:
    order_id = cast.issued()
    piece_id = accepted(cast, order_id, 4)
    outcomes = race(*(receiving(cast, order_id, 4) for _ in range(2)))
    assert sorted(answer["state"] for answer in done(outcomes)) == ["disputed", "matched"]
    assert piece_of(cast, piece_id).used_quantity == 4
    assert len({cover.invoice_line_id for cover in covers_of(cast, order_id)}) == 1


def test_twice_the_same_number_at_the_same_moment_admits_one(cast: Cast) -> None:
    order_id, number = cast.issued(), fresh()
    accepted(cast, order_id)
    outcomes = race(*(receiving(cast, order_id, 4, number=number) for _ in range(3)))
    assert sorted(answer["became"] for answer in done(outcomes)) == ["duplicate", "duplicate", "invoice"]
    with scope.reading(cast.company_id):
        assert Invoice.objects.filter(number=number).count() == 1
        assert Arrival.objects.filter(name=number).count() == 3


def test_a_duplicate_is_admitted_once(cast: Cast) -> None:
    order_id = cast.issued()
    first = billed(cast, order_id, 4)
    again = billed(cast, order_id, 4, number=str(invoice_of(cast, first["id"]).number))
    admit = partial(matching.admit_duplicate, by=cast.fay, at=NOW, arrival_id=UUID(again["id"]), reason=WHY)
    outcomes = race(admit, admit)
    assert len(done(outcomes)) == 1
    assert refused(outcomes) == ["admitted"]


def test_the_same_evidence_is_accepted_once(cast: Cast) -> None:
    order_id = cast.issued()
    sent = submitted(cast, order_id)
    accept = partial(evidence.accept, by=cast.rita, at=NOW, submission_id=sent)
    outcomes = race(accept, accept)
    assert len(done(outcomes)) == 1
    assert refused(outcomes) == ["nothing_waits"]
    assert order_of(cast, order_id).accepted_amount == 1000


def test_evidence_is_accepted_or_rejected(cast: Cast) -> None:
    sent = submitted(cast, cast.issued())
    outcomes = race(
        lambda: evidence.accept(by=cast.rita, at=NOW, submission_id=sent),
        lambda: evidence.reject(by=cast.rita, at=NOW, submission_id=sent, reason=WHY),
    )
    assert len(done(outcomes)) == 1
    assert refused(outcomes) == ["nothing_waits"]


def test_two_submissions_never_fill_a_line_twice(cast: Cast) -> None:
    order_id = cast.issued()
    sent = [submitted(cast, order_id, 7) for _ in range(2)]
    outcomes = race(*(partial(evidence.accept, by=cast.rita, at=NOW, submission_id=one) for one in sent))
    assert refused(outcomes) == ["more_than_ordered"]
    assert order_of(cast, order_id).accepted_amount == 700


def test_an_order_closes_or_takes_an_invoice(cast: Cast) -> None:
    order_id = cast.issued()
    close = partial(orders.close, by=cast.iris, at=NOW, order_id=order_id, reason=WHY)
    outcomes = race(close, receiving(cast, order_id, 4))
    answers = {answer["state"] for answer in done(outcomes)}
    assert answers in ({"closed", "disputed"}, {"disputed"})
    assert order_of(cast, order_id).covered_amount == 0


@pytest.mark.parametrize("correction_first", [True, False])
def test_a_correction_and_an_invoice_for_the_same_evidence(cast: Cast, correction_first: bool) -> None:
    order_id = cast.issued()
    piece_id = accepted(cast, order_id, 6)
    fixed = evidence.correct(by=cast.cleo, at=NOW, piece_id=piece_id, quantity=Decimal(3), reason=WHY)
    accept = partial(evidence.accept, by=cast.rita, at=NOW, submission_id=UUID(fixed["submission_id"]))
    calls: list[Call] = [accept, receiving(cast, order_id, 6)]
    outcomes = race(*(calls if correction_first else reversed(calls)), head_start=True)
    assert len(done(outcomes)) == 2
    [bill] = [answer for answer in done(outcomes) if "became" in answer]
    [(line, _said)] = lines_of(cast, order_id)
    assert line.accepted_quantity == 3
    assert (bill["state"], line.covered_quantity) in (("disputed", 0), ("matched", 6))


def test_one_variance_is_accepted_once(cast: Cast) -> None:
    order_id = cast.issued()
    accepted(cast, order_id)
    invoice_id = UUID(billed(cast, order_id, 5, unit_price="110.00")["id"])
    found = exception_of(cast, invoice_id, "price")
    calls = [
        partial(matching.accept, by=cast.members[who], at=NOW, exception_id=found.id, reason=WHY)
        for who in ("amir", "bela")
    ]
    outcomes = race(*calls)
    assert len(done(outcomes)) == 1
    assert invoice_of(cast, invoice_id).state == "cleared"
