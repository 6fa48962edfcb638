"""A follower's work: look again at invoices that waited for what has just happened (R94, R100)."""

import logging
from collections.abc import Callable, Iterable
from datetime import date, datetime
from uuid import UUID

from counterfoil.foundation.companies.queries import all_companies, system_member
from counterfoil.foundation.kernel import scope
from counterfoil.foundation.kernel.outages import is_outage
from counterfoil.foundation.kernel.refusals import Refused
from counterfoil.foundation.trail.action import Via
from counterfoil.foundation.trail.models import Entry
from counterfoil.lifecycle.invoices.models import Invoice
from counterfoil.lifecycle.matching import actions, queries
from counterfoil.lifecycle.orders.models import Order

from .containing import contained

log = logging.getLogger(__name__)


def look_again_on_order(entry: Entry, at: datetime) -> None:
    """What is disputed on the order: evidence was accepted, a hold lifted, or cover given back."""
    _after(entry, at, lambda: queries.waiting_on(entry.company_id, entry.order_id) if entry.order_id else [])


def look_again_at_evidence(entry: Entry, at: datetime) -> None:
    """What waited for evidence; and what was in order, where evidence that it used was taken back: the last one first."""

    def concerned() -> list[UUID]:
        if entry.order_id is None:
            return []
        return queries.uncovered_on(entry.company_id, entry.order_id) + queries.waiting_on(
            entry.company_id, entry.order_id
        )

    _after(entry, at, concerned)


def look_again_after_credit(entry: Entry, at: datetime) -> None:
    """What is disputed on the order: a credit note has given room back to it."""

    def waiting() -> list[UUID]:
        freed = queries.matched_credit(entry.company_id, entry.subject_id)
        return queries.waiting_on(entry.company_id, freed.order_id) if freed and freed.order_id else []

    _after(entry, at, waiting)


def look_again_for_order(entry: Entry, at: datetime) -> None:
    """What quoted a number that was dealt only now."""

    def lost() -> list[UUID]:
        order = Order.objects.within(entry.company_id).get(id=entry.order_id)
        return queries.waiting_for_order(entry.company_id, order.contractor_id)

    _after(entry, at, lost)


def look_again_for_invoice(entry: Entry, at: datetime) -> None:
    """The contractor's credit notes that name an invoice which arrived only now; and what waited for room that one frees."""

    def lost() -> list[UUID]:
        bill = Invoice.objects.within(entry.company_id).filter(id=entry.subject_id).first()
        return queries.waiting_for_invoice(entry.company_id, bill.contractor_id) if bill else []

    _after(entry, at, lost)
    look_again_after_credit(entry, at)


def look_again_at_contractor(entry: Entry, at: datetime) -> None:
    """Everything of the contractor that is disputed: their hold was lifted."""
    _after(entry, at, lambda: queries.waiting_of(entry.company_id, entry.subject_id) if entry.subject_id else [])


def look_again_at_invoice(entry: Entry, at: datetime) -> None:
    """The invoice itself, whether it is linked to an order or not: its hold was lifted."""
    _after(entry, at, lambda: [entry.subject_id] if entry.subject_id else [])


class NewDay:
    """Looks again, once a day in every company, at what waits for a day: the end of a hold, the date on an invoice."""

    def __init__(self) -> None:
        self.begun: dict[UUID, date] = {}

    def turn(self, at: datetime) -> int:
        """Do what this day brings, where it has not been done yet. Returns how many invoices were looked at."""
        companies = [company_id for company_id, _slug, _sealed in all_companies()]
        return sum(contained("the new day", self._turn, company_id, at) for company_id in companies)

    def _turn(self, company_id: UUID, at: datetime) -> int:
        day = system_member(company_id).company.today(at)
        if self.begun.get(company_id) == day:
            return 0
        with scope.reading(company_id):
            waiting = queries.waiting_for_a_day(company_id)
        for invoice_id in waiting:
            _look_or_log(company_id, invoice_id, at, f"new_day:{day}:{invoice_id}")
        self.begun[company_id] = day
        return len(waiting)


def _look_or_log(company_id: UUID, invoice_id: UUID, at: datetime, key: str) -> None:
    """One invoice that can't be looked at must not keep the others waiting; the next day tries it again.

    An outage is no fault of the invoice: it is raised, and the whole day is begun again.
    """
    try:
        _look(company_id, invoice_id, at, key)
    except Exception as error:
        if is_outage(error):
            raise
        log.exception("invoice %s of company %s was not looked at", invoice_id, company_id)


def _after(entry: Entry, at: datetime, waiting: Callable[[], Iterable[UUID]]) -> None:
    with scope.reading(entry.company_id):
        found = list(waiting())
    for invoice_id in found:
        _look(entry.company_id, invoice_id, at, f"look_again:{entry.id}:{invoice_id}")


def _look(company_id: UUID, invoice_id: UUID, at: datetime, key: str) -> None:
    """Match it as the company's own member. What was settled meanwhile is no longer to be looked at."""
    try:
        actions.match(by=system_member(company_id), at=at, invoice_id=invoice_id, via=Via("follower", key))
    except Refused as refused:
        log.info("invoice %s was not looked at again: %s", invoice_id, refused)
