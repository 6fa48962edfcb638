"""Which order may be chosen for an offer or a job post, and every reason why not. Pure: values in, reasons out."""

from collections.abc import Sequence
from datetime import date

from django.utils.translation import gettext_lazy as _

from counterfoil.foundation.companies.models import Member
from counterfoil.foundation.companies.permissions import SEES_EVERY_ORDER
from counterfoil.foundation.kernel.refusals import Reason
from counterfoil.lifecycle.engagements.models import JobPost, Offer
from counterfoil.lifecycle.engagements.models.programme import OFF
from counterfoil.lifecycle.engagements.offer_rules import for_own_team

from .kinds import shared_only
from .models import Confirmation, Order


def choose(thing: Offer | JobPost, by: Member, programme: str) -> list[Reason]:
    """What an offer or a post draws on is said while it is a draft, where purchase orders are used (R1, R10, R11)."""
    reasons = []
    if not _works_on(thing, by, *(f"{called(thing)}.{deed}_order" for deed in ("choose", "add", "await"))):
        reasons.append(Reason("not_your_team", _("It belongs to another team."), never=True))
    if thing.state != "draft":
        sentence = _("It is %(state)s, and what it says stands still. Take it back first to choose another order.")
        reasons.append(Reason("not_draft", sentence, {"state": thing.state_words(thing.state)}))
    if programme == OFF:
        sentence = _(
            "Purchase orders are turned off here for hiring. Finance or an owner turns them on in the settings."
        )
        reasons.append(Reason("programme_off", sentence))
    return reasons


def chosen(thing: Offer | JobPost, order: Order | None, today: date) -> list[Reason]:
    """An order that they may use, that is open, in the same currency, with something left and days to come (R8, R9).

    No reason says its number: they stand on the trail of the offer, which others read.
    """
    if order is None:
        sentence = _(
            "There is no purchase order of this number that you may use. Look at it again, add it, or ask finance who may "
            "use it."
        )
        return [Reason("no_such_order", sentence)]
    reasons = shared_only(order)
    if order.state != "issued":
        sentence = _("That purchase order is %(state)s; nothing more is drawn from it.")
        reasons.append(Reason("order_ended", sentence, {"state": order.state_words(order.state)}))
    elif order.left_to_draw <= 0:
        sentence = _("Nothing of that purchase order is left. Choose another one, or ask finance to raise it.")
        reasons.append(Reason("used_up", sentence))
    if order.valid_through and order.valid_through < today:
        sentence = _("That purchase order was valid through %(last)s. Finance or an owner may set a later day.")
        reasons.append(Reason("expired", sentence, {"last": order.valid_through}))
    return reasons + _in_currency(thing, order)


def awaited(thing: Offer | JobPost, due_on: date, today: date, owner: Member) -> list[Reason]:
    """Somebody who works here gets it, by a day that is not over (R14)."""
    reasons = []
    if due_on < today:
        reasons.append(Reason("day_over", _("%(last)s is over: choose a day from today on."), {"last": due_on}))
    if not owner.may("order.share"):
        sentence = _("%(name)s may not order. Name somebody who gets purchase orders here.")
        reasons.append(Reason("owner_orders_nothing", sentence, {"name": owner.name}))
    elif not _works_on(thing, owner, "order.share"):
        sentence = _("%(name)s does not see it: it belongs to another team. Name somebody of its team.")
        reasons.append(Reason("owner_sees_nothing", sentence, {"name": owner.name}))
    return reasons


def confirm(order: Order, by: Member, confirmations: Sequence[Confirmation], separated: bool) -> list[Reason]:
    """Finance says, of an order that a manager added while hiring, that it is there; not who added it."""
    asked = [one for one in confirmations if one.confirmed_by_id is None]
    if not asked:
        return [*shared_only(order), Reason("not_waiting", _("It waits for nobody's word."))]
    if separated and by.has_hand_in([one.asked_by_id for one in asked]):
        return [Reason("own_request", _("Somebody else confirms it: you added it."), never=True)]
    if order.state != "issued":
        sentence = _("It is %(state)s: there is nothing left to confirm.")
        return [Reason("not_open", sentence, {"state": order.state_words(order.state)})]
    return shared_only(order)


def unconfirmed(confirmations: Sequence[Confirmation]) -> list[Reason]:
    """Nothing is drawn from an order before finance has confirmed it, where it waits for that."""
    if all(one.confirmed_by_id for one in confirmations):
        return []
    sentence = _("Finance has not confirmed it yet. Until then nothing is drawn from it.")
    return [Reason("not_confirmed", sentence)]


def called(thing: Offer | JobPost) -> str:
    """What its verbs are called after."""
    return "offer" if isinstance(thing, Offer) else "jobpost"


def _works_on(thing: Offer | JobPost, member: Member, *verbs: str) -> bool:
    everywhere = member.roles_for(*verbs) & SEES_EVERY_ORDER
    return bool(everywhere or thing.made_by_id == member.id or for_own_team(member, thing.team_id, *verbs))


def _in_currency(thing: Offer | JobPost, order: Order) -> list[Reason]:
    if order.currency == thing.currency:
        return []
    sentence = _("That purchase order is in %(theirs)s, and this is in %(currency)s.")
    told = {"theirs": order.currency, "currency": thing.currency}
    return [Reason("other_currency", sentence, told)]
