"""The advice of a payment through the API."""

from typing import Any

import pytest

from ...actions.billing import initiated
from ...mailing import addressed
from ...remitting import advised, mails_of, remittance_of
from .conftest import Callers, problem_of


@pytest.mark.req(161)
def test_a_payment_has_its_advice_as_data_and_as_pdf(api: Callers) -> None:
    payment_id = advised(api.cast)
    made = remittance_of(api.cast, payment_id)
    found = api.fay.get(f"/payments/{payment_id}").json()["remittance"]
    assert (found["state"], found["sha256"], found["void_on"], found["mails"]) == ("stands", made.sha256, None, [])
    for who in (api.fay, api.otto, api.cleo):
        answer = who.get(f"/payments/{payment_id}/remittance")
        assert answer["Content-Type"] == "application/pdf" and answer.content.startswith(b"%PDF-")
        same = who.get(f"/payments/{payment_id}/remittance", {"If-None-Match": answer["ETag"]})
        assert same.status_code == 304
    problem_of(api.mallory.get(f"/payments/{payment_id}/remittance"), 404)


def test_before_it_is_made_there_is_none(api: Callers) -> None:
    payment_id = initiated(api.cast)
    problem_of(api.fay.get(f"/payments/{payment_id}/remittance"), 404)
    assert api.fay.get(f"/payments/{payment_id}").json()["remittance"] is None


def test_it_is_mailed_and_what_became_of_it_is_inside(api: Callers, settings: Any) -> None:
    settings.COUNTERFOIL_MAIL_STANDS = True
    payment_id = advised(api.cast)
    problem = problem_of(api.petra.send("POST", f"/payments/{payment_id}/remittance/mail"), 409)
    assert [one["key"] for one in problem["reasons"]] == ["no_address"]
    addressed(api.cast)
    answer = api.petra.send("POST", f"/payments/{payment_id}/remittance/mail")
    assert answer.status_code == 202, "what is declared is answered"
    (mail,) = mails_of(api.cast, payment_id)
    assert answer.json()["mail_id"] == str(mail.id)
    assert len(api.petra.get(f"/payments/{payment_id}").json()["remittance"]["mails"]) == 1
    assert api.cleo.get(f"/payments/{payment_id}").json()["remittance"]["mails"] == []
    problem_of(api.otto.send("POST", f"/payments/{payment_id}/remittance/mail"), 403)


def test_its_mail_is_worded(api: Callers) -> None:
    body = {"subject": "Money: {amount}", "text": "{invoices}", "kind": "remittance"}
    assert api.olga.send("PUT", "/mail-template", body, version=0).status_code == 200
    found = api.olga.get("/mail-template/remittance").json()
    assert (found["version"], found["subject"]) == (1, "Money: {amount}")
    assert api.olga.get("/mail-template").json()["version"] == 0
