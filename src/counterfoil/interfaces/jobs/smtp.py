"""One mail to one server: what the server says of each recipient, and whether anybody can know that the mail went."""

import smtplib
import socket
import threading
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from email.message import EmailMessage
from email.policy import SMTP

from django.conf import settings
from django.core.mail import get_connection
from django.core.mail.backends.smtp import EmailBackend
from django.core.mail.message import EmailMessage as DjangoMail

_LONGEST = 200
_FINAL = 500
_ANSWERS = 3
"""So many times as long as one answer may take, a whole attempt may."""
_NOT_SAID = "the host, name or password that is configured for the mail server has letters other than A to Z"
"""What was wrong with them is told to nobody: it would name a letter of the password."""
SEVEN_BITS = SMTP.clone(cte_type="7bit")
"""How a mail is written: every server takes it."""


@dataclass(frozen=True)
class Said:
    """What became of one recipient, as a state of theirs; `waiting` where it may be tried again. And what was said."""

    state: str
    told: str = ""


@dataclass(frozen=True)
class Attempt:
    """What became of each address in one attempt. `error` is what stopped it, in the server's words or the machine's; `away`
    says that the server did not answer."""

    said: Mapping[str, Said]
    error: str = ""
    away: bool = False


def transmit(mail: EmailMessage, sender: str, recipients: Sequence[str]) -> Attempt:
    """Hand a mail to the configured server. Raises nothing: whatever goes wrong is an outcome.

    Until the content is on its way nothing was sent, and whatever goes wrong is tried again. A connection that ends between the
    last byte and the server's answer leaves it open: the mail was perhaps sent. Each answer has its time, and all of them
    together have three times as much.
    """
    backend = get_connection()
    if not isinstance(backend, EmailBackend):
        return _elsewhere(backend, mail, recipients)
    with _hung_up(backend, after=_ANSWERS * (backend.timeout or settings.EMAIL_TIMEOUT)):
        try:
            backend.open()
        except UnicodeError:
            return _all(recipients, "waiting", _NOT_SAID)
        except (OSError, smtplib.SMTPException) as error:
            return _away(recipients, error)
        if backend.connection is None:
            return _all(recipients, "waiting")
        try:
            return _handed_over(backend.connection, mail, sender, recipients)
        finally:
            _leave(backend)


@contextmanager
def _hung_up(backend: EmailBackend, after: float) -> Iterator[None]:
    """Hang up on a server that answers, but too slowly: whoever waits for it reads an end, as where the server hung up."""
    over = threading.Event()

    def watch() -> None:
        wait = after
        while not over.wait(wait):
            wait = 1
            line = getattr(backend.connection, "sock", None)
            if line is not None:
                with suppress(OSError):
                    # Of the line below TLS: the other thread is in the middle of reading.
                    socket.socket.shutdown(line, socket.SHUT_RDWR)

    threading.Thread(target=watch, name="mail limit", daemon=True).start()
    try:
        yield
    finally:
        over.set()


def _leave(backend: EmailBackend) -> None:
    """What was answered stands, however the server takes the goodbye."""
    with suppress(OSError, smtplib.SMTPException):
        backend.close()


def _handed_over(server: smtplib.SMTP, mail: EmailMessage, sender: str, recipients: Sequence[str]) -> Attempt:
    content = mail.as_bytes()
    said: dict[str, Said] = {}
    try:
        server.ehlo_or_helo_if_needed()
        code, answer = server.mail(sender, [f"size={len(content)}"] if server.has_extn("size") else [])
        if code != 250:
            return _turned_down(recipients, code, answer)
        for address in recipients:
            code, answer = server.rcpt(address)
            said[address] = Said("accepted") if code in (250, 251) else _refusal(code, answer)
    except (OSError, smtplib.SMTPException) as error:
        return _away(recipients, error)
    taken = [address for address, one in said.items() if one.state == "accepted"]
    if not taken:
        return Attempt(said, _first(said))
    return _with_content(server, content, said, taken)


def _with_content(server: smtplib.SMTP, content: bytes, said: dict[str, Said], taken: Sequence[str]) -> Attempt:
    """Send the content to those whom the server takes it for. From here on an end without an answer proves nothing."""
    try:
        code, answer = server.data(content)
    except smtplib.SMTPDataError as error:
        code, answer = error.smtp_code, error.smtp_error if isinstance(error.smtp_error, bytes) else b""
    except (OSError, smtplib.SMTPException) as error:
        words = _words(error)
        return Attempt(said | {address: Said("perhaps", words) for address in taken}, words, away=True)
    if code != 250:
        turned = _turned_down(taken, code, answer)
        return Attempt(said | dict(turned.said), turned.error)
    words = one_line(answer.decode("utf-8", "replace"))
    return Attempt(said | {address: Said("accepted", words) for address in taken}, _first(said))


def _elsewhere(backend: object, mail: EmailMessage, recipients: Sequence[str]) -> Attempt:
    """Where mail is written to the terminal or a folder: whatever it is written to takes it."""
    whole = _Whole(subject=str(mail["Subject"]), to=list(recipients))
    whole.whole = mail
    try:
        backend.send_messages([whole])  # type: ignore[attr-defined]
    except OSError as error:
        return _all(recipients, "waiting", _words(error))
    return _all(recipients, "accepted")


class _Whole(DjangoMail):
    """A mail that was put together already, for Django's backends that only write it down."""

    whole: EmailMessage

    def message(self) -> EmailMessage:  # type: ignore[override]
        return self.whole


def _all(recipients: Sequence[str], state: str, words: str = "") -> Attempt:
    return Attempt({address: Said(state, words) for address in recipients}, words)


def _away(recipients: Sequence[str], error: Exception) -> Attempt:
    """Nobody has it, and whether the server answered at all."""
    told = _all(recipients, "waiting", _words(error))
    return replace(told, away=not isinstance(error, smtplib.SMTPResponseException))


def _turned_down(recipients: Sequence[str], code: int, answer: bytes) -> Attempt:
    said = _refusal(code, answer)
    return Attempt(dict.fromkeys(recipients, said), said.told)


def _refusal(code: int, answer: bytes) -> Said:
    """A final no, or one that may be another answer later."""
    return Said("refused" if code >= _FINAL else "waiting", one_line(f"{code} {answer.decode('utf-8', 'replace')}"))


def _first(said: Mapping[str, Said]) -> str:
    return next((one.told for one in said.values() if one.state != "accepted"), "")


def _words(error: Exception) -> str:
    """What an error says, without the name and password that were tried."""
    if isinstance(error, smtplib.SMTPResponseException):
        answer = error.smtp_error
        text = answer.decode("utf-8", "replace") if isinstance(answer, bytes) else str(answer)
        return one_line(f"{error.smtp_code} {text}")
    return one_line(str(error) or type(error).__name__)


def one_line(text: str) -> str:
    """What a stranger said, as one line of ASCII, which is what servers speak, and no longer than is kept."""
    line = " ".join("".join(sign if " " < sign <= "~" else " " for sign in text).split())
    return line[:_LONGEST]
