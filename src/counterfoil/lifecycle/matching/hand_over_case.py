"""A member who leaves, before the owner who hands over what they hold."""

from functools import cached_property

from counterfoil.foundation.companies.models import Member
from counterfoil.foundation.companies.queries import visible_members, with_hands
from counterfoil.foundation.kernel.cases import Case
from counterfoil.foundation.mail.cases import InvitedCase

from . import handing_over
from .holding import Holding


class HandOverCase(InvitedCase):
    """One member of the company, with what they hold."""

    @classmethod
    def concerns(cls, case: Case) -> bool:
        """Only a member of whom it is read what they hold."""
        return isinstance(case, HandOverCase)

    @cached_property
    def holding(self) -> Holding:
        """What they hold."""
        return handing_over.holding_of(self.member)

    @cached_property
    def to(self) -> Member:
        """Who is to go on with it. Raises NotFound."""
        found: Member = visible_members(self.by).one(self.given["to_id"])
        return with_hands(self.by, [found])[found.id]

    @cached_property
    def unseen(self) -> int:
        """How many exceptions are on invoices that the other does not see."""
        return handing_over.unseen_by(self.to, self.member)

    @cached_property
    def out_of_sight(self) -> int:
        """How many of the offers that wait for their orders the other does not see."""
        return handing_over.out_of_sight(self.to, self.member)

    @cached_property
    def own(self) -> int:
        """How many are on invoices that the other entered or is paid by."""
        return handing_over.own_of(self.to, self.member)
