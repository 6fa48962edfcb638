"""Which match policies there are, and what they say now or said at an earlier moment; the rows of catalogues. Reads only."""

from collections.abc import Collection
from datetime import date, datetime
from uuid import UUID

from django.db.models import Count, Prefetch, Q, Value

from counterfoil.foundation.companies.models import Member
from counterfoil.foundation.companies.permissions import may_read, sees_dealings
from counterfoil.foundation.kernel.tables import Rows

from .catalogues import CATALOGUES
from .kit import Catalogue
from .models import CustomField, MatchPolicy, PolicyVersion, Rate
from .rates import oldest_that_holds
from .states import IN_USE


def visible_policies(by: Member) -> Rows:
    """The company's match policies with all their versions, the newest first, for whoever reads them.

    Called inside a scope.
    """
    versions = _versions(by.company_id).select_related("set_by").order_by("-version")
    policies: Rows = MatchPolicy.objects.within(by.company_id).filter(versions__version=1)
    policies = policies.prefetch_related(Prefetch("versions", versions))
    return policies.order_by("name") if may_read(by.roles, "matchpolicy") else policies.none()


def rows_of(catalogue: Catalogue, by: Member) -> Rows:
    """The rows of a catalogue that this member sees: all of the company's, and none for a contractor, or who sees purchase orders
    alone."""
    rows: Rows = catalogue.model._default_manager.within(by.company_id)
    return rows if sees_dealings(by.roles) else rows.none()


def how_many_in_use(by: Member) -> dict[str, int]:
    """How many rows of each catalogue are in use, by its subject, in one query. Called inside a scope."""
    first, *others = (
        rows_of(one, by).filter(state=IN_USE).order_by().values(of=Value(one.subject)).annotate(number=Count("id"))
        for one in CATALOGUES
    )
    return {found["of"]: found["number"] for found in first.union(*others, all=True)}


def custom_fields(company_id: UUID) -> list[CustomField]:
    """Every custom field of a company, those that are retired too, in the order in which they are asked for. Inside a scope."""
    own = CustomField.objects.within(company_id)
    return list(own.order_by("group", "position", "name", "id"))


def asked_on(day: date) -> Q:
    """What is true of a row that is asked for or offered on a day: it is in use, and valid."""
    begun = Q(valid_from__isnull=True) | Q(valid_from__lte=day)
    return Q(state=IN_USE) & begun & (Q(valid_through__isnull=True) | Q(valid_through__gte=day))


def needed_fields(company_id: UUID, day: date) -> list[CustomField]:
    """The custom fields that have to be filled in on this day, in the order in which they are asked for. Inside a scope."""
    own = CustomField.objects.within(company_id).filter(asked_on(day), required=True)
    return list(own.order_by("group", "position", "name", "id"))


def visible_rates(by: Member) -> Rows:
    """The general rates: all of the company's for whoever works there, and for a contractor, or who sees purchase orders
    alone, none."""
    rates: Rows = Rate.objects.within(by.company_id)
    return rates if sees_dealings(by.roles) else rates.none()


def newest_rate_day(by: Member) -> date | None:
    """The newest day of which there is a general rate."""
    day: date | None = visible_rates(by).order_by("-day").values_list("day", flat=True).first()
    return day


def rate_in_force(company_id: UUID, currency: str, day: date) -> Rate | None:
    """The general rate that holds for this day: the newest of it or before it, unless it is too old to hold."""
    known = Rate.objects.within(company_id).filter(currency=currency, day__lte=day, day__gte=oldest_that_holds(day))
    newest: Rate | None = known.order_by("-day").first()
    return newest


def rates_in_force(company_id: UUID, currencies: Collection[str], day: date) -> dict[str, Rate]:
    """The same for several currencies at once; one of which none holds is not there."""
    known = Rate.objects.within(company_id).filter(
        currency__in=currencies, day__lte=day, day__gte=oldest_that_holds(day)
    )
    return {one.currency: one for one in known.order_by("currency", "-day").distinct("currency")}


def policies_of(company_id: UUID, at: datetime | None = None) -> dict[UUID, PolicyVersion]:
    """What every match policy of the company says, by the policy's id: its newest version, or that of an earlier moment.

    There are few, and two queries read them all.
    """
    return in_force(_versions(company_id), at)


def history_of(company_id: UUID) -> list[PolicyVersion]:
    """Every version of every policy, the oldest first."""
    return list(_versions(company_id).select_related("policy", "set_by").order_by("set_at", "version"))


def in_force(versions: Rows, at: datetime | None = None) -> dict[UUID, PolicyVersion]:
    """The newest of these versions of each policy, or the newest of that moment."""
    known = versions if at is None else versions.filter(set_at__lte=at)
    newest = known.order_by("policy_id", "-version").distinct("policy_id")
    return {version.policy_id: version for version in newest}


def _versions(company_id: UUID) -> Rows:
    versions: Rows = PolicyVersion.objects.within(company_id).prefetch_related("tolerances")
    return versions
