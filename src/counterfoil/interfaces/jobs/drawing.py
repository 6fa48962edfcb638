"""A follower's work: draw the share of the order that was chosen for an offer, once the offer is accepted (R17)."""

import logging

from counterfoil.foundation.companies.queries import member_of
from counterfoil.foundation.kernel import scope
from counterfoil.foundation.kernel.refusals import Invalid, NotFound, Refused
from counterfoil.foundation.trail.action import Via
from counterfoil.foundation.trail.models import Entry
from counterfoil.lifecycle.orders.actions import share
from counterfoil.lifecycle.orders.undrawn import share_of, undrawn

from .batch import Batch

_log = logging.getLogger(__name__)


def draw_chosen(entry: Entry, batch: Batch) -> None:
    """Draw for the offer that this entry accepted, or for every accepted offer that chose the order on which it was done.

    It is drawn as who chose the order would draw it: what they may no longer, is refused like anything of theirs, entered on the
    trail, and stands on their desk. Run again, it draws nothing new.
    """
    of = {"order_id": entry.order_id} if entry.order_id else {"offer_id": entry.subject_id}
    with scope.reading(entry.company_id):
        waiting = undrawn(entry.company_id, **of)
    for choice in waiting:
        via = Via("follower", f"draw:{choice.id}:{entry.id}")
        try:
            by, values = member_of(entry.company_id, choice.chosen_by_id), share_of(choice.offer)
            share(by=by, at=batch.at, order_id=choice.order_id, values=values, via=via)
        except (Invalid, NotFound, Refused) as refused:
            _log.info("the share of offer %s is not drawn: %s", choice.offer_id, refused)
