"""To whom what a member holds may be handed over, and every reason why not. Pure: values in, reasons out."""

from django.utils.translation import gettext_lazy as _

from counterfoil.foundation.companies.models import Member
from counterfoil.foundation.companies.permissions import CONTRACTOR, SYSTEM
from counterfoil.foundation.companies.rules import not_a_person
from counterfoil.foundation.kernel.refusals import Reason

from .holding import MOVES, Holding


def hand_over(member: Member, holding: Holding) -> list[Reason]:
    """There is something that can be handed over. Also of who has left already."""
    reasons = not_a_person(member)
    if not holding.of(*MOVES):
        sentence = _(
            "%(name)s holds no open exception, no shared order names them, and they get no order: there is nothing to hand over."
        )
        reasons.append(Reason("nothing_held", sentence, {"name": member.name}))
    return reasons


def to_whom(
    member: Member, holding: Holding, to: Member, unseen: int, out_of_sight: int, own: int, separated: bool
) -> list[Reason]:
    """It goes to an active person who may settle it and use it, and to nobody who could never settle their own."""
    said = {"name": to.name}
    if to.id == member.id:
        return [Reason("same_person", _("%(name)s holds it already."), said)]
    reasons = []
    if to.state != Member.ACTIVE:
        reasons.append(Reason("not_active", _("%(name)s has not signed in yet or has left."), said))
    if to.service or not to.roles - {CONTRACTOR, SYSTEM}:
        reasons.append(Reason("not_here", _("%(name)s does not settle anything here."), said))
    elif holding.of("exceptions") and unseen:
        sentence = _(
            "%(name)s does not see all of the invoices; exceptions on others: %(count)s. Name somebody who does."
        )
        reasons.append(Reason("receiver_sees_not", sentence, said | {"count": unseen}))
    if out_of_sight:
        sentence = _(
            "%(name)s does not see all of the offers that wait for an order: %(count)s. Name somebody who does."
        )
        reasons.append(Reason("receiver_sees_no_offer", sentence, said | {"count": out_of_sight}))
    if separated and own:
        sentence = _(
            "%(name)s could not settle all of it: exceptions on invoices that they entered or are paid by: %(count)s. Give "
            "those to somebody else first."
        )
        reasons.append(Reason("own_entered", sentence, said | {"count": own}))
    used = holding.of("shared_orders", "awaited_orders")
    if used and not to.may("order.share"):
        sentence = _("%(name)s gives contracts no share of an order: %(count)s orders could not go to them.")
        reasons.append(Reason("receiver_uses_none", sentence, said | {"count": sum(used.values())}))
    return reasons
