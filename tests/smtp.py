"""A real mail server on this machine, with TLS and sign-in: its certificate is made as it starts."""

import asyncio
import os
import socket
import ssl
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from ipaddress import ip_address
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import AuthResult, LoginPassword
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

NAME, PASSWORD = "counterfoil", "only-here"


@dataclass
class Inbox:
    """What the server has taken, and how it answers: by the address of a recipient, after so many seconds where it is `slow`, and
    to the content as a whole."""

    port: int = 0
    mails: list[Any] = field(default_factory=list)
    answers: dict[str, str] = field(default_factory=dict)
    slow: dict[str, float] = field(default_factory=dict)
    content: str = "250 OK queued"
    tls: list[bool] = field(default_factory=list)

    async def handle_RCPT(self, server: Any, session: Any, envelope: Any, address: str, options: Any) -> str:
        answer = self.answers.get(address, "250 OK")
        await asyncio.sleep(self.slow.get(address, 0))
        if answer.startswith("250"):
            envelope.rcpt_tos.append(address)
        return answer

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:
        if self.content.startswith("250"):
            self.mails.append(envelope)
            self.tls.append(session.ssl is not None)
        if self.content == "hang up":
            self.mails.append(envelope)
            server.transport.abort()
        return self.content

    def read(self, place: int = -1) -> EmailMessage:
        """A mail as its reader has it."""
        found: EmailMessage = message_from_bytes(self.mails[place].original_content, policy=default)  # type: ignore[assignment]
        return found


def _signed_in(_server: Any, _session: Any, _envelope: Any, _mechanism: str, told: Any) -> AuthResult:
    right = isinstance(told, LoginPassword) and (told.login, told.password) == (NAME.encode(), PASSWORD.encode())
    return AuthResult(success=right)


@contextmanager
def serving() -> Iterator[Inbox]:
    """A server that takes mail over TLS from who signs in, for as long as the block lasts. Programs of this block trust it."""
    inbox, before = Inbox(), os.environ.get("SSL_CERT_FILE")
    with TemporaryDirectory() as folder:
        certificate, key = _certificate(Path(folder))
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(certificate, key)
        controller = Controller(
            inbox,
            hostname="127.0.0.1",
            port=_free_port(),
            tls_context=context,
            require_starttls=True,
            auth_required=True,
            authenticator=_signed_in,
        )
        controller.start()
        inbox.port = controller.port
        os.environ["SSL_CERT_FILE"] = str(certificate)
        try:
            yield inbox
        finally:
            controller.stop()
            os.environ.pop("SSL_CERT_FILE")
            os.environ |= {"SSL_CERT_FILE": before} if before else {}


@contextmanager
def silent() -> Iterator[int]:
    """A port at which somebody answers the call and then says nothing."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        held: list[socket.socket] = []
        threading.Thread(target=_answering, args=(server, held), daemon=True).start()
        yield server.getsockname()[1]
    for one in held:
        one.close()


def configured(settings: Any, port: int, **more: Any) -> None:
    """Mail goes out by this server."""
    told = {
        "EMAIL_BACKEND": "django.core.mail.backends.smtp.EmailBackend",
        "EMAIL_HOST": "127.0.0.1",
        "EMAIL_PORT": port,
        "EMAIL_USE_TLS": True,
        "EMAIL_HOST_USER": NAME,
        "EMAIL_HOST_PASSWORD": PASSWORD,
        "EMAIL_TIMEOUT": 3,
        "DEFAULT_FROM_EMAIL": "orders@acme.example",
        "COUNTERFOIL_MAIL_STANDS": True,
        "COUNTERFOIL_SENDS_MAIL": True,
        "COUNTERFOIL_ADDRESS": "https://orders.acme.example",
    }
    for name, value in (told | more).items():
        setattr(settings, name, value)


def _answering(server: socket.socket, held: list[socket.socket]) -> None:
    while True:
        try:
            held.append(server.accept()[0])
        except OSError:
            return


def _free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as found:
        return int(found.getsockname()[1])


def _certificate(folder: Path) -> tuple[Path, Path]:
    """A certificate of this machine that is its own authority."""
    key = ec.generate_private_key(ec.SECP256R1())
    name, now = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "localhost")]), datetime.now(UTC)
    built = x509.CertificateBuilder().subject_name(name).issuer_name(name).public_key(key.public_key())
    built = built.serial_number(x509.random_serial_number()).not_valid_before(now - timedelta(days=1))
    names = x509.SubjectAlternativeName([x509.DNSName("localhost"), x509.IPAddress(ip_address("127.0.0.1"))])
    built = built.not_valid_after(now + timedelta(days=1)).add_extension(names, critical=False)
    built = built.add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
    certificate, private = folder / "certificate.pem", folder / "key.pem"
    certificate.write_bytes(built.sign(key, hashes.SHA256()).public_bytes(serialization.Encoding.PEM))
    private.write_bytes(
        key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    )
    return certificate, private
