"""The pages of approval policy and number layout: what they say, to whom, and what is typed into their forms."""

import re
from html import unescape
from uuid import uuid4

import pytest

from counterfoil.foundation.approvals.actions import PolicyValues, set_policy
from counterfoil.foundation.approvals.models import Level
from counterfoil.foundation.companies.actions.create_company import CompanyValues, Founder, create_company
from counterfoil.foundation.companies.actions.members import grant_role, revoke_role
from counterfoil.foundation.kernel import scope
from counterfoil.lifecycle.orders.models import Layout

from ...cast import NOW, Cast
from .conftest import SignIn, speak

EVERYBODY = ("olga", "fay", "otto", "petra", "iris", "amir", "rita", "edda", "cleo")


def text(answer: object, status: int = 200) -> str:
    """A page as a person reads it: tags and runs of blanks left out."""
    assert answer.status_code == status  # type: ignore[attr-defined]
    page = answer.content.decode().split("<main", 1)[-1]  # type: ignore[attr-defined]
    return unescape(" ".join(re.sub(r"<[^>]+>", " ", page).split())).replace(" ,", ",").replace(" .", ".")


def policy(*levels: tuple[str, str], **more: str) -> dict[str, str]:
    given = {"key": str(uuid4()), "version": "1", "do": "save"}
    for index, (amount, role) in enumerate(levels):
        given |= {f"levels-{index}-from_amount": amount, f"levels-{index}-role": role}
    return given | more


def levels_of(cast: Cast, version: int) -> list[tuple[str, str]]:
    with scope.reading(cast.company_id):
        found = Level.objects.filter(policy__version=version).order_by("position")
        return [(f"{level.from_amount:.2f}", level.role) for level in found]


@pytest.mark.req(98)
@pytest.mark.parametrize(
    ("address", "readers"),
    [
        ("/settings/approval", "olga fay otto amir rita"),
        ("/settings/numbers", "olga fay otto iris"),
    ],
)
def test_who_reads_the_page(cast: Cast, sign_in: SignIn, address: str, readers: str) -> None:
    for name in EVERYBODY:
        assert sign_in(name).get(address).status_code == (200 if name in readers.split() else 404), name
    assert sign_in("mallory").get(address).status_code == 200


class TestApproval:
    def test_it_says_in_words_who_approves_and_who_could_now(self, cast: Cast, sign_in: SignIn) -> None:
        levels = [("0", "approver"), ("5000", "finance")]
        values = {"levels": [{"from_amount": amount, "role": role} for amount, role in levels]}
        set_policy(by=cast.olga, at=NOW, values=PolicyValues.model_validate(values))
        page = text(sign_in("rita").get("/settings/approval"))
        assert "From EUR 0.00: an approver an approver: Amir, Bela" in page
        assert "From EUR 5,000.00: an approver, then finance an approver: Amir, Bela finance: Fay" in page
        assert "Version 2 · Olga, Mar 2, 2026" in page and "Version 1" in page
        assert "An owner changes it." in page and "Change it" in text(sign_in("olga").get("/settings/approval"))

    def test_it_warns_where_only_who_asks_could_approve(self, cast: Cast, sign_in: SignIn) -> None:
        grant_role(by=cast.olga, at=NOW, member_id=cast.amir.id, role="manager")
        revoke_role(by=cast.olga, at=NOW, member_id=cast.bela.id, role="approver", reason="Gone")
        page = text(sign_in("olga").get("/settings/approval"))
        assert "Amir can submit nothing of EUR 0.00 or more: nobody else is left" in page
        assert "Nothing of EUR 5,000.00 or more can be submitted: too few people" in page

    def test_without_one_it_says_what_holds_and_leads_on(self, cast: Cast, sign_in: SignIn) -> None:
        values = CompanyValues(
            slug="new", name="New", currency="USD", timezone="UTC", owner_name="Nora", owner_email="nora@demo.example"
        )
        create_company(by=Founder(), at=NOW, values=values)
        nora = sign_in("nora")
        page = text(nora.get("/settings/approval"))
        assert "No policy is set yet." in page and "nothing can be submitted" in page and "Say who approves" in page
        shown = nora.get("/settings/approval/edit").content.decode()
        assert 'value="0.00"' in shown and '<option value="approver" selected>' in shown
        assert 'name="version" value="0"' in shown

    def test_a_new_version_is_set_from_the_form(self, cast: Cast, sign_in: SignIn) -> None:
        olga = sign_in("olga")
        shown = olga.get("/settings/approval/edit").content.decode()
        assert (
            'name="levels-1-from_amount"' in shown
            and 'value="5,000.00"' in shown
            and 'name="version" value="1"' in shown
        )
        answer = olga.post("/settings/approval/edit", policy(("0", "approver"), ("2,500.50", "owner"), ("", "")))
        assert (answer.status_code, answer["Location"]) == (302, "/settings/approval")
        assert levels_of(cast, 2) == [("0.00", "approver"), ("2500.50", "owner")]

    def test_lines_are_added_and_removed_and_nothing_is_priced(self, cast: Cast, sign_in: SignIn) -> None:
        olga = sign_in("olga")
        more = olga.post("/settings/approval/edit", policy(("0", "approver"), do="add-line-")).content.decode()
        assert 'name="levels-1-role"' in more and "Amount</span>" not in more and "Total" not in more
        less = olga.post("/settings/approval/edit", policy(("0", "approver"), ("7", "owner"), do="remove-line-0"))
        assert 'name="levels-0-from_amount"' in less.content.decode() and 'value="7"' in less.content.decode()

    def test_it_is_read_as_the_company_writes(self, cast: Cast, sign_in: SignIn) -> None:
        speak(cast, "de")
        olga = sign_in("olga")
        assert olga.post("/settings/approval/edit", policy(("0", "approver"), ("2.500,50", "owner"))).status_code == 302
        assert levels_of(cast, 2)[1] == ("2500.50", "owner")
        assert "2.500,50 EUR" in text(olga.get("/settings/approval"))

    def test_a_refusal_keeps_what_was_typed(self, cast: Cast, sign_in: SignIn) -> None:
        answer = sign_in("olga").post("/settings/approval/edit", policy(("1", "approver"), ("0.5", "finance")))
        page = text(answer, 409)
        assert "The first level must start from zero." in page and "at or above the one before" in page
        assert 'value="0.5"' in answer.content.decode() and levels_of(cast, 2) == []

    def test_what_cant_be_read_is_said_under_its_field(self, cast: Cast, sign_in: SignIn) -> None:
        page = text(sign_in("olga").post("/settings/approval/edit", policy(("many", "approver"))), 422)
        assert "Write a number such as" in page

    def test_somebody_elses_version_is_shown_beside_what_was_typed(self, cast: Cast, sign_in: SignIn) -> None:
        values = PolicyValues.model_validate({"levels": [{"from_amount": "0", "role": "owner"}]})
        set_policy(by=cast.olga, at=NOW, values=values)
        answer = sign_in("olga").post("/settings/approval/edit", policy(("0", "approver"), ("70", "finance")))
        page = text(answer, 412)
        assert "Somebody else saved this while you were typing." in page
        assert "Line 1 0 · approver 0.00 · owner" in page and 'name="version" value="2"' in answer.content.decode()
        assert levels_of(cast, 3) == []

    @pytest.mark.parametrize("who", ["fay", "rita", "otto", "cleo"])
    def test_nobody_else_fills_it_in(self, cast: Cast, sign_in: SignIn, who: str) -> None:
        status = 404 if who == "cleo" else 403
        client = sign_in(who)
        assert client.get("/settings/approval/edit").status_code == status
        assert client.post("/settings/approval/edit", policy(("0", "owner"))).status_code == status
        assert levels_of(cast, 2) == []


class TestNumbers:
    def test_before_any_is_set_it_says_what_holds(self, cast: Cast, sign_in: SignIn) -> None:
        page = text(sign_in("otto").get("/settings/numbers"))
        assert "PO-{YYYY}-{#####}" in page and "the layout that every company starts with" in page
        assert "None was dealt yet." in page

    def test_it_stays_the_issuer_teams(self, cast: Cast, sign_in: SignIn) -> None:
        page = text(sign_in("olga").get("/settings/numbers"))
        assert "Only the issuer team changes how numbers look" in page and "Make somebody issuer, or yourself" in page
        assert "Make somebody issuer" not in text(sign_in("otto").get("/settings/numbers"))
        sent = {"key": "k", "pattern": "B-{##}", "longest": "30", "version": "0"}
        assert sign_in("olga").post("/settings/numbers/do", sent).status_code == 403
        grant_role(by=cast.olga, at=NOW, member_id=cast.olga.id, role="issuer")
        assert sign_in("olga").post("/settings/numbers/do", sent).status_code == 302
        assert "Version 1 · Olga" in text(sign_in("olga").get("/settings/numbers"))

    @pytest.mark.req(138)
    def test_it_shows_how_far_each_series_has_counted(self, cast: Cast, sign_in: SignIn) -> None:
        sign_in("iris").post("/settings/numbers/do", {"key": "k", "pattern": "B-{##}", "longest": "9", "version": "0"})
        cast.issued()
        cast.issued()
        page = text(sign_in("otto").get("/settings/numbers"))
        assert "Dealt in this period 2 Next B-03" in page and "Cleo 2 POCLEO2-0003" in page

    def test_the_next_numbers_are_shown_while_typing(self, cast: Cast, sign_in: SignIn) -> None:
        iris = sign_in("iris")

        def typed(pattern: str, longest: str = "30") -> str:
            return text(iris.post("/settings/numbers/preview", {"pattern": pattern, "longest": longest}))

        assert typed("B-{##}") == "The next numbers B-01 B-02 B-03"
        assert "exactly once" in typed("B-") and "longer than 3" in typed("B-{##}", "3")
        assert "Type a layout" in typed("") and "Type a layout" in typed("\0")
        assert sign_in("cleo").post("/settings/numbers/preview", {"pattern": "B-{##}"}).status_code == 404

    def test_a_refusal_keeps_what_was_typed(self, cast: Cast, sign_in: SignIn) -> None:
        iris = sign_in("iris")
        for longest, status in (("many", 422), ("61", 422), ("3", 409)):
            answer = iris.post("/settings/numbers/do", {"key": "k", "pattern": "Ours-{##}", "longest": longest})
            assert answer.status_code == status
            shown = answer.content.decode()
            assert 'value="Ours-{##}"' in shown and f'value="{longest}"' in shown
        with scope.reading(cast.company_id):
            assert Layout.objects.count() == 0

    def test_somebody_elses_layout_is_not_overwritten(self, cast: Cast, sign_in: SignIn) -> None:
        iris = sign_in("iris")
        sent = {"key": "one", "pattern": "B-{##}", "longest": "30", "version": "0"}
        assert iris.post("/settings/numbers/do", sent).status_code == 302
        answer = iris.post("/settings/numbers/do", sent | {"key": "two", "pattern": "C-{##}"})
        page = text(answer, 412)
        assert "Somebody else changed it" in page and 'value="C-{##}"' in answer.content.decode()
        assert 'name="version" value="1"' in answer.content.decode()
