"""One search over everything: what finds what, who finds it, and what goes straight to its page."""

import re
from decimal import Decimal
from uuid import UUID

import pytest

from counterfoil.foundation.parties.actions import ContractorValues, add_contractor
from counterfoil.insight.listing import found
from counterfoil.insight.listing.meant import amounts_meant
from counterfoil.lifecycle.engagements.actions import EngagementValues, add_engagement

from ...actions import billing
from ...cast import NOW, Cast, line
from .conftest import SignIn, speak


def groups(page: str) -> dict[str, list[str]]:
    """What is found, by the list that it is of."""
    parts = page.split('id="found-')[1:]
    return {part.split('"')[0]: re.findall('class="row-link"[^>]*>([^<]+)<', part) for part in parts}


@pytest.fixture
def ada(cast: Cast) -> UUID:
    """An order of somebody else, whose title has another word than their name."""
    values = {"code": "ADA", "name": "Ada Lovelace", "currency": "EUR", "email": "ada@engine.example"}
    contractor = add_contractor(by=cast.olga, at=NOW, values=ContractorValues.model_validate(values))["id"]
    engagement = EngagementValues(contractor_id=UUID(contractor), title="Analytical", team_id=cast.team_id)
    engaged = add_engagement(by=cast.olga, at=NOW, values=engagement)["id"]
    given = {"contractor_id": contractor, "engagement_id": engaged, "lines": [line(unit_price="123.456")]}
    return cast.issued(title="Spring notes", **given)


def test_every_word_has_to_occur_somewhere(cast: Cast, sign_in: SignIn, ada: UUID) -> None:
    cast.issued(title="Spring catalogue")
    rita = sign_in("rita")
    for text in ("ada spring", "SPRING lovelace", "notes analytical", "ada notes 2026"):
        assert groups(rita.get("/find", {"q": text}).content.decode())["orders"] == ["Spring notes"], text
    assert set(groups(rita.get("/find?q=spring").content.decode())["orders"]) == {"Spring notes", "Spring catalogue"}
    assert "Nothing is found." in rita.get("/find?q=ada catalogue").content.decode()


@pytest.mark.parametrize("spelled", ["po 1", "PO-2026-00001", "po202600001", "PO1", "1", "poada 1"])
def test_a_number_without_zeros_or_signs_goes_straight_to_its_order(
    cast: Cast, sign_in: SignIn, ada: UUID, spelled: str
) -> None:
    assert sign_in("rita").get("/find", {"q": spelled})["Location"] == f"/orders/{ada}"


@pytest.mark.parametrize("spelled", ["1,234.56", "1.234,56", "1234.56", "EUR 1234,56"])
def test_an_amount_finds_what_comes_to_it(cast: Cast, sign_in: SignIn, ada: UUID, spelled: str) -> None:
    speak(cast, "de_DE")
    billing.received(cast, None, number="R-5", total=Decimal("1234.56"))
    found_now = groups(sign_in("fay").get("/find", {"q": spelled}).content.decode())
    assert found_now["invoices"] == ["R-5"] and found_now["orders"] == ["Spring notes"]


def test_a_contractor_is_found_by_name_code_and_e_mail(cast: Cast, sign_in: SignIn, ada: UUID) -> None:
    for text in ("lovelace", "ADA", "engine.example"):
        assert groups(sign_in("rita").get("/find", {"q": text}).content.decode())["contractors"] == ["Ada Lovelace"]


def test_a_reader_finds_no_more_than_they_see(cast: Cast, sign_in: SignIn, ada: UUID) -> None:
    billing.received(cast, None, number="R-5", total=Decimal("1234.56"))
    for text in ("spring", "ada", "1234.56", "R-5", "2026"):
        assert groups(sign_in("mallory").get("/find", {"q": text}).content.decode()) == {}, text
        cleo = groups(sign_in("cleo").get("/find", {"q": text}).content.decode())
        assert "contractors" not in cleo and "Spring notes" not in cleo.get("orders", [])
    assert sign_in("mallory").get("/find?q=po 1").status_code == 200


def test_each_group_says_how_many_and_leads_to_its_list(
    cast: Cast, sign_in: SignIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number in range(7):
        cast.draft(title=f"Autumn {number}")
    page = sign_in("rita").get("/find?q=autumn").content.decode()
    assert len(groups(page)["orders"]) == 5 and 'href="/orders?q=autumn"' in page
    assert re.search(r'class="count">\s*7\s*<', page)
    monkeypatch.setattr(found, "MOST_COUNTED", 6)
    assert "more than 6" in sign_in("rita").get("/find?q=autumn").content.decode()


@pytest.mark.parametrize(
    ("text", "amounts"),
    [
        ("1.234,56", ["1234.56"]),
        ("1,234.56", ["1234.56"]),
        ("1234", ["1234"]),
        ("1.234", ["1234", "1.234"]),
        ("12,5", ["12.5"]),
        ("1.234.567", ["1234567"]),
        ("PO-7", []),
        ("1-2", []),
    ],
)
def test_what_amounts_a_text_can_mean(text: str, amounts: list[str]) -> None:
    assert amounts_meant(text) == [Decimal(one) for one in amounts]
