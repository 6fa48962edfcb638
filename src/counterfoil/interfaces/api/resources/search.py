"""One search over everything that the key's member sees."""

from typing import Annotated
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from ninja import Query, Router
from pydantic import BaseModel, Field

from counterfoil.foundation.kernel import scope
from counterfoil.foundation.kernel.values import Name
from counterfoil.insight.listing.found import MOST_COUNTED, MOST_SHOWN, Group, everything_found
from counterfoil.insight.listing.reader import Reader

from ..answering import shown
from ..auth import member_of
from ..declaring import reads

router = Router(tags=["search"])
_Q = Annotated[
    Name, Query(..., description="Words that all occur in a row, a number, an amount, a reference or an id.")
]


class FoundShape(BaseModel):
    """One row: what it is called, and in few words what tells it from others."""

    id: UUID
    words: str
    more: str


class GroupShape(BaseModel):
    """What is found of one list."""

    name: str = Field(description="The list, as its address names it.")
    number: int | None = Field(description=f"How many there are; null where there are more than {MOST_COUNTED:,}.")
    items: list[FoundShape] = Field(description=f"The first {MOST_SHOWN}; all of them by the list's own `q`.")


class SearchAnswer(BaseModel):
    """Everything that is found, in groups; a list of which nothing is found is not among them."""

    groups: list[GroupShape]


@router.get("", **reads("search.find", SearchAnswer))
def find(request: HttpRequest, q: _Q) -> HttpResponse:
    """Orders, invoices, payments, contractors, evidence and what arrived, by words, numbers, amounts, references and ids."""
    by = member_of(request)
    with scope.reading(by.company_id):
        found = everything_found(Reader(by, timezone.now()), q)
    return shown(SearchAnswer(groups=[_group(one) for one in found]))


def _group(group: Group) -> GroupShape:
    firsts = [line[0].holds for line in group.table.lines]
    items = [FoundShape(id=one["id"], words=str(one["text"]), more=one["under"]) for one in firsts]
    return GroupShape(name=group.listing.name, number=group.number, items=items)
