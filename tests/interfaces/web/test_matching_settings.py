"""The pages of match policies and of routes: what they say, to whom, and what is typed into their forms."""

from typing import Any
from uuid import UUID, uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from counterfoil.foundation.catalogue.actions import MatchPolicyValues, set_match_policy
from counterfoil.foundation.catalogue.models import MatchPolicy
from counterfoil.foundation.catalogue.queries import policies_of
from counterfoil.foundation.kernel import scope
from counterfoil.foundation.parties.actions import match_contractor
from counterfoil.insight.policies.matching import ATTRIBUTES
from counterfoil.lifecycle.matching import actions as matching
from counterfoil.lifecycle.matching.kinds import KINDS
from counterfoil.lifecycle.matching.models import Route

from ...cast import NOW, Cast
from .conftest import SignIn, speak
from .test_policy_settings import EVERYBODY, text

PRICE = next(index for index, one in enumerate(ATTRIBUTES) if one.name == "unit_price")
FIVE = {"attribute": "unit_price", "kind": "percent", "percent": "5", "direction": "over"}


def given(cast: Cast, name: str = "Ours", **more: Any) -> UUID:
    values = MatchPolicyValues.model_validate({"name": name, "ways": 2, "tolerances": [FIVE]} | more)
    return UUID(set_match_policy(by=cast.olga, at=NOW, values=values)["id"])


def typed(name: str = "Ours", price: tuple[str, str, str] = ("percent", "5", ""), **more: str) -> dict[str, str]:
    sent = {"key": str(uuid4()), "version": "0", "do": "save", "name": name, "ways": "3"}
    sent |= {"allowance_percent": "", "tax_rates": ""}
    for index in range(len(ATTRIBUTES)):
        sent |= {f"tolerances-{index}-{one}": "" for one in ("kind", "percent", "amount")}
        sent[f"tolerances-{index}-direction"] = "both"
    kind, percent, amount = price
    path = f"tolerances-{PRICE}"
    return sent | {f"{path}-kind": kind, f"{path}-percent": percent, f"{path}-amount": amount} | more


def stored(cast: Cast, name: str = "Ours") -> Any:
    with scope.reading(cast.company_id):
        policy = MatchPolicy.objects.filter(name=name).first()
        version = policies_of(cast.company_id)[policy.id] if policy else None
        return version and (version, {one.attribute: one for one in version.tolerances.all()})


@pytest.mark.req(98)
@pytest.mark.parametrize("address", ["/settings/matching", "/settings/matching/{}", "/settings/routes"])
def test_who_reads_the_page(cast: Cast, sign_in: SignIn, address: str) -> None:
    address = address.format(given(cast))
    for name in EVERYBODY:
        status = sign_in(name).get(address).status_code
        assert status == (200 if name in ("olga", "fay", "otto", "petra") else 404), name


class TestPolicies:
    def test_before_any_is_set_it_says_what_holds(self, cast: Cast, sign_in: SignIn) -> None:
        page = text(sign_in("fay").get("/settings/matching"))
        assert "No policy is the company's own yet." in page and "(three-way)" in page and "Add a policy" in page
        assert "Finance and owners change it." in text(sign_in("otto").get("/settings/matching"))

    def test_the_list_names_the_companys_own(self, cast: Cast, sign_in: SignIn) -> None:
        given(cast, "Loose")
        given(cast, is_default=True)
        page = text(sign_in("otto").get("/settings/matching"))
        assert "own policy, Ours, speaks" in page and "Ours the company's own" in page and "Loose" in page
        assert "compared with the order alone (two-way)" in page and "version 1" in page

    def test_a_policy_says_in_words_what_passes_and_what_each_version_loosened(
        self, cast: Cast, sign_in: SignIn
    ) -> None:
        policy_id = given(cast)
        given(cast, tolerances=[FIVE | {"percent": "7"}], allowance_percent="3")
        match_contractor(by=cast.fay, at=NOW, contractor_id=cast.contractor_id, match_policy_id=policy_id)
        page = text(sign_in("petra").get(f"/settings/matching/{policy_id}"))
        assert "Unit price: may be up to 7 % above the order's price; less passes." in page
        newest, first = page.split("Version 2", 1)[1].split("Version 1", 1)
        assert (
            "It lets something pass that was stopped before." in newest and "Olga neither clears nor releases" in newest
        )
        assert "Unit price: up to 7 %, over only (before: up to 5 %, over only)" in newest
        assert "Above the order: 3 % (before: not said)" in newest and "Matching: two-way" in first
        assert "Who is matched by it Cleo" in page

    def test_another_companys_is_not_there(self, cast: Cast, sign_in: SignIn) -> None:
        policy_id, mallory = given(cast), sign_in("mallory")
        for way in ("", "/edit"):
            assert mallory.get(f"/settings/matching/{policy_id}{way}").status_code == 404
        assert "Ours" not in text(mallory.get("/settings/matching"))
        mallory.post(f"/settings/matching/{policy_id}/edit", typed(price=("unlimited", "", ""), version="1"))
        assert stored(cast)[1]["unit_price"].kind == "percent"

    def test_many_cost_no_more_than_one(self, cast: Cast, sign_in: SignIn) -> None:
        policy_id, otto = given(cast), sign_in("otto")

        def cost() -> list[int]:
            found = []
            for address in ("/settings/matching", f"/settings/matching/{policy_id}", "/settings/routes"):
                with CaptureQueriesContext(connection) as queries:
                    assert otto.get(address).status_code == 200
                found.append(len(queries))
            return found

        matching.set_route(by=cast.fay, at=NOW, kind="price", owner="finance")
        before = cost()
        for number in range(4):
            given(cast, f"P{number}")
            given(cast, allowance_percent=number)
            matching.set_route(by=cast.fay, at=NOW, kind=list(KINDS)[number], owner="finance")
        assert cost() == before


class TestPolicyForm:
    def test_a_policy_is_made_from_the_form(self, cast: Cast, sign_in: SignIn) -> None:
        fay = sign_in("fay")
        shown = fay.get("/settings/matching/new").content.decode()
        assert 'name="version" value="0"' in shown and "Amount</span>" not in shown
        sent = typed(price=("both", "2.5", "10"), allowance_percent="3", tax_rates="0; 7.5 19", is_default="yes")
        answer = fay.post("/settings/matching/new", sent)
        assert answer.status_code == 302
        version, tolerances = stored(cast)
        assert (version.ways, version.allowance_percent, version.is_default) == (3, 3, True)
        assert [str(rate.normalize()) for rate in version.tax_rates] == ["0", "7.5", "19"]
        assert list(tolerances) == ["unit_price"]
        price = tolerances["unit_price"]
        assert (price.kind, price.percent, price.amount, price.direction) == ("both", 2.5, 10, "both")
        assert "whichever is smaller" in text(fay.get(answer["Location"]))

    def test_what_stands_is_written_into_the_form_and_comes_back_the_same(self, cast: Cast, sign_in: SignIn) -> None:
        speak(cast, "de")
        small = {"attribute": "small_difference", "kind": "amount", "amount": "0.0125"}
        policy_id = given(cast, tolerances=[FIVE | {"percent": "2.5"}, small], tax_rates=["0", "7.5"], is_default=True)
        fay, address = sign_in("fay"), f"/settings/matching/{policy_id}/edit"
        shown = fay.get(address).content.decode()
        for value in ("2,5", "0,0125", "0; 7,5", "Ours"):
            assert f'value="{value}"' in shown
        assert '<option value="over" selected>' in shown and 'name="version" value="1"' in shown
        sent = typed(price=("percent", "2,5", ""), version="1", ways="2", tax_rates="0; 7,5", is_default="yes")
        last = len(ATTRIBUTES) - 1
        sent |= {f"tolerances-{last}-kind": "amount", f"tolerances-{last}-amount": "0,0125"}
        sent |= {f"tolerances-{PRICE}-direction": "over"}
        assert fay.post(address, sent).status_code == 302
        assert "It says the same as before." in text(fay.get(f"/settings/matching/{policy_id}"))

    @pytest.mark.parametrize(
        ("price", "said"),
        [
            (("percent", "", ""), "This is needed for what you chose."),
            (("exact", "5", ""), "What you chose has none"),
            (("", "5", ""), "What you chose has none"),
            (("amount", "", "much"), "Write a number such as"),
            (("percent", "1000001", ""), "1000000"),
        ],
    )
    def test_each_field_says_what_is_wrong_with_it(
        self, cast: Cast, sign_in: SignIn, price: tuple[str, str, str], said: str
    ) -> None:
        answer = sign_in("fay").post("/settings/matching/new", typed(price=price, tax_rates="7"))
        assert said in text(answer, 422) and stored(cast) is None
        shown = answer.content.decode()
        assert all(f'value="{figure}"' in shown for figure in (*price[1:], "7") if figure)

    def test_a_name_that_is_taken_overwrites_nothing(self, cast: Cast, sign_in: SignIn) -> None:
        given(cast)
        answer = sign_in("fay").post("/settings/matching/new", typed(price=("unlimited", "", "")))
        page = text(answer, 412)
        assert "Nothing was overwritten." in page and "Unit price Whatever is billed" in page
        assert stored(cast)[0].version == 1

    def test_somebody_elses_version_is_shown_beside_what_was_typed(self, cast: Cast, sign_in: SignIn) -> None:
        policy_id = given(cast)
        given(cast, tolerances=[FIVE | {"percent": "1"}])
        address = f"/settings/matching/{policy_id}/edit"
        answer = sign_in("fay").post(address, typed(price=("percent", "9", ""), version="1", ways="2"))
        page = text(answer, 412)
        assert (
            "Unit price Up to so many per cent · 9 · Above and below Up to so many per cent · 1 · Above; less passes"
            in page
        )
        assert 'name="version" value="2"' in answer.content.decode() and stored(cast)[0].version == 2

    def test_the_preview_says_what_can_be_read_already(self, cast: Cast, sign_in: SignIn) -> None:
        fay = sign_in("fay")

        def preview(**more: Any) -> str:
            return text(fay.post("/settings/matching/preview", typed(**more)))

        assert "Unit price: may be up to 5 % above or below the order's price." in preview()
        assert "Unit price: may" not in preview(price=("percent", "x", ""))
        assert "Unit price: may" not in preview(price=("both", "5", "")) and "(two-way)" in preview(ways="2")
        assert "Tax is accepted at: 7 %, 19 %." in preview(tax_rates="7; 19")
        assert fay.post("/settings/matching/preview", {}).status_code == 200
        assert sign_in("rita").post("/settings/matching/preview", typed()).status_code == 404

    @pytest.mark.parametrize("who", ["petra", "otto", "rita", "cleo"])
    def test_nobody_else_fills_it_in(self, cast: Cast, sign_in: SignIn, who: str) -> None:
        client = sign_in(who)
        status = 404 if who == "cleo" else 403
        assert client.get("/settings/matching/new").status_code == status
        assert client.post("/settings/matching/new", typed()).status_code == status
        assert stored(cast) is None


class TestRoutes:
    def test_every_kind_says_who_looks_after_it(self, cast: Cast, sign_in: SignIn) -> None:
        page = text(sign_in("otto").get("/settings/routes"))
        assert all(str(kind.words) in page for kind in KINDS.values())
        assert "Price whoever asked for the order, in 2 working days · built in, nothing was set" in page
        assert "Finance and owners change it." in page and "<form" not in page

    def test_a_route_is_set_from_its_row(self, cast: Cast, sign_in: SignIn) -> None:
        fay = sign_in("fay")
        sent = {"key": "k", "kind": "price", "owner": "finance", "working_days": "5", "version": "0"}
        answer = fay.post("/settings/routes/price", sent)
        assert (answer.status_code, answer["Location"]) == (302, "/settings/routes#price")
        assert "Price finance, in 5 working days · Version 1 · Fay," in text(fay.get("/settings/routes"))

    def test_what_cant_be_stays_in_its_own_row(self, cast: Cast, sign_in: SignIn) -> None:
        fay = sign_in("fay")
        sent = {"key": "k", "kind": "price", "owner": "payables", "version": "0"}
        for days in ("many", "61", "-1"):
            answer = fay.post("/settings/routes/price", sent | {"working_days": days})
            assert answer.status_code == 422
            shown = answer.content.decode()
            assert shown.count(f'value="{days}"') == 1 and shown.count("says-wrong") == 1
        assert fay.post("/settings/routes/mood", sent | {"working_days": "1"}).status_code == 404
        with scope.reading(cast.company_id):
            assert Route.objects.count() == 0

    def test_somebody_elses_route_is_not_overwritten(self, cast: Cast, sign_in: SignIn) -> None:
        matching.set_route(by=cast.olga, at=NOW, kind="price", owner="owner", working_days=9)
        sent = {"key": "k", "kind": "price", "owner": "finance", "working_days": "7", "version": "0"}
        answer = sign_in("fay").post("/settings/routes/price", sent)
        assert "Somebody else changed it" in text(answer, 412)
        assert answer.content.decode().count('value="7"') == 1

    def test_who_may_not_changes_nothing(self, cast: Cast, sign_in: SignIn) -> None:
        sent = {"key": "k", "kind": "price", "owner": "finance", "working_days": "7", "version": "0"}
        assert sign_in("petra").post("/settings/routes/price", sent).status_code == 403
        assert sign_in("cleo").post("/settings/routes/price", sent).status_code == 404
        with scope.reading(cast.company_id):
            assert Route.objects.count() == 0


class TestContractor:
    def test_their_page_says_how_they_are_matched_and_it_is_chosen_there(self, cast: Cast, sign_in: SignIn) -> None:
        fay, address = sign_in("fay"), f"/contractors/{cast.contractor_id}"
        assert "No policy is set, so everything must fit exactly" in text(fay.get(address))
        given(cast, is_default=True)
        loose = given(cast, "Loose", tolerances=[FIVE | {"kind": "unlimited", "percent": None}])
        assert "By the company's own policy, Ours." in text(fay.get(address))
        assert fay.post(f"{address}/do/match", {"key": "k", "match_policy_id": str(loose)}).status_code == 302
        page = text(fay.get(address))
        assert "By the policy Loose. Where it says nothing, the company's own speaks: Ours." in page
        assert "It lets something pass that was stopped before." in page
        assert f'<option value="{loose}" selected>' in fay.get(address).content.decode()
        assert fay.post(f"{address}/do/match", {"key": "l", "match_policy_id": "none"}).status_code == 302
        assert "By the company's own policy, Ours." in text(fay.get(address))

    def test_who_may_not_choose_is_told_so_and_who_may_not_read_sees_nothing_of_it(
        self, cast: Cast, sign_in: SignIn
    ) -> None:
        given(cast, is_default=True)
        address, heading = f"/contractors/{cast.contractor_id}", "How their invoices are matched"
        assert heading in text(sign_in("petra").get(address)) and heading not in text(sign_in("rita").get(address))
        for who in ("petra", "rita"):
            sent = {"key": "k", "match_policy_id": "none"}
            assert sign_in(who).post(f"{address}/do/match", sent).status_code == 403

    def test_nobody_elses_policy_is_chosen(self, cast: Cast, sign_in: SignIn) -> None:
        values = MatchPolicyValues(name="Theirs", ways=2)
        theirs = set_match_policy(by=cast.mallory, at=NOW, values=values)["id"]
        sent = {"key": "k", "match_policy_id": theirs}
        assert sign_in("fay").post(f"/contractors/{cast.contractor_id}/do/match", sent).status_code == 404
        sent["match_policy_id"] = str(given(cast))
        assert sign_in("mallory").post(f"/contractors/{cast.contractor_id}/do/match", sent).status_code == 404
