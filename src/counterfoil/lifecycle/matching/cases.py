"""An invoice, an exception, or what was turned away, before a member: everything that the rules of matching ask."""

import json
from collections.abc import Collection, Sequence
from datetime import datetime
from functools import cached_property
from typing import Any, Self
from uuid import UUID

from counterfoil.foundation.companies.cases import MemberCase
from counterfoil.foundation.companies.models import Member
from counterfoil.foundation.companies.queries import visible_members
from counterfoil.foundation.documents.models import ADMITTED, Arrival
from counterfoil.foundation.kernel.numbering import document_number
from counterfoil.foundation.kernel.refusals import NotFound, Reason
from counterfoil.foundation.kernel.values import parsed
from counterfoil.lifecycle.invoices.cases import InvoiceCase
from counterfoil.lifecycle.invoices.models import Invoice
from counterfoil.lifecycle.invoices.queries import claimant
from counterfoil.lifecycle.invoices.values import DocumentValues, InvoiceValues

from . import queries
from .match_case import MatchCase, staged
from .models import InvoiceException


class MatchedInvoiceCase(InvoiceCase):
    """One invoice with everything that a look at it needs."""

    match_case: MatchCase

    @classmethod
    def locked(cls, by: Member, at: datetime, subject_id: UUID) -> Self:
        """A visible document, locked behind its order, lines and evidence. Raises NotFound."""
        match_case = staged(subject_id, by=by, at=at)
        return cls(by, at, match_case=match_case, invoice=match_case.invoice)


class VarianceCase(MemberCase):
    """One exception, with the invoice that it is on. A page gives `hands_on` the invoice to all of its exceptions."""

    subject = "exception"
    match_case: MatchCase
    exception: InvoiceException

    @classmethod
    def locked(cls, by: Member, at: datetime, subject_id: UUID) -> Self:
        """A visible exception, locked with its invoice. Raises NotFound."""
        match_case = staged(queries.one(by, subject_id).invoice_id, by=by, at=at)
        return cls(
            by, at, match_case=match_case, exception=next(one for one in match_case.exceptions if one.id == subject_id)
        )

    @property
    def seen(self) -> str:
        """Its state, and the figures that it is pinned to: a variance that has grown since is another one."""
        one = self.exception
        figures = ("–" if figure is None else f"{figure:f}" for figure in (one.expected, one.actual, one.excess))
        return " ".join((one.state, *figures))

    @cached_property
    def invoice(self) -> Invoice:
        """The invoice that it is on."""
        return self.match_case.invoice

    @cached_property
    def held(self) -> Sequence[Reason]:
        """Every hold that keeps the invoice from being cleared."""
        return self.match_case.held

    @cached_property
    def enterers(self) -> Collection[UUID]:
        """Who typed what the invoice says."""
        return queries.enterers(self.invoice)

    @cached_property
    def accepters(self) -> Collection[UUID]:
        """Who accepted evidence on its order."""
        return queries.accepters(self.invoice)

    @cached_property
    def looseners(self) -> Collection[UUID]:
        """Who loosened how it is matched."""
        return queries.looseners(self.invoice)

    @cached_property
    def releasers(self) -> Collection[UUID]:
        """Who released what a correction waits to take over."""
        return queries.releasers(self.invoice)

    @cached_property
    def owner(self) -> Member:
        """To whom it is to be given; the member, where it is only asked whether it can be given at all. Raises NotFound."""
        if "owner_id" not in self.given:
            return self.by
        owner: Member | None = visible_members(self.by).filter(id=self.given["owner_id"]).first()
        if owner is None:
            raise NotFound("member")
        return owner


class AssignmentCase(VarianceCase):
    """One exception alone, to be given to somebody else."""

    @classmethod
    def locked(cls, by: Member, at: datetime, subject_id: UUID) -> Self:
        """A visible exception, locked. Raises NotFound."""
        seen = queries.one(by, subject_id)
        exception = InvoiceException.objects.within(by.company_id).locked(subject_id)
        exception.invoice = seen.invoice
        return cls(by, at, exception=exception)


class DuplicateCase(MemberCase):
    """What was turned away because its number was there already."""

    subject = "arrival"
    arrival: Arrival

    @classmethod
    def locked(cls, by: Member, at: datetime, subject_id: UUID) -> Self:
        """It, and the first of its number: nobody else can add one until we are done. Raises NotFound."""
        arrival: Arrival = Arrival.objects.within(by.company_id).filter(became="duplicate").one(subject_id)
        return cls(by, at, arrival=arrival)

    @property
    def sender_id(self) -> UUID | None:
        """Who sent it."""
        found: UUID | None = self.arrival.sender_id
        return found

    @cached_property
    def values(self) -> Any:
        """What it says."""
        return parsed(DocumentValues if self.arrival.kind else InvoiceValues, json.loads(self.arrival.content))

    @cached_property
    def first(self) -> Invoice | None:
        """The live document of this number."""
        values = self.values
        return claimant(self.by, values.contractor_id, values.kind, document_number(values.number))[1]

    @cached_property
    def made(self) -> Invoice | None:
        """What was made of it before, if that still stands."""
        made = Arrival.objects.within(self.arrival.company_id).filter(door=ADMITTED, same_as=self.arrival.id)
        invoices = Invoice.objects.within(self.arrival.company_id).filter(id__in=made.values("became_id"))
        found: Invoice | None = invoices.exclude(state="void").first()
        return found
