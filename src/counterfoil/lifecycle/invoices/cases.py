"""An invoice before a member, by itself."""

from datetime import datetime
from typing import Self
from uuid import UUID

from counterfoil.foundation.companies.cases import MemberCase
from counterfoil.foundation.companies.models import Member
from counterfoil.foundation.parties.models import Contractor

from . import queries
from .models import Invoice


class InvoiceCase(MemberCase):
    """One invoice or credit note."""

    subject = "invoice"
    invoice: Invoice

    @classmethod
    def locked(cls, by: Member, at: datetime, subject_id: UUID) -> Self:
        """A visible document: what is done by it alone changes none of its figures. Raises NotFound."""
        return cls(by, at, invoice=queries.one(by, subject_id))

    @property
    def seen(self) -> str:
        """Its version, and what is open of it: payments and credits raise no version."""
        return f"{self.invoice.version} {self.invoice.open_amount:f}"

    @property
    def contractor(self) -> Contractor:
        """Whose it is."""
        found: Contractor = self.invoice.contractor
        return found

    @property
    def note(self) -> Invoice:
        """The same, where a rule is about a credit note."""
        return self.invoice

    @property
    def credited(self) -> Invoice:
        """The same, where a rule is about its credit balance."""
        return self.invoice
