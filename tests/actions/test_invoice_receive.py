"""invoice.receive: somebody claims money; it is matched in the same transaction."""

from datetime import timedelta
from decimal import Decimal
from uuid import UUID

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from counterfoil.foundation.parties.actions import ContractorValues, add_contractor
from counterfoil.lifecycle.matching import actions as matching

from ..cast import NOW, Cast
from .billing import accepted, claim, covers_of, kinds_of, received
from .verb import Given, VerbTests


class TestInvoiceReceive(VerbTests):
    verb, who = "invoice.receive", "petra"

    def given(self, cast: Cast) -> Given:
        order_id = cast.issued()
        accepted(cast, order_id)
        return {"values": claim(cast, order_id)}

    def otherwise(self, given: Given) -> Given:
        return {"values": given["values"].model_copy(update={"number": "R-2"})}


@pytest.mark.req(63)
@pytest.mark.parametrize(
    ("more", "kinds"),
    [
        ({"quoted": "n/a"}, ["order_missing"]),
        ({"quoted": "PO-1999-00007"}, ["order_unknown"]),
        ({"issued_on": NOW.date() + timedelta(days=1)}, ["date"]),
        ({"unit_price": "110.00", "quantity": 5}, ["price"]),
        ({"quantity": 11}, ["ceiling", "ceiling", "quantity"]),
        ({"total": "1100.00"}, ["ceiling", "total"]),
        ({"total": "999.00"}, ["total"]),
        ({"currency": "USD"}, ["currency"]),
    ],
)
def test_what_does_not_fit_is_kept_and_blocked(cast: Cast, more: Given, kinds: list[str]) -> None:
    order_id = cast.issued()
    accepted(cast, order_id)
    answer = received(cast, order_id, **more)
    assert (answer["state"], kinds_of(cast, answer["id"])) == ("disputed", kinds)
    assert not covers_of(cast, order_id)


@pytest.mark.req(80)
def test_more_than_is_accepted_is_disputed_and_matched_when_it_is(cast: Cast) -> None:
    order_id = cast.issued()
    accepted(cast, order_id, 6)
    answer = received(cast, order_id)
    assert kinds_of(cast, answer["id"]) == ["quantity"]
    accepted(cast, order_id, 4)
    assert matching.match(by=cast.petra, at=NOW, invoice_id=UUID(answer["id"]))["state"] == "matched"


@pytest.mark.req(77)
def test_without_evidence_nothing_is_validated(cast: Cast) -> None:
    assert kinds_of(cast, received(cast, cast.issued())["id"]) == ["evidence_missing"]


def test_the_same_number_makes_no_second_invoice(cast: Cast) -> None:
    order_id = cast.issued()
    first = received(cast, order_id)
    again = received(cast, order_id, number=" r / 1 ")
    assert (again["became"], again["same_as"]) == ("duplicate", first["id"])


def test_a_contractor_sends_their_own_only(cast: Cast) -> None:
    assert received(cast, cast.issued(), who="cleo")["state"] == "disputed"


def test_an_invoice_with_many_wrong_lines_asks_no_more_than_one_with_few(cast: Cast) -> None:
    """However much a look finds: who settles it is read once, and what it opens is written once."""

    def questions(count: int) -> int:
        lines = [{"text": f"Line {n}", "quantity": 1, "unit": "KGM", "unit_price": 1 + n % 3} for n in range(count)]
        order_id = cast.issued()
        with CaptureQueriesContext(connection) as asked:
            answer = received(cast, order_id, number=f"Many {count} {count * 7}", lines=lines)
        assert len(kinds_of(cast, answer["id"])) >= count
        return len(asked)

    few = questions(3)
    assert questions(60) == few


@pytest.mark.parametrize(
    ("tax", "found"), [("270.01", []), ("270.02", ["tax"]), ("300.00", ["tax"]), ("5000", ["tax"])]
)
def test_tax_beyond_every_rate_waits_for_a_second_person(cast: Cast, tax: str, found: list[str]) -> None:
    """An order states no tax, and yet it is paid: where no country is known, up to the highest statutory rate."""
    order_id = cast.issued()
    accepted(cast, order_id)
    answer = received(cast, order_id, tax=tax, total=Decimal(1000) + Decimal(tax))
    assert kinds_of(cast, answer["id"]) == found


@pytest.mark.req(137)
@pytest.mark.parametrize("quoted", ["POCLEO2-0001", "pocleo20001", "PO no. POCLEO2-0001", "POCLEO2-0001 rev. 2"])
def test_an_order_is_also_meant_by_its_contractor_code(cast: Cast, quoted: str) -> None:
    order_id = cast.issued()
    accepted(cast, order_id)
    answer = received(cast, quoted=quoted)
    assert (answer["state"], answer["order_id"]) == ("matched", str(order_id))


@pytest.mark.parametrize("quoted", ["POCLEO2-0001", "PO-2026-00001", "Order PO-2026-00001"])
def test_what_another_contractor_quotes_means_none_of_ours(cast: Cast, quoted: str) -> None:
    cast.issued()
    answer = received(cast, quoted=quoted, contractor_id=_another(cast))
    assert (answer["order_id"], kinds_of(cast, answer["id"])) == (None, ["order_unknown"])


def _another(cast: Cast) -> UUID:
    values = ContractorValues.model_validate({"code": "DORA", "name": "Dora", "currency": "EUR"})
    return UUID(add_contractor(by=cast.olga, at=NOW, values=values)["id"])
