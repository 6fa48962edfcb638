"""The company's own page: what it says of itself, its change, and separation in words."""

from counterfoil.foundation.companies.models import Company
from counterfoil.foundation.kernel import scope
from counterfoil.interfaces.web.settings.keys import scopes_of

from ...actions.books import entries
from ...actions.verb import WHY
from ...cast import Cast
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
