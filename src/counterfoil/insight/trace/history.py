"""What was done with one thing that hangs on no order: its entries, and who did them."""

from uuid import UUID

from counterfoil.foundation.companies.models import Member
from counterfoil.foundation.trail.models import Entry


def history(by: Member, subject_id: UUID) -> tuple[list[Entry], dict[UUID | None, str]]:
    """The entries of one thing, the oldest first, and the names of whoever did them. Called inside a scope."""
    entries = list(Entry.objects.within(by.company_id).filter(subject_id=subject_id).order_by("recorded_at", "id"))
    members = Member.objects.within(by.company_id).filter(id__in={entry.member_id for entry in entries})
    return entries, dict(members.values_list("id", "name"))
