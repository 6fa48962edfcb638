"""mail.claim, mail.deliver, mail.bounce, mail.cancel: what the company's own member does with a mail. And how it is worded.

Nothing here speaks to a mail server: the job does, between the claim and what it then tells.
"""

from datetime import datetime
from typing import Any, Literal
from uuid import UUID

from counterfoil.foundation.companies import links
from counterfoil.foundation.companies.models import Member
from counterfoil.foundation.kernel.refusals import expect_version, refuse_if
from counterfoil.foundation.kernel.states import move
from counterfoil.foundation.kernel.values import Moment, Name, Quoted, Values
from counterfoil.foundation.trail.action import Stored, action

from . import queries, rules
from .cases import InvitedCase, MailCase
from .invitations import worded
from .models import INVITATION, MailTemplate, Message, Recipient
from .values import Body, Outcome
from .writing import write

_STEPS = {"accepted": "accept", "refused": "refuse", "expired": "expire", "perhaps": "lose"}


class TemplateValues(Values):
    """How the mails of a kind are worded: each {place} is what the order, or the payment, says."""

    subject: Name
    text: Body
    kind: Literal["order", "remittance"] = "order"


@action("mail.claim", on=MailCase, rule=rules.claim)
def claim(case: MailCase) -> Stored:
    """Take a mail before a server hears of it: whoever dies after this leaves one that is not sent a second time.

    The link of an invitation is made here, in the name of who invited, and every earlier one ends. Its `secret` is in this
    answer and nowhere else.
    """
    message = case.message
    message.attempts += 1
    message.claimed_at = case.at
    move(message, "claim")
    secret: dict[str, Any] = {}
    if message.kind == INVITATION and case.invited:
        secret = {"secret": links.make(message.made_by, case.invited, case.at)[1]}
    return _stored(message, {"attempt": message.attempts}, shown_once=secret)


@action("mail.deliver", on=MailCase, rule=rules.deliver)
def deliver(case: MailCase, *, outcomes: list[Outcome], retry_at: Moment | None = None, error: Quoted = "") -> Stored:
    """Tell what became of a mail with each of its recipients in one attempt; with a `retry_at` the others are tried again.

    The first time that a server takes it for somebody is when it was sent.
    """
    message, own = case.message, {one.id: one for one in case.recipients if one.state == "waiting"}
    for outcome in outcomes:
        if outcome.recipient_id in own and outcome.state in _STEPS:
            _settle(own[outcome.recipient_id], _STEPS[outcome.state], outcome.told, case.at)
    states = {one.state for one in case.recipients}
    if message.sent_at is None and "accepted" in states:
        message.sent_at = case.at
    if "waiting" in states and retry_at is None:
        refuse_if([rules.untold()])
    message.error = error
    message.next_at = retry_at if retry_at and "waiting" in states else message.next_at
    move(message, _outcome(states))
    return _stored(message)


@action("mail.bounce", on=MailCase, rule=rules.bounce)
def bounce(case: MailCase, *, recipient_id: UUID, told: Quoted) -> Stored:
    """Note that a mail came back from one of its recipients, and what was said of it."""
    if case.recipient:
        _settle(case.recipient, "bounce", told, case.at)
    return _stored(case.message, {"recipient_id": str(recipient_id)})


@action("mail.cancel", on=MailCase, rule=rules.cancel)
def cancel(case: MailCase, *, error: Quoted) -> Stored:
    """Give up a mail that need not go out any more, and say why."""
    case.message.error = error
    move(case.message, "cancel")
    return _stored(case.message)


@action("invitation.send", on=InvitedCase, rule=rules.send_invitation)
def send_invitation(case: InvitedCase) -> Stored:
    """Have a link mailed to somebody who is invited. It is made as the mail goes out; the link that they have now ends then."""
    member: Member = case.member
    says = worded(case.by, member)
    message = write(case.by, case.at, recipients=[member.email], kind=INVITATION, invited=member, **says)
    return Stored(member.id, {"id": str(member.id), "mail_id": str(message.id)})


@action("mailtemplate.set", subject="mailtemplate")
def set_template(*, by: Member, at: datetime, values: TemplateValues, version: int | None = None) -> Stored:
    """Word the mail of an order, or of a remittance advice, anew. What went out stays as it was."""
    refuse_if(rules.set_template(values.kind, values.subject, values.text))
    before = queries.template(by.company_id, values.kind)
    expect_version(version, before.version if before else 0)
    made = MailTemplate.objects.create(
        company_id=by.company_id,
        version=before.version + 1 if before else 1,
        set_by=by,
        set_at=at,
        **values.model_dump(),
    )
    return Stored(made.id, {"id": str(made.id), "version": made.version})


def _settle(recipient: Recipient, step: str, told: str, at: datetime) -> None:
    recipient.told, recipient.settled_at = told, at
    move(recipient, step)


def _outcome(states: set[str]) -> str:
    """Which way a mail goes with what became of its recipients."""
    if "waiting" in states:
        return "defer"
    if "perhaps" in states:
        return "lose"
    return "send" if states & {"accepted", "bounced"} else "fail"


def _stored(message: Message, more: dict[str, Any] | None = None, **said: Any) -> Stored:
    return Stored(message.id, message.stored() | (more or {}), order_id=message.order_id, **said)
