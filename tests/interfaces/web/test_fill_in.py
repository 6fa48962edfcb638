"""A draft that lacks what the company asks for: its maker's desk, lists and the record say what is to be filled in."""

import re
from html import unescape

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from counterfoil.foundation.companies.actions.change_company import CompanyChanges, change_company
from counterfoil.foundation.kernel import scope
from counterfoil.insight.trace.standings import listed, standings
from counterfoil.lifecycle.orders import actions as orders
from counterfoil.lifecycle.orders.values import OrderChanges

from ...actions.customising import field
from ...cast import NOW, Cast, line
from .conftest import SignIn
from .test_people_pages import plain, text

ASKED = "The company asks for a cost centre on every line: change the draft and pick one."


@pytest.mark.req(143, 165)
def test_the_desk_says_what_is_to_be_filled_in_and_then_to_submit(cast: Cast, sign_in: SignIn) -> None:
    order_id = cast.draft(title="Leaflets")
    rita = sign_in("rita")
    assert _piles(text(rita, "/")) == ["Submit"]
    field(cast, "SHELF", required=True)
    change_company(by=cast.olga, at=NOW, changes=CompanyChanges(coding_required=["cost_centre"]))
    page = text(rita, "/")
    assert _piles(page) == ["Fill in"]
    assert ASKED in page and "Shelf has to be filled in before it is submitted." in page
    assert "Leaflets" in text(rita, "/orders?on_my_desk=fill_in")
    assert "Leaflets" not in text(rita, "/orders?on_my_desk=submit")
    assert "Shelf has to be filled in" in text(rita, f"/orders/{order_id}"), "the record says why it is not submitted"
    change_company(by=cast.olga, at=NOW, changes=CompanyChanges(coding_required=[]))
    orders.change(by=cast.rita, at=NOW, order_id=order_id, changes=OrderChanges(fields={"SHELF": "Cellar"}))
    assert _piles(text(rita, "/")) == ["Submit"]


def test_many_missing_things_are_counted(cast: Cast, sign_in: SignIn) -> None:
    cast.draft(lines=[line(), line()])
    for code in ("SEAT", "ROW"):
        field(cast, code, applies_to="line", required=True)
    page = text(sign_in("rita"), "/")
    assert page.count("has to be filled in") == 3 and "4 things are missing; the order names them all." in page


def test_somebody_else_s_draft_is_not_to_be_filled_in_by_me(cast: Cast, sign_in: SignIn) -> None:
    cast.draft()
    field(cast, "SHELF", required=True)
    assert "Fill in" not in _piles(text(sign_in("olga"), "/"))


def test_what_drafts_lack_is_read_at_once_for_two_and_for_eight(cast: Cast) -> None:
    field(cast, "SHELF", required=True)
    field(cast, "SEAT", applies_to="line", required=True)
    change_company(by=cast.olga, at=NOW, changes=CompanyChanges(coding_required=["cost_centre", "account"]))
    rita, counts = cast.again("rita"), []
    for more in (2, 6):
        for _ in range(more):
            cast.draft()
        with scope.reading(cast.company_id):
            rows = list(listed(rita))
            with CaptureQueriesContext(connection) as captured:
                found = standings(rita, rows, NOW)
        counts.append(len(captured))
        assert [[reason.key for reason in one.lacks] for one in found] == [
            ["cost_centre_needed", "account_needed", "field_needed", "field_needed"]
        ] * len(found)
    assert counts[0] == counts[1]


def _piles(page: str) -> list[str]:
    return re.findall(r'class="slip-verb">([^<]+)<', plain(unescape(page).encode()))
