"""What the issue names as refused or disputed: every claim from outside is kept, blocks, and takes nothing."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest

from counterfoil.foundation.documents.models import Arrival
from counterfoil.foundation.kernel import scope
from counterfoil.foundation.parties.models import Contractor
from counterfoil.lifecycle.orders import actions as orders

from ..cast import NOW, Cast, line
from .billing import accepted, covers_of, invoice_of, kinds_of, number_of, received
from .ordering import cancelled, closed, order_of
from .verb import WHY

Quoting = Callable[[Cast], dict[str, Any]]


def _draft(cast: Cast) -> dict[str, Any]:
    return {"quoted": order_of(cast, cast.draft()).title}


def _of(make: Callable[[Cast], UUID]) -> Quoting:
    return lambda cast: {"quoted": number_of(cast, make(cast))}


def _wrong_contractor(cast: Cast) -> dict[str, Any]:
    with scope.reading(cast.company_id):
        other = Contractor.objects.get(code="CLEO").id
    return {"quoted": number_of(cast, cast.issued()), "contractor_id": other}


def _two_lines(cast: Cast) -> dict[str, Any]:
    return {"quoted": number_of(cast, cast.issued(lines=[line(), line(text="Print")]))}


def _ready(**more: Any) -> Quoting:
    def make(cast: Cast) -> dict[str, Any]:
        order_id = cast.issued()
        accepted(cast, order_id, 6)
        return {"quoted": number_of(cast, order_id)} | more

    return make


@pytest.mark.parametrize(
    ("quoting", "kinds"),
    [
        (_draft, ["order_unknown"]),
        (_of(cancelled), ["ceiling", "ceiling", "evidence_missing", "order_not_open"]),
        (_of(closed), ["evidence_missing", "order_not_open"]),
        (lambda cast: {"quoted": "PO-1999-00001"}, ["order_unknown"]),
        (lambda cast: {"quoted": "see contract"}, ["order_unknown"]),
        (lambda cast: {"quoted": "NA"}, ["order_missing"]),
        (_wrong_contractor, ["order_unknown"]),
        (_ready(currency="USD", quantity=6), ["currency"]),
        (_ready(quantity=7), ["quantity"]),
        (_ready(quantity=11), ["ceiling", "ceiling", "quantity"]),
        (_ready(quantity=6, issued_on=NOW.date() + timedelta(days=1)), ["date"]),
        (_ready(quantity=6, issued_on=NOW.date() - timedelta(days=1)), ["approval_late"]),
        (_two_lines, ["line_unknown"]),
    ],
    ids=[
        "draft",
        "cancelled",
        "closed",
        "unknown",
        "no-number",
        "placeholder",
        "wrong-contractor",
        "other-currency",
        "more-than-accepted",
        "more-than-the-ceiling",
        "dated-tomorrow",
        "ordered-afterwards",
        "fits-two-lines",
    ],
)
@pytest.mark.req(63)
def test_a_claim_is_kept_and_blocked(cast: Cast, quoting: Quoting, kinds: list[str]) -> None:
    answer = received(cast, **quoting(cast))
    claim = invoice_of(cast, answer["id"])
    assert (claim.state, kinds_of(cast, claim.id)) == ("disputed", kinds)
    with scope.reading(cast.company_id):
        arrival = Arrival.objects.get(became_id=claim.id)
    assert (arrival.became, arrival.sender_id) == ("invoice", cast.petra.id)
    if claim.order_id:
        assert not covers_of(cast, claim.order_id)
        assert order_of(cast, claim.order_id).covered_amount == 0


def test_a_second_document_of_one_number_lies_in_the_receive_log(cast: Cast) -> None:
    first = received(cast, cast.issued())
    second = received(cast, cast.issued(), number=" r/1", unit_price=50)
    with scope.reading(cast.company_id):
        arrival = Arrival.objects.get(id=second["id"])
    assert (arrival.became, str(arrival.same_as)) == ("duplicate", first["id"])
    assert '"unit_price":"50"' in arrival.content.replace(" ", "")


def test_what_looks_like_an_earlier_one_is_disputed(cast: Cast) -> None:
    order_id = cast.issued()
    accepted(cast, order_id)
    received(cast, order_id, quantity=2)
    assert kinds_of(cast, received(cast, order_id, number="0001", quantity=3)["id"]) == ["duplicate"]
    assert kinds_of(cast, received(cast, order_id, number="X-9", quantity=2)["id"]) == ["duplicate"]


def test_a_claim_on_a_closed_order_does_not_stop_its_reopening(cast: Cast) -> None:
    order_id = closed(cast)
    received(cast, order_id)
    assert orders.reopen(by=cast.iris, at=NOW, order_id=order_id, reason=WHY)["state"] == "issued"
