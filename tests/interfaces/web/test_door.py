"""Who is let in: sign-in, companies, invitations, strangers, and requests that are not what they seem."""

import os
import subprocess
import sys
from uuid import uuid4

import pytest
from django.core import mail
from django.test import Client, override_settings
from django.utils import timezone

from counterfoil.foundation.companies.actions.members import Invitation, deactivate_member, invite_member
from counterfoil.foundation.companies.models import Company, User
from counterfoil.foundation.kernel import scope

from ...browser.people import PASSWORD, give_passwords
from ...cast import NOW, Cast
from .conftest import SignIn, form

PAGES = ["/", "/orders", "/orders/new", "/find/PO-2026-00001", "/orders/contractors", "/orders/preview"]
OF_ONE_ORDER = ["/orders/{}", "/orders/{}/edit", "/orders/{}/version", "/orders/{}/documents/{}"]


@pytest.mark.parametrize("page", PAGES)
def test_nobody_sees_anything_before_signing_in(cast: Cast, page: str) -> None:
    answer = Client().get(page)
    assert answer.status_code == 302 and answer["Location"].startswith("/accounts/login/")


def test_a_part_of_a_page_sends_the_whole_page_to_sign_in(cast: Cast) -> None:
    headers = {"HX-Request": "true", "HX-Current-URL": "http://testserver/orders"}
    answer = Client().get(f"/orders/{cast.draft()}/version", headers=headers)
    assert answer["HX-Redirect"] == "/accounts/login/?next=/orders"


def test_sign_in_by_address_and_password(cast: Cast) -> None:
    give_passwords()
    client = Client()
    wrong = client.post("/accounts/login/", {"login": "rita@demo.example", "password": "wrong"})
    assert wrong.status_code == 200 and "not correct" in wrong.content.decode()
    right = client.post("/accounts/login/", {"login": "rita@demo.example", "password": PASSWORD})
    assert right["Location"] == "/" and "Rita" in client.get("/").content.decode()


def test_nobody_signs_up(cast: Cast) -> None:
    posted = {"email": "new@demo.example", "password1": PASSWORD}
    assert "There is no sign-up" in Client().post("/accounts/signup/", posted).content.decode()
    assert not User.objects.filter(email="new@demo.example").exists()


def test_a_stranger_finds_nothing_anywhere(cast: Cast, sign_in: SignIn) -> None:
    order_id = cast.issued()
    mallory, missing = sign_in("mallory"), uuid4()
    for tail in ("", "/edit", "/version", f"/documents/{uuid4()}"):
        theirs, none = mallory.get(f"/orders/{order_id}{tail}"), mallory.get(f"/orders/{missing}{tail}")
        assert theirs.status_code == none.status_code == 404
        assert _same(theirs) == _same(none)
    for verb in ("submit", "approve", "reject", "issue", "cancel", "discard", "recall", "revise", "withdraw"):
        typed = {"key": str(uuid4()), "reason": "because", "shown": "0" * 64}
        assert mallory.post(f"/orders/{order_id}/do/{verb}", typed).status_code in (403, 404), verb
    assert "Spring catalogue" not in mallory.get("/orders").content.decode()
    theirs, none = (mallory.get(f"/find/PO-2026-{number}") for number in ("00001", "99999"))
    assert theirs.status_code == none.status_code == 200
    assert _same(theirs).replace("00001", "99999") == _same(none)
    assert "CLEO2" not in mallory.get("/orders/contractors?contractor=cleo2").content.decode()


def test_another_companys_contractor_is_not_there(cast: Cast, sign_in: SignIn) -> None:
    answer = sign_in("mallory").post("/orders/new", form(cast))
    assert answer.status_code == 422 and "Choose a contractor from the list" in answer.content.decode()


def test_every_form_needs_its_token(cast: Cast, sign_in: SignIn) -> None:
    client = sign_in("rita", enforce_csrf_checks=True)
    for address in ("/orders/new", f"/orders/{cast.draft()}/do/submit", "/company", "/orders/preview"):
        answer = client.post(address, form(cast))
        assert answer.status_code == 403 and "too old to send" in answer.content.decode()


def test_who_left_is_out_at_the_next_request(cast: Cast, sign_in: SignIn) -> None:
    client = sign_in("rita")
    assert client.get("/").status_code == 200
    deactivate_member(by=cast.olga, at=NOW, member_id=cast.rita.id, reason="Left the company")
    answer = client.get("/")
    assert answer.status_code == 403 and "You belong to no company yet" in answer.content.decode()


def test_a_user_of_two_companies_chooses(cast: Cast, sign_in: SignIn) -> None:
    invitation = Invitation(name="Mallory", email="mallory@other.example", role="auditor")
    secret = invite_member(by=cast.olga, at=timezone.now(), invitation=invitation)["secret"]
    client = sign_in("mallory")
    client.get(f"/invitation/{secret}")
    client.post("/invitation", {"do": "accept"})
    assert "Acme Studio" in client.get("/").content.decode()
    client.post("/company", {"company": str(cast.mallory.company_id)})
    assert "Globex" in client.get("/").content.decode()


def test_an_invitation_does_not_move_anybodys_home(cast: Cast, sign_in: SignIn) -> None:
    """A company may call itself like another, and stand before it in every list."""
    invite_member(
        by=cast.mallory, at=NOW, invitation=Invitation(name="Rita", email="rita@demo.example", role="manager")
    )
    with scope.reading(cast.mallory.company_id):
        Company.objects.filter(id=cast.mallory.company_id).update(name="Acme Studi")
    rita = sign_in("rita")
    desk = rita.get("/")
    assert desk.status_code == 200 and "A company invites you." in desk.content.decode()
    assert 'brand-company">Acme Studio<' in desk.content.decode()
    companies = rita.get("/company").content.decode()
    assert "Look at the invitation" in companies and ">other<" in companies
    rita.post("/company", {"company": str(cast.mallory.company_id)})
    assert rita.get("/")["Location"] == "/invitation"
    assert "<strong>other</strong>" in rita.get("/invitation").content.decode()
    rita.post("/company", {"company": str(cast.company_id)})
    assert rita.get("/").status_code == 200


@pytest.mark.parametrize("company", ["", "rubbish", "0193f000-0000-7000-8000-000000000000"])
def test_a_company_that_is_not_yours_is_not_there(cast: Cast, sign_in: SignIn, company: str) -> None:
    assert sign_in("rita").post("/company", {"company": company}).status_code == 404


def test_the_health_page_answers_without_signing_in(db: None) -> None:
    assert Client().get("/healthz").content == b"ok"


def test_pages_forbid_what_they_do_not_need(cast: Cast, sign_in: SignIn) -> None:
    policy = sign_in("rita").get("/")["Content-Security-Policy"]
    assert "script-src 'self';" in policy + ";" and "unsafe" not in policy


@pytest.mark.parametrize("page", [*PAGES, "/orders/engagements", "/company", "/nothing", *OF_ONE_ORDER])
def test_no_page_is_kept_by_a_browser(cast: Cast, sign_in: SignIn, page: str) -> None:
    order_id = cast.draft()
    answer = sign_in("rita").get(page.format(order_id, order_id))
    assert answer["Cache-Control"] == "private, no-store"


def test_what_is_too_large_is_not_read(db: None) -> None:
    answer = Client().generic("POST", "/accounts/login/", b"x", "text/plain", CONTENT_LENGTH=str(10**8))
    assert answer.status_code == 413 and answer["Connection"] == "close"


@override_settings(COUNTERFOIL_SENDS_MAIL=False)
def test_without_mail_the_page_says_whom_to_ask(cast: Cast) -> None:
    for answer in (
        Client().get("/accounts/password/reset/"),
        Client().post("/accounts/password/reset/", {"email": "rita@demo.example"}),
    ):
        assert answer.status_code == 200 and "counterfoil company password" in answer.content.decode()
    assert mail.outbox == []


@pytest.mark.parametrize(
    ("given", "backend"),
    [
        ({}, "dummy"),
        ({"COUNTERFOIL_DEMO": "demo"}, "console"),
        ({"COUNTERFOIL_MAIL": "smtp+tls://user:password@mail.example:587"}, "smtp"),
    ],
)
def test_no_link_is_printed_but_in_the_demo(given: dict[str, str], backend: str) -> None:
    code = "from counterfoil.config import settings; print(settings.EMAIL_BACKEND)"
    kept = {name: value for name, value in os.environ.items() if name not in ("COUNTERFOIL_DEMO", "COUNTERFOIL_MAIL")}
    done = subprocess.run([sys.executable, "-c", code], env=kept | given, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == f"django.core.mail.backends.{backend}.EmailBackend"


def test_no_password_goes_to_a_mail_server_in_the_clear() -> None:
    for address, fine in (
        ("smtp://user:password@mail.example:25", False),
        ("smtp://mail.example:25", True),
        ("smtp://user:password@127.0.0.1:25", True),
        ("smtp+ssl://user:password@mail.example:465", True),
    ):
        code = "from counterfoil.config import settings; print(settings.EMAIL_TIMEOUT)"
        env = os.environ | {"COUNTERFOIL_MAIL": address}
        done = subprocess.run([sys.executable, "-c", code], env=env, capture_output=True, text=True, check=False)
        assert (done.stdout.strip() == "20") is fine, address
        assert fine or "smtp+tls://" in done.stderr


@override_settings(COUNTERFOIL_SENDS_MAIL=True)
def test_with_mail_a_link_is_sent(cast: Cast) -> None:
    give_passwords()
    answer = Client().post("/accounts/password/reset/", {"email": "rita@demo.example"})
    assert answer["Location"] == "/accounts/password/reset/done/"
    assert "/accounts/password/reset/key/" in str(mail.outbox[0].body)


def _same(answer) -> str:  # type: ignore[no-untyped-def]
    """The page without its token, which is new every time."""
    text: str = answer.content.decode()
    return "".join(part.split('"', 1)[-1] for part in text.split('csrfmiddlewaretoken" value="'))
