"""An invitation is a link: shown once, good once and for two weeks, and the way in for who has no account yet."""

import re
from datetime import timedelta
from html import unescape

import pytest
from django.test import Client
from django.utils import timezone

from counterfoil.foundation.companies.actions.invitations import renew_invitation
from counterfoil.foundation.companies.actions.members import Invitation, deactivate_member, invite_member
from counterfoil.foundation.companies.models import Member, User
from counterfoil.foundation.companies.queries import member_by_email
from counterfoil.interfaces.web.session.invitation import LINK

from ...browser.people import PASSWORD, give_passwords
from ...cast import Cast
from .conftest import SignIn

CHOSEN = "correct horse battery"
NORA = "nora@demo.example"


def link(by: Member, email: str = NORA, days_ago: int = 0) -> str:
    """The address that an owner was shown."""
    invitation = Invitation(name="Nora", email=email, role="manager")
    made = invite_member(by=by, at=timezone.now() - timedelta(days=days_ago), invitation=invitation)
    return f"/invitation/{made['secret']}"


def page(client: Client, address: str, status: int = 200) -> str:
    answer = client.get(address, follow=True)
    assert answer.status_code == status
    return re.sub(r"\s+", " ", unescape(answer.content.decode()))


def accept(client: Client, password: str = CHOSEN, again: str | None = None) -> int:
    typed = {"do": "accept", "password": password, "again": password if again is None else again}
    return client.post("/invitation", typed).status_code


def state(cast: Cast, email: str = NORA) -> str:
    return member_by_email(cast.company_id, email).state


@pytest.mark.req(26)
def test_a_newcomer_chooses_a_password_and_is_in(cast: Cast) -> None:
    client = Client()
    opened = page(client, link(cast.olga))
    assert "Acme Studio invites you" in opened and NORA in opened and 'name="password"' in opened
    assert "Olga invited you" in opened
    answer = client.post("/invitation", {"do": "accept", "password": CHOSEN, "again": CHOSEN})
    assert answer["Location"] == "/" and "Welcome to Acme Studio." in page(client, "/")
    assert state(cast) == "active"
    fresh = Client()
    assert fresh.post("/accounts/login/", {"login": NORA, "password": CHOSEN})["Location"] == "/"


def test_no_further_address_carries_the_secret(cast: Cast) -> None:
    client, address = Client(), link(cast.olga)
    assert client.get(address)["Location"] == "/invitation"
    secret = address.rpartition("/")[2]
    assert secret not in page(client, "/invitation") and client.session[LINK] == secret


def test_it_works_once(cast: Cast) -> None:
    address, client = link(cast.olga), Client()
    page(client, address)
    accept(client)
    late = Client()
    over = page(late, address, 410)
    assert "This link was used already; it works once." in over and "Ask Olga of Acme Studio, olga@demo.example" in over
    assert accept(late, "another long password") == 410
    assert User.objects.get(email=NORA).check_password(CHOSEN)
    assert client.get(address, follow=True).redirect_chain[-1][0] == "/", "who has joined is simply there"


def test_it_expires(cast: Cast) -> None:
    client = Client()
    assert "This link has expired." in page(client, link(cast.olga, days_ago=14), 410)
    assert accept(client) == 410 and state(cast) == "invited"


def test_an_unknown_link_tells_nothing(cast: Cast) -> None:
    for address in ("/invitation/" + "x" * 43, "/invitation/x", "/invitation"):
        told = page(Client(), address, 404)
        assert "There is no such link" in told and "Acme" not in told and "demo" not in told
    assert Client().get("/invitation/a%20b").status_code == 404


def test_a_newer_link_and_the_end_of_the_invitation_end_it(cast: Cast) -> None:
    address = link(cast.olga)
    nora = member_by_email(cast.company_id, NORA)
    newer = renew_invitation(by=cast.olga, at=timezone.now(), member_id=nora.id)["secret"]
    assert "a newer one takes its place" in page(Client(), address, 410)
    deactivate_member(by=cast.olga, at=timezone.now(), member_id=nora.id, reason="A mistake")
    assert "taken back" in page(Client(), f"/invitation/{newer}", 410)


def test_what_ended_after_the_page_was_made_is_said_and_changes_nothing(cast: Cast) -> None:
    client, address = Client(), link(cast.olga)
    page(client, address)
    nora = member_by_email(cast.company_id, NORA)
    deactivate_member(by=cast.olga, at=timezone.now(), member_id=nora.id, reason="A mistake")
    assert accept(client) == 410 and not User.objects.get(email=NORA).has_usable_password()


@pytest.mark.parametrize(
    ("password", "again", "says"),
    [
        (CHOSEN, "another", "The two passwords differ"),
        ("short", "short", "too short"),
        ("password123", "password123", "too common"),
        (NORA, NORA, "too similar"),
        ("", "", "too short"),
    ],
)
def test_a_weak_password_is_not_taken(cast: Cast, password: str, again: str, says: str) -> None:
    client = Client()
    page(client, link(cast.olga))
    answer = client.post("/invitation", {"do": "accept", "password": password, "again": again})
    assert answer.status_code == 422 and says in answer.content.decode()
    assert state(cast) == "invited" and not User.objects.get(email=NORA).has_usable_password()


def test_who_has_an_account_signs_in_with_it_first(cast: Cast) -> None:
    give_passwords()
    client, address = Client(), link(cast.olga, "mallory@other.example")
    opened = page(client, address)
    assert "You have an account here already" in opened and 'name="password"' not in opened
    assert accept(client) == 403 and state(cast, "mallory@other.example") == "invited"
    typed = {"login": "mallory@other.example", "password": PASSWORD}
    answer = client.post("/accounts/login/?next=/invitation", typed)
    assert answer["Location"] == "/invitation"
    assert "Accept, and you can begin at once" in page(client, "/invitation")
    assert client.post("/invitation", {"do": "accept"})["Location"] == "/"
    assert state(cast, "mallory@other.example") == "active"
    assert "Acme Studio" in page(client, "/"), "they begin where they were invited"
    assert User.objects.get(email="mallory@other.example").check_password(PASSWORD)


def test_whoever_is_signed_in_as_somebody_else_answers_nothing(cast: Cast, sign_in: SignIn) -> None:
    olga, address = sign_in("olga"), link(cast.olga)
    assert "you are signed in as somebody else" in page(olga, address)
    assert accept(olga) == 403 and olga.post("/invitation", {"do": "decline"}).status_code == 403
    assert state(cast) == "invited"


def test_it_is_declined_by_the_same_link(cast: Cast) -> None:
    client, address = Client(), link(cast.olga)
    page(client, address)
    declined = client.post("/invitation", {"do": "decline"}).content.decode()
    assert "You declined" in declined and state(cast) == "gone"
    assert not User.objects.get(email=NORA).has_usable_password()
    page(Client(), address, 410)


def test_an_account_set_up_by_another_company_s_link_gets_into_no_other(cast: Cast) -> None:
    """Mallory sees the link that she made, and sets up the account with it. Acme's invitation stays out of her reach."""
    ours, theirs = link(cast.olga), link(cast.mallory)
    mallory = Client()
    page(mallory, theirs)
    accept(mallory)
    assert "Globex" in page(mallory, "/")
    mallory.post("/company", {"company": str(cast.company_id)})
    assert mallory.get("/orders")["Location"] == "/invitation"
    waiting = page(mallory, "/invitation")
    assert "Open the link that you were given" in waiting and 'value="accept"' not in waiting
    assert mallory.post("/invitation", {"do": "accept"}).status_code == 200
    assert mallory.post("/invitation", {"do": "decline"}).status_code == 200
    assert state(cast) == "invited"
    nora = Client()
    assert "sign in with nora@demo.example" in page(nora, ours), "and Nora is told that somebody has the account"
    assert accept(nora) == 403


def test_the_invited_wait_for_their_link(cast: Cast, sign_in: SignIn) -> None:
    link(cast.olga)
    nora = sign_in("nora")
    assert nora.get("/orders")["Location"] == "/invitation"
    assert "Acme Studio invites you" in page(nora, "/invitation")


def test_its_forms_need_their_token(cast: Cast) -> None:
    client = Client(enforce_csrf_checks=True)
    client.get(link(cast.olga))
    assert accept(client) == 403 and state(cast) == "invited"
