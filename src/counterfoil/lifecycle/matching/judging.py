"""The stricter of two holds: an invoice is held to the policies of now and to those by which a person last had it matched.

So loosening lets nothing through by itself, and tightening works at once.
"""

from collections.abc import Callable, Iterable
from datetime import datetime
from decimal import Decimal

from counterfoil.foundation.companies.models import Member
from counterfoil.foundation.kernel.money import ZERO

from .findings import Finding
from .match_case import MatchCase


def judge(match_case: MatchCase, *, by: Member, at: datetime) -> None:
    """A person has it matched: from now on the policies of this moment hold. The company's own member never does that."""
    if by.is_system:
        return
    match_case.invoice.judged_at = max(at, match_case.invoice.judged_at or match_case.invoice.received_at)
    match_case.earlier = None


def strictest(match_case: MatchCase, find: Callable[[MatchCase], Iterable[Finding]]) -> list[Finding]:
    """What is found by either: of one attribute the larger excess."""
    found = list(find(match_case))
    if match_case.earlier is None:
        return found
    by_key = {finding.key: finding for finding in found}
    for finding in find(match_case.earlier):
        known = by_key.get(finding.key)
        if known is None or _beyond(finding) > _beyond(known):
            by_key[finding.key] = finding
    return list(by_key.values())


def _beyond(finding: Finding) -> Decimal:
    return abs(finding.excess or ZERO)
