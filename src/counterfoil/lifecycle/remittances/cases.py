"""A payment with its advice before a member: everything that the rules of remittances ask."""

from collections.abc import Sequence
from datetime import datetime
from functools import cached_property
from typing import Self
from uuid import UUID

from counterfoil.foundation.companies.cases import MemberCase
from counterfoil.foundation.companies.models import Member
from counterfoil.foundation.mail import queries as mail
from counterfoil.foundation.mail.models import Message
from counterfoil.lifecycle.payments import queries as payments
from counterfoil.lifecycle.payments.models import Payment

from . import queries
from .content import Paid, paid_by
from .models import Remittance


class RemittanceCase(MemberCase):
    """A payment and what its contractor was told of it."""

    subject = "payment"
    payment: Payment

    @classmethod
    def locked(cls, by: Member, at: datetime, subject_id: UUID) -> Self:
        """A visible payment, locked: it neither fails nor is told of twice meanwhile. Raises NotFound."""
        return cls(by, at, payment=payments.visible(by).select_related("contractor").locked(subject_id))

    @cached_property
    def remittance(self) -> Remittance | None:
        """Its advice, where there is one."""
        return queries.of_payment(self.by.company_id, self.payment.id)

    @cached_property
    def paid(self) -> Paid:
        """What it pays, and what was taken off."""
        return paid_by(self.by.company_id, self.payment)

    @cached_property
    def mails(self) -> Sequence[Message]:
        """The mails by which its contractor was told, newest first."""
        return mail.of_payment(self.by.company_id, self.payment.id)

    @cached_property
    def sent_before(self) -> Sequence[str]:
        """The addresses that they are on their way to, or may have arrived at."""
        return mail.reached(self.mails)

    @property
    def has_server(self) -> bool:
        """Whether mail can be sent from here."""
        return mail.stands()
