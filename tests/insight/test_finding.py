"""From whatever a paper quotes to the record that it hangs on, and from a payment back to the request (R46, R97)."""

from typing import Any
from uuid import UUID

import pytest

from counterfoil.foundation.kernel.refusals import NotFound
from counterfoil.insight.shapes.trace import traced
from counterfoil.lifecycle.invoices.values import InvoiceFacts
from counterfoil.lifecycle.matching import actions as matching
from counterfoil.lifecycle.payments import actions as payments

from ..actions.billing import accepted, claim, initiated, invoice_of, matched, number_of, received, released
from ..cast import NOW, Cast


def order_of(cast: Cast, invoice_id: UUID) -> Any:
    """The order of an invoice."""
    return invoice_of(cast, invoice_id).order_id


@pytest.mark.req(46, 97, 113)
def test_from_a_payment_back_to_the_request_without_guessing(cast: Cast) -> None:
    bill = matched(cast)
    order_id, payment = order_of(cast, bill), released(cast, bill)
    payments.initiate(by=cast.fay, at=NOW, payment_id=payment, reference="SEPA 4711", day=NOW.date())
    number = number_of(cast, order_id)
    for wanted in (str(payment), "SEPA 4711", str(bill), "r-1", str(order_id), number):
        told = traced(cast.otto, wanted, NOW)
        assert told.order.id == order_id, wanted
    data = told.model_dump(mode="json")
    [paid], [claimed], [shown] = data["payments"], data["invoices"], data["evidence"]
    [allocation], [piece] = paid["allocations"], shown["pieces"]
    assert (allocation["invoice_id"], paid["state"], paid["initiated_on"], paid["settled_on"]) == (
        str(bill),
        "initiated",
        str(NOW.date()),
        None,
    )
    [taken] = claimed["cover"]
    assert (taken["piece_id"], taken["amount"]) == (piece["id"], "1000.00")
    people = (shown["submitter"], piece["decided_by"], data["approvals"][0]["requester"])
    assert [person["name"] for person in people] == ["Cleo", "Rita", "Rita"]
    verbs = [entry["verb"] for entry in data["trail"] if entry["outcome"] == "done"]
    expected = ["order.create", "order.submit", "order.approve", "order.issue", "evidence.submit", "evidence.accept"]
    assert verbs == [*expected, "invoice.receive", "payment.release", "payment.initiate"]


def test_an_invoice_that_was_linked_late_brings_its_own_trail(cast: Cast) -> None:
    order_id = cast.issued()
    accepted(cast, order_id)
    lost = UUID(received(cast, None, quoted="NA")["id"])
    number = number_of(cast, order_id)
    facts = claim(cast, order_id).model_dump(exclude={"kind", "contractor_id", "number", "gives_back"})
    values = InvoiceFacts.model_validate(facts)
    matching.correct(by=cast.petra, at=NOW, invoice_id=lost, values=values, reason="The number was on page two.")
    assert invoice_of(cast, lost).order_id == order_id
    verbs = [entry.verb for entry in traced(cast.otto, str(number), NOW).trail]
    assert "invoice.receive" in verbs and verbs[-1] == "invoice.correct"


def test_a_stranger_finds_nothing_by_payment_or_invoice(cast: Cast) -> None:
    bill = matched(cast)
    payment = initiated(cast, bill)
    for wanted in (str(payment), str(bill), "R-1"):
        with pytest.raises(NotFound):
            traced(cast.mallory, wanted, NOW)


@pytest.mark.req(114)
def test_the_same_record_serves_who_authorises_who_matches_and_who_pays(cast: Cast) -> None:
    bill = matched(cast)
    order_id = order_of(cast, bill)
    released(cast, bill)
    told = [traced(cast.members[name], str(order_id), NOW) for name in ("amir", "petra", "fay", "otto")]
    assert all(data == told[0] for data in told)
    assert {gate.key: gate.status for gate in told[0].gates}["settled"] == "open"
