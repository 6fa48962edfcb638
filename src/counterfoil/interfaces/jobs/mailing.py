"""The job that delivers what waits: it claims a mail, speaks to the server outside of any transaction, and tells the outcome.

No mail is sent twice by accident: who claims it is one, by its lock; who dies after the claim leaves a mail that was perhaps
sent, and a person decides whether it goes once more.
"""

import logging
import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from email.message import EmailMessage
from email.utils import format_datetime, formataddr
from uuid import UUID

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _

from counterfoil.foundation.companies.models import Member
from counterfoil.foundation.companies.queries import system_member
from counterfoil.foundation.documents import store
from counterfoil.foundation.documents.queries import rendering
from counterfoil.foundation.kernel import scope
from counterfoil.foundation.kernel.refusals import Refused
from counterfoil.foundation.mail import actions, queries
from counterfoil.foundation.mail.models import ADDRESS, ALERTS, INVITATION, ORDER, REMITTANCE, Message
from counterfoil.foundation.mail.placeholders import filled
from counterfoil.foundation.mail.values import Outcome
from counterfoil.foundation.trail.action import Answer
from counterfoil.lifecycle.orders.models import Order
from counterfoil.lifecycle.orders.states import AUTHORISED
from counterfoil.lifecycle.payments.models import Payment
from counterfoil.lifecycle.payments.states import INITIATED

from .containing import contained
from .envelope import as_typed, envelope_sender, message_id
from .order_pdf import MEDIA_TYPE
from .smtp import SEVEN_BITS, Attempt, Said, one_line, transmit

log = logging.getLogger(__name__)

AT_ONCE = 20
"""So many mails of one company go out before another one has its turn."""
GIVEN_UP = timedelta(days=2)
"""After so long a mail that no server takes is given up."""
_LONGEST_PAUSE = timedelta(hours=4)
_PATIENCE = timedelta(minutes=15)
"""So long a mail waits for its PDF, which is made beside it."""
_LATER, _LONGEST = {"wrong_state", "not_yet"}, 200
_NO_ANSWER = "the worker ended before the mail server's answer was noted"


def waits(company_id: UUID, clock: Callable[[], datetime]) -> bool:
    """Whether a company has any mail to be sent now."""
    with scope.reading(company_id):
        return bool(queries.due(company_id, clock(), 1))


def deliver_of(company_id: UUID, clock: Callable[[], datetime], stop: Callable[[], bool] = lambda: False) -> int:
    """Send what waits in one company, until `stop` says so. Returns how many mails were tried.

    Once the server did not answer, the others wait for the next round: each of them would wait as long for nothing.
    """
    with scope.reading(company_id):
        due = queries.due(company_id, clock(), AT_ONCE)
    if not due:
        return 0
    by, tried = system_member(company_id), 0
    for one in due:
        if stop():
            break
        # One mail's fault must not keep those behind it waiting.
        answered = Answered()
        tried += contained(f"mail {one.id}", _one, company_id, by, one, clock, answered)
        if not answered.by_server:
            break
    return tried


@dataclass
class Answered:
    """Whether the server answered while one mail was tried."""

    by_server: bool = True


def _one(company_id: UUID, by: Member, message: Message, clock: Callable[[], datetime], answered: Answered) -> int:
    """One mail, one attempt. Whoever else has claimed it meanwhile sends it."""
    if message.state == "sending":
        _tell(by, message, _lost(message), clock)
        return 1
    ended, pdf = _standing(message, clock())
    if ended:
        actions.cancel(by=by, at=clock(), mail_id=message.id, error=ended)
        return 1
    if message.document_sha256 and pdf is None:
        return 0
    # All that can go wrong here goes wrong before the claim: afterwards it would have to be called perhaps sent.
    try:
        mail = _whole(by, message, pdf)
    except ValueError as error:
        log.exception("mail %s can't be written", message.id)
        actions.cancel(by=by, at=clock(), mail_id=message.id, error=one_line(str(error)))
        return 1
    claimed = _claimed(by, message, clock)
    if claimed is None:
        return 0
    if "secret" in claimed:
        mail.set_content(filled(message.text, {"link": _link(claimed["secret"])}))
    waiting = [one.address for one in message.recipients.all() if one.state == "waiting"]
    attempt = transmit(mail, envelope_sender(message), waiting)
    answered.by_server = not attempt.away
    _tell(by, message, attempt, clock)
    return 1


def _claimed(by: Member, message: Message, clock: Callable[[], datetime]) -> Answer | None:
    """The claim, or None where another one has it. What can't be claimed by anybody any more is given up."""
    try:
        return actions.claim(by=by, at=clock(), mail_id=message.id)
    except Refused as refused:
        log.info("mail %s was not sent now: %s", message.id, refused)
        if not {reason.key for reason in refused.reasons} & _LATER:
            actions.cancel(by=by, at=clock(), mail_id=message.id, error=str(refused)[:_LONGEST])
        return None


def _standing(message: Message, at: datetime) -> tuple[str, tuple[str, bytes] | None]:
    """Why a mail need not go out any more, if that is so; and the PDF that goes along, once it is there."""
    if message.kind in (INVITATION, ALERTS):
        return "", None
    with scope.reading(message.company_id):
        ended = _ended(message)
        filed = rendering(message.company_id, message.document_sha256, MEDIA_TYPE)
    if ended:
        return ended, None
    content = _bytes(message.company_id, filed.sha256) if filed else None
    if filed is None or content is None:
        late = at > message.made_at + _PATIENCE
        return _("Its PDF was not made. Look at what the worker logs, then send it again.") if late else "", None
    return "", (filed.name, content)


def _ended(message: Message) -> str:
    """Why what it tells of is no more, if that is so. Called inside a scope."""
    if message.kind == ORDER:
        order: Order = Order.objects.within(message.company_id).one(message.order_id)
        return "" if order.state in AUTHORISED else _("The order is not in force any more.")
    payment: Payment = Payment.objects.within(message.company_id).one(message.payment_id)
    is_gone = message.kind == REMITTANCE and payment.state not in INITIATED
    return _("The payment did not arrive, and what was to be told of it holds no more.") if is_gone else ""


def _bytes(company_id: UUID, sha256: str) -> bytes | None:
    """The stored file, or None where it can't be read: `verify` tells of it."""
    try:
        return store.fetch(company_id, sha256)
    except OSError:
        log.exception("the file %s of company %s can't be read", sha256, company_id)
        return None


def _whole(by: Member, message: Message, pdf: tuple[str, bytes] | None) -> EmailMessage:
    """The mail as it goes out, but for the link of an invitation."""
    mail, sender = EmailMessage(policy=SEVEN_BITS), message.made_by
    mail["From"] = formataddr((as_typed(by.company.name), settings.DEFAULT_FROM_EMAIL))
    mail["To"] = ", ".join(one.address for one in message.recipients.all())
    mail["Subject"] = as_typed(message.subject)
    mail["Date"] = format_datetime(message.made_at)
    mail["Message-ID"] = message_id(message)
    if re.fullmatch(ADDRESS, sender.email or ""):
        mail["Reply-To"] = formataddr((as_typed(sender.name), sender.email))
    mail.set_content(message.text)
    if message.html:
        mail.add_alternative(message.html, subtype="html")
    if pdf:
        name, content = pdf
        mail.add_attachment(content, maintype="application", subtype="pdf", filename=as_typed(name))
    return mail


def _link(secret: str) -> str:
    return f"{settings.COUNTERFOIL_ADDRESS}{reverse('invitation_link', args=[secret])}"


def _tell(by: Member, message: Message, attempt: Attempt, clock: Callable[[], datetime]) -> None:
    """Note what became of it. What may be tried again waits longer each time, and is given up after two days."""
    at = clock()
    retry_at = at + min(timedelta(minutes=2**message.attempts), _LONGEST_PAUSE)
    expires = at >= message.made_at + GIVEN_UP
    outcomes = []
    for one in message.recipients.all():
        said = attempt.said.get(one.address)
        if one.state == "waiting" and said:
            state = "expired" if said.state == "waiting" and expires else said.state
            outcomes.append(Outcome.model_validate({"recipient_id": one.id, "state": state, "told": said.told}))
    actions.deliver(
        by=by,
        at=at,
        mail_id=message.id,
        outcomes=outcomes,
        retry_at=None if expires else retry_at,
        error=attempt.error,
    )


def _lost(message: Message) -> Attempt:
    """What is known of a mail that was claimed long ago by somebody who never told: nothing."""
    waiting = [one.address for one in message.recipients.all() if one.state == "waiting"]
    return Attempt({address: Said("perhaps", _NO_ANSWER) for address in waiting}, _NO_ANSWER)
