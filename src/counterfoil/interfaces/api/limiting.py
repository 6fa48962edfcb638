"""How much one key may ask for: so many requests in each minute, hour or day (COUNTERFOIL_API_RATE), then 429."""

import time
from datetime import UTC, datetime

from django.conf import settings
from django.db import connection
from django.http import HttpRequest
from ninja.throttling import BaseThrottle

from .auth import member_of

_COUNT = """
INSERT INTO web_cache AS known (cache_key, value, expires) VALUES (%s, %s, %s)
ON CONFLICT (cache_key) DO UPDATE SET expires = EXCLUDED.expires, value = CASE WHEN starts_with(known.value, %s)
  THEN split_part(known.value, ' ', 1) || ' ' || split_part(known.value, ' ', 2)::bigint + 1 ELSE EXCLUDED.value END
RETURNING split_part(value, ' ', 2)
"""
"""The value is the period and how many there were in it. What expired is thrown out by the cache, as everything of it is."""


class PerKey(BaseThrottle):
    """Counts in the cache's table, which all processes share, in one statement. What is turned away counts too.

    Ninja's own throttle keeps on itself what it looks at, and one thread would count with another's key.
    """

    def allow_request(self, request: HttpRequest) -> bool:
        """Whether the request's key has one left in this period. Without a rate every key has."""
        most, seconds = settings.COUNTERFOIL_API_RATE
        if not most:
            return True
        period = int(time.time()) // seconds
        ends = datetime.fromtimestamp((period + 1) * seconds, UTC)
        with connection.cursor() as cursor:
            cursor.execute(_COUNT, [f"api:{member_of(request).api_key_id}", f"{period} 1", ends, f"{period} "])
            return int(cursor.fetchone()[0]) <= most

    def wait(self) -> float:
        """How many seconds are left of this period: the answer's Retry-After."""
        _most, seconds = settings.COUNTERFOIL_API_RATE
        return seconds - time.time() % seconds
