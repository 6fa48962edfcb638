"""What may be done with a change request, and every reason why not. Pure: values in, reasons out."""

from collections.abc import Sequence
from decimal import Decimal

from django.utils.translation import gettext_lazy as _

from counterfoil.foundation.approvals import rules as approval_rules
from counterfoil.foundation.approvals.models import Approval, Step
from counterfoil.foundation.companies.models import Member
from counterfoil.foundation.companies.permissions import SEES_EVERY_ORDER
from counterfoil.foundation.kernel.refusals import Reason
from counterfoil.foundation.kernel.states import wrong_state

from .models import ChangeRequest, Contract
from .offer_rules import for_own_team
from .states import CHANGEABLE


def ask(contract: Contract, by: Member, has_open_change: bool) -> list[Reason]:
    """A change is asked of a contract of one's own team that was signed and has not ended, one at a time."""
    return _own(contract, by, "create") + _in_force(contract) + _alone(has_open_change)


def changes_something(contract: Contract, request: ChangeRequest) -> list[Reason]:
    """What is asked for differs from what the contract allows."""
    if contract.caps != request.caps:
        return []
    sentence = _(
        "That is what the contract allows already. Nothing is asked for; change at least one of its figures or days."
    )
    return [Reason("unchanged", sentence)]


def change(changerequest: ChangeRequest, by: Member) -> list[Reason]:
    """Only a draft is changed, while its contract is in force: what somebody decides on stands still."""
    contract = changerequest.contract
    reasons = _own(contract, by, "change", changerequest.made_by_id) + _in_force(contract)
    if changerequest.state != "draft":
        sentence = _("It is %(state)s; only a draft can be changed. Nothing is changed. Take it back first.")
        reasons.append(Reason("not_draft", sentence, {"state": changerequest.state_words(changerequest.state)}))
    return reasons


def submit(changerequest: ChangeRequest, by: Member, base_worth: Decimal | None) -> list[Reason]:
    """A draft is submitted while its contract is in force, and somebody can say what it would be worth."""
    contract = changerequest.contract
    reasons = wrong_state(changerequest, "submit") + _own(contract, by, "submit", changerequest.made_by_id)
    reasons += _in_force(contract)
    if changerequest.state == "draft":
        reasons += changes_something(contract, changerequest)
    if changerequest.amount is not None and base_worth is None:
        sentence = _(
            "The contract is in %(currency)s, and no general rate of it holds today, so nobody knows who has to approve the "
            "change. It stays a draft. Finance types one under Settings, Exchange rates."
        )
        reasons.append(Reason("rate_needed", sentence, {"currency": changerequest.currency}))
    return reasons


def approve(
    changerequest: ChangeRequest, approval: Approval | None, steps: Sequence[Step], by: Member, separated: bool
) -> list[Reason]:
    """Whether this member may say yes now, while the contract is in force."""
    return _decide(changerequest, "approve", approval, steps, by, separated) + _in_force(changerequest.contract)


def reject(
    changerequest: ChangeRequest, approval: Approval | None, steps: Sequence[Step], by: Member, separated: bool
) -> list[Reason]:
    """Whether this member may say no now. The same people as for a yes."""
    return _decide(changerequest, "reject", approval, steps, by, separated)


def revise(changerequest: ChangeRequest, by: Member, has_open_change: bool) -> list[Reason]:
    """What is being approved, or was rejected, can be written anew while the contract is in force, if no other change is asked
    for meanwhile."""
    contract = changerequest.contract
    reasons = wrong_state(changerequest, "revise") + _own(contract, by, "revise", changerequest.made_by_id)
    return reasons + _in_force(contract) + _alone(has_open_change and changerequest.state == "rejected")


def withdraw(changerequest: ChangeRequest, by: Member) -> list[Reason]:
    """It is given up before it is approved; what was approved is taken back by another change request."""
    return wrong_state(changerequest, "withdraw") + _own(
        changerequest.contract, by, "withdraw", changerequest.made_by_id
    )


def _decide(
    request: ChangeRequest, verb: str, approval: Approval | None, steps: Sequence[Step], by: Member, separated: bool
) -> list[Reason]:
    """The turn, the role and separation: who wrote it, submitted it or is paid by the contract does not decide."""
    reasons = wrong_state(request, verb)
    if reasons:
        return reasons
    reasons = approval_rules.decide(approval, steps, by, separated, verb)
    told = {reason.key for reason in reasons} & {"own_request", "nothing_to_approve"}
    payee = request.contract.contractor.member_id
    if separated and not told and payee and by.has_hand_in([payee]):
        sentence = _("Nobody decides on what their own contract allows. It waits for somebody else.")
        reasons.append(Reason("own_money", sentence, never=True))
    return reasons


def _in_force(contract: Contract) -> list[Reason]:
    if contract.state in CHANGEABLE:
        return []
    if contract.state == "ended":
        sentence = _("The contract has ended: nothing is ordered under it, so what it allows stays as it is.")
        return [Reason("contract_ended", sentence)]
    sentence = _("Nobody has signed the contract yet. Nothing is asked for; change the draft itself.")
    return [Reason("contract_not_signed", sentence)]


def _alone(has_open_change: bool) -> list[Reason]:
    if not has_open_change:
        return []
    sentence = _(
        "A change of this contract is asked for already, or is being written. The contract stays as it is; see that one through, "
        "or withdraw it first."
    )
    return [Reason("change_open", sentence)]


def _own(contract: Contract, by: Member, deed: str, made_by_id: object = None) -> list[Reason]:
    verb = f"changerequest.{deed}"
    own = made_by_id == by.id or for_own_team(by, contract.engagement.team_id, verb)
    if own or by.roles_for(verb) & SEES_EVERY_ORDER:
        return []
    return [Reason("not_your_team", _("This contract belongs to another team."), never=True)]
