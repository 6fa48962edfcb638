"""Contractors who ask for an order: who orders for the engagement's team gives it, or answers them."""

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from counterfoil.foundation.companies.models import Member
from counterfoil.lifecycle.orders.models import Wish
from counterfoil.lifecycle.orders.wishes import visible

from .evidence_turns import ORDERING
from .seat import Seat
from .turn import Turn, by_name


def wishes_seen(by: Member) -> QuerySet[Wish]:
    """What was asked for and this member sees."""
    return visible(by)


def _give(seat: Seat) -> Q:
    """It waits, and they order for the team."""
    teams = {right.team_id for right in seat.by.rights_for(GIVE.verb) if right.role in ORDERING}
    theirs = Q() if None in teams else Q(engagement__team_id__in=sorted(teams))
    return Q(state="open") & theirs


GIVE = Turn("wish", "engagement.answer_wish", _("A contractor asks for a PO"), "wishes", wishes_seen, _give, "asked_at")
WISH_TURNS = by_name(GIVE)
