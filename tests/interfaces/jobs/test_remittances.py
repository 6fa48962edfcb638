"""The follower that tells contractors of payments: its PDF is filed, the mail goes out once with it, a failure is told too."""

import io
from collections.abc import Iterator
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID

import pytest
from pypdf import PdfReader

from counterfoil.foundation.companies.queries import system_member
from counterfoil.foundation.documents import store
from counterfoil.foundation.documents.models import Document
from counterfoil.foundation.kernel import scope
from counterfoil.foundation.mail import actions as mail
from counterfoil.insight.verify.books import verify
from counterfoil.interfaces.jobs import remittances as follower
from counterfoil.interfaces.jobs.follow import Follower
from counterfoil.lifecycle.payments import actions as payments

from ...actions.billing import initiated, invoice_of, matched, received
from ...actions.test_credit_balances import credited
from ...cast import NOW, Cast
from ...formats.archived import conformance, lacking
from ...mailing import ADDRESS, addressed, deliver
from ...remitting import mails_of, remittance_of, with_set_off
from ...smtp import Inbox, configured, serving
from .test_follow import settle

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def inbox(settings: Any) -> Iterator[Inbox]:
    """A mail server that is configured."""
    with serving() as found:
        configured(settings, found.port)
        yield found


def run(at: datetime = NOW) -> int:
    """Tell of what is to be told, and mail what waits."""
    settle(Follower(), at)
    return deliver(lambda: at)


def filed(cast: Cast, payment_id: UUID) -> list[bytes]:
    """The PDFs of a payment's advice, the oldest first."""
    made = remittance_of(cast, payment_id)
    with scope.reading(cast.company_id):
        rows = Document.objects.filter(kind=follower.KIND, made_from__in=[made.sha256, made.void_sha256])
        found = list(rows.exclude(made_from="").order_by("created_at", "id"))
    return [store.fetch(cast.company_id, one.sha256) for one in found]


def text_of(pdf: bytes) -> str:
    return " ".join(page.extract_text() for page in PdfReader(io.BytesIO(pdf)).pages).replace("\n", " ")


@pytest.mark.req(161)
def test_a_payment_is_told_of_once_with_its_pdf(cast: Cast, inbox: Inbox) -> None:
    addressed(cast)
    payment_id = with_set_off(cast)
    run()
    run(NOW + timedelta(hours=1))
    (message,) = mails_of(cast, payment_id)
    assert (message.state, len(inbox.mails)) == ("sent", 1 + 1), (
        "the payment that was credited afterwards had one of its own"
    )
    read = inbox.read(1)
    assert (read["To"], read["Subject"]) == (ADDRESS, "Payment of 690.00 EUR from Acme Studio")
    (pdf,) = read.iter_attachments()
    assert pdf.get_filename() == "2026-03-02 B-7.pdf"
    (kept,) = filed(cast, payment_id)
    assert pdf.get_content() == kept and lacking(kept) == [] and conformance(kept) == "2A"
    said = text_of(kept)
    for words in ("REMITTANCE ADVICE", "B-7", "R-2", "1,190.00", "-500.00", "690.00 EUR", "Cleo", "Acme Studio"):
        assert words in said, words
    assert "Fay" not in said
    assert verify(cast.company_id).findings == []


@pytest.mark.req(161)
def test_a_payment_that_failed_is_told_of_too(cast: Cast, inbox: Inbox) -> None:
    addressed(cast)
    payment_id = initiated(cast)
    run()
    payments.fail(by=cast.fay, at=NOW, payment_id=payment_id, reason="Closed account")
    run()
    first, second = mails_of(cast, payment_id)
    assert (first.state, second.state, len(inbox.mails)) == ("sent", "sent", 2)
    before, after = filed(cast, payment_id)
    assert "VOID" not in text_of(before) and "VOID" in text_of(after) and "holds no more" in text_of(after)
    (pdf,) = inbox.read(1).iter_attachments()
    assert pdf.get_content() == after and lacking(after) == []
    assert "Closed account" not in text_of(after) + second.text, "why it failed is inside"
    assert verify(cast.company_id).findings == []


def test_what_failed_before_it_was_told_of_is_told_to_nobody(cast: Cast, inbox: Inbox) -> None:
    addressed(cast)
    payment_id = initiated(cast)
    payments.fail(by=cast.fay, at=NOW, payment_id=payment_id, reason="Closed account")
    run()
    with pytest.raises(AssertionError, match="there is none"):
        remittance_of(cast, payment_id)
    assert inbox.mails == []


def test_what_fails_while_its_mail_waits_is_told_to_nobody(cast: Cast, inbox: Inbox) -> None:
    addressed(cast)
    payment_id = initiated(cast)
    settle(Follower(), NOW)
    payments.fail(by=cast.fay, at=NOW, payment_id=payment_id, reason="Closed account")
    deliver(lambda: NOW)
    (message,) = mails_of(cast, payment_id)
    assert (message.state, inbox.mails) == ("cancelled", [])
    run()
    assert [one.kind for one in mails_of(cast, payment_id)] == ["remittance"]
    assert remittance_of(cast, payment_id).state == "void"
    assert verify(cast.company_id).findings == []


def test_a_worker_that_dies_between_files_it_afterwards(cast: Cast, monkeypatch: Any) -> None:
    """The advice is made and its PDF is not: run again, it is made once and filed."""
    payment_id = initiated(cast)

    def dies(*_given: Any) -> bytes:
        raise RuntimeError("killed")

    with monkeypatch.context() as patched:
        patched.setattr(follower, "remittance_pdf", dies)
        settle(Follower(), NOW)
    assert filed(cast, payment_id) == []
    settle(Follower(), NOW + timedelta(minutes=5))
    assert len(filed(cast, payment_id)) == 1
    settle(Follower(), NOW + timedelta(minutes=6))
    assert len(filed(cast, payment_id)) == 1


def test_a_worker_that_dies_after_its_claim_tells_nobody_twice(cast: Cast, inbox: Inbox) -> None:
    addressed(cast)
    payment_id = initiated(cast)
    settle(Follower(), NOW)
    (message,) = mails_of(cast, payment_id)
    mail.claim(by=system_member(cast.company_id), at=NOW, mail_id=message.id)
    run(NOW + timedelta(minutes=16))
    run(NOW + timedelta(days=1))
    assert (mails_of(cast, payment_id)[0].state, inbox.mails) == ("perhaps", [])
    payments.fail(by=cast.fay, at=NOW, payment_id=payment_id, reason="Closed account")
    run(NOW + timedelta(days=1))
    assert [one.kind for one in mails_of(cast, payment_id)] == ["remittance", "remittance_void"], "they may have it"


def test_the_mail_waits_for_the_pdf(cast: Cast, inbox: Inbox, monkeypatch: Any) -> None:
    addressed(cast)
    payment_id = initiated(cast)
    with monkeypatch.context() as patched:
        patched.setattr(follower, "_file", lambda *_given: None)
        assert run() == 0
    assert (mails_of(cast, payment_id)[0].state, inbox.mails) == ("waiting", [])


@pytest.mark.req(106, 161)
def test_what_is_marked_as_paid_is_told_of_and_says_what_it_is_for(cast: Cast, inbox: Inbox) -> None:
    addressed(cast)
    part: dict[str, Any] = {"amount": Decimal(400), "purpose": "Milestone 1"}
    made = payments.mark_paid(by=cast.fay, at=NOW, invoice_id=matched(cast), reference="CARD-1", **part)
    run()
    run(NOW + timedelta(hours=1))
    (message,) = mails_of(cast, UUID(made["id"]))
    assert (message.state, len(inbox.mails)) == ("sent", 1)
    (kept,) = filed(cast, UUID(made["id"]))
    said = text_of(kept)
    assert "for Milestone 1" in said and "400.00 EUR" in said and "CARD-1" in said
    payments.reverse(by=cast.fay, at=NOW, payment_id=UUID(made["id"]), reason="Taken back")
    run(NOW + timedelta(hours=2))
    assert remittance_of(cast, UUID(made["id"])).state == "void"
    assert verify(cast.company_id).findings == []


def test_what_is_set_off_wholly_has_no_payment_to_tell_of(cast: Cast, inbox: Inbox) -> None:
    """Marked as paid where a credit balance pays all of it: the follower goes on."""
    order_id = invoice_of(cast, credited(cast)).order_id
    bill = UUID(received(cast, order_id, number="R-2", quantity=4)["id"])
    assert payments.mark_paid(by=cast.fay, at=NOW, invoice_id=bill)["id"] is None
    told = initiated(cast, matched(cast, number="R-3", quantity=9))
    run()
    assert remittance_of(cast, told).state == "stands"
