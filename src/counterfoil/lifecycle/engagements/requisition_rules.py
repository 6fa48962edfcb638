"""What may be done with a requisition, and every reason why not. Pure: values in, reasons out."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from django.utils.translation import gettext_lazy as _

from counterfoil.foundation.approvals import rules as approval_rules
from counterfoil.foundation.approvals.models import Approval, Step
from counterfoil.foundation.companies.models import Member
from counterfoil.foundation.companies.permissions import SEES_EVERY_ORDER
from counterfoil.foundation.kernel.refusals import Reason
from counterfoil.foundation.kernel.states import wrong_state

from .models import Requisition
from .offer_rules import for_own_team


def draft(requisition: Requisition, by: Member, verb: str) -> list[Reason]:
    """It is written for a team of one's own, and names nobody with whom the company works no more."""
    reasons = []
    if not for_own_team(by, requisition.team_id, verb):
        sentence = _("You may ask for orders of your own teams only. Nothing is saved; choose one of them.")
        reasons.append(Reason("not_your_team", sentence, never=True))
    contractor = requisition.contractor
    if contractor is not None and contractor.archived_at is not None:
        sentence = _("%(contractor)s is archived: bring them back first, choose somebody else, or name nobody.")
        reasons.append(Reason("contractor_archived", sentence, {"contractor": contractor.name}))
    return reasons


def change(requisition: Requisition, by: Member) -> list[Reason]:
    """Only a draft is changed: what somebody decides on stands still."""
    reasons = _own(requisition, by, "requisition.change")
    if requisition.state != "draft":
        sentence = _("It is %(state)s; only a draft can be changed. Nothing is changed. Take it back first.")
        reasons.append(Reason("not_draft", sentence, {"state": requisition.state_words(requisition.state)}))
    return reasons


def submit(requisition: Requisition, by: Member, base_worth: Decimal | None, today: date) -> list[Reason]:
    """A draft is submitted while there is still a day to work on, and somebody can say what it is worth."""
    reasons = (
        wrong_state(requisition, "submit") + _own(requisition, by, "requisition.submit") + _over(requisition, today)
    )
    if base_worth is None:
        sentence = _(
            "The requisition is in %(currency)s, and no general rate of it holds today, so nobody knows who has to approve "
            "it. It stays a draft. Finance types one under Settings, Exchange rates."
        )
        reasons.append(Reason("rate_needed", sentence, {"currency": requisition.currency}))
    return reasons


def approve(
    requisition: Requisition, approval: Approval | None, steps: Sequence[Step], by: Member, separated: bool, today: date
) -> list[Reason]:
    """Whether this member may say yes now, while there is still a day to work on."""
    return _decide(requisition, "approve", approval, steps, by, separated) + _over(requisition, today)


def reject(
    requisition: Requisition, approval: Approval | None, steps: Sequence[Step], by: Member, separated: bool
) -> list[Reason]:
    """Whether this member may say no now. The same people as for a yes."""
    return _decide(requisition, "reject", approval, steps, by, separated)


def revise(requisition: Requisition, by: Member) -> list[Reason]:
    """What is being approved, or was rejected, can be written anew."""
    return wrong_state(requisition, "revise") + _own(requisition, by, "requisition.revise")


def withdraw(requisition: Requisition, by: Member) -> list[Reason]:
    """It can be given up at any time: what was ordered under it goes on, and nothing new is."""
    return wrong_state(requisition, "withdraw") + _own(requisition, by, "requisition.withdraw")


def _decide(
    requisition: Requisition, verb: str, approval: Approval | None, steps: Sequence[Step], by: Member, separated: bool
) -> list[Reason]:
    """The turn, the role and separation: who wrote it, submitted it or would be paid by it does not decide."""
    reasons = wrong_state(requisition, verb)
    if reasons:
        return reasons
    reasons = approval_rules.decide(approval, steps, by, separated, verb)
    told = {reason.key for reason in reasons} & {"own_request", "nothing_to_approve"}
    payee = requisition.contractor and requisition.contractor.member_id
    if separated and not told and payee and by.has_hand_in([payee]):
        sentence = _("Nobody decides on a requisition that would pay themselves.")
        reasons.append(Reason("own_money", sentence, never=True))
    return reasons


def _own(requisition: Requisition, by: Member, verb: str) -> list[Reason]:
    own = requisition.made_by_id == by.id or for_own_team(by, requisition.team_id, verb)
    if own or by.roles_for(verb) & SEES_EVERY_ORDER:
        return []
    return [Reason("not_your_team", _("This requisition belongs to another team."), never=True)]


def _over(requisition: Requisition, today: date) -> list[Reason]:
    if requisition.ends_on is None or requisition.ends_on >= today:
        return []
    sentence = _("Its last day, %(day)s, is over. Take it back and give it other days.")
    return [Reason("days_over", sentence, {"day": requisition.ends_on})]


def changed_policy(requisitions_needed: bool, needed: bool) -> list[Reason]:
    """A change that changes nothing says so."""
    return [Reason("unchanged", _("That is what it says already."))] if requisitions_needed == needed else []
