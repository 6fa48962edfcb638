"""mail.withdraw: an order's mail that has not gone out is taken back by a person."""

from counterfoil.foundation.kernel.states import move
from counterfoil.foundation.trail.action import Stored, action

from .. import sending_rules
from ..cases import OrderMailCase


@action("mail.withdraw", on=OrderMailCase, rule=sending_rules.withdraw_mail)
def withdraw_mail(case: OrderMailCase) -> Stored:
    """Take back the mail of an order while it waits. What the mail server has, or had, goes its way: either, and never both."""
    message = case.message
    message.error = ""
    move(message, "cancel")
    return Stored(message.id, message.stored(), order_id=message.order_id)
