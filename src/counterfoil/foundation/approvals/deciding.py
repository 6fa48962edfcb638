"""Asking for an approval and answering it: what the verbs of every room that needs one share."""

from collections import defaultdict
from collections.abc import Collection, Sequence, Set
from datetime import datetime
from decimal import Decimal
from uuid import UUID

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import F, Func, OuterRef, Subquery, TextField, Value
from django.utils.translation import gettext_lazy as _

from counterfoil.foundation.companies.hands import Hands
from counterfoil.foundation.companies.models import Member, Right
from counterfoil.foundation.companies.queries import separated
from counterfoil.foundation.kernel.prepared import Prepared, add_together, row_of
from counterfoil.foundation.kernel.refusals import Reason, Refused, refuse_if
from counterfoil.foundation.kernel.states import move
from counterfoil.foundation.kernel.tables import Rows

from . import rules
from .models import NO_MOST, Approval, Level, Policy, Step


def ask(
    *,
    by: Member,
    at: datetime,
    verb: str,
    subject_id: UUID,
    digest: str,
    amount: Decimal | None,
    currency: str,
    interested: Collection[UUID],
    typed_rate: bool = False,
) -> Approval:
    """Open an approval with the steps that today's policy asks for this amount (in the policy's currency).

    `interested` may not decide on it, like `by`. An amount that stands on a `typed_rate` is asked of every level; so is what has
    no most, where `amount` is None, and of those alone whose right has no bound. Raises Refused where there is no policy, or
    where too few people could ever take its steps.
    """
    if amount is None:
        amount, typed_rate = NO_MOST, True
    in_order = current_levels(by.company_id)
    levels = rules.levels_for(in_order, amount, all_of_them=typed_rate)
    interested = {by.id, *interested}
    excluded = by.hands.of(interested) if separated(by) else frozenset()
    refuse_if(
        rules.too_few_approvers(
            [level.role for level in levels], takers(levels, by.hands, excluded, amount, approving(verb))
        )
    )
    approval = Approval(
        company_id=by.company_id,
        verb=verb,
        subject_id=subject_id,
        digest=digest,
        amount=amount,
        currency=currency,
        policy=in_order[0].policy,
        requester=by,
        interested=sorted(interested),
        opened_at=at,
    )
    steps = [
        Step(company_id=by.company_id, approval=approval, position=number, role=level.role)
        for number, level in enumerate(levels, start=1)
    ]
    add_together([approval, *steps])
    return approval


def current_levels(company_id: UUID) -> list[Level]:
    """The levels of the newest version of the company's policy, in order, each with the active `holders` of its role and
    the `bounds` of their rights and the verbs `named` on them.

    Raises Refused where none was set yet.
    """
    levels = levels_in_force(company_id)
    if not levels:
        raise Refused([Reason("no_policy", _("No approval policy is set yet. An owner sets one first."))])
    return levels


def levels_in_force(company_id: UUID) -> list[Level]:
    """The same, and none where no policy was set yet."""
    return _LEVELS(company_id=company_id)


def approving(asked: str, deed: str = "approve") -> str:
    """By which verb a step is taken of what was submitted by this one: of order.submit, order.approve."""
    return f"{asked.partition('.')[0]}.{deed}"


def able(level: Level, amount: Decimal | None = None, verb: str = "order.approve") -> list[UUID]:
    """Who could take a level's step of so much by this verb; where no amount is named, of the least that asks for it."""
    reached = level.from_amount if amount is None else amount
    holders = zip(level.holders, level.bounds, level.named, strict=True)
    return [
        member_id
        for member_id, most, named in holders
        if (most is None or reached <= most) and (not named or verb in named.split())
    ]


def takers(
    levels: Sequence[Level],
    hands: Hands,
    excluded: Set[UUID],
    amount: Decimal | None = None,
    verb: str = "order.approve",
) -> list[tuple[UUID, frozenset[str]]]:
    """Who could take a step of these levels, with the roles by which they could. Who share hands count as one person."""
    roles: dict[UUID, set[str]] = defaultdict(set)
    for level in levels:
        for member_id in able(level, amount, verb):
            roles[member_id].add(level.role)
    left = {member_id for member_id in roles if hands.of([member_id]).isdisjoint(excluded)}
    found = []
    while left:
        one = left.pop()
        alike = {other for other in left if hands.shared(one, [other])}
        left -= alike
        found.append((one, frozenset[str]().union(*(roles[member_id] for member_id in {one, *alike}))))
    return found


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
    steps = _STEPS(company_id=by.company_id, approval_id=approval_id)
    return steps[0].approval if steps else row_of(Approval, by.company_id, approval_id, lock=True), steps


def end(approval_id: UUID | None, by: Member, verb: str, at: datetime) -> None:
    """Take an approval back: recall an open one, withdraw a given one."""
    approval, _steps = locked(approval_id, by)
    close(approval, verb, at)


def _nothing_waits() -> Reason:
    return Reason("nothing_to_approve", _("Nothing is waiting for an approval here."))


def _take(steps: Sequence[Step], verb: str, by: Member, at: datetime, reason: str) -> None:
    step = rules.next_step(steps)
    if step is None:
        raise Refused([_nothing_waits()])
    step.member, step.decided_at, step.reason = by, at, reason
    move(step, verb)


def _steps(company_id: UUID, approval_id: UUID) -> Rows:
    steps: Rows = Step.objects.within(company_id).filter(approval_id=approval_id).select_related("approval")
    return steps.order_by("position").select_for_update(of=("self", "approval"))


def _newest_levels(company_id: UUID) -> Rows:
    newest = Policy.objects.within(company_id).order_by("-version").values("id")[:1]
    rights = Right.objects.filter(
        company_id=company_id, role=OuterRef("role"), member__state=Member.ACTIVE, member__service=False
    ).order_by("id")
    of_it: Rows = Level.objects.within(company_id).filter(policy_id=Subquery(newest))
    of_it = of_it.annotate(
        holders=ArraySubquery(rights.values("member_id")),
        bounds=ArraySubquery(rights.values("most")),
        named=ArraySubquery(rights.annotate(named=_NAMED).values("named")),
    )
    return of_it.select_related("policy").order_by("position")


# Lists of different lengths make no array: each is one text.
_NAMED = Func(F("only"), Value(" "), function="array_to_string", output_field=TextField())
_STEPS = Prepared[Step](_steps)
_LEVELS = Prepared[Level](_newest_levels)
