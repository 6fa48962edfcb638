"""Who sits at a desk, at which moment, and what every question about their turn asks of them: once, and of no row."""

from collections.abc import Mapping
from datetime import date, datetime
from functools import cached_property
from typing import Any
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, Subquery
from django.db.models.lookups import In

from counterfoil.foundation.catalogue.models import PolicyVersion
from counterfoil.foundation.catalogue.queries import policies_of
from counterfoil.foundation.companies.models import Member
from counterfoil.foundation.companies.queries import separated
from counterfoil.foundation.parties.holds import EVERYTHING
from counterfoil.foundation.parties.models import ContractorHold
from counterfoil.lifecycle.invoices.models import InvoiceHold
from counterfoil.lifecycle.orders.models import OrderHold

NOBODY = Q(pk__in=[])
"""True of no row."""
_HOLDS: dict[str, Any] = {"invoice_id": InvoiceHold, "order_id": OrderHold, "contractor_id": ContractorHold}


class Seat:
    """A member at a moment. Used inside a scope."""

    def __init__(self, by: Member, at: datetime) -> None:
        self.by, self.at = by, at

    @cached_property
    def today(self) -> date:
        """The company's day."""
        return self.by.company.today(self.at)

    @cached_property
    def separated(self) -> bool:
        """Whether who asks and who agrees must be two people here now."""
        return separated(self.by)

    @cached_property
    def alike(self) -> list[UUID]:
        """Whoever could be this member, by themselves or by keys: what one of these did is as if they had done it."""
        return sorted(self.by.hands.alike(self.by.id))

    @property
    def apart_from(self) -> list[UUID]:
        """Whose word does not serve this member: their own, where separation asks for two people."""
        return self.alike if self.separated else []

    @cached_property
    def policies(self) -> Mapping[UUID, PolicyVersion]:
        """What every match policy of the company says now."""
        return policies_of(self.by.company_id)

    def takes(self, role: Subquery, amount: str, verb: str) -> Q:
        """That a step of this role, of what is worth so much, is for them: by a right for this verb that reaches so far."""
        bounds = {one: self.by.most(one, verb) for one in sorted(self.by.roles_for(verb))}
        free = [one for one, most in bounds.items() if most is None]
        found = Q(In(role, free)) if free else NOBODY
        for one, most in bounds.items():
            if most is not None:
                found |= Q(In(role, [one])) & Q(**{f"{amount}__lte": most})
        return found

    def apart(self, *people: str) -> Q:
        """Where separation asks for two people: that none of these columns names somebody who could be this member."""
        return self.nobody_alike(*people) if self.separated else Q()

    def nobody_alike(self, *people: str) -> Q:
        """That none of these columns names somebody who could be this member."""
        found = Q()
        for person in people:
            found &= ~Q(**{f"{person}__in": self.alike})
        return found

    def held(self, what: str, **subjects: str) -> Q:
        """That a hold on everything, or on this, is in force today on one of these: `order_id="id"` for the row's own id."""
        return standing_holds(self.by.company_id, self.today, (EVERYTHING, what), **subjects)


def standing_holds(company_id: UUID, today: date, scopes: tuple[str, ...], **subjects: str) -> Q:
    """That a hold of one of these scopes is in force on this day on one of these subjects; its last day is still held."""
    found = NOBODY
    for subject, column in subjects.items():
        on = _HOLDS[subject].objects.within(company_id).filter(hold_in_force(today), scope__in=scopes)
        found |= Q(Exists(on.filter(**{subject: OuterRef(column)})))
    return found


def hold_in_force(today: date) -> Q:
    """What is true of a hold that stands on this day."""
    return Q(last_day__isnull=True, state="standing") | Q(last_day__gte=today, state="standing")
