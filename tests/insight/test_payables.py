"""What the pages of the second half are made from: the look's own findings, read without a lock."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from uuid import UUID

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from counterfoil.foundation.catalogue.actions import MatchPolicyValues, set_match_policy
from counterfoil.foundation.kernel import scope
from counterfoil.insight.desk.releasing import Payable, releasing
from counterfoil.insight.payables.comparison import ACCEPTED, DISPUTED, FITS
from counterfoil.insight.payables.evidence import to_show
from counterfoil.insight.payables.invoice import InvoiceRecord, invoice_record
from counterfoil.lifecycle.matching import actions as matching
from counterfoil.lifecycle.orders import actions as orders

from ..actions import billing, loading
from ..cast import NOW, Cast


def _record(cast: Cast, invoice_id: UUID, who: str = "fay") -> InvoiceRecord:
    with scope.reading(cast.company_id):
        return invoice_record(cast.members[who], invoice_id, NOW)


def _verdicts(found: InvoiceRecord) -> dict[str, str]:
    return {str(row.words): row.verdict for group in found.compared for row in group.attributes}


def test_a_page_takes_no_lock_and_writes_nothing(cast: Cast) -> None:
    invoice_id = billing.disputed(cast)
    with CaptureQueriesContext(connection) as captured:
        _record(cast, invoice_id)
    said = [query["sql"].upper() for query in captured]
    assert said and not [sql for sql in said if " FOR UPDATE" in sql or sql.startswith(("INSERT", "UPDATE", "DELETE"))]


@pytest.mark.req(79, 80)
def test_the_verdict_is_the_looks_own_finding(cast: Cast) -> None:
    invoice_id = billing.disputed(cast)
    verdicts = _verdicts(_record(cast, invoice_id))
    assert verdicts["Unit price"] == DISPUTED and set(verdicts.values()) == {DISPUTED, FITS}
    exception = billing.exception_of(cast, invoice_id, "price")
    matching.accept(by=cast.bela, at=NOW, exception_id=exception.id, reason="Agreed")
    assert _verdicts(_record(cast, invoice_id))["Unit price"] == ACCEPTED


def test_a_line_that_was_credited_in_full_fits_nothing_and_differs_from_nothing(cast: Cast) -> None:
    invoice_id = billing.disputed(cast)
    assert {row.verdict for row in _record(cast, invoice_id).compared[1].attributes} == {DISPUTED, FITS}
    found = _record(cast, invoice_id)
    lines = [group.line for group in found.compared if group.line]
    billing.received(
        cast,
        kind="credit",
        number="G-1",
        credits=found.match_case.invoice.number,
        quantity=lines[0].quantity,
        unit_price=str(lines[0].unit_price),
    )
    after = _record(cast, invoice_id)
    assert after.match_case.invoice.state == "credited" and after.compared[1].attributes == []


@pytest.mark.req(81)
def test_what_is_allowed_follows_the_tolerance(cast: Cast) -> None:
    tolerance = {"attribute": "unit_price", "kind": "percent", "percent": "5", "direction": "both"}
    given = {"name": "Five per cent", "is_default": True, "tolerances": [tolerance], "ways": 3}
    set_match_policy(by=cast.fay, at=NOW, values=MatchPolicyValues.model_validate(given))
    found = _record(cast, billing.disputed(cast, unit_price="104.00"))
    price = next(row for group in found.compared for row in group.attributes if str(row.words) == "Unit price")
    assert (price.low, price.high, price.verdict) == (Decimal(95), Decimal(105), FITS)


def test_quantities_add_up_over_all_invoices(cast: Cast) -> None:
    order_id = cast.issued()
    billing.accepted(cast, order_id, 6)
    billing.received(cast, order_id, quantity=4)
    second = UUID(billing.received(cast, order_id, number="R-2", quantity=3)["id"])
    quantity = next(row for row in _record(cast, second).compared[1].attributes if str(row.words) == "Quantity so far")
    assert (quantity.ordered, quantity.accepted, quantity.invoiced, quantity.high) == (10, 6, 7, 6)
    assert quantity.verdict == DISPUTED


def test_release_gives_the_reasons_that_the_verb_would(cast: Cast) -> None:
    found = _record(cast, billing.disputed(cast))
    release = next(move for move in found.verbs if move.verb == "payment.release")
    assert {reason.key for reason in release.reasons} == {"wrong_state", "price"} and not release.timely
    assert next(move for move in found.verbs if move.verb == "invoice.match").allowed


def test_what_waits_is_not_left_to_show(cast: Cast) -> None:
    order_id = cast.issued()
    billing.accepted(cast, order_id, 3)
    billing.submitted(cast, order_id, 2)
    with scope.reading(cast.company_id):
        left = to_show(cast.cleo, order_id, NOW).lines[0]
    assert (left.waiting, left.quantity) == (2, 5)


@pytest.mark.parametrize(("loader", "reasons"), [("fay", ["own_loading"]), ("iris", [])])
def test_who_loaded_an_order_is_told_so_where_they_would_release(cast: Cast, loader: str, reasons: list[str]) -> None:
    order_id = loading.loaded(cast, who=loader)
    orders.attach(by=cast.olga, at=NOW, order_id=order_id, engagement_id=cast.engagement_id)
    loading.delivered(cast, order_id, "receipt", "R-1")
    invoice_id = UUID(loading.billed(cast)["id"])
    release = next(move for move in _record(cast, invoice_id).verbs if move.verb == "payment.release")
    assert [reason.key for reason in release.reasons] == reasons
    with scope.reading(cast.company_id):
        [listed] = _payable(cast)
    assert [reason.key for reason in listed.reasons] == reasons


def _payable(cast: Cast) -> Sequence[Payable]:
    found = releasing(cast.fay, NOW)
    assert found is not None
    return found.payable


def test_the_list_of_what_is_payable_asks_for_all_loaders_at_once_and_for_none_of_ours(cast: Cast) -> None:
    def asked() -> list[str]:
        with scope.reading(cast.company_id), CaptureQueriesContext(connection) as captured:
            _payable(cast)
        return [query["sql"] for query in captured if query["sql"].startswith('SELECT "orders_revision"')]

    billing.matched(cast)
    assert asked() == []
    for day, number in enumerate(("ERP-1", "ERP-2"), 1):
        order_id = loading.loaded(cast, number=number)
        loading.delivered(cast, order_id, "receipt", f"R-{number}")
        loading.billed(cast, number=f"A-{number}", quoted=number, issued_on=date(2026, 2, 25 + day))
    assert len(asked()) == 1
