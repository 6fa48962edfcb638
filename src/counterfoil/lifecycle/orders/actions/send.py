"""order.send and order.note_sent: an order on its way to its contractor, and the day on which it went."""

from typing import Literal

from counterfoil.foundation.kernel.prepared import keep_row
from counterfoil.foundation.kernel.values import Day, Quoted
from counterfoil.foundation.mail.models import ORDER
from counterfoil.foundation.mail.values import MailValues
from counterfoil.foundation.mail.writing import write
from counterfoil.foundation.trail.action import Stored, action

from .. import sending_rules as rules
from ..cases import OrderCase


@action("order.send", on=OrderCase, rule=rules.send, also=rules.sent_again)
def send(case: OrderCase, *, mail: MailValues, again: bool = False) -> Stored:
    """Have an order mailed with its PDF. Nothing goes out here: the mail waits, and a job delivers it once its entry is there.

    An order that was sent before goes out once more only where `again` says so.
    """
    order = case.order
    message = write(
        case.by,
        case.at,
        recipients=mail.recipients,
        kind=ORDER,
        order_id=order.id,
        document_sha256=order.document_sha256,
        subject=mail.subject,
        text=mail.text,
    )
    return Stored(order.id, order.stored() | {"mail_id": str(message.id)}, order_id=order.id)


@action("order.note_sent", on=OrderCase, rule=rules.note_sent, also=rules.sent_day)
def note_sent(
    case: OrderCase, *, sent_on: Day, sent_how: Literal["post", "hand", "elsewhere"], reason: Quoted = ""
) -> Stored:
    """Note the day on which an order went to its contractor by other means than mail from here. A day can be put right."""
    order = case.order
    order.sent_on, order.sent_how, order.updated_at = sent_on, sent_how, case.at
    order.version += 1
    keep_row(order)
    return Stored(order.id, order.stored(), order_id=order.id, reason=reason)
