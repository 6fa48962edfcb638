"""The job that reads what comes back: bounces (RFC 3464) that arrive in the configured maildir, each told of its mail once.

Whatever lies there was written by a stranger: no more of it is read than a bounce has, only what names a mail and one of its
recipients counts, and it is said of that mail in one line.
"""

import logging
from collections.abc import Callable, Iterator
from datetime import datetime
from email import message_from_bytes
from email.message import Message as Part
from email.policy import compat32
from pathlib import Path
from uuid import UUID

from django.conf import settings

from counterfoil.foundation.companies.queries import all_companies, system_member
from counterfoil.foundation.kernel import scope
from counterfoil.foundation.kernel.outages import is_outage
from counterfoil.foundation.kernel.refusals import NotFound, Refused
from counterfoil.foundation.mail import actions
from counterfoil.foundation.mail.models import Recipient

from .envelope import Known, known_in
from .smtp import one_line

log = logging.getLogger(__name__)

LARGEST = 1024 * 1024
"""No more is read of one: a bounce says what it has to say at its beginning."""
AT_ONCE = 50
_NAMING = ("Message-ID", "References", "In-Reply-To", "To", "Delivered-To", "X-Original-To")
_MOST_PARTS = 20
"""A bounce has a handful; reading parts within parts within parts takes a minute for each of such mails."""


def read(clock: Callable[[], datetime]) -> int:
    """Read what is new in the maildir. Returns how many mails were read; none where no maildir is configured."""
    folder = settings.COUNTERFOIL_MAILDIR
    if not folder or not (Path(folder) / "new").is_dir():
        return 0
    new = sorted(one for one in (Path(folder) / "new").iterdir() if one.is_file() and not one.name.startswith("."))
    for mail in new[:AT_ONCE]:
        with mail.open("rb") as file:
            content = file.read(LARGEST)
        _told(content, clock())
        _put_aside(mail)
    return len(new[:AT_ONCE])


def _told(content: bytes, at: datetime) -> None:
    """What nobody can read is put aside like all else, or it would be read for ever; an outage is waited for."""
    if content.lower().count(b"boundary") > _MOST_PARTS:
        log.info("a mail in the maildir with too many parts was left")
        return
    try:
        told(message_from_bytes(content, policy=compat32), at)
    except Exception as error:
        if is_outage(error):
            raise
        log.exception("a mail in the maildir could not be read")


def told(bounce: Part, at: datetime) -> int:
    """Tell each mail that came back by this bounce. Returns of how many recipients; of what is no bounce, none."""
    known = _known(bounce)
    if known is None:
        return 0
    return sum(_tell(known, address, said, at) for address, said in _failed(bounce))


def _tell(known: Known, address: str, said: str, at: datetime) -> int:
    """Note it. A bounce that comes twice, or names nobody who had the mail, is left."""
    if known.company_id not in {company_id for company_id, _slug, _sealed in all_companies()}:
        return 0
    recipient_id = _recipient(known, address)
    if recipient_id is None:
        return 0
    by = system_member(known.company_id)
    try:
        actions.bounce(by=by, at=at, mail_id=known.mail_id, recipient_id=recipient_id, told=said)
    except (NotFound, Refused) as error:
        log.info("a bounce of mail %s was left: %s", known.mail_id, error)
        return 0
    return 1


def _recipient(known: Known, address: str) -> UUID | None:
    """The recipient with this address who may still be told of; of a mail to one, that one, whatever the address."""
    with scope.reading(known.company_id):
        own = list(Recipient.objects.within(known.company_id).filter(message_id=known.mail_id))
    named = [one for one in own if one.address == address.lower()] or (own if len(own) == 1 else [])
    out = [one for one in named if one.state in ("accepted", "perhaps")]
    return out[0].id if out else None


def _known(bounce: Part) -> Known | None:
    """The mail that it names: by the address that it came to, or by the Message-ID of what it brings back."""
    for part in _parts(bounce):
        for name in _NAMING:
            for value in part.get_all(name, []):
                found = known_in(str(value))
                if found:
                    return found
        content = part.get_payload(decode=True) if part.get_content_type() == "text/rfc822-headers" else None
        if isinstance(content, bytes) and (found := known_in(content.decode("ascii", "replace"))):
            return found
    return None


def _failed(bounce: Part) -> Iterator[tuple[str, str]]:
    """Each address that it says could not be delivered to, and why. What is only late is no failure."""
    for part in _parts(bounce):
        if str(part.get("Action", "")).strip().lower() == "failed":
            address = _address(part.get("Original-Recipient") or part.get("Final-Recipient") or "")
            yield address, one_line(_address(part.get("Diagnostic-Code") or part.get("Status") or ""))


def _address(typed: object) -> str:
    """The value behind its type: `rfc822; cleo@studio.example`."""
    kind, semicolon, value = str(typed).partition(";")
    return (value if semicolon else kind).strip()


def _parts(bounce: Part) -> Iterator[Part]:
    """The mail and what is in it, the outermost first; the fields of a delivery status are parts of their own."""
    for place, part in enumerate(bounce.walk()):
        if place >= _MOST_PARTS:
            return
        yield part


def _put_aside(mail: Path) -> None:
    """Read, and no more new: it stays in the maildir as it came, for whoever runs it. It is not read again for that, or what
    nobody can read would be new for ever."""
    mail.rename(mail.parent.parent / "cur" / f"{mail.name.partition(':')[0]}:2,S")
