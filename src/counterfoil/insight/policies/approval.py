"""The approval policy as it stands: its levels, who could give each step now, where that is nobody, and every version."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from counterfoil.foundation.approvals import deciding, rules
from counterfoil.foundation.approvals.models import Level, Policy
from counterfoil.foundation.approvals.queries import visible_versions
from counterfoil.foundation.companies.models import Member
from counterfoil.foundation.companies.permissions import may_read
from counterfoil.foundation.companies.queries import separated, with_hands
from counterfoil.foundation.kernel.refusals import NotFound, Reason

from .setters import Setter, setters

SUBMIT = "order.submit"


@dataclass(frozen=True)
class LevelNow:
    """One level, and who could give its step now, by name."""

    level: Level
    could: Sequence[Member]


@dataclass(frozen=True)
class ApprovalPolicy:
    """What is in force. `version` 0 says that nothing was set yet, and then nothing can be submitted."""

    version: int
    currency: str
    levels: Sequence[LevelNow]
    warnings: Sequence[Reason]
    history: Sequence[Policy]
    setters: Mapping[UUID, Setter]

    @property
    def set_by(self) -> Setter | None:
        """Who set what is in force."""
        return self.setters.get(self.history[0].id) if self.history else None


def approval_policy(by: Member) -> ApprovalPolicy:
    """The policy for somebody who reads it. Called inside a scope. Raises NotFound."""
    if not may_read(by.roles, "policy"):
        raise NotFound("policy")
    history = list(visible_versions(by))
    levels = deciding.levels_in_force(by.company_id)
    people = _people(levels, by)
    now = [LevelNow(one, _named(one, people)) for one in levels]
    version, currency = (history[0].version, history[0].currency) if history else (0, by.company.currency)
    warnings = _warnings(levels, currency, people, by)
    return ApprovalPolicy(version, currency, now, warnings, history, setters(by, history, "policy.set"))


def approval_version(by: Member) -> int:
    """The version in force; 0 where none was set yet. Called inside a scope."""
    return visible_versions(by).values_list("version", flat=True).first() or 0


def _people(levels: Sequence[Level], by: Member) -> Mapping[UUID, Member]:
    """Everybody who holds a role that is named, with their rights."""
    able = {member_id for level in levels for member_id in level.holders}
    return with_hands(by, Member.objects.within(by.company_id).filter(id__in=able).prefetch_related("rights"))


def _named(level: Level, people: Mapping[UUID, Member]) -> list[Member]:
    return sorted((people[one] for one in set(deciding.able(level))), key=lambda member: (member.name, member.id))


def _warnings(levels: Sequence[Level], currency: str, people: Mapping[UUID, Member], by: Member) -> list[Reason]:
    """Where nobody could approve, and who could not ask. Only whom few could replace is looked at one by one."""
    everybody = deciding.takers(levels, by.hands, frozenset())
    few = rules.scarce(levels, everybody)
    asking = [one for one in people.values() if one.roles & few and one.may(SUBMIT)] if separated(by) else []
    asking.sort(key=lambda member: (member.name, member.id))
    without = [(one.name, deciding.takers(levels, by.hands, by.hands.of([one.id]))) for one in asking]
    return rules.coverage(levels, currency, everybody, without)
