"""Mailing an order and an invitation from their pages, and how the mail of an order is worded."""

import re
from typing import Any
from uuid import UUID, uuid4

import pytest

from counterfoil.foundation.companies.queries import system_member
from counterfoil.foundation.mail import actions as mail
from counterfoil.lifecycle.orders import actions as orders

from ...actions.test_member_accept import invited
from ...cast import NOW, Cast
from ...mailing import addressed, claimed, delivered, message_of, recipients_of, sendable, sent
from ...smtp import configured, serving, silent
from .conftest import SignIn
from .test_settings import text


@pytest.fixture(autouse=True)
def _server(settings: Any) -> None:
    settings.COUNTERFOIL_MAIL_STANDS = settings.COUNTERFOIL_SENDS_MAIL = True


def typed(**more: str) -> dict[str, str]:
    return {"key": str(uuid4()), "recipients": "cleo@studio.example", "subject": "Order", "text": "Attached."} | more


@pytest.mark.req(169)
def test_the_page_shows_the_mail_as_it_would_go_out(cast: Cast, sign_in: SignIn) -> None:
    order_id = sendable(cast)
    iris = sign_in("iris")
    assert f'href="/orders/{order_id}/send"' in text(iris, f"/orders/{order_id}")
    page = text(iris, f"/orders/{order_id}/send")
    assert "cleo@studio.example" in page
    assert re.search(r"Purchase order PO-\d{4}-00001 from Acme Studio", page)
    assert "It comes to 1,000.00 EUR." in page
    assert "iris@demo.example" in page
    assert "send it once more" not in page


@pytest.mark.req(169)
def test_it_is_sent_with_what_was_typed_and_the_record_says_so(cast: Cast, sign_in: SignIn) -> None:
    order_id = sendable(cast)
    iris = sign_in("iris")
    answer = iris.post(f"/orders/{order_id}/send", typed(recipients="a@b.example\n\nc@d.example\n", text="Own words"))
    assert answer.headers["Location"] == f"/orders/{order_id}?tab=documents"
    page = text(iris, f"/orders/{order_id}?tab=documents")
    assert "a@b.example" in page and "c@d.example" in page
    assert "waiting to go out" in page


def test_a_contractor_without_an_address_leads_to_where_it_is_added(cast: Cast, sign_in: SignIn) -> None:
    page = text(sign_in("iris"), f"/orders/{cast.issued()}/send")
    assert "has no e-mail address yet" in page
    assert f'href="/contractors/{cast.contractor_id}"' in page
    assert "<textarea" not in page


@pytest.mark.req(169)
def test_without_a_server_the_page_says_how_to_configure_one(cast: Cast, sign_in: SignIn, settings: Any) -> None:
    settings.COUNTERFOIL_MAIL_STANDS = False
    for address in (f"/orders/{sendable(cast)}/send", "/settings/mail"):
        page = text(sign_in("olga"), address)
        assert "COUNTERFOIL_MAIL" in page and "smtp+tls://" in page


def test_what_is_wrong_is_said_under_its_field_and_what_was_typed_stays(cast: Cast, sign_in: SignIn) -> None:
    order_id = sendable(cast)
    answer = sign_in("iris").post(f"/orders/{order_id}/send", typed(recipients="cleo", text="Own words"))
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "Write the bare e-mail address" in page and "Own words" in page


@pytest.mark.req(169)
def test_a_second_time_is_said_and_asked(cast: Cast, sign_in: SignIn) -> None:
    order_id, iris = sendable(cast), sign_in("iris")
    sent(cast, order_id=order_id)
    assert "send it once more" in text(iris, f"/orders/{order_id}/send")
    again = iris.post(f"/orders/{order_id}/send", typed())
    assert again.status_code == 409 and "was sent before, to cleo@studio.example" in again.content.decode()
    assert iris.post(f"/orders/{order_id}/send", typed(again="yes")).status_code == 302


@pytest.mark.req(135, 169)
def test_what_did_not_arrive_stands_at_the_top_with_what_to_do(cast: Cast, sign_in: SignIn) -> None:
    mail_id = delivered(cast)
    order_id, by = mail_of(cast, mail_id), system_member(cast.company_id)
    iris = sign_in("iris")
    assert "did not reach everybody" not in text(iris, f"/orders/{order_id}")
    recipient = recipients_of(cast, mail_id)[0].id
    mail.bounce(by=by, at=NOW, mail_id=mail_id, recipient_id=recipient, told="550 User unknown")
    page = text(iris, f"/orders/{order_id}")
    assert "did not reach everybody" in page
    assert "came back: 550 User unknown. Put the address right" in page
    assert "Mar 2, 2026" in page
    assert "User unknown" not in text(sign_in("cleo"), f"/orders/{order_id}?tab=documents")


@pytest.mark.req(169)
def test_a_mail_that_waits_is_taken_back_on_the_record(cast: Cast, sign_in: SignIn) -> None:
    mail_id = sent(cast)
    order_id, iris = mail_of(cast, mail_id), sign_in("iris")
    there, way = f"/orders/{order_id}?tab=documents", f"/orders/{order_id}/mails/{mail_id}/withdraw"
    assert way in text(iris, there) and way not in text(sign_in("petra"), there)
    answer = iris.post(way, {"key": str(uuid4())})
    assert answer.headers["Location"] == there
    page = text(iris, there)
    assert "not sent any more" in page and "cleo@studio.example: not sent" in page and way not in page
    assert "did not reach everybody" not in page
    again = iris.post(way, {"key": str(uuid4())})
    assert again.status_code == 409 and "only while it is waiting to go out" in again.content.decode()
    assert sign_in("mallory").post(way, {"key": str(uuid4())}).status_code == 404


def mail_of(cast: Cast, mail_id: UUID) -> UUID:
    found = message_of(cast, mail_id).order_id
    assert found
    return found


def test_what_is_put_off_says_when_it_is_tried_again(cast: Cast, sign_in: SignIn) -> None:
    mail_id = claimed(cast)
    waits = [{"recipient_id": recipients_of(cast, mail_id)[0].id, "state": "waiting", "told": "451 later"}]
    by = system_member(cast.company_id)
    mail.deliver(by=by, at=NOW, mail_id=mail_id, outcomes=waits, retry_at=NOW, error="451 later")
    assert "The mail waits: 451 later. It is tried again" in text(sign_in("iris"), f"/orders/{mail_of(cast, mail_id)}")


def test_others_find_nothing_and_who_may_not_is_told(cast: Cast, sign_in: SignIn) -> None:
    order_id = sendable(cast)
    assert sign_in("mallory").get(f"/orders/{order_id}/send").status_code == 404
    for name in ("cleo", "petra"):
        assert sign_in(name).get(f"/orders/{order_id}/send").status_code == 403
        assert sign_in(name).post(f"/orders/{order_id}/send", typed()).status_code == 403


@pytest.mark.req(135)
def test_the_list_shows_filters_and_sorts_by_the_date_sent(cast: Cast, sign_in: SignIn) -> None:
    for title, day in (("Went first", 2), ("Went last", 4)):
        order_id = cast.issued(title=title)
        at = NOW.replace(day=5)
        sent_on = NOW.date().replace(day=day)
        orders.note_sent(by=cast.iris, at=at, order_id=order_id, sent_on=sent_on, sent_how="post")
    cast.issued(title="Never went")
    rita = sign_in("rita")
    found = re.findall(r"Went first|Went last|Never went", text(rita, "/orders?sort=-sent"))
    assert list(dict.fromkeys(found)) == ["Went last", "Went first", "Never went"]
    page = text(rita, "/orders?sent_on_from=2026-03-03")
    assert "Went last" in page and "Went first" not in page and "Never went" not in page
    filed = b"".join(rita.get("/orders?columns=title,sent_on&format=csv").streaming_content)  # type: ignore[attr-defined]
    assert "2026-03-04" in filed.decode()


def test_the_text_of_the_mail_is_set_on_its_page(cast: Cast, sign_in: SignIn) -> None:
    olga = sign_in("olga")
    page = text(olga, "/settings/mail")
    assert "{contractor_code}" in page.replace("&#123;", "{").replace("&#125;", "}")
    given = {"key": str(uuid4()), "version": "0", "subject": "Our {number}", "text": "{% include '/etc/passwd' %}"}
    refused = olga.post("/settings/mail/do", given)
    assert refused.status_code == 409 and "does nothing else" in refused.content.decode()
    assert olga.post("/settings/mail/do", given | {"text": "Dear {contractor}"}).status_code == 302
    assert "Our PO-" in text(sign_in("iris"), f"/orders/{sendable(cast)}/send")
    assert "An owner or the issuer team" in text(sign_in("rita"), "/settings/mail")


def test_an_invitation_is_mailed_from_the_page_of_who_is_invited(cast: Cast, sign_in: SignIn) -> None:
    nora, secret = invited(cast)
    olga = sign_in("olga")
    assert "Mail a link" in text(olga, f"/settings/members/{nora.id}")
    assert olga.post(f"/settings/members/{nora.id}/do/send", {"key": str(uuid4())}).status_code == 302
    page = text(olga, f"/settings/members/{nora.id}")
    assert "waiting to go out" in page
    assert secret not in page


def test_a_password_link_goes_the_same_way_and_a_dead_server_is_said(cast: Cast, settings: Any, client: Any) -> None:
    asked = ("/accounts/password/reset/", {"email": "rita@demo.example"})
    with serving() as inbox:
        configured(settings, inbox.port)
        assert client.post(*asked).status_code == 302
        body = inbox.read().get_body().get_content()  # type: ignore[union-attr]
        assert "https://orders.acme.example/accounts/password/reset/key/" in body
        assert inbox.tls == [True]
    with silent() as port:
        configured(settings, port, EMAIL_TIMEOUT=1)
        answer = client.post(*asked)
    assert answer.status_code == 503 and "could not be sent" in answer.content.decode()


def test_an_address_is_needed_only_once(cast: Cast, sign_in: SignIn) -> None:
    order_id = cast.issued()
    assert "no e-mail address" in text(sign_in("iris"), f"/orders/{order_id}/send")
    addressed(cast)
    assert "no e-mail address" not in text(sign_in("iris"), f"/orders/{order_id}/send")
