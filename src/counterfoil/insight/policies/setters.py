"""Who set something that keeps no name of its own, and when: the trail knows."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from counterfoil.foundation.companies.models import Member
from counterfoil.foundation.kernel.tables import Owned
from counterfoil.foundation.trail.models import Entry


@dataclass(frozen=True)
class Setter:
    """Who set it, and at which moment."""

    member: Member
    at: datetime


def setters(by: Member, rows: Sequence[Owned], verb: str) -> Mapping[UUID, Setter]:
    """By each row's id, who made it by this verb. Called inside a scope."""
    made = Entry.objects.within(by.company_id).filter(
        subject_id__in=[row.id for row in rows], verb=verb, outcome=Entry.DONE
    )
    entries = list(made.values_list("subject_id", "member_id", "at"))
    members = Member.objects.within(by.company_id).in_bulk({member_id for _row, member_id, _at in entries})
    return {row_id: Setter(members[member_id], at) for row_id, member_id, at in entries if member_id in members}
