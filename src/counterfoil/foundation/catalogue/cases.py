"""A row of a catalogue before a member."""

from datetime import datetime
from typing import ClassVar, Self
from uuid import UUID

from counterfoil.foundation.companies.cases import MemberCase
from counterfoil.foundation.companies.models import Member

from . import queries
from .catalogues import CATALOGUES
from .kit import Catalogue, CatalogueRow


class RowCase(MemberCase):
    """One row of one catalogue."""

    catalogue: ClassVar[Catalogue]
    row: CatalogueRow

    @classmethod
    def locked(cls, by: Member, at: datetime, subject_id: UUID) -> Self:
        """A row of the company's, locked. Raises NotFound."""
        return cls(by, at, row=queries.rows_of(cls.catalogue, by).locked(subject_id))


def _case_of(one: Catalogue) -> type[RowCase]:
    says = f"One row of {one.path}."
    return type(f"{one.model.__name__}Case", (RowCase,), {"subject": one.subject, "catalogue": one, "__doc__": says})


CASES = {one.subject: _case_of(one) for one in CATALOGUES}
"""The case of each catalogue's rows, by what its verbs are called after."""
