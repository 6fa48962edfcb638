"""General exchange rates: one of them, and the file that the European Central Bank publishes."""

from typing import Annotated
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from ninja import Query, Router

from counterfoil.formats.ecb import LARGEST
from counterfoil.foundation.catalogue.actions import load_rates
from counterfoil.foundation.catalogue.published import rates_in
from counterfoil.foundation.catalogue.queries import visible_rates
from counterfoil.foundation.kernel import scope
from counterfoil.foundation.kernel.refusals import not_permitted, refuse_if
from counterfoil.foundation.kernel.values import Day
from counterfoil.foundation.trail.action import Via
from counterfoil.insight.shapes.rates import RateShape

from ..answering import Key, answered, shown, unless_known
from ..auth import member_of
from ..declaring import reads, writes
from ..settings_answers import RatesLoaded

router = Router(tags=["rates"])
Since = Annotated[Day | None, Query(None, description="Only days from this one on; without it all that the file has.")]
_FILE = {
    "type": "string",
    "format": "binary",
    "description": "eurofxref-daily.xml or eurofxref-hist.xml as it is published, at most 16 MB of it.",
}


@router.post("/published", **writes("rate.load", RatesLoaded, file=_FILE))
def load(request: HttpRequest, key: Key, since: Since = None) -> HttpResponse:
    """Take in published rates. What was typed stays, and what is there already changes nothing: each is counted.

    Rates of a company that does not count in euros are reckoned across it, and rounded once to ten places.
    """
    member = member_of(request)
    # Before it is read: a large file takes seconds, of anybody's key.
    refuse_if([] if member.may("rate.load") else [not_permitted("rate.load")])
    published = rates_in(request.read(LARGEST + 1), since)
    return answered(load_rates(by=member, at=timezone.now(), via=Via("api", key), published=published))


@router.get("/{rate_id}", **reads("rate.get", RateShape, versioned=True))
def get(request: HttpRequest, rate_id: UUID) -> HttpResponse:
    """One rate. Its ETag is its version, which every correction raises."""
    member = member_of(request)
    with scope.reading(member.company_id):
        rate = visible_rates(member).select_related("set_by").one(rate_id)
        return unless_known(request, str(rate.version), lambda: shown(RateShape.of(rate, member)))
