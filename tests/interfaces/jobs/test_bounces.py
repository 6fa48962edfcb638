"""Bounces that arrive in the maildir are told of their mail, once; whatever else lies there is left."""

from pathlib import Path
from time import process_time
from typing import Any
from uuid import UUID

import pytest

from counterfoil.interfaces.jobs.bounces import read
from counterfoil.interfaces.jobs.envelope import envelope_sender, message_id

from ...cast import NOW, Cast
from ...mailing import delivered, message_of, recipients_of, sent, states_of

pytestmark = pytest.mark.django_db(transaction=True)

BOUNCE = """\
From: MAILER-DAEMON@mx.example
To: {to}
Subject: Undelivered Mail Returned to Sender
MIME-Version: 1.0
Content-Type: multipart/report; report-type=delivery-status; boundary="b"

--b
Content-Type: text/plain

This is the mail system at host mx.example.

--b
Content-Type: message/delivery-status

Reporting-MTA: dns; mx.example

Final-Recipient: rfc822; {recipient}
Action: {action}
Status: 5.1.1
Diagnostic-Code: smtp; 550 5.1.1 User unknown

--b
Content-Type: {kind}

Message-ID: {message_id}
Subject: Your order

--b--
"""


@pytest.fixture
def maildir(tmp_path: Path, settings: Any) -> Path:
    """A maildir that is configured, and where bounces go."""
    for name in ("new", "cur", "tmp"):
        (tmp_path / name).mkdir()
    settings.COUNTERFOIL_MAILDIR = str(tmp_path)
    settings.COUNTERFOIL_MAIL_BOUNCES = "bounces@acme.example"
    settings.COUNTERFOIL_MAIL_STANDS = True
    return tmp_path


def arrives(maildir: Path, cast: Cast, mail_id: UUID, name: str = "1", **more: str) -> int:
    """A bounce is delivered, and read."""
    message = message_of(cast, mail_id)
    said = {"to": "orders@acme.example", "recipient": "cleo@studio.example", "action": "failed"}
    said |= {"kind": "message/rfc822", "message_id": message_id(message)}
    (maildir / "new" / name).write_text(BOUNCE.format(**(said | more)))
    return read(lambda: NOW)


@pytest.mark.req(169)
@pytest.mark.parametrize("kind", ["message/rfc822", "text/rfc822-headers"])
def test_it_is_known_by_the_message_id_of_what_it_brings_back(cast: Cast, maildir: Path, kind: str) -> None:
    mail_id = delivered(cast, "office@studio.example", "cleo@studio.example")
    assert arrives(maildir, cast, mail_id, kind=kind) == 1
    assert states_of(cast, mail_id) == ["accepted", "bounced"]
    assert recipients_of(cast, mail_id)[1].told == "550 5.1.1 User unknown"
    assert list((maildir / "new").iterdir()) == []
    assert len(list((maildir / "cur").iterdir())) == 1


@pytest.mark.req(169)
def test_it_is_known_by_the_address_that_it_came_to(cast: Cast, maildir: Path) -> None:
    """A server that brings nothing back still writes to where the mail came from."""
    mail_id = delivered(cast)
    to = envelope_sender(message_of(cast, mail_id))
    assert to.startswith("bounces+")
    arrives(maildir, cast, mail_id, to=to, message_id="<other@mx.example>", recipient="forwarded@elsewhere.example")
    assert states_of(cast, mail_id) == ["bounced"]


@pytest.mark.parametrize(
    "more",
    [
        {"action": "delayed"},
        {"message_id": "<other@mx.example>"},
        {"recipient": "somebody@else.example"},
        {"message_id": f"<{'0' * 32}.{'0' * 32}@acme.example>"},
    ],
    ids=["only late", "another mail", "another recipient", "no company of ours"],
)
def test_what_is_no_bounce_of_ours_changes_nothing(cast: Cast, maildir: Path, more: dict[str, str]) -> None:
    mail_id = delivered(cast, "office@studio.example", "cleo@studio.example")
    assert arrives(maildir, cast, mail_id, **more) == 1
    assert states_of(cast, mail_id) == ["accepted", "accepted"]
    assert list((maildir / "new").iterdir()) == []


def test_one_that_comes_twice_or_too_early_changes_nothing(cast: Cast, maildir: Path) -> None:
    mail_id, waiting = delivered(cast), sent(cast)
    for name in ("1", "2"):
        arrives(maildir, cast, mail_id, name)
    arrives(maildir, cast, waiting, "3")
    assert (states_of(cast, mail_id), states_of(cast, waiting)) == (["bounced"], ["waiting"])


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"\xff\x00" * 1000,
        b"Content-Type: multipart/report; boundary=b\n\n--b\n" * 500,
        # Deeper than anybody can read: it is put aside without being read once more.
        b"Content-Type: message/rfc822\n\n" * 3000,
    ],
    ids=["nothing", "noise", "parts in parts", "mails in mails"],
)
def test_rubbish_is_read_past(cast: Cast, maildir: Path, content: bytes) -> None:
    (maildir / "new" / "0").write_bytes(content)
    mail_id = delivered(cast)
    assert arrives(maildir, cast, mail_id) == 2
    assert states_of(cast, mail_id) == ["bounced"]


def test_many_parts_within_parts_keep_nobody_busy(cast: Cast, maildir: Path) -> None:
    """Each line would be held against each of two hundred boundaries: the better part of a minute for one mail."""
    nested = b"".join(b"Content-Type: multipart/mixed; boundary=b%d\n\n--b%d\n" % (one, one) for one in range(200))
    (maildir / "new" / "0").write_bytes(nested + b"\n" * 1_000_000)
    began = process_time()
    assert read(lambda: NOW) == 1
    assert process_time() - began < 2


def test_what_was_read_stays_as_it_came(cast: Cast, maildir: Path) -> None:
    content = b"Subject: \xfc\n\n" + b"x" * 2_000_000
    (maildir / "new" / "1:2,").write_bytes(content)
    assert read(lambda: NOW) == 1
    assert (maildir / "cur" / "1:2,S").read_bytes() == content


def test_without_a_maildir_nothing_is_read(cast: Cast, settings: Any) -> None:
    for folder in ("", "/nowhere"):
        settings.COUNTERFOIL_MAILDIR = folder
        assert read(lambda: NOW) == 0
