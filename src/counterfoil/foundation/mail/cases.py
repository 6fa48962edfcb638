"""A mail before the company's own member, who delivers it; and the template before whoever words it."""

from collections.abc import Sequence
from datetime import datetime
from functools import cached_property
from typing import Self
from uuid import UUID

from counterfoil.foundation.companies.cases import MemberCase, PersonCase
from counterfoil.foundation.companies.models import Member

from . import queries
from .models import Message, Recipient


class MailCase(MemberCase):
    """One mail. Only the company's own member has a verb on it: who may see it is asked of what it is about."""

    subject = "mail"
    message: Message

    @classmethod
    def locked(cls, by: Member, at: datetime, subject_id: UUID) -> Self:
        """A mail of the company's, locked. Raises NotFound."""
        return cls(by, at, message=Message.objects.within(by.company_id).locked(subject_id))

    @cached_property
    def recipients(self) -> Sequence[Recipient]:
        """Whom it goes to, in their order."""
        own = Recipient.objects.within(self.by.company_id).filter(message_id=self.message.id)
        return list(own.order_by("position"))

    @cached_property
    def recipient(self) -> Recipient | None:
        """The recipient that is named, if it is one of this mail's."""
        named = self.given["recipient_id"]
        return next((one for one in self.recipients if one.id == named), None)

    @cached_property
    def invited(self) -> Member | None:
        """Whom it invites, if anybody."""
        found: Member | None = Member.objects.within(self.by.company_id).filter(id=self.message.invited_id).first()
        return found


class InvitedCase(PersonCase):
    """A member before an owner who has their invitation mailed."""

    @cached_property
    def links_stand(self) -> bool:
        """Whether a link can be mailed from here."""
        return queries.links_stand()
