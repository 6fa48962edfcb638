"""Oneself: the password, how one reads and writes, and where one is signed in."""

from datetime import timedelta

import pytest
from allauth.usersessions.models import UserSession
from django.test import Client
from django.utils import timezone

from counterfoil.foundation.companies.models import User
from counterfoil.foundation.kernel import scope
from counterfoil.interfaces.web.session.sessions import SEEN, device
from counterfoil.lifecycle.orders.models import Order, RevisionLine

from ...browser.people import PASSWORD, email_of, give_passwords
from ...cast import Cast
from .conftest import SignIn, form, speak
from .papers import text

NEW = "a-much-longer-secret"
FIREFOX = "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:140.0) Gecko/20100101 Firefox/140.0"
SAFARI = (
    "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605 Version/18.0 Mobile/15E148 Safari/604.1"
)


def _browser(name: str, agent: str = FIREFOX, password: str = PASSWORD) -> Client:
    """Somebody who signed in with this browser and looked at a page."""
    client = Client(headers={"User-Agent": agent})
    assert client.post("/accounts/login/", {"login": email_of(name), "password": password})["Location"] == "/"
    assert client.get("/").status_code == 200
    return client


def _prefer(name: str, **said: str) -> None:
    User.objects.filter(email=email_of(name)).update(**said)


def _save(client: Client, **said: str) -> int:
    return client.post("/account", {"language": "", "timezone": "", "locale": ""} | said).status_code


@pytest.fixture
def passwords(cast: Cast) -> None:
    give_passwords()


def test_a_figure_is_read_in_the_readers_hand_and_not_in_the_companys(cast: Cast, sign_in: SignIn) -> None:
    speak(cast, "en")
    rita = sign_in("rita")
    assert _save(rita, locale="de") == 302
    answer = rita.post("/orders/new", form(cast, **{"lines-0-unit_price": "1.234,56"}))
    with scope.reading(cast.company_id):
        assert str(RevisionLine.objects.get().unit_price) == "1234.560000"
    assert "12.345,60 EUR" in text(rita, answer["Location"]).replace("\xa0", " ")
    assert "EUR 12,345.60" in text(sign_in("otto"), answer["Location"]).replace("\xa0", " ")


def test_a_preview_and_a_refused_form_are_in_the_readers_hand(cast: Cast, sign_in: SignIn) -> None:
    rita = sign_in("rita")
    _save(rita, locale="de_AT")
    typed = form(cast, **{"lines-0-unit_price": "1.5"})
    shown = rita.post("/orders/new", typed).content.decode()
    assert "lines-0-unit_price-says" in shown or Order.objects.count() == 0
    given = form(cast, title="", **{"lines-0-unit_price": "1234,5"})
    assert "12.345,00" in rita.post("/orders/preview", given).content.decode()


def test_moments_are_in_the_readers_zone_and_days_stay_the_companys(cast: Cast, sign_in: SignIn) -> None:
    order_id = cast.issued()
    rita, otto = sign_in("rita"), sign_in("otto")
    assert _save(rita, timezone="America/New_York") == 302
    page = f"/orders/{order_id}?tab=trail"
    assert "4:00 AM" in text(rita, page).replace("\xa0", " ").replace("\u202f", " ")
    assert "10:00 AM" in text(otto, page).replace("\xa0", " ").replace("\u202f", " ")


def test_what_is_left_empty_is_as_the_company_has_it(cast: Cast, sign_in: SignIn) -> None:
    speak(cast, "de")
    rita = sign_in("rita")
    _save(rita, locale="fr", timezone="UTC")
    assert _save(rita) == 302
    user = User.objects.get(email=email_of("rita"))
    assert (user.language, user.timezone, user.locale) == ("", "", "")
    assert "1.234,56" in text(rita, "/account")


@pytest.mark.parametrize(
    ("wrong", "field"),
    [({"timezone": "Mars/Olympus"}, "timezone"), ({"locale": "klingon"}, "locale"), ({"language": "xx"}, "language")],
)
def test_what_can_not_be_is_said_under_its_field(
    cast: Cast, sign_in: SignIn, wrong: dict[str, str], field: str
) -> None:
    rita = sign_in("rita")
    answer = rita.post("/account", {"language": "en", "timezone": "UTC", "locale": "de"} | wrong)
    assert answer.status_code == 422 and f'id="{field}-says"' in answer.content.decode()
    assert User.objects.get(email=email_of("rita")).locale == ""


def test_only_what_there_is_a_translation_for_is_offered(cast: Cast, sign_in: SignIn) -> None:
    shown = text(sign_in("rita"), "/account")
    assert '<option value="en"' in shown and '<option value="fr">French' not in shown


def test_one_person_changes_nobody_else(cast: Cast, sign_in: SignIn) -> None:
    _save(sign_in("rita"), locale="de")
    assert User.objects.get(email=email_of("amir")).locale == ""


def test_a_contractor_has_an_account_too(cast: Cast, sign_in: SignIn) -> None:
    assert _save(sign_in("cleo"), locale="de") == 302


def test_nobody_without_a_sign_in(cast: Cast) -> None:
    for address in ("/account", "/account/password", "/account/sessions/end"):
        assert Client().get(address)["Location"].startswith("/accounts/login/")


def test_a_changed_password_ends_every_other_session(cast: Cast, passwords: None) -> None:
    here, phone = _browser("rita"), _browser("rita", SAFARI)
    given = {"oldpassword": PASSWORD, "password1": NEW, "password2": NEW}
    assert here.post("/account/password", given)["Location"] == "/account"
    assert here.get("/").status_code == 200
    assert phone.get("/")["Location"].startswith("/accounts/login/")
    assert _browser("rita", password=NEW).get("/account").status_code == 200
    old = Client().post("/accounts/login/", {"login": email_of("rita"), "password": PASSWORD})
    assert old.status_code == 200 and "not correct" in old.content.decode()


@pytest.mark.parametrize(
    "given",
    [
        {"oldpassword": "wrong", "password1": NEW, "password2": NEW},
        {"oldpassword": PASSWORD, "password1": NEW, "password2": "another-secret"},
        {"oldpassword": PASSWORD, "password1": "short", "password2": "short"},
    ],
)
def test_a_password_that_can_not_be_changed_so(cast: Cast, passwords: None, given: dict[str, str]) -> None:
    here, phone = _browser("rita"), _browser("rita", SAFARI)
    answer = here.post("/account/password", given)
    assert answer.status_code == 200 and "says-wrong" in answer.content.decode()
    assert phone.get("/").status_code == 200
    assert User.objects.get(email=email_of("rita")).check_password(PASSWORD)


def test_sessions_are_listed_with_device_and_this_one_marked(cast: Cast, passwords: None) -> None:
    here = _browser("rita")
    _browser("rita", SAFARI)
    _browser("amir")
    shown = text(here, "/account")
    assert shown.index("Firefox, Windows") < shown.index("You are here") < shown.index("Safari, iPhone")
    assert shown.count('class="slip"') == 2


def test_one_of_them_is_ended(cast: Cast, passwords: None) -> None:
    here, phone, other = _browser("rita"), _browser("rita", SAFARI), _browser("rita")
    of_phone = UserSession.objects.get(user_agent=SAFARI)
    here.post("/account/sessions/end", {"session": str(of_phone.pk)})
    assert phone.get("/").status_code == 302 and other.get("/").status_code == 200 == here.get("/").status_code


def test_all_others_are_ended(cast: Cast, passwords: None) -> None:
    here, phone, amir = _browser("rita"), _browser("rita", SAFARI), _browser("amir")
    here.post("/account/sessions/end", {"session": "others"})
    assert phone.get("/").status_code == 302 and here.get("/").status_code == 200 == amir.get("/").status_code


@pytest.mark.parametrize("which", ["", "x", "99999999999999999999", "0"])
def test_nobody_ends_another_persons_session(cast: Cast, passwords: None, which: str) -> None:
    rita, amir = _browser("rita"), _browser("amir")
    of_amir = UserSession.objects.get(user__email=email_of("amir"))
    for said in (which, str(of_amir.pk)):
        assert (
            "had ended already" in rita.post("/account/sessions/end", {"session": said}, follow=True).content.decode()
        )
    assert amir.get("/").status_code == 200


def test_it_is_noted_once_in_five_minutes_that_a_session_is_in_use(cast: Cast, passwords: None) -> None:
    here = _browser("rita")
    long_ago = timezone.now() - timedelta(days=1)
    UserSession.objects.update(last_seen_at=long_ago)
    here.get("/")
    assert UserSession.objects.get().last_seen_at == long_ago
    session = here.session
    session[SEEN] = (timezone.now() - timedelta(minutes=6)).isoformat()
    session.save()
    here.get("/")
    assert UserSession.objects.get().last_seen_at > long_ago


@pytest.mark.parametrize(
    ("agent", "words"),
    [
        (FIREFOX, "Firefox, Windows"),
        (SAFARI, "Safari, iPhone"),
        ("curl/8", "An unknown device"),
        ("", "An unknown device"),
    ],
)
def test_a_device_is_said_in_words(agent: str, words: str) -> None:
    assert device(agent) == words
