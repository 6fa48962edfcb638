"""The page for those who come from Upwork maps each sentence of its help page, and leads to pages that are there."""

import re

import pytest
from django.urls import resolve

from .pages import ROOT

PAGE = (ROOT / "docs" / "use" / "upwork.md").read_text()
ROWS = re.findall(r"^\| ([^|]+) \| ([^|]+) \| ([^|]+) \|$", PAGE, re.MULTILINE)[1:]
SENTENCES = (
    *("requires PO numbers on job posts or offers", "can load them", "attach to your contracts", "track your spending"),
    *("at creation and edit all of them later", "valid through date", "Spend alert thresholds", "Who can use"),
    *("Restrict a PO", "available to your whole team", "to your job post", "to a contract offer", "your own new PO"),
    *("Purchase Order section", "Search for a specific order", "I don’t have one yet", "PO number and amount"),
    *("(optional)", "last steps before posting", "not enabled for your team", "review the offer before it is sent"),
    *(
        "Reports › Purchase Order",
        "Create PO",
        "Edit PO",
        "For more detail",
        "under Permission",
        "Require purchase orders",
    ),
    *("make POs optional", "Members & Permission", "Finance Only or Full", "beyond PO numbers"),
)
_ADDRESS = re.compile(r"`(/[^`]*)`")
_SOME = "00000000-0000-7000-8000-000000000000"


@pytest.mark.req(20, 21, 22)
@pytest.mark.parametrize("sentence", SENTENCES)
def test_every_sentence_has_its_row(sentence: str) -> None:
    assert any(sentence in said for said, _here, _where in ROWS)


@pytest.mark.parametrize("address", sorted(set(_ADDRESS.findall(PAGE))))
def test_every_address_leads_to_a_page(address: str) -> None:
    assert resolve(address.replace("…", _SOME)).url_name


def test_every_row_says_where() -> None:
    assert len(ROWS) >= len(SENTENCES)
    assert all(_ADDRESS.search(where) for _said, _here, where in ROWS)
