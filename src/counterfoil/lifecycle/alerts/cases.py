"""An alert before whom it concerns, and a person who is to be told of what is new before the company's own member."""

from collections.abc import Callable
from datetime import date, datetime
from functools import cached_property
from typing import Self
from uuid import UUID

from django.db.models import Max

from counterfoil.foundation.companies.cases import MemberCase
from counterfoil.foundation.companies.models import Member
from counterfoil.foundation.mail import queries as mail

from . import queries
from .models import Alert


class AlertCase(MemberCase):
    """One alert of an order that the member sees."""

    subject = "alert"
    alert: Alert

    @classmethod
    def locked(cls, by: Member, at: datetime, subject_id: UUID) -> Self:
        """A visible alert, locked. Raises NotFound."""
        seen = queries.visible(by).one(subject_id)
        alert = Alert.objects.within(by.company_id).select_related("order").locked(seen.id)
        return cls(by, at, alert=alert)


class TellCase(MemberCase):
    """One member, and what they were told so far."""

    subject = "member"
    member: Member

    @classmethod
    def locked(cls, by: Member, at: datetime, subject_id: UUID) -> Self:
        """A member of the company, locked: two workers tell one person one after the other. Raises NotFound."""
        rows = Member.objects.within(by.company_id).prefetch_related("rights")
        return cls(by, at, member=rows.locked(subject_id))

    @property
    def told_on(self) -> Callable[[date], bool]:
        """Whether they were told on a day."""
        return lambda day: queries.was_told(self.by.company_id, self.member.id, day)

    @cached_property
    def told_through(self) -> int:
        """Up to which number they were told."""
        return queries.told_through(self.by.company_id, self.member.id)

    @cached_property
    def raised(self) -> int:
        """How many alerts the company has raised."""
        return int(Alert.objects.within(self.by.company_id).aggregate(last=Max("number"))["last"] or 0)

    @property
    def links_stand(self) -> bool:
        """Whether mail with links can be sent from here."""
        return mail.links_stand()
