"""How much one member may ask for with all of their keys: so many requests in each minute, hour or day, then 429.

The rate is COUNTERFOIL_API_RATE.
"""

import time
from datetime import UTC, datetime

from django.conf import settings
from django.http import HttpRequest
from ninja.throttling import BaseThrottle

from counterfoil.foundation.companies.models import Member
from counterfoil.foundation.companies.queries import BY_KEY, member_of_key, member_told, shown
from counterfoil.foundation.kernel import driver

_ASK_AND_COUNT = f"""
WITH asking AS MATERIALIZED ({BY_KEY}), counted AS (
  INSERT INTO web_cache AS known (cache_key, value, expires) SELECT 'api:' || (key->>'member_id'), %s, %s FROM asking
  ON CONFLICT (cache_key) DO UPDATE SET expires = EXCLUDED.expires, value = CASE WHEN starts_with(known.value, %s)
    THEN split_part(known.value, ' ', 1) || ' ' || split_part(known.value, ' ', 2)::bigint + 1 ELSE EXCLUDED.value END
  RETURNING split_part(value, ' ', 2)::bigint AS times)
SELECT key, member, company, rights, makers, times FROM asking, counted
"""
"""The value is the period and how many there were in it. What expired is thrown out by the cache, as everything of it is."""


def asking(request: HttpRequest, secret: str, at: datetime) -> Member | None:
    """The member a key acts for, as `member_of_key` finds it; that it asked is counted on the way, in the same statement."""
    most, seconds = settings.COUNTERFOIL_API_RATE
    if not most:
        return member_of_key(secret, at)
    period = int(time.time()) // seconds
    ends = datetime.fromtimestamp((period + 1) * seconds, UTC)
    found = driver.asked(_ASK_AND_COUNT, [*shown(secret), f"{period} 1", ends, f"{period} "])
    if not found:
        return None
    *told, request.times_asked = found[0]  # type: ignore[attr-defined]
    return member_told(told, at)


class PerMember(BaseThrottle):
    """Looks at what was counted in the cache's table, which all processes share. What is turned away counts too.

    Ninja's own throttle keeps on itself what it looks at, and one thread would count with another's key. It is counted
    by member: who makes more keys may ask no more often.
    """

    def allow_request(self, request: HttpRequest) -> bool:
        """Whether the request's member had one left in this period. Without a rate every member has."""
        most, _seconds = settings.COUNTERFOIL_API_RATE
        return not most or request.times_asked <= most  # type: ignore[attr-defined]

    def wait(self) -> float:
        """How many seconds are left of this period: the answer's Retry-After."""
        _most, seconds = settings.COUNTERFOIL_API_RATE
        return seconds - time.time() % seconds
