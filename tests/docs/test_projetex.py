"""The page for those who come from Projetex names every field and button of its window, and leads to pages that are there."""

import re
from urllib.parse import parse_qs, urlsplit

import pytest
from django.urls import resolve

from counterfoil.insight.listing.invoices import Invoices
from counterfoil.insight.listing.orders import Orders
from counterfoil.insight.listing.payments import Payments
from counterfoil.interfaces.web.panels.tabs import TABS

from .pages import ROOT

PAGE = (ROOT / "docs" / "use" / "projetex.md").read_text()
ROWS = re.findall(r"^\| ([^|]+) \| ([^|]+) \| ([^|]+) \|$", PAGE, re.MULTILINE)[1:]
WINDOW = (
    *("Date Sent", "Code", "Global Code", "Approved", "Freelance Jobs", "Customize columns", "Discount/Markup", "Tax"),
    *("Currency Exchange Rate", "Exchange Rates tab", "Expert Invoice", "Filter by invoiced", "Adjustment"),
    *(
        "Linked with Payments",
        "Phantom payment",
        "Notes",
        "Custom Fields",
        "custom database fields",
        "Audit",
        "Alerts",
        "Save",
        "Print",
        "E-mail",
    ),
)
_ADDRESS = re.compile(r"`(/[^`]*)`")
_SOME = "00000000-0000-7000-8000-000000000000"
LISTS = {"orders": Orders, "invoices": Invoices, "payments": Payments}


@pytest.mark.req(158, 161)
@pytest.mark.parametrize("name", WINDOW)
def test_every_field_and_button_has_its_row(name: str) -> None:
    assert any(name in field for field, _here, _where in ROWS)


@pytest.mark.parametrize("address", sorted(set(_ADDRESS.findall(PAGE))))
def test_every_address_leads_to_a_page(address: str) -> None:
    parts = urlsplit(address.replace("…", _SOME))
    page = resolve(parts.path).url_name
    asked = {name: values[0] for name, values in parse_qs(parts.query).items()}
    if tab := asked.pop("tab", None):
        assert page == "record" and tab in {one.name for one in TABS}
    names = {name for one in LISTS[page].filters for name in one.parameters} if asked else set()
    assert set(asked) <= names


def test_every_row_says_where() -> None:
    assert len(ROWS) >= len(WINDOW)
    assert all(_ADDRESS.search(where) for _field, _here, where in ROWS)
