"""The worker's fetching of exchange rates: a file from the configured address, taken in for every company as its own member."""

import logging
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from functools import partial
from hashlib import sha256
from uuid import UUID

from django.conf import settings

from counterfoil.formats.ecb import LARGEST
from counterfoil.foundation.catalogue.actions import load_rates
from counterfoil.foundation.catalogue.published import rates_in
from counterfoil.foundation.catalogue.rates import EuroRate, oldest_that_holds
from counterfoil.foundation.companies.queries import all_companies, system_member
from counterfoil.foundation.kernel.refusals import Invalid, Refused
from counterfoil.foundation.trail.action import Via

from .containing import contained, seldom
from .fetching import NotFetched, fetched

log = logging.getLogger(__name__)

EVERY, AGAIN = timedelta(hours=6), timedelta(minutes=10)
"""How long a file is good for, and when it is tried again after it could not be read."""


class FetchedRates:
    """Fetches the file when it is time. A company that has just come gets the rates with the next file."""

    def __init__(self, fetch: Callable[[str, int], bytes] = fetched) -> None:
        self._fetch = fetch
        self._next: datetime | None = None

    def take_in(self, at: datetime) -> int:
        """Fetch, where an address is configured and it is time, and take in what still holds. Returns how many companies did."""
        if not settings.COUNTERFOIL_RATES or (self._next and at < self._next):
            return 0
        self._next = at + AGAIN
        try:
            content = self._fetch(settings.COUNTERFOIL_RATES, LARGEST)
            published = rates_in(content, oldest_that_holds(at.date()))
        except (NotFetched, Invalid) as no:
            if seldom("rates"):
                log.error("no exchange rates from %s: %s", settings.COUNTERFOIL_RATES, no)
            return 0
        self._next = at + EVERY
        take = partial(_take, published, sha256(repr(published).encode()).hexdigest())
        return sum(contained("the rates", take, company_id, at) for company_id, _slug, _sealed in all_companies())


def _take(published: Sequence[EuroRate], digest: str, company_id: UUID, at: datetime) -> int:
    """Take them in as the company's own member. The same rates again are a replay of the same key: nothing is changed."""
    via = Via("follower", f"rates:{digest}")
    try:
        load_rates(by=system_member(company_id), at=at, published=list(published), via=via)
    except Refused as refused:
        log.info("company %s takes no rates: %s", company_id, refused)
        return 0
    return 1
