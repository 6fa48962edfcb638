"""Companies have their mail sent side by side: what a mail server takes its time with keeps no other company waiting."""

import logging
import threading
from collections.abc import Callable
from datetime import datetime
from uuid import UUID

from django.db import connection

from counterfoil.foundation.companies.queries import all_companies
from counterfoil.foundation.kernel.outages import is_outage, pass_over
from counterfoil.foundation.mail import queries

from .containing import contained
from .mailing import deliver_of, waits

log = logging.getLogger(__name__)

AT_A_TIME = 4
"""So many companies have their mail sent at the same moment. Whoever is behind them waits no longer than one attempt of one."""


class Rounds:
    """Whose mail is being sent. A company has one turn at a time, and begins the next behind all the others."""

    def __init__(self, stop: threading.Event) -> None:
        self._stop = stop
        self._under_way: dict[UUID, threading.Thread] = {}
        self._last: UUID | None = None

    def go_on(self, clock: Callable[[], datetime]) -> int:
        """Begin the turns of companies that have mail to be sent, as far as there is room. Returns 0: nobody waits for them."""
        self._under_way = {one: turn for one, turn in self._under_way.items() if turn.is_alive()}
        for company_id in self._in_turn() if queries.stands() else ():
            if len(self._under_way) >= AT_A_TIME:
                break
            if company_id not in self._under_way and contained("the mail", waits, company_id, clock):
                self._begin(company_id, clock)
        return 0

    def rest(self) -> None:
        """Wait until what a server has in its hands is told of."""
        for turn in self._under_way.values():
            turn.join()

    def _in_turn(self) -> list[UUID]:
        """Every company, beginning behind the one whose turn began last."""
        found = sorted(company_id for company_id, _slug, _sealed in all_companies())
        place = next((n for n, one in enumerate(found) if self._last and one > self._last), 0)
        return found[place:] + found[:place]

    def _begin(self, company_id: UUID, clock: Callable[[], datetime]) -> None:
        turn = threading.Thread(target=self._turn, args=(company_id, clock), name=f"mail of {company_id}", daemon=True)
        self._under_way[company_id], self._last = turn, company_id
        turn.start()

    def _turn(self, company_id: UUID, clock: Callable[[], datetime]) -> None:
        try:
            contained("the mail", deliver_of, company_id, clock, self._stop.is_set)
        except Exception as error:
            # Only outages get here; another round tries again.
            if not is_outage(error):
                raise
            pass_over(error, "mail")
        finally:
            connection.close()
