"""What may be done with an order that was minted elsewhere, and every reason why not. Pure: values in, reasons out."""

import re
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext_lazy as _

from counterfoil.foundation.companies.models import Member
from counterfoil.foundation.kernel.money import ZERO
from counterfoil.foundation.kernel.refusals import Reason
from counterfoil.foundation.kernel.states import wrong_state
from counterfoil.foundation.kernel.written import MonetaryAmount
from counterfoil.foundation.parties.models import Contractor
from counterfoil.lifecycle.engagements.models import Engagement

from . import numbers
from .collisions import readable
from .hanging import Hanging
from .kinds import of_a_contract
from .models import Order, OrderFinding, OrderLine, RevisionLine
from .pricing import worth
from .rules import live_claims
from .versions import Issued
from .written_off_rules import written_off


def load(contractor: Contractor, by: Member, number: str, layouts: Iterable[str]) -> list[Reason]:
    """A number that was minted elsewhere, which our own counter could never deal, for somebody else's work (R28, R89)."""
    reasons = []
    if by.has_hand_in([contractor.member_id]):
        reasons.append(Reason("own_money", _("Nobody loads an order that pays themselves."), never=True))
    return reasons + elsewhere(number, layouts)


def elsewhere(number: str, layouts: Iterable[str]) -> list[Reason]:
    """Whether a number is one, and could not be dealt here."""
    reasons = []
    if numbers.is_placeholder(number):
        reasons.append(Reason("no_number", _("“%(number)s” is no purchase order number."), {"number": number}))
    for layout in layouts:
        if re.match(readable(layout), numbers.normal(number)):
            sentence = _("Our own counter deals numbers like %(number)s (%(layout)s); nobody else's may look the same.")
            reasons.append(Reason("our_own_number", sentence, {"number": number, "layout": layout}))
    return reasons


def number_taken(first: Order, seen: bool = True) -> Reason:
    """The same number makes no second order; both are named (R89), the first to those who see it."""
    params: dict[str, Any] = {"number": first.number or ""}
    if not seen:
        return Reason("number_taken", _("The number %(number)s is taken. No second order was made."), params)
    params |= {"order": first.id}
    if first.contractor is None:
        sentence = _("The number %(number)s is in use: it is an order that contracts share. No second order was made.")
        return Reason("number_taken", sentence, params)
    sentence = _("The number %(number)s is in use: %(title)s of %(contractor)s. No second order was made.")
    return Reason("number_taken", sentence, params | {"title": first.title, "contractor": first.contractor.name})


def understood(order: Order, currency: str, stands: Sequence[str], named: Sequence[str]) -> list[Reason]:
    """Whether a change is to be read at all: of a loaded order, in its currency, each line called by its own name."""
    if not order.is_loaded:
        return loaded_only(order)
    reasons = []
    if currency not in ("", order.currency):
        sentence = _("It is in %(currency)s, and the order in %(ordered)s.")
        reasons.append(Reason("currency", sentence, {"currency": currency, "ordered": order.currency}))
    for names in (stands, named):
        for name in sorted({one for one in names if not one or names.count(one) > 1}):
            reasons.append(Reason("line_unclear", _("More than one line could be called “%(name)s”."), {"name": name}))
    return reasons


def stand(stands: Sequence[str], meant: Sequence[str]) -> list[Reason]:
    """A line that a change revises or takes out is one of the order's: taken for a new one, it would be ordered twice."""
    sentence = _("It changes or takes out a line “%(name)s”, and no line of the order is called so.")
    unknown = sorted({name for name in meant if name and name not in stands})
    return [Reason("line_unknown", sentence, {"name": name}) for name in unknown]


def later(change: Issued, stands: Issued) -> list[Reason]:
    """What its minter said first does not replace what it said afterwards, whichever came first."""
    if not change.is_before(stands):
        return []
    if change.on < stands.on:
        sentence = _("It is of %(issued)s, and the version of the order that stands is of %(stands)s.")
        return [Reason("older", sentence, {"issued": change.on, "stands": stands.on})]
    sentence = _("It is change %(issued)s of its order, and change %(stands)s stands.")
    return [Reason("older", sentence, {"issued": change.sequence, "stands": stands.sequence})]


def restate(order: Order, net: Decimal, lines: Mapping[OrderLine, RevisionLine | None]) -> list[Reason]:
    """Its minter's next version, with what it says of each line; nothing of one that is gone. Nothing goes below what is
    accepted or invoiced, and what is accepted stays worth what it is."""
    reasons = wrong_state(order, "revoke")
    total = MonetaryAmount(net, order.currency)
    if net <= 0:
        sentence = _("It would leave nothing of the order (%(net)s). What is not wanted any more is cancelled.")
        reasons.append(Reason("nothing_left", sentence, {"net": total}))
    if net < order.accepted_amount:
        sentence = _("%(accepted)s are accepted on it, and the new total is %(net)s.")
        accepted = MonetaryAmount(order.accepted_amount, order.currency)
        reasons.append(Reason("below_accepted", sentence, {"accepted": accepted, "net": total}))
    if net < order.covered_amount:
        sentence = _("%(covered)s are invoiced on it, and the new total is %(net)s.")
        covered = MonetaryAmount(order.covered_amount, order.currency)
        reasons.append(Reason("below_invoiced", sentence, {"covered": covered, "net": total}))
    elif net < order.covered_amount + order.charged_amount + order.written_off_amount and order.written_off_amount:
        reasons += written_off(order)
    if order.covered_amount <= net < order.released_amount:
        sentence = _("%(released)s are released or paid on it, also in advance, and the new total is %(net)s.")
        released = MonetaryAmount(order.released_amount, order.currency)
        reasons.append(Reason("below_released", sentence, {"released": released, "net": total}))
    for line, said in lines.items():
        reasons += _below_used(line, said, order.currency) + _worth_another(line, said, order.currency)
    return reasons


def _below_used(line: OrderLine, said: RevisionLine | None, currency: str) -> list[Reason]:
    quantity, amount = (said.quantity, said.net) if said else (ZERO, ZERO)
    used = max(line.accepted_quantity, line.covered_quantity)
    used_amount = max(line.accepted_amount, line.covered_amount)
    if quantity >= used and amount >= used_amount:
        return []
    sentence = _(
        "Line %(line)s would order %(quantity)s for %(amount)s, and %(used)s for %(used_amount)s are accepted or invoiced."
    )
    amounts = {"amount": MonetaryAmount(amount, currency), "used_amount": MonetaryAmount(used_amount, currency)}
    params = {"line": line.position, "quantity": quantity, "used": used} | amounts
    return [Reason("below_used", sentence, params)]


def _worth_another(line: OrderLine, said: RevisionLine | None, currency: str) -> list[Reason]:
    """What was accepted was accepted for an amount: another price holds for what is accepted later, on a line of its own."""
    worth_then = worth(line.accepted_quantity, said, currency) if said else line.accepted_amount
    if worth_then == line.accepted_amount:
        return []
    sentence = _("What is accepted of line %(line)s is worth %(amount)s, and would be worth %(worth)s.")
    amounts = {"amount": MonetaryAmount(line.accepted_amount, currency), "worth": MonetaryAmount(worth_then, currency)}
    return [Reason("accepted_worth", sentence, {"line": line.position} | amounts)]


def revoke(order: Order, hanging: Sequence[Hanging]) -> list[Reason]:
    """Its minter takes it back, while nothing hangs on it."""
    return loaded_only(order) + wrong_state(order, "revoke") + written_off(order) + live_claims(order, hanging)


def loaded_only(order: Order) -> list[Reason]:
    """Whether its minter's documents can change it: what was issued here changes by our own verbs."""
    if order.is_loaded:
        return []
    return [Reason("not_loaded", _("It was issued here; no document from outside changes it."))]


def own_money(order: Order, by: Member) -> list[Reason]:
    """Whatever else they are in the company: what is ordered of somebody is not theirs to say."""
    if not by.has_hand_in([order.paid_member_id]):
        return []
    sentence = _("Nobody changes or attaches an order that pays themselves, or settles what does not agree in it.")
    return [Reason("own_money", sentence, never=True)]


def attach(order: Order, by: Member, engagement: Engagement | None = None) -> list[Reason]:
    """A loaded order is attached once, to an engagement of its own contractor; to which is asked once one is named."""
    reasons = loaded_only(order) + own_money(order, by) + of_a_contract(order)
    if order.state == "cancelled":
        sentence = _("It is %(state)s; nothing more will be done on it.")
        reasons.append(Reason("ended", sentence, {"state": order.state_words(order.state)}))
    if order.engagement_id is not None:
        reasons.append(Reason("attached", _("It belongs to an engagement already.")))
    if engagement is not None and engagement.contractor_id != order.contractor_id:
        reasons.append(Reason("engagement_of_other", _("This engagement is with another contractor.")))
    return reasons


def settle_finding(found: OrderFinding, order: Order, by: Member) -> list[Reason]:
    """A finding is settled once, and not by whom the order pays."""
    return wrong_state(found, "settle") + own_money(order, by)


def loaded_alike(number: str | None) -> list[Reason]:
    """No layout deals numbers that were loaded from elsewhere."""
    if number is None:
        return []
    sentence = _("The number %(number)s was loaded from elsewhere and could be one of these. Choose another text.")
    return [Reason("layout_loaded", sentence, {"number": number})]
