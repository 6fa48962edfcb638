"""The advice of a payment on its page: for who works here and for the contractor, with what became of its mails."""

from typing import Any
from uuid import UUID, uuid4

import pytest

from counterfoil.foundation.companies.queries import system_member
from counterfoil.foundation.mail import actions as mail
from counterfoil.lifecycle.remittances.models import Remittance

from ...actions.billing import initiated, released
from ...cast import Cast
from ...mailing import ADDRESS, addressed, delivered
from ...remitting import NOW, advised, mails_of, remittance_of, voided
from .conftest import SignIn


def page_of(sign_in: SignIn, who: str, payment_id: UUID) -> str:
    return sign_in(who).get(f"/payments/{payment_id}").content.decode()


@pytest.mark.req(161)
@pytest.mark.parametrize("who", ["fay", "petra", "otto", "rita", "cleo"])
def test_it_is_there_for_both_sides(cast: Cast, sign_in: SignIn, who: str) -> None:
    payment_id = advised(cast)
    assert f"/payments/{payment_id}/remittance.pdf" in page_of(sign_in, who, payment_id)
    answer = sign_in(who).get(f"/payments/{payment_id}/remittance.pdf")
    assert answer["Content-Type"] == "application/pdf" and answer.content.startswith(b"%PDF-")
    assert answer["Content-Disposition"] == 'attachment; filename="2026-03-02.pdf"'


def test_a_stranger_finds_none(cast: Cast, sign_in: SignIn) -> None:
    payment_id = advised(cast)
    assert sign_in("mallory").get(f"/payments/{payment_id}/remittance.pdf").status_code == 404
    assert sign_in("fay").get(f"/payments/{uuid4()}/remittance.pdf").status_code == 404


def test_before_it_was_sent_there_is_none(cast: Cast, sign_in: SignIn) -> None:
    payment_id = released(cast)
    assert "Remittance advice" not in page_of(sign_in, "fay", payment_id)
    assert sign_in("fay").get(f"/payments/{payment_id}/remittance.pdf").status_code == 404


def test_in_the_moment_before_it_is_made(cast: Cast, sign_in: SignIn) -> None:
    payment_id = initiated(cast)
    assert "It is being made" in page_of(sign_in, "fay", payment_id)
    assert "Remittance advice" not in page_of(sign_in, "cleo", payment_id)


def test_what_became_of_the_mail_is_for_who_works_here(cast: Cast, sign_in: SignIn, settings: Any) -> None:
    settings.COUNTERFOIL_MAIL_STANDS = True
    addressed(cast)
    payment_id = advised(cast)
    (message,) = mails_of(cast, payment_id)
    mail.claim(by=system_member(cast.company_id), at=NOW, mail_id=message.id)
    delivered(cast, mail_id=message.id, state="refused")
    page = page_of(sign_in, "petra", payment_id)
    assert f"The mail server refused {ADDRESS}" in page and "Mail the advice" in page
    assert ADDRESS not in page_of(sign_in, "cleo", payment_id)
    assert "Mail the advice" not in page_of(sign_in, "otto", payment_id)


def test_it_is_mailed_from_there(cast: Cast, sign_in: SignIn, settings: Any) -> None:
    settings.COUNTERFOIL_MAIL_STANDS = True
    payment_id = advised(cast)
    assert "no e-mail address" in page_of(sign_in, "petra", payment_id)
    addressed(cast)
    client = sign_in("petra")
    answer = client.post(f"/payments/{payment_id}/remittance/send", {"key": str(uuid4())}, follow=True)
    assert "It is on its way" in answer.content.decode()
    assert [one.state for one in mails_of(cast, payment_id)] == ["waiting"]


def test_one_that_is_void_says_so(cast: Cast, sign_in: SignIn) -> None:
    payment_id = voided(cast)
    assert remittance_of(cast, payment_id).state == "void"
    for who in ("fay", "cleo"):
        page = page_of(sign_in, who, payment_id)
        assert "Void since" in page and "the payment did not arrive" in page


def test_its_mail_is_worded_in_the_settings(cast: Cast, sign_in: SignIn) -> None:
    client = sign_in("olga")
    assert "invoices" in client.get("/settings/mail/remittance").content.decode()
    given = {
        "key": str(uuid4()),
        "version": "0",
        "kind": "remittance",
        "subject": "Money: {amount}",
        "text": "{invoices}",
    }
    answer = client.post("/settings/mail/remittance/do", given, follow=True).content.decode()
    assert "Money: {amount}" in answer
    assert "Money:" not in client.get("/settings/mail").content.decode()
    assert "Mail of a remittance advice" in client.get("/settings/").content.decode()
    assert Remittance.STATES["stands"]
