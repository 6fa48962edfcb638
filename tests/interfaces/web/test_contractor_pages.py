"""Contractors and engagements on pages: read, added, changed, given a sign-in; and added in the middle of an order."""

from uuid import uuid4

import pytest

from counterfoil.foundation.companies.actions.members import grant_role
from counterfoil.foundation.kernel import scope
from counterfoil.foundation.parties.models import Contractor
from counterfoil.lifecycle.engagements.models import Engagement
from counterfoil.lifecycle.orders.models import Order

from ...actions import billing
from ...cast import NOW, Cast
from .conftest import SignIn, form
from .papers import text

NEW = {"new-key": "k1", "new-name": "Zoe Lang", "new-code": "zoe", "new-currency": "EUR", "new-email": ""}
ENGAGED = {"new-title": "Photos", "new-team_id": "none"}


def _page(cast: Cast) -> str:
    return f"/contractors/{cast.contractor_id}"


def _all(cast: Cast, model: type = Contractor) -> int:
    with scope.reading(cast.company_id):
        return int(model.objects.within(cast.company_id).count())  # type: ignore[attr-defined]


def test_the_page_says_what_is_ordered_invoiced_and_paid(cast: Cast, sign_in: SignIn) -> None:
    billing.matched(cast, number="R-1", quantity=4)
    shown = text(sign_in("otto"), _page(cast))
    for said in ("EUR 1,000.00", "EUR 400.00", "EUR 0.00", "No policy is set", "Catalogue"):
        assert said in shown.replace("\xa0", " ").replace("&#x27;", "'"), said


def test_their_lists_are_narrowed_to_them(cast: Cast, sign_in: SignIn) -> None:
    cast.draft(title="Of Cleo's")
    with scope.reading(cast.company_id):
        other = Contractor.objects.get(code="CLEO").engagements.get()
    cast.draft(title="Of another's", contractor_id=other.contractor_id, engagement_id=other.id)
    otto = sign_in("otto")
    for link in (f"/orders?contractor_id={cast.contractor_id}", f"/orders?engagement_id={cast.engagement_id}"):
        page = _page(cast) if "contractor_id" in link else f"/engagements/{cast.engagement_id}"
        assert f'href="{link}"' in otto.get(page).content.decode()
        assert "Of Cleo&#x27;s" in text(otto, link) and "Of another&#x27;s" not in text(otto, link)


def test_a_name_leads_to_the_page_for_those_who_work_here(cast: Cast, sign_in: SignIn) -> None:
    order_id, link = cast.issued(), f'href="{_page(cast)}"'
    for address in ("/orders", f"/orders/{order_id}", "/engagements"):
        assert link in sign_in("rita").get(address).content.decode(), address
    for address in ("/orders", f"/orders/{order_id}"):
        assert link not in sign_in("cleo").get(address).content.decode(), address


@pytest.mark.parametrize("who", ["cleo", "mallory"])
def test_nobody_else_finds_them(cast: Cast, sign_in: SignIn, who: str) -> None:
    client = sign_in(who)
    assert client.get(_page(cast)).status_code == 404
    own = client.get(f"/engagements/{cast.engagement_id}")
    assert own.status_code == (200 if who == "cleo" else 404)
    assert "Change the engagement" not in own.content.decode(), "a contractor asks there for a PO, and sees no more"
    typed = {"key": "k", "name": "Mine", "title": "Mine"}
    for address in (f"{_page(cast)}/do/change", f"/engagements/{cast.engagement_id}/do/change"):
        assert client.post(address, typed).status_code in (403, 404)
    with scope.reading(cast.company_id):
        assert Contractor.objects.get(id=cast.contractor_id).name == "Cleo"


def _changed(**more: str) -> dict[str, str]:
    given = {"key": str(uuid4()), "name": "Cleo", "email": "", "address": "", "country": "", "currency": "EUR"}
    return given | {"version": "1"} | more


def test_a_manager_changes_how_they_are_reached(cast: Cast, sign_in: SignIn) -> None:
    rita = sign_in("rita")
    answer = rita.post(f"{_page(cast)}/do/change", _changed(email="cleo@example.org", address="Gasse 3"))
    assert answer["Location"] == _page(cast)
    assert "cleo@example.org" in text(rita, _page(cast))


def test_another_change_in_between_is_not_overwritten(cast: Cast, sign_in: SignIn) -> None:
    rita = sign_in("rita")
    rita.post(f"{_page(cast)}/do/change", _changed(name="Cleopatra"))
    answer = rita.post(f"{_page(cast)}/do/change", _changed(email="late@example.org"))
    shown = answer.content.decode()
    assert answer.status_code == 412 and 'value="late@example.org"' in shown
    assert "<h1>Cleopatra</h1>" in shown


def test_finance_gives_and_takes_a_sign_in(cast: Cast, sign_in: SignIn) -> None:
    fay = sign_in("fay")
    assert fay.post(f"{_page(cast)}/do/unlink", {"key": "a", "reason": "Left for good"})["Location"] == _page(cast)
    shown = text(fay, _page(cast))
    assert f'value="{cast.cleo.id}"' in shown and f'value="{cast.bela.id}"' not in shown
    assert fay.post(f"{_page(cast)}/do/link", {"key": "b", "member_id": str(cast.cleo.id)}).status_code == 302
    with scope.reading(cast.company_id):
        assert Contractor.objects.get(id=cast.contractor_id).member_id == cast.cleo.id


def test_whoever_pays_is_not_offered_as_a_sign_in(cast: Cast, sign_in: SignIn) -> None:
    grant_role(by=cast.olga, at=NOW, member_id=cast.petra.id, role="contractor")
    fay = sign_in("fay")
    fay.post(f"{_page(cast)}/do/unlink", {"key": "a", "reason": "Left for good"})
    assert f'value="{cast.petra.id}"' not in text(fay, _page(cast))
    answer = fay.post(f"{_page(cast)}/do/link", {"key": "b", "member_id": str(cast.petra.id)})
    assert answer.status_code == 409 and "who approves or pays" in answer.content.decode()


def test_an_engagement_is_changed_on_its_page(cast: Cast, sign_in: SignIn) -> None:
    rita, page = sign_in("rita"), f"/engagements/{cast.engagement_id}"
    typed = {"key": "a", "version": "1", "title": "Spring", "team_id": "none", "starts_on": "", "ends_on": "2026-12-31"}
    assert rita.post(f"{page}/do/change", typed)["Location"] == page
    assert "Spring" in text(rita, page) and "31 Dec 2026" in text(rita, page).replace("\xa0", " ") + "31 Dec 2026"
    with scope.reading(cast.company_id):
        assert Engagement.objects.get(id=cast.engagement_id).team_id is None
    assert sign_in("fay").post(f"{page}/do/change", typed | {"key": "b"}).status_code == 403


def test_one_is_added_with_an_engagement(cast: Cast, sign_in: SignIn) -> None:
    rita = sign_in("rita")
    answer = rita.post("/contractors/new", NEW | ENGAGED)
    with scope.reading(cast.company_id):
        made = Contractor.objects.get(code="ZOE")
        assert [one.title for one in made.engagements.all()] == ["Photos"]
    assert answer["Location"] == f"/contractors/{made.id}"
    rita.post("/contractors/new", NEW | ENGAGED)
    assert _all(cast) == 3 and _all(cast, Engagement) == 3


@pytest.mark.parametrize(
    ("wrong", "field"),
    [({"new-name": ""}, "new-name"), ({"new-title": "a" * 201}, "new-title")],
)
def test_what_can_not_be_stops_both_and_is_said_under_its_field(
    cast: Cast, sign_in: SignIn, wrong: dict[str, str], field: str
) -> None:
    answer = sign_in("rita").post("/contractors/new", NEW | ENGAGED | wrong)
    assert answer.status_code == 422 and f'id="{field}-says"' in answer.content.decode()
    assert (_all(cast), _all(cast, Engagement)) == (2, 2)


def test_who_may_not_adds_none(cast: Cast, sign_in: SignIn) -> None:
    for who in ("petra", "cleo", "amir"):
        client = sign_in(who)
        assert client.get("/contractors/new").status_code == 403
        assert client.post("/contractors/new", NEW).status_code == 403
    assert _all(cast) == 2


def test_finance_adds_a_contractor_alone(cast: Cast, sign_in: SignIn) -> None:
    fay = sign_in("fay")
    assert "new-title" not in text(fay, "/contractors/new")
    fay.post("/contractors/new", NEW | ENGAGED)
    assert (_all(cast), _all(cast, Engagement)) == (3, 2)


def test_one_is_added_in_the_middle_of_an_order_and_what_is_typed_stays(cast: Cast, sign_in: SignIn) -> None:
    rita = sign_in("rita")
    typed = form(cast, contractor="", engagement_id="", notes="By Friday") | NEW | ENGAGED | {"do": "add-contractor"}
    answer = rita.post("/orders/new", typed)
    shown = answer.content.decode()
    with scope.reading(cast.company_id):
        made = Contractor.objects.get(code="ZOE").engagements.get()
    assert 'value="ZOE · Zoe Lang"' in shown and f'<option value="{made.id}" selected>' in shown
    for said in ('value="Spring catalogue"', "By Friday", 'value="600"', "is added and chosen"):
        assert said in shown, said
    assert 'value="Zoe Lang"' not in shown and 'value="k1"' not in shown
    saved = form(cast, contractor="ZOE · Zoe Lang", engagement_id=str(made.id))
    assert rita.post("/orders/new", saved).status_code == 302
    with scope.reading(cast.company_id):
        assert Order.objects.get().engagement_id == made.id


def test_a_taken_code_is_said_in_the_picker_and_nothing_is_lost(cast: Cast, sign_in: SignIn) -> None:
    typed = form(cast, contractor="") | NEW | ENGAGED | {"do": "add-contractor", "new-code": "CLEO"}
    answer = sign_in("rita").post("/orders/new", typed)
    shown = answer.content.decode()
    assert answer.status_code == 409 and "Another contractor has the code CLEO" in shown
    assert 'value="Zoe Lang"' in shown and 'value="Spring catalogue"' in shown and 'value="Photos"' in shown
    assert (_all(cast), _all(cast, Engagement)) == (2, 2)


def test_the_invoice_form_offers_it_to_finance_and_not_to_payables_or_contractors(cast: Cast, sign_in: SignIn) -> None:
    assert 'value="add-contractor"' in text(sign_in("fay"), "/invoices/new")
    for who in ("petra", "cleo"):
        client = sign_in(who)
        assert 'value="add-contractor"' not in text(client, "/invoices/new")
        client.post("/invoices/new", NEW | {"do": "add-contractor", "contractor": ""})
    assert _all(cast) == 2
