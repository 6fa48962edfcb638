"""The ids of contract, approval and requisition travel with an order's in what the API says of invoices and payments (R53)."""

from collections.abc import Iterator
from typing import Any
from uuid import UUID

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from ...actions import billing
from ...actions.contracting import signed
from ...actions.ordering import order_of
from ...actions.requisitioning import approved
from ...cast import Cast, line
from .conftest import Callers

IDS = ("contract_id", "approval_id", "requisition_id")


def told(cast: Cast) -> tuple[UUID, dict[str, str]]:
    """An order with all of them, and the ids."""
    contract, wish = signed(cast, amount=None), approved(cast)
    order_id = cast.issued(requisition_id=str(wish), lines=[line()])
    return order_id, dict(zip(IDS, map(str, (contract, order_of(cast, order_id).approval_id, wish)), strict=True))


def paid(cast: Cast, order_id: UUID, hours: int = 10) -> tuple[UUID, UUID]:
    billing.accepted(cast, order_id)
    invoice_id = UUID(billing.received(cast, order_id, number=f"R-{hours}", quantity=hours)["id"])
    return invoice_id, billing.released(cast, invoice_id)


def said(found: Any) -> Iterator[dict[str, Any]]:
    """Whatever in an answer names an order beside something else."""
    if isinstance(found, list):
        for one in found:
            yield from said(one)
    elif isinstance(found, dict):
        if "order_id" in found and {"contract_id"} & set(found):
            yield found
        yield from (each for one in found.values() for each in said(one))


@pytest.mark.req(53)
def test_they_travel_with_every_invoice_and_payment(api: Callers) -> None:
    order_id, expected = told(api.cast)
    invoice_id, payment_id = paid(api.cast, order_id)
    for address, times in (
        ("/invoices", 1),
        (f"/invoices/{invoice_id}", 1),
        ("/payments", 1),
        (f"/payments/{payment_id}", 1),
        (f"/orders/{order_id}/trace", 2),
    ):
        found = list(said(api.fay.get(address).json()))
        assert len(found) == times, address
        for one in found:
            assert one["order_id"] == str(order_id)
            assert {name: one[name] for name in IDS} == expected, address
        for one in said(api.cleo.get(address).json()):
            assert {one[name] for name in IDS} == {None}, "they are inside"


def test_what_has_no_order_has_none(api: Callers) -> None:
    billing.received(api.cast, None)
    [one] = api.fay.get("/invoices").json()["items"]
    assert [one[name] for name in ("order_id", *IDS)] == [None] * 4


@pytest.mark.req(53)
@pytest.mark.parametrize("address", ["/invoices", "/payments"])
def test_they_cost_no_query_for_each_row(api: Callers, address: str) -> None:
    api.fay.get("/orders")
    asked = []
    for hours in ((1,), (2, 3, 4)):
        for one in hours:
            paid(api.cast, api.cast.issued(), one)
        with CaptureQueriesContext(connection) as seen:
            assert api.fay.get(address).status_code == 200
        asked.append(len(seen))
    assert asked[0] == asked[1]
