"""One company's fault is that company's: it is told of, tried again, and stops no other's work."""

import logging
import time
from collections.abc import Callable
from typing import Any
from uuid import UUID

from counterfoil.foundation.kernel.outages import is_outage

log = logging.getLogger(__name__)

MINUTE = 60.0
_told: dict[str, float] = {}


def contained(what: str, work: Callable[..., int], company_id: UUID, *given: Any) -> int:
    """Do one company's work. A fault of its rows counts as nothing done; an outage is everybody's, and is raised."""
    try:
        return work(company_id, *given)
    except Exception as error:
        if is_outage(error):
            raise
        if seldom(f"{what} {company_id}"):
            log.exception("%s stands still for company %s; the others go on", what, company_id)
        return 0


def seldom(what: str) -> bool:
    """Whether this was not told of within the last minute: what is tried five times a second must not fill the log."""
    now = time.monotonic()
    if now - _told.get(what, -MINUTE) < MINUTE:
        return False
    _told[what] = now
    return True
