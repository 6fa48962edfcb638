"""What was done with one thing that hangs on no order: its entries, and who did them."""

from uuid import UUID

from django.db.models import Q

from counterfoil.foundation.companies.models import Member
from counterfoil.foundation.trail.models import Change, Entry

_OF_MANY = ("alert.raise",)
"""What a follower did with many things at once: it stands with each of them."""


def history(by: Member, subject_id: UUID, relation: str = "") -> tuple[list[Entry], dict[UUID | None, str]]:
    """The entries of one thing, the oldest first, and the names of whoever did them; of an order that contracts share, those
    too by which it was added or chosen; where its `relation` is named, those too that changed its row. Called inside a scope."""
    of_it = Q(subject_id=subject_id) | Q(order_id=subject_id)
    if relation:
        changed = Change.objects.filter(company_id=by.company_id, relation=relation, row_id=subject_id)
        of_it |= Q(id__in=changed.values("entry_id"))
    done = Entry.objects.within(by.company_id).filter(of_it).exclude(verb__in=_OF_MANY)
    entries = list(done.order_by("recorded_at", "id"))
    members = Member.objects.within(by.company_id).filter(id__in={entry.member_id for entry in entries})
    return entries, dict(members.values_list("id", "name"))
