"""offer.choose_order, offer.add_order, offer.await_order, and the same of a job post: which order the work draws on."""

from counterfoil.foundation.kernel.values import Number
from counterfoil.foundation.trail.action import Stored, action

from .. import choice_rules as rules
from .. import choosing
from ..choice_cases import OfferChoiceCase, PostChoiceCase
from ..choice_values import AddedOrder, Awaited


@action("offer.choose_order", on=OfferChoiceCase, rule=rules.choose)
def choose_for_offer(case: OfferChoiceCase, *, number: Number) -> Stored:
    """Let an offer draw on a purchase order that this member may use: its share is drawn once the offer is accepted (R11)."""
    return choosing.choose(case, number)


@action("offer.add_order", on=OfferChoiceCase, rule=rules.choose)
def add_for_offer(case: OfferChoiceCase, *, values: AddedOrder) -> Stored:
    """Load a purchase order without leaving the offer, and let the offer draw on it (R12)."""
    return choosing.add(case, values)


@action("offer.await_order", on=OfferChoiceCase, rule=rules.choose)
def await_for_offer(case: OfferChoiceCase, *, values: Awaited) -> Stored:
    """Say that there is no purchase order yet, who gets one, and by which day (R14)."""
    return choosing.wait_for(case, values)


@action("jobpost.choose_order", on=PostChoiceCase, rule=rules.choose)
def choose_for_post(case: PostChoiceCase, *, number: Number) -> Stored:
    """Say on which purchase order the work of a post is to draw, among those that this member may use (R10)."""
    return choosing.choose(case, number)


@action("jobpost.add_order", on=PostChoiceCase, rule=rules.choose)
def add_for_post(case: PostChoiceCase, *, values: AddedOrder) -> Stored:
    """Load a purchase order without leaving the post (R18)."""
    return choosing.add(case, values)


@action("jobpost.await_order", on=PostChoiceCase, rule=rules.choose)
def await_for_post(case: PostChoiceCase, *, values: Awaited) -> Stored:
    """Say that there is no purchase order yet, who gets one, and by which day (R18)."""
    return choosing.wait_for(case, values)
