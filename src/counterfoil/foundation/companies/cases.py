"""What every case knows of the member's company: its day, and whether two people are needed."""

from collections.abc import Iterator, Sequence
from datetime import date
from functools import cached_property

from counterfoil.foundation.kernel.cases import Case, read_together

from . import queries
from .models import Company, Member


class MemberCase(Case):
    """A case before a member of a company."""

    by: Member

    @property
    def company(self) -> Company:
        """The member's company."""
        return self.by.company

    @cached_property
    def today(self) -> date:
        """The company's day."""
        return self.by.company.today(self.at)

    @read_together
    def separated(cases: Sequence["MemberCase"]) -> Iterator[bool]:
        """Whether who asks and who agrees must be two people here now."""
        apart = queries.separated(cases[0].by)
        yield from (apart for _case in cases)
