"""remittance.advise, remittance.void, remittance.send: what a contractor is told of a payment, and that it holds no more.

Nothing goes out here: the mail waits, and a job delivers it. The company's own member does the first two, following what became
of the payment.
"""

import json
import re
from collections.abc import Mapping, Sequence
from typing import Any

from counterfoil.foundation.kernel.refusals import NotFound
from counterfoil.foundation.kernel.states import move
from counterfoil.foundation.mail import queries as mail
from counterfoil.foundation.mail.models import ADDRESS, REMITTANCE, VOID_REMITTANCE, Message
from counterfoil.foundation.mail.placeholders import filled
from counterfoil.foundation.mail.wording import wording
from counterfoil.foundation.mail.writing import write
from counterfoil.foundation.trail.action import Stored, action

from . import rules
from .cases import RemittanceCase
from .content import as_void, content, frozen
from .models import Remittance
from .printing import Told

_LONGEST_SUBJECT = 200


@action("remittance.advise", on=RemittanceCase, rule=rules.advise)
def advise(case: RemittanceCase) -> Stored:
    """Freeze what a payment pays as its contractor is told it, and have it mailed where the company does and it can be."""
    text, digest = frozen(content(case.paid, case.company))
    made = Remittance.objects.create(
        company_id=case.by.company_id, payment=case.payment, content=text, sha256=digest, made_at=case.at
    )
    address = case.payment.contractor.email
    wanted = case.company.mails_remittances and case.has_server and re.fullmatch(ADDRESS, address)
    message = _mail(case, REMITTANCE, json.loads(text), digest, [address]) if wanted else None
    return _stored(case, made, message)


@action("remittance.void", on=RemittanceCase, rule=rules.void)
def void_remittance(case: RemittanceCase) -> Stored:
    """Mark an advice as void. Whoever was told of the payment by mail is told of this too; a mail that waits does not go out."""
    made = _made(case)
    says = as_void(json.loads(made.content), case.today)
    made.void_on, made.voided_at = case.today, case.at
    made.void_sha256 = frozen(says)[1]
    for waiting in _waiting(case):
        waiting.error = ""
        move(waiting, "cancel")
    move(made, "void")
    told = mail.reached(case.mails)
    message = _mail(case, VOID_REMITTANCE, says, made.void_sha256, told) if told else None
    return _stored(case, made, message)


@action("remittance.send", on=RemittanceCase, rule=rules.send, also=rules.sent_again)
def send(case: RemittanceCase, *, again: bool = False) -> Stored:
    """Have an advice mailed to its contractor, where that was not done or did not arrive."""
    made = _made(case)
    message = _mail(case, REMITTANCE, json.loads(made.content), made.sha256, [case.payment.contractor.email])
    return _stored(case, made, message)


def _made(case: RemittanceCase) -> Remittance:
    if case.remittance is None:
        raise NotFound("remittance")
    return case.remittance


def _waiting(case: RemittanceCase) -> list[Message]:
    """Its mails that have not begun to go out, locked: the job that sends them takes the same lock."""
    own = Message.objects.within(case.by.company_id).filter(payment_id=case.payment.id, kind=REMITTANCE)
    locked = list(own.select_for_update(of=("self",)).order_by("id"))
    case.__dict__.pop("mails", None)
    return [one for one in locked if one.state == "waiting"]


def _mail(case: RemittanceCase, kind: str, says: Mapping[str, Any], digest: str, recipients: Sequence[str]) -> Message:
    told = Told(says, case.company)
    own = mail.template(case.by.company_id, REMITTANCE) if kind == REMITTANCE else None
    words, values = own or wording(kind, told.locale), told.values()
    subject = " ".join(filled(words.subject, values).split())[:_LONGEST_SUBJECT]
    return write(
        case.by,
        case.at,
        recipients=recipients,
        kind=kind,
        payment_id=case.payment.id,
        document_sha256=digest,
        subject=subject,
        text=filled(words.text, values),
    )


def _stored(case: RemittanceCase, made: Remittance, message: Message | None) -> Stored:
    """What is left behind; where one order is paid the entry stands on its record."""
    orders = {one.invoice.order_id for one in case.paid.allocations}
    order_id = orders.pop() if len(orders) == 1 else None
    answer = made.stored() | {"mail_id": str(message.id) if message else None}
    return Stored(case.payment.id, answer, order_id=order_id)
