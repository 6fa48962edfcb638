"""A follower's work: look again at invoices that waited for what has just happened (R94, R100)."""

import logging
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from counterfoil.foundation.companies.models import Member
from counterfoil.foundation.companies.queries import all_companies, system_member
from counterfoil.foundation.kernel import scope
from counterfoil.foundation.kernel.outages import is_outage
from counterfoil.foundation.kernel.refusals import Refused
from counterfoil.foundation.kernel.terms import COMPLETION, SENT
from counterfoil.foundation.trail.action import Via
from counterfoil.foundation.trail.models import Entry
from counterfoil.lifecycle.matching import actions, queries
from counterfoil.lifecycle.payments.queries import orders_paid

from .batch import Batch, Find
from .containing import contained

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Rematch:
    """Looks again at the invoices that an entry's `find` gives. It is asked in a scope that only reads."""

    find: Find

    def __call__(self, entry: Entry, batch: Batch) -> None:
        """Run again, it does nothing: each look has a key made of the entry and the invoice."""
        for invoice_id in batch.waiting(entry, self.find):
            _rematch(batch.member, invoice_id, batch.at, f"rematch:{entry.id}:{invoice_id}")


def on_order(entry: Entry) -> list[UUID]:
    """What is disputed on the order: evidence was accepted, a hold lifted, or cover given back."""
    return queries.waiting_on(entry.company_id, entry.order_id) if entry.order_id else []


def on_shares(entry: Entry) -> list[UUID]:
    """What is disputed on the shares of an order: its last day or what it authorises is another now."""
    return queries.waiting_on_shares(entry.company_id, entry.order_id) if entry.order_id else []


def on_orders_paid(entry: Entry) -> list[UUID]:
    """The same, on each order whose invoices a payment pays."""
    orders = orders_paid(entry.company_id, entry.subject_id) if entry.subject_id else []
    return [invoice_id for order_id in orders for invoice_id in queries.waiting_on(entry.company_id, order_id)]


def at_evidence(entry: Entry) -> list[UUID]:
    """What waited for evidence; and what was in order, where evidence that it used was taken back: the last one first."""
    if entry.order_id is None:
        return []
    asked = queries.uncovered_on(entry.company_id, entry.order_id), queries.waiting_on(entry.company_id, entry.order_id)
    dated = queries.running_from(entry.company_id, entry.order_id, COMPLETION)
    return list(dict.fromkeys([*asked[0], *asked[1], *dated]))


def at_sending(entry: Entry) -> list[UUID]:
    """What is due so long after the order was sent: the day on which it was has come, or is another."""
    return queries.running_from(entry.company_id, entry.order_id, SENT) if entry.order_id else []


def after_credit(entry: Entry) -> list[UUID]:
    """What is disputed on the order: a credit note has given room back to it."""
    freed = queries.order_of_credit(entry.company_id, entry.subject_id)
    return queries.waiting_on(entry.company_id, freed) if freed else []


def for_order(entry: Entry) -> list[UUID]:
    """What quoted a number that was dealt only now."""
    return queries.waiting_for_order(entry.company_id, entry.order_id) if entry.order_id else []


def for_invoice(entry: Entry) -> list[UUID]:
    """The contractor's credit notes that name an invoice which arrived only now; and what waited for room that one frees."""
    named = queries.waiting_for_invoice(entry.company_id, entry.subject_id) if entry.subject_id else []
    return named + after_credit(entry)


def at_contractor(entry: Entry) -> list[UUID]:
    """Everything of the contractor that is disputed: their hold was lifted."""
    return queries.waiting_of(entry.company_id, entry.subject_id) if entry.subject_id else []


def at_invoice(entry: Entry) -> list[UUID]:
    """The invoice itself, whether it is linked to an order or not: its hold was lifted."""
    return [entry.subject_id] if entry.subject_id else []


class NewDay:
    """Looks again, once a day in every company, at what waits for a day: the end of a hold, the date on an invoice."""

    def __init__(self) -> None:
        self.begun: dict[UUID, date] = {}

    def turn(self, at: datetime) -> int:
        """Do what this day brings, where it has not been done yet. Returns how many invoices were looked at."""
        companies = [company_id for company_id, _slug, _sealed in all_companies()]
        return sum(contained("the new day", self._turn, company_id, at) for company_id in companies)

    def _turn(self, company_id: UUID, at: datetime) -> int:
        member = system_member(company_id)
        day = member.company.today(at)
        if self.begun.get(company_id) == day:
            return 0
        with scope.reading(company_id):
            waiting = queries.waiting_for_a_day(company_id)
        for invoice_id in waiting:
            _rematch_or_log(member, invoice_id, at, f"new_day:{day}:{invoice_id}")
        self.begun[company_id] = day
        return len(waiting)


def _rematch_or_log(member: Member, invoice_id: UUID, at: datetime, key: str) -> None:
    """One invoice that can't be looked at must not keep the others waiting; the next day tries it again.

    An outage is no fault of the invoice: it is raised, and the whole day is begun again.
    """
    try:
        _rematch(member, invoice_id, at, key)
    except Exception as error:
        if is_outage(error):
            raise
        log.exception("invoice %s of company %s was not looked at", invoice_id, member.company_id)


def _rematch(member: Member, invoice_id: UUID, at: datetime, key: str) -> None:
    """Match it as the company's own member. What was settled meanwhile is no longer to be looked at."""
    try:
        actions.match(by=member, at=at, invoice_id=invoice_id, via=Via("follower", key))
    except Refused as refused:
        log.info("invoice %s was not looked at again: %s", invoice_id, refused)
