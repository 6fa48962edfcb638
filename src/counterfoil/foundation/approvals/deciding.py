"""Asking for an approval and answering it: what the verbs of every room that needs one share."""

from collections.abc import Collection, Sequence
from datetime import datetime
from decimal import Decimal
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from counterfoil.foundation.companies.models import Member
from counterfoil.foundation.companies.queries import separated
from counterfoil.foundation.kernel.refusals import Reason, Refused, refuse_if
from counterfoil.foundation.kernel.states import move

from . import rules
from .models import Approval, Policy, Step


def ask(
    *,
    by: Member,
    at: datetime,
    verb: str,
    subject_id: UUID,
    digest: str,
    amount: Decimal,
    currency: str,
    interested: Collection[UUID],
    typed_rate: bool = False,
) -> Approval:
    """Open an approval with the steps that today's policy asks for this amount (in the policy's currency).

    `interested` may not decide on it, like `by`. An amount that stands on a `typed_rate` is asked of every level. Raises
    Refused where there is no policy, or where too few people could ever take its steps.
    """
    policy = current_policy(by.company_id)
    in_order = sorted(policy.levels.all(), key=lambda level: level.position)
    levels = rules.levels_for(in_order, amount, all_of_them=typed_rate)
    interested = {by.id, *interested}
    excluded = interested if separated(by) else set()
    refuse_if(rules.too_few_approvers([level.role for level in levels], _holders(by.company_id, excluded)))
    approval = Approval.objects.create(
        company_id=by.company_id,
        verb=verb,
        subject_id=subject_id,
        digest=digest,
        amount=amount,
        currency=currency,
        policy=policy,
        requester=by,
        interested=sorted(interested),
        opened_at=at,
    )
    Step.objects.bulk_create(
        Step(company_id=by.company_id, approval=approval, position=number, role=level.role)
        for number, level in enumerate(levels, start=1)
    )
    return approval


def current_policy(company_id: UUID) -> Policy:
    """The newest version of the company's policy. Raises Refused where an owner has set none yet."""
    policy = Policy.objects.within(company_id).prefetch_related("levels").order_by("-version").first()
    if policy is None:
        raise Refused([Reason("no_policy", _("No approval policy is set yet. An owner sets one first."))])
    return policy


def give(approval: Approval | None, steps: Sequence[Step], *, by: Member, at: datetime) -> bool:
    """Take the next step with a yes. True when it was the last one and the approval is given."""
    _take(steps, "give", by, at, "")
    if rules.next_step(steps) is not None:
        return False
    close(approval, "give", at)
    return True


def refuse(approval: Approval | None, steps: Sequence[Step], *, by: Member, at: datetime, reason: str) -> None:
    """Take the next step with a no: the approval is refused."""
    _take(steps, "refuse", by, at, reason)
    close(approval, "refuse", at)


def close(approval: Approval | None, verb: str, at: datetime) -> None:
    """End an approval by one of its transitions. Raises Refused where there is none."""
    if approval is None:
        raise Refused([_nothing_waits()])
    approval.closed_at = at
    move(approval, verb)


def locked(approval_id: UUID | None, by: Member) -> tuple[Approval | None, list[Step]]:
    """The approval, if there is one, and its steps in order, locked."""
    if approval_id is None:
        return None, []
    approval = Approval.objects.within(by.company_id).locked(approval_id)
    steps = Step.objects.within(by.company_id).filter(approval_id=approval_id).order_by("position")
    return approval, list(steps.select_for_update())


def end(approval_id: UUID | None, by: Member, verb: str, at: datetime) -> None:
    """Take an approval back: recall an open one, withdraw a given one."""
    approval, _steps = locked(approval_id, by)
    close(approval, verb, at)


def _holders(company_id: UUID, excluded: set[UUID]) -> list[tuple[UUID, frozenset[str]]]:
    active = Member.objects.within(company_id).filter(state=Member.ACTIVE).prefetch_related("rights")
    return [(member.id, member.roles) for member in active if member.id not in excluded]


def _nothing_waits() -> Reason:
    return Reason("nothing_to_approve", _("Nothing is waiting for an approval here."))


def _take(steps: Sequence[Step], verb: str, by: Member, at: datetime, reason: str) -> None:
    step = rules.next_step(steps)
    if step is None:
        raise Refused([_nothing_waits()])
    step.member, step.decided_at, step.reason = by, at, reason
    move(step, verb)
