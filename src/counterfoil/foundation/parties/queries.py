"""Which contractors a member sees. Reads only; every one takes `by`."""

from collections.abc import Sequence
from uuid import UUID

from django.db.models import Q

from counterfoil.foundation.companies.models import Member
from counterfoil.foundation.companies.permissions import CONTRACTOR, sees_dealings
from counterfoil.foundation.companies.queries import holding
from counterfoil.foundation.kernel.tables import Rows

from . import rules
from .models import Assignment, Contractor, ContractorHold, Identity


def visible(by: Member) -> Rows:
    """The contractors that this member may see: all of the company's, or, for a contractor, themselves; none for who sees
    purchase orders alone."""
    contractors: Rows = Contractor.objects.within(by.company_id)
    return contractors if sees_dealings(by.roles) else contractors.filter(member_id=by.id)


def member_to_link(by: Member, member_id: UUID) -> Member:
    """The member of this company who is to sign in as a contractor, with their rights. Raises NotFound."""
    member: Member = Member.objects.within(by.company_id).prefetch_related("rights").one(member_id)
    return member


def linkable(by: Member) -> list[Member]:
    """Who could sign in as a contractor, by name: the rule that is asked of each is `rules.sign_in`. Inside a scope."""
    members = Member.objects.within(by.company_id).filter(holding([CONTRACTOR]))
    members = members.prefetch_related("rights").order_by("name", "email", "id")
    return [member for member in members if not rules.sign_in(member)]


def assignments_of(company_id: UUID, contractor_id: UUID) -> list[Assignment]:
    """By which policies a contractor's invoices were matched, the oldest first. Called inside a scope."""
    found = Assignment.objects.within(company_id).filter(contractor_id=contractor_id)
    return list(found.select_related("set_by", "policy").order_by("set_at", "id"))


def known_names(company_id: UUID, marks: Sequence[tuple[str, str]]) -> list[str]:
    """Which of these schemes and values mean a contractor, or ourselves, already. Called inside a scope."""
    wanted = Q(pk__in=[])
    for scheme, value in marks:
        wanted |= Q(scheme=scheme, value=value)
    found = Identity.objects.within(company_id).filter(wanted).values_list("scheme", "value").distinct()
    return [f"{scheme}:{value}" for scheme, value in found.order_by("scheme", "value")]


def names_of(company_id: UUID, contractor_id: UUID | None) -> list[tuple[str, str]]:
    """Schemes and values by which documents know a contractor, or ourselves. Called inside a scope."""
    noted = Identity.objects.within(company_id).filter(contractor_id=contractor_id).order_by("scheme", "value")
    return list(noted.values_list("scheme", "value"))


def holds_on(company_id: UUID, contractor_id: UUID) -> list[ContractorHold]:
    """The holds that stand on a contractor, with their owners, oldest first. Called inside a scope."""
    standing = ContractorHold.objects.within(company_id).filter(contractor_id=contractor_id, state="standing")
    return list(standing.select_related("owner").order_by("placed_at", "id"))
