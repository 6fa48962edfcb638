"""When an approval may be given or refused. Pure: values in, reasons out."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from counterfoil.foundation.companies.models import Member
from counterfoil.foundation.companies.permissions import ROLES, SYSTEM, may_approve
from counterfoil.foundation.kernel.money import ZERO
from counterfoil.foundation.kernel.refusals import Reason
from counterfoil.foundation.kernel.written import MonetaryAmount

from .models import NO_MOST, Approval, Level, Step

Holders = Sequence[tuple[UUID, frozenset[str]]]
"""People with the roles that they hold. Who share hands are one."""


def levels_for(levels: Sequence[Level], amount: Decimal, *, all_of_them: bool = False) -> list[Level]:
    """The levels whose amount is reached: the amount itself counts (5,000.00 needs the level from 5,000.00).

    `all_of_them` where the amount was reckoned with a rate that the requester typed: nobody chooses their own approvers.
    """
    return [level for level in levels if all_of_them or level.from_amount <= amount]


def next_step(steps: Sequence[Step]) -> Step | None:
    """The step whose turn it is."""
    return next((step for step in steps if step.state == "waiting"), None)


def decide(
    approval: Approval | None, steps: Sequence[Step], by: Member, separated: bool, deed: str = "approve"
) -> list[Reason]:
    """Whether this member may say yes or no now: the turn, the role, separation, and one person once (R49, R57)."""
    step = next_step(steps) if approval and approval.state == "open" else None
    if approval is None or step is None:
        return [Reason("nothing_to_approve", _("Nothing is waiting for an approval here."))]
    verb, reasons = f"{approval.verb.partition('.')[0]}.{deed}", []
    if step.role not in by.roles:
        reasons.append(_not_named(step))
    elif step.role not in by.roles_for(verb):
        reasons.append(_narrowed(by, step, approval.amount, verb))
    elif not by.reaches(step.role, approval.amount, verb):
        reasons.append(beyond(by, step.role, approval.amount, approval.currency, verb))
    if separated and by.has_hand_in(approval.interested):
        reasons.append(_own_request())
    if by.has_hand_in(done.member_id for done in steps):
        reasons.append(_approved_before())
    return reasons


def shown(approval: Approval | None, shown: str) -> list[Reason]:
    """An approval binds to the content the approver saw, and to no other."""
    if approval is None or approval.digest == shown:
        return []
    sentence = _("What you were shown has changed since. Look at it again and then decide.")
    return [Reason("shown_is_not_current", sentence, {"shown": shown, "current": approval.digest})]


def set_policy(levels: Sequence[tuple[Decimal, str]]) -> list[Reason]:
    """A policy starts from zero, so that nothing is approved by nobody, and rises level by level."""
    reasons = []
    amounts = [amount for amount, _role in levels]
    if not amounts or amounts[0] != 0:
        reasons.append(Reason("policy_gap", _("The first level must start from zero.")))
    if amounts != sorted(amounts):
        reasons.append(Reason("policy_order", _("Each level must start at or above the one before it.")))
    if any(role == SYSTEM or role not in ROLES or not may_approve(frozenset({role})) for _amount, role in levels):
        reasons.append(Reason("policy_role", _("A level names a role that can never approve.")))
    return reasons


def coverage(
    levels: Sequence[Level], currency: str, holders: Holders, without: Sequence[tuple[str, Holders]]
) -> list[Reason]:
    """Where the levels leave somebody without approvers: everybody, or who asks, each with who is left `without` them.

    An amount is asked of the levels that it reaches, which are the first of them in their order.
    """
    nobody = _first_uncovered(levels, holders)
    reasons = []
    if nobody is not None:
        sentence = _(
            "Nothing of %(amount)s or more can be submitted: too few people hold the roles for it, and each step needs "
            "another person. Missing is: %(role)s."
        )
        reasons.append(Reason("nobody_could", sentence, _reached(nobody, currency)))
    for who, left in without:
        missing = _first_uncovered(levels, left)
        if missing is not None and (nobody is None or missing.position < nobody.position):
            sentence = _(
                "%(who)s can submit nothing of %(amount)s or more: nobody else is left for the step that needs the role "
                "%(role)s."
            )
            reasons.append(Reason("nobody_else", sentence, {"who": who} | _reached(missing, currency)))
    return reasons


def scarce(levels: Sequence[Level], holders: Holders) -> frozenset[str]:
    """The roles that so few people hold that one of them less could be one too few."""
    named = {level.role for level in levels}
    return frozenset(role for role in named if sum(role in roles for _person, roles in holders) <= len(levels))


def _first_uncovered(levels: Sequence[Level], holders: Holders) -> Level | None:
    """The first level that nobody is left for."""
    steps = [level.role for level in levels]
    return next(
        (level for count, level in enumerate(levels, start=1) if too_few_approvers(steps[:count], holders)), None
    )


def _reached(level: Level, currency: str) -> dict[str, Any]:
    return {"amount": MonetaryAmount(level.from_amount, currency), "role": level.role}


def too_few_approvers(steps: Sequence[str], holders: Holders) -> list[Reason]:
    """Whether enough different people hold the named roles to take every step (not counting the requester)."""
    chosen: dict[UUID, int] = {}
    for position, role in enumerate(steps):
        if not _find(position, role, steps, holders, chosen, set()):
            return [Reason("no_approver_left", _("Nobody is left who could approve as %(role)s."), {"role": role})]
    return []


def _find(
    position: int,
    role: str,
    steps: Sequence[str],
    holders: Holders,
    chosen: dict[UUID, int],
    tried: set[UUID],
) -> bool:
    """Find this step a person, moving others to another step where needed (bipartite matching)."""
    for person, roles in holders:
        if role not in roles or person in tried:
            continue
        tried.add(person)
        held = chosen.get(person)
        if held is None or _find(held, steps[held], steps, holders, chosen, tried):
            chosen[person] = position
            return True
    return False


def _not_named(step: Step) -> Reason:
    sentence = _("This step is for somebody with the role %(role)s.")
    return Reason("not_named_by_policy", sentence, {"role": step.role, "step": step.position}, never=True)


def _narrowed(by: Member, step: Step, amount: Decimal, verb: str) -> Reason:
    """They hold the role, by a right that is for other things."""
    sentence = _(
        "This step is for the role %(role)s, and your right to that is for other things. Nothing was changed; who could: "
        "%(could)s."
    )
    could = by.others_for(step.role, amount, verb) or _("nobody")
    return Reason("not_named_by_right", sentence, {"role": step.role, "could": could}, never=True)


def beyond(by: Member, role: str, amount: Decimal, currency: str, *verbs: str) -> Reason:
    """A right that reaches up to an amount carries nothing above it; who else could is named."""
    sentence = _(
        "As %(role)s you act up to %(most)s, and this is %(amount)s. Nothing was changed; who could: %(could)s."
    )
    if amount >= NO_MOST:
        sentence = _(
            "As %(role)s you act up to %(most)s, and this has no most. Nothing was changed; who could: %(could)s."
        )
    given = {"role": role, "could": by.others_for(role, amount, *verbs) or _("nobody")}
    amounts = {"most": by.most(role, *verbs) or ZERO, "amount": amount}
    return Reason(
        "beyond_right",
        sentence,
        given | {name: MonetaryAmount(one, currency) for name, one in amounts.items()},
        never=True,
    )


def _own_request() -> Reason:
    return Reason("own_request", _("Who asked for this can't decide on it."), never=True)


def _approved_before() -> Reason:
    return Reason("approved_before", _("You took an earlier step; each step needs another person."), never=True)
