"""The job that mails, against a real mail server: with TLS and sign-in, refused, slow, dead, and never twice by accident."""

import threading
from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

import pytest
from django.db import connection

from counterfoil.foundation.companies.actions.invitations import cancel_invitation
from counterfoil.foundation.companies.queries import system_member
from counterfoil.foundation.mail import actions as mail
from counterfoil.foundation.trail.models import Entry
from counterfoil.insight.verify.books import verify
from counterfoil.interfaces.jobs.follow import Follower
from counterfoil.lifecycle.orders import actions as orders

from ...actions.books import entries
from ...actions.ordering import order_of
from ...actions.test_member_accept import invited
from ...cast import NOW, Cast
from ...mailing import ADDRESS, claimed, deliver, message_of, recipients_of, sendable, sent, states_of
from ...smtp import Inbox, configured, serving, silent
from .test_follow import settle

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def inbox(settings: Any) -> Iterator[Inbox]:
    """A mail server that is configured."""
    with serving() as found:
        configured(settings, found.port)
        yield found


def run(at: datetime = NOW) -> int:
    """File what is to be filed, and mail what waits."""
    settle(Follower(), at)
    return deliver(lambda: at)


@pytest.mark.req(135, 169)
def test_an_order_is_read_there_with_its_pdf(cast: Cast, inbox: Inbox) -> None:
    """Over TLS and after signing in; the order is dated by it."""
    mail_id = sent(cast, ADDRESS, "office@studio.example")
    run()
    message = message_of(cast, mail_id)
    order = order_of(cast, message.order_id)  # type: ignore[arg-type]
    assert (message.state, states_of(cast, mail_id)) == ("sent", ["accepted", "accepted"])
    assert (order.sent_on, order.sent_how) == (NOW.date(), "mail")
    read = inbox.read()
    assert inbox.tls == [True]
    assert (read["To"], read["Subject"]) == ("cleo@studio.example, office@studio.example", "Your order")
    assert (read["From"], read["Reply-To"]) == ("Acme Studio <orders@acme.example>", "Iris <iris@demo.example>")
    assert read.get_body().get_content().strip() == "Attached."  # type: ignore[union-attr]
    (pdf,) = read.iter_attachments()
    assert (pdf.get_filename(), pdf.get_content()[:5]) == (f"{order.number}.pdf", b"%PDF-")
    assert verify(cast.company_id).findings == []


@pytest.mark.req(169)
def test_who_is_refused_is_named_and_the_others_have_it(cast: Cast, inbox: Inbox) -> None:
    inbox.answers["gone@studio.example"] = "550 5.1.1 No such user"
    mail_id = sent(cast, "gone@studio.example", ADDRESS)
    run()
    assert states_of(cast, mail_id) == ["refused", "accepted"]
    assert recipients_of(cast, mail_id)[0].told == "550 5.1.1 No such user"
    assert message_of(cast, mail_id).state == "sent"
    run(NOW + timedelta(days=1))
    assert len(inbox.mails) == 1


def test_who_is_put_off_is_tried_again_and_nobody_has_it_twice(cast: Cast, inbox: Inbox) -> None:
    inbox.answers["busy@studio.example"] = "451 4.7.1 Greylisted"
    mail_id = sent(cast, "busy@studio.example", ADDRESS)
    run()
    message = message_of(cast, mail_id)
    assert (message.state, message.error) == ("waiting", "451 4.7.1 Greylisted")
    assert run(NOW + timedelta(seconds=30)) == 0
    inbox.answers.clear()
    run(message.next_at)
    assert states_of(cast, mail_id) == ["accepted", "accepted"]
    assert [one.rcpt_tos for one in inbox.mails] == [[ADDRESS], ["busy@studio.example"]]
    assert len({inbox.read(place)["Message-ID"] for place in (0, 1)}) == 1


@pytest.mark.parametrize(("answer", "state"), [("554 5.7.1 Spam", "failed"), ("452 4.3.1 Full", "waiting")])
def test_the_content_is_refused_or_put_off(cast: Cast, inbox: Inbox, answer: str, state: str) -> None:
    inbox.content = answer
    mail_id = sent(cast)
    run()
    assert message_of(cast, mail_id).state == state
    assert message_of(cast, mail_id).error == answer
    assert order_of(cast, message_of(cast, mail_id).order_id).sent_on is None  # type: ignore[arg-type]


@pytest.mark.req(169)
def test_a_server_that_hangs_up_before_it_answers_has_it_perhaps(cast: Cast, inbox: Inbox) -> None:
    """Nobody can know: it is said so, and it is not sent again."""
    inbox.content = "hang up"
    mail_id = sent(cast)
    run()
    assert (message_of(cast, mail_id).state, states_of(cast, mail_id)) == ("perhaps", ["perhaps"])
    inbox.content = "250 OK"
    run(NOW + timedelta(days=1))
    assert len(inbox.mails) == 1


@pytest.mark.req(169)
def test_a_worker_that_dies_after_its_claim_leaves_it_perhaps_sent(cast: Cast, inbox: Inbox) -> None:
    mail_id = claimed(cast)
    assert run(NOW + timedelta(minutes=14)) == 0
    run(NOW + timedelta(minutes=16))
    assert message_of(cast, mail_id).state == "perhaps"
    assert "worker ended" in recipients_of(cast, mail_id)[0].told
    assert inbox.mails == []


def test_a_dead_server_is_tried_again_for_two_days(cast: Cast, inbox: Inbox, settings: Any) -> None:
    settings.EMAIL_PORT = 1
    mail_id = sent(cast)
    run()
    message, at, pauses = message_of(cast, mail_id), NOW, []
    while message.state == "waiting":
        pauses.append(message.next_at - at)
        at = message.next_at
        deliver(lambda moment=at: moment)  # type: ignore[misc]
        message = message_of(cast, mail_id)
    assert pauses[:3] == [timedelta(minutes=1), timedelta(minutes=2), timedelta(minutes=4)]
    assert max(pauses) == timedelta(hours=4)
    assert (message.state, states_of(cast, mail_id)) == ("failed", ["expired"])
    assert timedelta(days=2) <= at - NOW < timedelta(days=2, hours=4)


def test_a_server_that_says_nothing_is_given_up_soon(cast: Cast, settings: Any) -> None:
    with silent() as port:
        configured(settings, port, EMAIL_TIMEOUT=1)
        mail_id = sent(cast)
        run()
    assert message_of(cast, mail_id).state == "waiting"
    assert message_of(cast, mail_id).error


@pytest.mark.parametrize("wrong", [{"EMAIL_HOST_PASSWORD": "wrong"}, {"EMAIL_USE_TLS": False}])
def test_a_server_that_does_not_know_us_takes_nothing_and_our_password_is_told_to_nobody(
    cast: Cast, inbox: Inbox, settings: Any, wrong: dict[str, Any]
) -> None:
    configured(settings, inbox.port, **wrong)
    mail_id = sent(cast)
    run()
    message = message_of(cast, mail_id)
    assert (message.state, inbox.mails) == ("waiting", [])
    assert message.error
    assert "wrong" not in message.error


def test_a_certificate_that_nobody_vouches_for_is_no_server_of_ours(cast: Cast, inbox: Inbox, monkeypatch: Any) -> None:
    monkeypatch.setenv("SSL_CERT_FILE", "/dev/null")
    mail_id = sent(cast)
    run()
    assert (message_of(cast, mail_id).state, inbox.mails) == ("waiting", [])
    assert "certificate" in message_of(cast, mail_id).error.lower()


@pytest.mark.req(169)
def test_two_workers_send_one_mail_once(cast: Cast, inbox: Inbox) -> None:
    mail_ids = [sent(cast) for _ in range(4)]
    settle(Follower())
    together = threading.Barrier(2)

    def work() -> None:
        together.wait()
        deliver(lambda: NOW)
        connection.close()

    workers = [threading.Thread(target=work) for _ in range(2)]
    for one in workers:
        one.start()
    for one in workers:
        one.join()
    assert {message_of(cast, one).state for one in mail_ids} == {"sent"}
    assert len({inbox.read(place)["Message-ID"] for place in range(len(inbox.mails))}) == len(inbox.mails) == 4


def test_the_mail_of_an_order_that_was_cancelled_does_not_go_out(cast: Cast, inbox: Inbox) -> None:
    order_id = sendable(cast)
    mail_id = sent(cast, order_id=order_id)
    orders.cancel(by=cast.iris, at=NOW, order_id=order_id, reason="Not any more")
    run()
    assert (message_of(cast, mail_id).state, inbox.mails) == ("cancelled", [])
    assert "not in force" in message_of(cast, mail_id).error


def test_it_waits_for_its_pdf(cast: Cast, inbox: Inbox) -> None:
    mail_id = sent(cast)
    assert deliver(lambda: NOW) == 0
    assert message_of(cast, mail_id).attempts == 0
    deliver(lambda: NOW + timedelta(minutes=16))
    assert message_of(cast, mail_id).state == "cancelled"


def test_without_a_server_it_waits(cast: Cast, settings: Any) -> None:
    settings.COUNTERFOIL_MAIL_STANDS = True
    mail_id = sent(cast)
    settings.COUNTERFOIL_MAIL_STANDS = False
    assert run() == 0
    assert message_of(cast, mail_id).state == "waiting"


def test_an_invitation_is_mailed_with_a_link_that_is_kept_nowhere(cast: Cast, inbox: Inbox) -> None:
    """The trail has neither the secret nor its hash; the link that was copied before ends."""
    nora, first = invited(cast)
    done = mail.send_invitation(by=cast.olga, at=NOW, member_id=nora.id)
    run()
    text = inbox.read().get_body().get_content()  # type: ignore[union-attr]
    (link,) = [word for word in text.split() if word.startswith("https://orders.acme.example/invitation/")]
    secret = link.rpartition("/")[2]
    assert secret != first
    assert states_of(cast, UUID(done["mail_id"])) == ["accepted"]
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('app.company', %s, false)", [str(cast.company_id)])
        for table in ("trail_change", "trail_entry", "mail_message", "companies_invitationlink"):
            cursor.execute(f"SELECT count(*) FROM {table} t WHERE t::text LIKE %s", [f"%{secret}%"])
            assert cursor.fetchone() == (0,), table
        cursor.execute("SELECT set_config('app.company', '', false)")
    assert verify(cast.company_id).findings == []


def test_an_invitation_that_was_taken_back_does_not_go_out(cast: Cast, inbox: Inbox) -> None:
    nora, _secret = invited(cast)
    done = mail.send_invitation(by=cast.olga, at=NOW, member_id=nora.id)
    cancel_invitation(by=cast.olga, at=NOW, member_id=nora.id)
    run()
    assert (message_of(cast, UUID(done["mail_id"])).state, inbox.mails) == ("cancelled", [])


def test_what_the_job_does_is_the_company_s_own_member_s(cast: Cast, inbox: Inbox) -> None:
    sent(cast)
    run()
    done = [one for one in entries(cast.company_id, outcome=Entry.DONE) if one.verb.startswith("mail.")]
    assert [one.verb for one in done] == ["mail.claim", "mail.deliver"]
    assert {one.member_id for one in done} == {system_member(cast.company_id).id}
    assert all(one.order_id for one in done)
