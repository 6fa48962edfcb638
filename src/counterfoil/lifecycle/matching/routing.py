"""Who looks at an exception first, and until when: read once for a whole look, however much it finds (R93)."""

from datetime import date
from functools import cached_property

from django.db.models import Count

from counterfoil.foundation.companies.models import Member
from counterfoil.foundation.companies.permissions import FINANCE, OWNER
from counterfoil.foundation.companies.queries import members_with

from .due import working_days_after
from .kinds import KINDS, RESPONSIBLE
from .match_case import MatchCase
from .models import InvoiceException, Route

WORKING_DAYS = 2
SETTLING = (
    *("exception.accept", "exception.assign", "invoice.correct", "invoice.match", "invoice.pair", "invoice.reject"),
    *("invoice.void", "invoice.admit_duplicate"),
)
"""By which verbs an exception is brought to an end: whose right names others alone is given none by their role."""


class Routing:
    """The owner and the due day of each kind of exception on one invoice. Called inside a scope."""

    def __init__(self, match_case: MatchCase) -> None:
        self._match_case = match_case
        self._free: dict[str, Member | None] = {}

    def due_on(self, kind: str) -> date:
        """Two working days from today, unless a route says otherwise."""
        route = self._routes.get(kind)
        return working_days_after(self._match_case.today, route.working_days if route else WORKING_DAYS)

    def owner(self, kind: str) -> Member:
        """A person: whoever asked for the order, or somebody of the role that is routed to, else of finance, else an owner."""
        route = self._routes.get(kind)
        named = route.owner if route else KINDS[kind].owner
        if named == RESPONSIBLE and self._match_case.order is not None and not self._match_case.order.requester.service:
            requester: Member = self._match_case.order.requester
            return requester
        able = (self._freest(role) for role in (named, FINANCE, OWNER))
        return next((member for member in able if member), self._match_case.invoice.entered_by)

    @cached_property
    def _routes(self) -> dict[str, Route]:
        versions = Route.objects.within(self._match_case.invoice.company_id).order_by("version")
        return {route.kind: route for route in versions}

    @cached_property
    def _open_counts(self) -> dict[object, int]:
        waiting = InvoiceException.objects.within(self._match_case.invoice.company_id).filter(state="open")
        return dict(waiting.values_list("owner_id").annotate(Count("id")))

    def _freest(self, role: str) -> Member | None:
        """Who of a role has the fewest open exceptions and did not enter the invoice."""
        if role not in self._free:
            entered_by = self._match_case.invoice.entered_by
            holders = members_with(entered_by.company, role, *SETTLING)
            self._free[role] = min(
                holders,
                key=lambda one: (one.id == entered_by.id, self._open_counts.get(one.id, 0), one.name),
                default=None,
            )
        return self._free[role]
