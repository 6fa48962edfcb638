"""What every case knows of the member's company: its day, and whether two people are needed."""

from collections.abc import Iterator, Sequence
from datetime import date, datetime
from functools import cached_property
from typing import Self
from uuid import UUID

from counterfoil.foundation.kernel.cases import Case, read_together

from . import queries
from .models import Company, Member, View


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


class ViewCase(MemberCase):
    """One of the member's own views."""

    subject = "view"
    view: View

    @classmethod
    def locked(cls, by: Member, at: datetime, subject_id: UUID) -> Self:
        """A view of the member's own, locked. Raises NotFound."""
        return cls(by, at, view=queries.visible_views(by).locked(subject_id))

    @property
    def name(self) -> str:
        """What it is to be called."""
        named = self.given["changes"].name if "changes" in self.given else None
        return named or self.view.name

    @cached_property
    def taken(self) -> bool:
        """Whether another view of the same list is called so."""
        alike = queries.visible_views(self.by).filter(list_name=self.view.list_name, name=self.name)
        return alike.exclude(id=self.view.id).exists()
