"""When a contractor may ask for an order, and who answers them. Pure: values in, reasons out."""

from django.utils.translation import gettext_lazy as _

from counterfoil.foundation.companies.models import Member
from counterfoil.foundation.kernel.refusals import Reason
from counterfoil.lifecycle.engagements.models import Engagement

from .models import Wish
from .rules import own_team
from .wishes import Wanted


def ask_for_order(engagement: Engagement, by: Member, wanted: Wanted | None, waiting: Wish | None) -> list[Reason]:
    """The contractor of the engagement asks, once, while it has no order or while what it has runs out."""
    reasons = []
    if engagement.contractor.member_id != by.id:
        sentence = _("Only the contractor of an engagement asks for its order.")
        reasons.append(Reason("not_your_engagement", sentence, never=True))
    if waiting is not None:
        sentence = _("It was asked for already and waits for an answer. One asking at a time is enough.")
        reasons.append(Reason("asked_already", sentence))
    elif wanted is None:
        sentence = _("It has an order that neither ends soon nor is nearly used up. You can ask for the next one then.")
        reasons.append(Reason("order_stands", sentence))
    return reasons


def answer_wish(engagement: Engagement, by: Member, waiting: Wish | None) -> list[Reason]:
    """Somebody who orders for the engagement's team answers what waits."""
    reasons = []
    if waiting is None:
        reasons.append(Reason("nobody_asks", _("Nobody waits for an order of this engagement.")))
    if not own_team(by, engagement.team_id, "engagement.answer_wish"):
        sentence = _("This engagement belongs to another team, which orders for it.")
        reasons.append(Reason("not_your_team", sentence, never=True))
    return reasons
