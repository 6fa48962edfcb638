"""What may be done with an order, and every reason why not. Pure: values in, reasons out."""

from collections.abc import Collection, Iterable, Sequence
from datetime import date
from decimal import Decimal

from django.utils.translation import gettext_lazy as _

from counterfoil.foundation.approvals import rules as approval_rules
from counterfoil.foundation.approvals.models import Approval, Step
from counterfoil.foundation.catalogue.models import CustomField
from counterfoil.foundation.companies.models import Company, Member
from counterfoil.foundation.companies.permissions import ISSUER, MANAGER, OWNER, SEES_EVERY_ORDER
from counterfoil.foundation.kernel import archiving
from counterfoil.foundation.kernel.refusals import Invalid, Reason
from counterfoil.foundation.kernel.states import wrong_state
from counterfoil.foundation.kernel.written import MonetaryAmount
from counterfoil.foundation.parties import rules as parties
from counterfoil.lifecycle.engagements.models import Engagement

from . import charge_rules, kinds, numbers
from .hanging import MOST_NAMED, Hanging, Together
from .models import SINGLE, Order, Revision
from .pricing import Totals
from .written_off_rules import written_off

MOST_MONEY = Decimal(10**15)
ISSUE = "order.issue"
_ORDERING = frozenset({OWNER, ISSUER, MANAGER})


def draft(order: Order, engagement: Engagement, by: Member, rate_given: bool, verb: str) -> list[Reason]:
    """What a draft must hold together: engagement and contractor, the member's team, a rate where currencies differ."""
    reasons = []
    if engagement.contractor_id != order.contractor_id:
        reasons.append(Reason("engagement_of_other", _("This engagement is with another contractor.")))
    if not own_team(by, order.team_id, verb):
        reasons.append(Reason("not_your_team", _("You may order for your own teams only."), never=True))
    if order.currency != order.base_currency and not rate_given:
        sentence = _(
            "The order is in %(currency)s and the company counts in %(base)s: a rate is needed, and no general rate of "
            "%(currency)s holds today. Write this order's own, how many %(base)s one %(currency)s is: "
            "1 %(currency)s = … %(base)s. Or finance types a general one under Settings, Exchange rates."
        )
        reasons.append(Reason("rate_needed", sentence, {"currency": order.currency, "base": order.base_currency}))
    if order.currency == order.base_currency and order.rate != 1:
        reasons.append(Reason("rate_not_one", _("Within one currency the rate is 1: leave it out.")))
    return reasons


def change(order: Order, named: Collection[str]) -> list[Reason]:
    """Only a draft is changed freely, and a number by nobody ever (R58)."""
    reasons = []
    if order.state != "draft":
        sentence = _("It is %(state)s; only a draft can be changed.")
        reasons.append(Reason("not_draft", sentence, {"state": order.state_words(order.state)}))
    if "number" in named:
        sentence = _("A purchase order number is dealt at issue; nobody types or edits it.")
        reasons.append(Reason("number_is_dealt", sentence, never=True))
    return reasons


def sums(totals: Totals | Revision) -> list[Reason]:
    """No order is larger than what can be kept exactly."""
    return too_large((totals.subtotal, totals.net, totals.total, totals.base_total))


def too_large(figures: Iterable[Decimal]) -> list[Reason]:
    """None of an order's figures is larger than what can be kept exactly."""
    if max(map(abs, figures)) <= MOST_MONEY:
        return []
    return [Reason("amount_too_large", _("An order of more than %(most)s can't be kept."), {"most": MOST_MONEY})]


def days(first: date | None, last: date | None) -> None:
    """A change must leave the dates in order. Raises Invalid."""
    if first and last and last < first:
        raise Invalid({"ends_on": [_("The last day lies before the first.")]})


def submit(order: Order, revision: Revision, lines: int, uncoded: Collection[str]) -> list[Reason]:
    """A draft with lines, coded as the company asks, and a total above zero can be submitted."""
    reasons = wrong_state(order, "submit")
    if not lines:
        reasons.append(Reason("no_lines", _("An order needs at least one line.")))
    elif min(revision.total, revision.base_total) <= 0:
        reasons.append(Reason("no_amount", _("An order of nothing can't be submitted: its total must be above zero.")))
    if revision.net < 0 or revision.authorised < 0:
        sentence = _("Its discounts take off more than its lines come to: %(net)s would be left.")
        reasons.append(Reason("net_below_zero", sentence, {"net": MonetaryAmount(revision.net, order.currency)}))
    return reasons + charge_rules.coded(uncoded)


def filled(unfilled: Sequence[tuple[CustomField, int | None]]) -> list[Reason]:
    """Custom fields that have to be filled in are, in the order and in each of its lines (R165). A draft may lack them."""
    own = _("%(field)s has to be filled in before it is submitted.")
    on_line = _("Line %(line)s: %(field)s has to be filled in before it is submitted.")
    return [
        Reason("field_needed", on_line if line else own, {"field": field.name, **({"line": line} if line else {})})
        for field, line in unfilled
    ]


def set_fields(order: Order) -> list[Reason]:
    """Once it is no draft, custom fields are edited by themselves; a cancelled order says what it said."""
    if order.state == "draft":
        return [Reason("wrong_state", _("It is a draft: its custom fields are changed with it."))]
    if order.state == "cancelled":
        return [Reason("ended", _("It is cancelled; its custom fields stay as they are."))]
    return []


def fields_stand(order: Order, typed_fields: Sequence[CustomField]) -> list[Reason]:
    """What is printed is approved with the order, and stands still until that is issued."""
    if order.state in ("issued", "closed"):
        return []
    sentence = _(
        "%(field)s stands on the document, which is about to be approved or issued: change it in the draft, or later."
    )
    return [Reason("field_printed", sentence, {"field": one.name}) for one in typed_fields if one.printed]


def changed_fields(changed: Sequence[bool]) -> list[Reason]:
    """A change that changes nothing says so."""
    return [] if any(changed) else [Reason("unchanged", _("That is what they say already."))]


def recall(order: Order) -> list[Reason]:
    """What waits for approval can be taken back."""
    return wrong_state(order, "recall")


def revise(order: Order) -> list[Reason]:
    """What was rejected can be worked on again."""
    return wrong_state(order, "revise")


def withdraw(order: Order) -> list[Reason]:
    """An approval can be taken back before issue; it unlocks the jobs (ruling 2)."""
    return wrong_state(order, "withdraw")


def discard(order: Order) -> list[Reason]:
    """A draft can be thrown away; the record stays, hidden from lists."""
    return wrong_state(order, "discard")


def approve(
    order: Order, approval: Approval | None, steps: Sequence[Step], by: Member, separated: bool
) -> list[Reason]:
    """Whether this member may say yes now (R49)."""
    return decide(order, "approve", approval, steps, by, separated)


def reject(order: Order, approval: Approval | None, steps: Sequence[Step], by: Member, separated: bool) -> list[Reason]:
    """Whether this member may say no now. The same people as for a yes."""
    return decide(order, "reject", approval, steps, by, separated)


def decide(
    order: Order, verb: str, approval: Approval | None, steps: Sequence[Step], by: Member, separated: bool
) -> list[Reason]:
    """The turn, the role and separation; the requester of the order is excluded like who submitted it.

    Who is paid by it now is asked too: they may have become the contractor's sign-in after it was submitted.
    """
    reasons = wrong_state(order, verb)
    if reasons:
        return reasons
    reasons = approval_rules.decide(approval, steps, by, separated, verb)
    told = {reason.key for reason in reasons} & {"own_request", "nothing_to_approve"}
    if separated and not told and by.has_hand_in([order.paid_member_id]):
        reasons.append(Reason("own_money", _("Nobody decides on an order that pays themselves."), never=True))
    return reasons


def issue(
    order: Order,
    approval: Approval | None,
    digest: str,
    company: Company,
    held: Sequence[Reason] = (),
    by: Member | None = None,
) -> list[Reason]:
    """Exactly one approved version, nothing on hold, and everything an invoice will have to name (R59, R69, R74); by an issuer
    whose right reaches so far."""
    reasons = [*wrong_state(order, "issue"), *held]
    if order.state == "approved" and (approval is None or approval.state != "given" or approval.digest != digest):
        reasons.append(Reason("not_what_was_approved", _("What stands here is not what was approved.")))
    if approval is not None and by is not None and ISSUER in by.roles_for(ISSUE):
        amount, currency = approval.amount, approval.currency
        reached = by.reaches(ISSUER, amount, ISSUE)
        reasons += [] if reached else [approval_rules.beyond(by, ISSUER, amount, currency, ISSUE)]
    if not company.billing_address:
        reasons.append(Reason("no_billing_address", _("The company has no billing address yet; an owner adds it.")))
    if not company.invoice_channel:
        sentence = _("The company has not said where invoices are to be sent; an owner adds it.")
        reasons.append(Reason("no_invoice_channel", sentence))
    return reasons


def room_left(value: int, pattern: str) -> list[Reason]:
    """A layout's digits never grow beyond their width (R90)."""
    if len(str(value)) <= numbers.width(pattern):
        return []
    sentence = _("The layout %(pattern)s has no number left; the issuer sets a wider one.")
    return [Reason("layout_full", sentence, {"pattern": pattern})]


def cancel(order: Order, by: Member, hanging: Sequence[Hanging], replace: bool = False) -> list[Reason]:
    """Anything that is not final can be cancelled; an issued one by the issuer alone, while nothing hangs on it."""
    reasons = wrong_state(order, "cancel")
    if order.state == "issued" and ISSUER not in by.roles_for("order.cancel"):
        reasons.append(Reason("not_issuer", _("Only the issuer team cancels an issued order."), never=True))
    if order.kind == SINGLE and order.is_loaded:
        reasons.append(Reason("minted_elsewhere", _("It was minted elsewhere, and only its minter cancels it.")))
    if replace and order.kind != SINGLE:
        sentence = _("Nothing replaces it here: load another order, or give the contract another share.")
        reasons.append(Reason("not_replaced", sentence))
    return reasons + written_off(order) + live_claims(order, hanging)


def live_claims(order: Order, hanging: Sequence[Hanging]) -> list[Reason]:
    """What still hangs on it, each by its number or amount and its state."""
    if not order.live_claims:
        return []
    if order.is_shared:
        sentence = _(
            "Contracts have shares of it (%(count)s). Cancel those first; where something was done on one, close both."
        )
        return [Reason("live_claims", sentence, {"count": order.live_claims})]
    sentence = _("Something hangs on it; still live: %(count)s (%(hanging)s). Withdraw, correct or void that first.")
    if len(hanging) > MOST_NAMED:
        sentence = _(
            "Something hangs on it; still live: %(count)s. The first of it: %(hanging)s. "
            "Withdraw, correct or void that first."
        )
    named = hanging[:MOST_NAMED]
    return [Reason("live_claims", sentence, {"count": order.live_claims, "hanging": Together(named)}, leads=named)]


def close(order: Order, by: Member) -> list[Reason]:
    """An issued order is closed when nothing on it waits for anything any more (R110)."""
    reasons = wrong_state(order, "close") + kinds.kept_by(order, by, "order.close")
    if order.open_claims and order.is_shared:
        sentence = _("Contracts still work on their shares of it (%(count)s). Close those first.")
        reasons.append(Reason("open_claims", sentence, {"count": order.open_claims}))
    elif order.open_claims:
        sentence = _("Evidence is to be decided on, or invoices to be paid; still open: %(count)s.")
        reasons.append(Reason("open_claims", sentence, {"count": order.open_claims}))
    return reasons


def reopen(order: Order, shared_left: Decimal | None = None) -> list[Reason]:
    """A closed order is opened again for what it still authorises; a share takes that anew of what it draws on."""
    return wrong_state(order, "reopen") + kinds.reopened(order, shared_left)


def archive(order: Order, by: Member) -> list[Reason]:
    """Whoever may ask for an order puts it out of the way, a manager their own: nothing that waits on it is stopped by that."""
    verb = "order.archive"
    return own_order(order, by, verb) + kinds.kept_by(order, by, verb) + archiving.archive(order)


def unarchive(order: Order, by: Member) -> list[Reason]:
    """Whoever may archive may bring back."""
    verb = "order.unarchive"
    return own_order(order, by, verb) + kinds.kept_by(order, by, verb) + archiving.unarchive(order)


def hold(order: Order, by: Member) -> list[Reason]:
    """A manager holds their own orders, others any; a cancelled order has nothing left to hold."""
    reasons = own_order(order, by, "order.hold")
    if order.state == "cancelled":
        reasons.append(Reason("ended", _("It is cancelled; there is nothing left to hold.")))
    return reasons


def lift(order: Order, by: Member, standing: Sequence[object], separated: bool) -> list[Reason]:
    """Who may hold may lift: what stands on the order itself, not on its contractor, and not on their own work."""
    reasons = own_order(order, by, "order.lift") + (
        parties.lift(order.contractor, by, separated) if order.contractor else []
    )
    if not standing:
        reasons.append(Reason("not_held", _("The order itself is not on hold.")))
    return reasons


def own_order(order: Order, by: Member, verb: str) -> list[Reason]:
    """A manager acts on the orders that are theirs: asked for by them, or of a team that they manage."""
    everywhere = by.roles_for(verb) & SEES_EVERY_ORDER
    if everywhere or order.requester_id == by.id or own_team(by, order.team_id, verb):
        return []
    return [Reason("not_your_order", _("This order belongs to another team."), never=True)]


def own_team(by: Member, team_id: object, *verbs: str) -> bool:
    """Whether one of the rights that order, and count for these verbs, reaches this team. The rights come with the member;
    nothing is read here."""
    return any(right.role in _ORDERING and right.team_id in (None, team_id) for right in by.rights_for(*verbs))
