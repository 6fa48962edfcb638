"""The company's own page: what it says of itself, its change, what lines name, and separation in words."""

import re

import pytest

from counterfoil.foundation.catalogue.catalogues import COST_CENTRES, PROJECTS
from counterfoil.foundation.companies.models import Company
from counterfoil.foundation.kernel import scope
from counterfoil.interfaces.web.settings.keys import scopes_of

from ...actions.books import entries
from ...actions.verb import WHY
from ...cast import Cast
from ...catalogues import added
from .conftest import SignIn
from .test_people_pages import send, text

AT = "/settings/company"
TYPED = {
    "name": "Acme Atelier",
    "billing_address": "Neue Str. 2\r\n10115 Berlin",
    "invoice_channel": "bills@demo.example",
    "country": "DE",
    "timezone": "Europe/Vienna",
    "locale": "de_AT",
}
CODES = ("cost_centre", "account", "project")


def test_it_says_how_the_company_is_called_and_reached(cast: Cast, sign_in: SignIn) -> None:
    page = text(sign_in("otto"), AT)
    for words in ("Acme Studio", "EUR, for good", "Europe/Berlin", "English", "Hauptstr. 1", "invoices@demo.example"):
        assert words in page, words
    assert "two people: nobody approves what they asked for" in page


def test_an_owner_changes_it_on_the_trail(cast: Cast, sign_in: SignIn) -> None:
    olga = sign_in("olga")
    assert 'value="Europe/Berlin" selected' in text(olga, AT)
    assert send(olga, f"{AT}/do/change", 302, **TYPED) == AT
    with scope.reading(cast.company_id):
        found = Company.objects.get(id=cast.company_id)
    assert {name: getattr(found, name) for name in TYPED} == TYPED | {"billing_address": "Neue Str. 2\n10115 Berlin"}
    assert not found.own_keys, "what is not ticked is switched off"
    page = text(olga, AT)
    assert "nobody makes one for themselves" in page and "German (Austria)" in page
    [entry] = entries(cast.company_id, verb="company.change")
    assert (
        entry.member_id == cast.olga.id
        and page.split('class="trail"')[1].split("</ol>")[0].count("Change the company") == 1
    )


def test_what_is_wrong_is_said_under_its_field(cast: Cast, sign_in: SignIn) -> None:
    page = send(sign_in("olga"), f"{AT}/do/change", 422, **TYPED | {"country": "Austria", "timezone": "Mars"})
    assert "Nothing was changed." in page and "Acme Atelier" in page and "time zone is not known" in page
    with scope.reading(cast.company_id):
        assert Company.objects.get(id=cast.company_id).name == "Acme Studio"


@pytest.mark.req(143)
def test_an_owner_says_what_every_line_names_and_the_page_says_what_follows(cast: Cast, sign_in: SignIn) -> None:
    olga = sign_in("olga")
    assert "nothing: a draft is submitted without a cost centre, an account or a project" in text(olga, AT)
    added(COST_CENTRES, cast, code="4711", name="Design")
    both = {"coding_required.cost_centre": "yes", "coding_required.project": "yes"}
    assert send(olga, f"{AT}/do/change", 302, **TYPED | both) == AT
    with scope.reading(cast.company_id):
        assert sorted(Company.objects.get(id=cast.company_id).coding_required) == ["cost_centre", "project"]
    page = text(olga, AT)
    assert "a cost centre, a project: a draft may lack it, and is not submitted before" in page
    assert "to name a project, and none is in use" in page and "to name a cost centre" not in page
    ticked = [one for one in CODES if re.search(rf'name="coding_required.{one}" value="yes" checked', page)]
    assert ticked == ["cost_centre", "project"]
    assert "Every line names" in page.split('class="trail"')[1], "what it was and is stands on the trail"
    added(PROJECTS, cast, code="P-1", name="Spring")
    assert "none is in use" not in text(olga, AT)
    send(olga, f"{AT}/do/change", 302, **TYPED)
    with scope.reading(cast.company_id):
        assert Company.objects.get(id=cast.company_id).coding_required == [], "what is not ticked is not asked for"


def test_what_a_line_can_not_name_is_said_under_the_question(cast: Cast, sign_in: SignIn) -> None:
    page = send(
        sign_in("olga"),
        f"{AT}/do/change",
        422,
        **TYPED | {"coding_required.shelf": "yes", "coding_required.account": "yes"},
    )
    assert re.search(r'name="coding_required.account" value="yes" checked', page), "what was ticked stays"
    with scope.reading(cast.company_id):
        assert Company.objects.get(id=cast.company_id).coding_required == []


def test_separation_stays_on_while_several_may_approve(cast: Cast, sign_in: SignIn) -> None:
    olga = sign_in("olga")
    page = send(olga, f"{AT}/do/set", 409, reason=WHY)
    assert "members may approve. Separation can be off only while one member alone may." in page
    send(olga, f"{AT}/do/set", 302, on="yes", reason=WHY)
    assert WHY in text(olga, AT)


def test_no_two_things_that_a_key_may_do_are_called_the_same(cast: Cast) -> None:
    for _group, verbs in scopes_of(cast.olga):
        words = [word for _verb, word in verbs]
        assert len(words) == len(set(words))
