"""What may be changed of an engagement. Pure: values in, reasons out."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from counterfoil.foundation.companies.models import Member
from counterfoil.foundation.companies.permissions import SEES_EVERY_ORDER
from counterfoil.foundation.kernel import archiving
from counterfoil.foundation.kernel.refusals import Reason
from counterfoil.foundation.kernel.values import Values

from .models import Engagement
from .offer_rules import for_own_team


def archive(engagement: Engagement) -> list[Reason]:
    """What is archived is not archived again. What was ordered under it runs on."""
    return archiving.archive(engagement)


def unarchive(engagement: Engagement) -> list[Reason]:
    """Only what is archived comes back."""
    return archiving.unarchive(engagement)


def changed_engagement(engagement: Engagement, changes: Values, by: Member) -> list[Reason]:
    """What is named has to differ, and the days to be in order with the one that stays."""
    named: dict[str, Any] = changes.model_dump(exclude_unset=True)
    reasons = []
    if all(getattr(engagement, name) == value for name, value in named.items()):
        reasons.append(Reason("unchanged", _("That is what it says already.")))
    moves = "team_id" in named and named["team_id"] != engagement.team_id
    if moves and not _is_theirs(by, engagement.team_id, named["team_id"]):
        sentence = _("It goes from one team to another by somebody who orders for both. Ask an owner or the issuer.")
        reasons.append(Reason("not_both_teams", sentence, never=True))
    first, last = (named.get(name, getattr(engagement, name)) for name in ("starts_on", "ends_on"))
    if first and last and last < first:
        sentence = _("It would end on %(last)s, which is before %(first)s, when it begins.")
        reasons.append(Reason("days_reversed", sentence, {"first": first, "last": last}))
    return reasons


def _is_theirs(by: Member, *teams: object) -> bool:
    """Whether they order for all of these teams: who asks for an order, and who draws one, goes by the team (R9)."""
    verb = "engagement.change"
    return bool(by.roles_for(verb) & SEES_EVERY_ORDER) or all(for_own_team(by, team, verb) for team in teams)
