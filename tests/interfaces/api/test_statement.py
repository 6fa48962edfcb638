"""The statement of a contractor through the API: how we stand in each currency, and what happened, page by page."""

from decimal import Decimal
from typing import Any

import pytest

from counterfoil.foundation.parties.actions import ContractorValues, add_contractor

from ...actions import billing
from ...actions.test_credit_balances import credited
from ...cast import NOW
from .conftest import Callers, problem_of

MARCH = {"from": "2026-03-01", "to": "2026-03-31"}


@pytest.mark.req(161)
def test_it_says_how_we_stand_and_why(api: Callers) -> None:
    credited(api.cast)
    for who in (api.fay, api.rita, api.cleo):
        told = who.get(f"/contractors/{api.cast.contractor_id}/statement", **MARCH).json()
        assert (told["first_day"], told["last_day"], told["next"]) == ("2026-03-01", "2026-03-31", None)
        assert told["contractor"]["code"] == "CLEO2"
        (account,) = told["currencies"]
        stands = {name: account[name] for name in ("currency", "opening", "balance", "we_owe", "they_owe")}
        assert stands == {
            "currency": "EUR",
            "opening": "0.00",
            "balance": "-500.00",
            "we_owe": "0.00",
            "they_owe": "500.00",
        }
        assert (account["figures"]["paid"], account["figures"]["credited"]) == ("1000.00", "500.00")
        assert [(one["kind"], one["document"], one["amount"], one["balance"]) for one in told["lines"]] == [
            ("order_issued", "PO-2026-00001", "1000.00", "0.00"),
            ("invoice", "R-1", "1000.00", "1000.00"),
            ("credit_note", "G-1", "-500.00", "500.00"),
            ("payment", "", "-1000.00", "-500.00"),
        ]
        assert told["lines"][-1]["invoices"] == ["R-1"] and told["lines"][-1]["orders"] == ["PO-2026-00001"]


def test_it_comes_in_pages_by_cursor(api: Callers) -> None:
    credited(api.cast)
    billing.received(api.cast, None, number="X-USD", currency="USD", total=Decimal("20.05"))
    address = f"/contractors/{api.cast.contractor_id}/statement"
    whole = api.fay.get(address, **MARCH).json()["lines"]
    seen: list[Any] = []
    asked: dict[str, Any] = MARCH | {"limit": 2}
    while True:
        page = api.fay.get(address, **asked).json()
        seen += page["lines"]
        if page["next"] is None:
            break
        asked["after"] = page["next"]
    assert seen == whole and len(whole) == 5


def test_what_can_t_be_asked_is_told(api: Callers) -> None:
    address = f"/contractors/{api.cast.contractor_id}/statement"
    for asked in ({"from": "2026-03-02", "to": "2026-03-01"}, {"from": "soon"}, {"after": "WyJhIl0="}, {"of": "me"}):
        problem_of(api.fay.get(address, **asked), 422)


def test_it_is_there_as_pdf(api: Callers) -> None:
    billing.settled(api.cast)
    address = f"/contractors/{api.cast.contractor_id}/statement/document"
    answer = api.cleo.get(address, **MARCH)
    assert answer["Content-Type"] == "application/pdf" and answer.content.startswith(b"%PDF-")
    assert api.cleo.get(address, {"If-None-Match": answer["ETag"]}, **MARCH).status_code == 304


@pytest.mark.parametrize("ending", ["", "/document"])
def test_nobody_else_is_told(api: Callers, ending: str) -> None:
    billing.settled(api.cast)
    values = ContractorValues(code="ELSE", name="Somebody else", currency="EUR")
    other = add_contractor(by=api.cast.olga, at=NOW, values=values)["id"]
    problem_of(api.mallory.get(f"/contractors/{api.cast.contractor_id}/statement{ending}"), 404)
    problem_of(api.cleo.get(f"/contractors/{other}/statement{ending}"), 404)
