"""Whom and what other shapes name."""

from typing import Annotated
from uuid import UUID

from counterfoil.foundation.companies.models import Member
from counterfoil.foundation.parties.models import Contractor
from counterfoil.lifecycle.engagements.models import Engagement

from .shape import From, Shape


class Party(Shape, row=Contractor):
    """A contractor by id, code and name."""

    id: UUID
    code: str
    name: str


class Named(Shape, row=Member):
    """Somebody by id and name."""

    id: UUID
    name: str


class Titled(Shape, row=Engagement):
    """An engagement by id and name."""

    id: UUID
    name: Annotated[str, From("title")]
