"""The statement of one contractor, for who works here and for the contractor: as page, as PDF, and as a table."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import content_disposition_header

from counterfoil.foundation.kernel import scope
from counterfoil.foundation.kernel.refusals import Invalid, NotFound
from counterfoil.foundation.parties.queries import visible
from counterfoil.insight.statement import filed
from counterfoil.insight.statement.statement import Period, is_whole, lines, owings

from ..lists.downloads import FILES
from ..panels.statement import Asked, address_of, groups, place_of
from ..session.member import MemberRequest, now, outside, signed_in, text_sent

PAGE = 100
PDF = "application/pdf"


@signed_in
def statement(request: MemberRequest, contractor_id: UUID) -> HttpResponseBase:
    """How we stand in each currency, and what happened in a period; a contractor finds their own."""
    by, today = request.member, request.member.company.today(now())
    asked, after = Asked.of(request.GET, today), place_of(text_sent(request.GET, "after"))
    with scope.reading(by.company_id):
        seen = visible(by)
        found = seen.one(contractor_id)
        if request.GET.get("format") not in FILES:
            stand = owings(by, found.id, asked.period)
            part = lines(by, found.id, asked.period, after, PAGE)
            whole = is_whole(by, found.id)
            others = list(seen.exclude(id=found.id).order_by("name", "id")) if outside(by) else []
    if request.GET.get("format") in FILES:
        rows = filed.rows(by, found.id, asked.period)
        return FILES[request.GET["format"]].answer(filed.file_name(found, asked.period, ""), filed.heads(), rows)
    shown = {
        "contractor": found,
        "asked": asked,
        "period": asked.period,
        "pdf": _at("statement_pdf", found.id, asked.period),
        "owings": stand,
        "groups": list(groups(stand, part, after)),
        "after": address_of(part.after),
        "is_further": after is not None,
        "years": [today.year, today.year - 1],
        "whole": whole,
        "others": others,
        "files": FILES,
        "here": "own_statement" if outside(by) else "contractors",
    }
    return render(request, "web/statement/page.html", shown, status=422 if asked.wrong else 200)


@signed_in
def document(request: MemberRequest, contractor_id: UUID) -> HttpResponse:
    """The same as a PDF in the contractor's language; what is too long for one leads back and says so."""
    by = request.member
    period = Asked.of(request.GET, by.company.today(now())).period
    try:
        with scope.reading(by.company_id):
            found = visible(by).one(contractor_id)
            content = filed.printed(by, found, period)
    except Invalid as invalid:
        for words in invalid.fields["from"]:
            messages.error(request, words)
        return redirect(_at("statement", contractor_id, period))
    answer = HttpResponse(content, content_type=PDF)
    name = filed.file_name(found, period, ".pdf")
    answer["Content-Disposition"] = content_disposition_header(True, name) or "attachment"
    return answer


@signed_in
def own(request: MemberRequest) -> HttpResponse:
    """The way of a contractor to their statement; where nobody has linked them yet, whom to ask."""
    by = request.member
    if not outside(by):
        raise NotFound("page")
    with scope.reading(by.company_id):
        first = visible(by).order_by("name", "id").first()
    if first is None:
        return render(request, "web/statement/none.html", {"here": "own_statement"})
    return redirect("statement", contractor_id=first.id)


def _at(page: str, contractor_id: UUID, period: Period) -> str:
    """A page's address with the same days."""
    return f"{reverse(page, args=[contractor_id])}?from={period.first}&to={period.last}"
