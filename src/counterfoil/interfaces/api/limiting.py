"""How much one key may ask for: so many requests in each minute, hour or day (COUNTERFOIL_API_RATE), then 429."""

import time

from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest
from ninja.throttling import BaseThrottle

from .auth import member_of


class PerKey(BaseThrottle):
    """Counts in the cache that all processes share. Requests in the same instant may count as one: it is no quota.

    Ninja's own throttle keeps on itself what it looks at, and one thread would count with another's key.
    """

    def allow_request(self, request: HttpRequest) -> bool:
        """Whether the request's key has one left in this period. Without a rate every key has."""
        most, seconds = settings.COUNTERFOIL_API_RATE
        if not most:
            return True
        name, period = f"api:{member_of(request).api_key_id}", int(time.time()) // seconds
        counted_in, count = cache.get(name, (period, 0))
        if counted_in == period and count >= most:
            return False
        cache.set(name, (period, count + 1 if counted_in == period else 1), timeout=seconds)
        return True

    def wait(self) -> float:
        """How many seconds are left of this period: the answer's Retry-After."""
        _most, seconds = settings.COUNTERFOIL_API_RATE
        return seconds - time.time() % seconds
