"""The statement of one contractor: how we stand in each currency, and everything that happened in a period."""

from datetime import date
from hashlib import sha256
from typing import Annotated
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from ninja import Query, Router
from pydantic import Field

from counterfoil.foundation.companies.models import Member
from counterfoil.foundation.kernel import scope
from counterfoil.foundation.kernel.refusals import Invalid
from counterfoil.foundation.kernel.values import Day
from counterfoil.foundation.parties.queries import visible
from counterfoil.insight.shapes.named import Party
from counterfoil.insight.shapes.statement import OwingShape, StatementLineShape
from counterfoil.insight.statement.filed import file_name, printed
from counterfoil.insight.statement.moved import Place
from counterfoil.insight.statement.statement import Period, is_whole, lines, owings

from ..answering import shown, unless_known
from ..auth import member_of
from ..declaring import reads, reads_file
from ..paging import After, Limit, Page, closed, no_cursor, opened

PDF = "application/pdf"
router = Router(tags=["contractors"])
From = Annotated[
    Day | None, Query(None, alias="from", description="The first day; without it, the year's of the last one.")
]
To = Annotated[Day | None, Query(None, alias="to", description="The last day, itself included; today without it.")]


class StatementPage(Page):
    """How we stand in each currency at both ends of the period, and one page of what happened, by currency and day."""

    contractor: Party
    first_day: date
    last_day: date
    is_whole: bool = Field(
        description="Whether the key's member sees all of it: a manager of some teams has their teams' part."
    )
    currencies: list[OwingShape]
    lines: list[StatementLineShape]


@router.get("/{contractor_id}/statement", **reads("statement.get", StatementPage))
def statement(
    request: HttpRequest,
    contractor_id: UUID,
    first: From = None,
    last: To = None,
    after: After = None,
    limit: Limit = 50,
) -> HttpResponse:
    """What was ordered, invoiced, credited, paid, set off and written off, and what is owed either way.

    Of what the key's member sees; to a contractor's own key, only their own.
    """
    by = member_of(request)
    period, place = _period(by, first, last), _place(after)
    with scope.reading(by.company_id):
        found = visible(by).one(contractor_id)
        part = lines(by, found.id, period, place, limit)
        answer = StatementPage(
            contractor=Party.of(found, by),
            first_day=period.first,
            last_day=period.last,
            is_whole=is_whole(by, found.id),
            currencies=OwingShape.each(owings(by, found.id, period), by),
            lines=StatementLineShape.each(part.each, by),
            next=closed([str(each) for each in part.after]) if part.after else None,
        )
    return shown(answer)


@router.get("/{contractor_id}/statement/document", **reads_file("statement.document", PDF, {"contentMediaType": PDF}))
def document(request: HttpRequest, contractor_id: UUID, first: From = None, last: To = None) -> HttpResponse:
    """The same as a PDF, in the contractor's language, for who sees all of it.

    What has more lines than are printed is asked for in shorter periods.
    """
    by = member_of(request)
    period = _period(by, first, last)
    with scope.reading(by.company_id):
        found = visible(by).one(contractor_id)
        content = printed(by, found, period)
    return unless_known(request, sha256(content).hexdigest(), lambda: _file(content, file_name(found, period, ".pdf")))


def _period(by: Member, first: date | None, last: date | None) -> Period:
    period = Period.of(by.company.today(timezone.now()), first, last)
    if period.first > period.last:
        raise Invalid({"from": [_("A period ends on the day on which it begins, or later.")]})
    return period


def _place(after: str | None) -> Place | None:
    try:
        return Place.read(opened(after, parts=4)) if after else None
    except ValueError:
        raise no_cursor() from None


def _file(content: bytes, name: str) -> HttpResponse:
    answer = HttpResponse(content, content_type=PDF)
    answer["Content-Disposition"] = content_disposition_header(False, name) or "inline"
    return answer
