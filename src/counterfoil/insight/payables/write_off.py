"""One write-off with what it settles, and what a member can do with it now."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from counterfoil.foundation.companies.models import Member
from counterfoil.foundation.kernel.refusals import Reason
from counterfoil.lifecycle.payments import queries
from counterfoil.lifecycle.payments.models import WriteOff
from counterfoil.lifecycle.payments.write_off_cases import WriteOffCase

from ..verbs.available import AvailableVerb, available


@dataclass(frozen=True)
class WrittenOff:
    """A write-off, its verbs, and why what waits no longer fits, if it does not."""

    written: WriteOff
    verbs: Sequence[AvailableVerb]
    no_longer: Sequence[Reason]


_OF_THE_PERSON = ("own_write_off", "own_money")


def written_off(by: Member, writeoff_id: UUID, at: datetime) -> WrittenOff:
    """A visible write-off. Called inside a scope. Raises NotFound."""
    case = WriteOffCase(by, at, written=queries.write_off(by, writeoff_id))
    verbs = available(case)
    [approve] = [one for one in verbs if one.verb == "writeoff.approve"]
    waits = case.written.state == "noted"
    kept = [one for one in approve.reasons if one.key not in (*_OF_THE_PERSON, "not_permitted")] if waits else []
    return WrittenOff(case.written, verbs, kept)
