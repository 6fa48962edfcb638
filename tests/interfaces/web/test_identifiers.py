"""The ids of order, contract, approval and requisition travel together in every file and in the API's orders (R53)."""

import csv
import io
from typing import Any
from uuid import UUID

import pytest
from django.test import Client

from counterfoil.foundation.kernel import scope

from ...actions import billing
from ...actions.contracting import signed
from ...actions.ordering import order_of
from ...actions.requisitioning import approved
from ...cast import Cast, line
from .test_offers import client_of

IDS = ("Order id", "Contract id", "Approval id", "Requisition id")


def _rows(client: Client, address: str) -> list[dict[str, str]]:
    answer: Any = client.get(address)
    read = io.StringIO(b"".join(answer.streaming_content).decode("utf-8-sig"), newline="")
    return list(csv.DictReader(read, delimiter=";" if ";" in read.getvalue().splitlines()[0] else ","))


def _told(cast: Cast) -> tuple[UUID, tuple[str, ...]]:
    """An order with all of them, and the ids."""
    contract, wish = signed(cast, amount=None), approved(cast)
    order_id = cast.issued(requisition_id=str(wish), lines=[line()])
    return order_id, tuple(str(one) for one in (order_id, contract, order_of(cast, order_id).approval_id, wish))


@pytest.mark.req(53)
def test_every_file_carries_them_together(cast: Cast) -> None:
    order_id, expected = _told(cast)
    billing.accepted(cast, order_id)
    invoice_id = UUID(billing.received(cast, order_id)["id"])
    billing.released(cast, invoice_id)
    fay = client_of(cast, "fay")
    for page in ("/orders", "/reports/purchase-orders", "/invoices", "/payments"):
        [row] = _rows(fay, f"{page}?format=csv")
        assert tuple(row[name] for name in IDS) == expected, page


def test_a_page_shows_them_where_they_are_chosen(cast: Cast) -> None:
    _order_id, (_own, contract, *_rest) = _told(cast)
    fay = client_of(cast, "fay")
    assert contract not in fay.get("/orders").content.decode()
    chosen = "/orders?columns=title,contract_id"
    assert contract in fay.get(chosen).content.decode()
    [row] = _rows(fay, f"{chosen}&format=csv")
    assert row["Contract id"] == contract and "Approval id" not in row


def test_a_contractor_is_told_none_of_what_is_inside(cast: Cast) -> None:
    _told(cast)
    [row] = _rows(client_of(cast, "cleo"), "/orders?format=csv")
    assert not set(IDS) & set(row)


def test_what_has_none_says_nothing(cast: Cast) -> None:
    order_id = cast.draft()
    [row] = _rows(client_of(cast, "rita"), "/orders?format=csv")
    assert [row[name] for name in IDS] == [str(order_id), "", "", ""]
    order = order_of(cast, order_id)
    with scope.reading(cast.company_id):
        assert order.contract_id is None
