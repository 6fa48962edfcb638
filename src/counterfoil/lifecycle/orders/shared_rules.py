"""What may be done with an order that contracts share, and every reason why not. Pure: values in, reasons out."""

from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal

from django.utils.translation import gettext_lazy as _

from counterfoil.foundation.companies.models import Member
from counterfoil.foundation.kernel.money import round_money
from counterfoil.foundation.kernel.refusals import Reason
from counterfoil.foundation.kernel.states import wrong_state
from counterfoil.foundation.kernel.written import MonetaryAmount
from counterfoil.lifecycle.engagements.models import Engagement

from .kinds import shared_only
from .loaded_rules import elsewhere
from .models import Order
from .shared_values import SharedValues


def load_shared(by: Member, values: SharedValues, layouts: Iterable[str], today: date) -> list[Reason]:
    """A number that our own counter could never deal, and a last day that is not over (R2, R28). Whom it is for is said by those
    who may say so later (R5)."""
    reasons = elsewhere(values.number, layouts) + not_over(values.valid_through, today)
    reasons += decimals(values.net, values.currency)
    if values.restricted and not by.may("order.permit"):
        sentence = _("Finance or an owner says who may use an order. Load it open to everybody, and tell them.")
        reasons.append(Reason("not_yours_to_permit", sentence, never=True))
    return reasons


def share(
    order: Order,
    by: Member,
    *,
    may_use: bool,
    today: date,
    held: Sequence[Reason],
    separated: bool,
    engagement: Engagement | None = None,
    amount: Decimal | None = None,
    own_team: bool = True,
) -> list[Reason]:
    """A contract has its share of an order that is open and that they may use, for no more than is left of it (R3, R9).

    For which contract, and how much, is asked once that is named.
    """
    reasons = shared_only(order) + list(held)
    if order.state != "issued":
        sentence = _("It is %(state)s; no contract gets a share of it any more.")
        reasons.append(Reason("not_open", sentence, {"state": order.state_words(order.state)}))
    if not may_use:
        sentence = _("It is for others to use. Finance, an owner or a PO administrator says who may.")
        reasons.append(Reason("not_permitted", sentence, never=True))
    if order.valid_through and today > order.valid_through:
        sentence = _("Its last day was %(last)s. Finance or an owner may set a later one.")
        reasons.append(Reason("expired", sentence, {"last": order.valid_through}))
    if order.is_shared and order.left_to_draw <= 0:
        reasons.append(Reason("used_up", _("Nothing of it is left: its contracts have all of it.")))
    elif amount is not None and amount > order.left_to_draw:
        sentence = _("Only %(left)s of it are left, and this is %(amount)s.")
        figures = {"left": order.left_to_draw, "amount": amount}
        given = {name: MonetaryAmount(figure, order.currency) for name, figure in figures.items()}
        reasons.append(Reason("more_than_left", sentence, given))
    if not own_team:
        reasons.append(Reason("not_your_team", _("You may order for your own teams only."), never=True))
    if engagement is not None and separated and by.has_hand_in([engagement.contractor.member_id]):
        reasons.append(Reason("own_money", _("Nobody draws on an order for themselves."), never=True))
    return reasons


def permit(order: Order) -> list[Reason]:
    """Who may use it is said of an order that is shared (R8)."""
    return shared_only(order) + _not_cancelled(order)


def permitted(changed: bool) -> list[Reason]:
    """A change that changes nothing says so."""
    return [] if changed else [Reason("unchanged", _("That is who may use it already."))]


def edit(order: Order) -> list[Reason]:
    """What a shared order is for, its last day and its amount are changed while it goes on (R6)."""
    return shared_only(order) + wrong_state(order, "close")


def edited(order: Order, net: Decimal | None, changed: bool, last: date | None, today: date) -> list[Reason]:
    """Something has to differ, a new last day is not over, and a new amount, if there is one, covers what its contracts have."""
    if not changed:
        return [Reason("unchanged", _("That is what it says already."))]
    reasons = not_over(last, today)
    if net is not None and net < order.drawn_amount:
        sentence = _("Its contracts have %(drawn)s of it: it can't be less. Close a share that is done first.")
        reasons.append(Reason("below_drawn", sentence, {"drawn": MonetaryAmount(order.drawn_amount, order.currency)}))
    return reasons


def not_over(last: date | None, today: date) -> list[Reason]:
    """A last day is today or later."""
    if last is None or last >= today:
        return []
    return [Reason("day_over", _("%(last)s is over: choose a last day from today on."), {"last": last})]


def decimals(net: Decimal, currency: str) -> list[Reason]:
    """An amount has no more decimals than its currency; it is not rounded."""
    if net == round_money(net, currency):
        return []
    sentence = _("%(amount)s has more decimals than an amount in %(currency)s: they are refused, not rounded.")
    return [Reason("more_decimals", sentence, {"amount": net, "currency": currency})]


def _not_cancelled(order: Order) -> list[Reason]:
    if order.state != "cancelled":
        return []
    return [Reason("ended", _("It is cancelled; it says what it said."))]
