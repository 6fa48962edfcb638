"""engagement.ask_for_order, engagement.answer_wish: a contractor asks for an order, and is told what becomes of that."""

from counterfoil.foundation.kernel.prepared import add_row
from counterfoil.foundation.kernel.states import move
from counterfoil.foundation.kernel.values import Text, Why
from counterfoil.foundation.trail.action import Stored, action

from .. import wish_rules as rules
from ..models import Wish
from ..wish_cases import WishCase


@action("engagement.ask_for_order", on=WishCase, rule=rules.ask_for_order)
def ask_for_order(case: WishCase, *, note: Text = "") -> Stored:
    """Ask for the order that is missing, or for the next one. It waits on the desks of those who order for the engagement's team,
    until an order comes to stand or somebody answers (R168)."""
    wanted = case.wanted
    wish = Wish(
        company_id=case.by.company_id,
        engagement=case.engagement,
        why=wanted.why,
        lapsing_id=wanted.lapsing,
        asked_by=case.by,
        asked_at=case.at,
        note=note,
    )
    add_row(wish)
    return Stored(case.engagement.id, wish.stored() | {"why": wish.why})


@action("engagement.answer_wish", on=WishCase, rule=rules.answer_wish)
def answer_wish(case: WishCase, *, reason: Why) -> Stored:
    """Tell the contractor why there is no order, or what has to come first. What they waited is counted."""
    wish = case.waiting
    wish.answered_by, wish.answered_at, wish.word = case.by, case.at, reason
    wish.days = (case.today - case.company.today(wish.asked_at)).days
    move(wish, "answer")
    return Stored(case.engagement.id, wish.stored(), reason=reason)
