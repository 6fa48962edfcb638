"""Evidence that waits for a member's decision."""

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from counterfoil.foundation.companies.models import Member
from counterfoil.foundation.companies.permissions import MANAGER, SEES_EVERY_ORDER
from counterfoil.foundation.parties.holds import EVERYTHING
from counterfoil.lifecycle.evidence.models import Piece, Submission
from counterfoil.lifecycle.orders import queries as orders

from .seat import Seat
from .turn import Turn, by_name

ORDERING = ("owner", "issuer", "manager")
"""Who orders, for a team or for all."""


def submissions(by: Member) -> QuerySet[Submission]:
    """What was submitted on the orders that this member sees."""
    found: QuerySet[Submission] = Submission.objects.within(by.company_id)
    return found.filter(order_id__in=orders.visible(by).values("id"))


def _decide(seat: Seat) -> Q:
    """Something of it waits on an issued order that nothing holds; the member is responsible for the order, submitted nothing of
    it, and is not paid for it."""
    waiting = Piece.objects.within(seat.by.company_id).filter(state="submitted")
    on_hold = seat.held(EVERYTHING, order_id="order_id", contractor_id="order__contractor_id")
    apart = seat.apart("submitter_id", "order__contractor__member_id")
    return Q(id__in=waiting.values("submission_id"), order__state="issued") & _responsible(seat.by) & apart & ~on_hold


def _responsible(by: Member) -> Q:
    """Whoever asked for the order, or a manager of its team."""
    own = Q(order__requester_id=by.id)
    roles = by.roles_for(DECIDE.verb)
    if MANAGER not in roles:
        return own
    teams = {right.team_id for right in by.rights_for(DECIDE.verb) if right.role in ORDERING}
    if roles & SEES_EVERY_ORDER or None in teams:
        return Q()
    return own | Q(order__team_id__in=sorted(teams))


DECIDE = Turn("decide", "evidence.accept", _("Decide on evidence"), "evidence", submissions, _decide, "submitted_at")
EVIDENCE_TURNS = by_name(DECIDE)
