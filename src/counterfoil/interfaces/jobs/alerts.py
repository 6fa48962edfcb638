"""Alerts are raised and ended by a follower of what is done on orders, and by the clock: what comes due, is late, or still waits.

Both ask the same question of the database first; only where it finds something is a verb done.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta
from uuid import UUID

from counterfoil.foundation.companies.models import Member
from counterfoil.foundation.companies.queries import all_companies, system_member
from counterfoil.foundation.kernel import scope
from counterfoil.foundation.mail.models import Message
from counterfoil.foundation.trail.action import Via
from counterfoil.foundation.trail.models import Entry
from counterfoil.lifecycle.alerts import actions, queries

from .batch import Batch
from .containing import contained

_JUST_NOW = timedelta(hours=1)


def look_again(entry: Entry, batch: Batch) -> None:
    """Raise what the deed of this entry brought about on its orders, and end what it settled. Run again, it finds nothing.

    Who did it is not told of it: they know. What the company's own member does is nobody's own act.
    """
    if entry.subject != "payment" and entry.order_id and batch.last_on_order.get(entry.order_id) != entry.id:
        # What the last deed on an order left is looked at once; it is that one's doing, and not of what was before. A payment
        # may be for several orders.
        return
    with scope.reading(batch.company_id):
        order_ids, choice_ids = _orders_of(entry), _choices_of(entry)
    if order_ids or choice_ids:
        caused_by = _doer(entry, batch)
        _renew(batch.member, batch.at, order_ids, choice_ids, caused_by, f"alerts:{entry.id}")


def _doer(entry: Entry, batch: Batch) -> UUID | None:
    """Who did it just now. What is looked at only later has come about since, and may be nobody's doing."""
    is_own = entry.member_id != batch.member.id and batch.at - entry.at < _JUST_NOW
    return entry.member_id if is_own else None


class Hourly:
    """Looks once an hour at every company: what is due or late by the day, and what still waits."""

    def __init__(self) -> None:
        self._looked: dict[UUID, datetime] = {}

    def turn(self, at: datetime) -> int:
        """Look where it is time. Returns how many alerts were raised or ended."""
        companies = [company_id for company_id, _slug, _sealed in all_companies()]
        return sum(contained("alerts", self._turn, company_id, at) for company_id in companies)

    def _turn(self, company_id: UUID, at: datetime) -> int:
        hour = at.replace(minute=0, second=0, microsecond=0)
        if self._looked.get(company_id) == hour:
            return 0
        by, done = system_member(company_id), 0
        while some := _renew(by, at):
            done += some
        self._looked[company_id] = hour
        return done


def _orders_of(entry: Entry) -> Sequence[UUID]:
    """The orders on which something may hold now that did not before, or no more. Called inside a scope."""
    if entry.subject == "payment" and entry.subject_id:
        return queries.orders_of_payment(entry.company_id, entry.subject_id) or _own(entry)
    if entry.order_id or entry.subject_id is None or entry.subject in ("offer", "contract"):
        return _own(entry)
    if entry.subject == "invoice":
        return queries.orders_of_invoice(entry.company_id, entry.subject_id)
    if entry.subject == "mail":
        own = Message.objects.within(entry.company_id).filter(id=entry.subject_id, payment_id__isnull=False)
        paid = own.values_list("payment_id", flat=True).first()
        return queries.orders_of_payment(entry.company_id, paid) if paid else []
    return queries.orders_of_payment(entry.company_id, entry.subject_id)


def _choices_of(entry: Entry) -> Sequence[UUID]:
    """By what somebody was to get an order that may have come now, or is to come no more. Called inside a scope."""
    if entry.subject == "offer" and entry.subject_id:
        return queries.choices_of_offer(entry.company_id, entry.subject_id)
    if entry.subject == "contract" and entry.subject_id:
        return queries.choices_of_contract(entry.company_id, entry.subject_id)
    if entry.subject == "order" and entry.order_id:
        return queries.choices_of_order(entry.company_id, entry.order_id)
    return []


def _own(entry: Entry) -> Sequence[UUID]:
    return [entry.order_id] if entry.order_id else []


def _renew(
    by: Member,
    at: datetime,
    order_ids: Sequence[UUID] | None = None,
    choice_ids: Sequence[UUID] | None = None,
    caused_by: UUID | None = None,
    key: str = "",
) -> int:
    """End what holds no more and raise what does, as many of each as go into one transaction. Returns how many."""
    with scope.reading(by.company_id):
        ends = bool(queries.to_end(by.company_id, at, order_ids, choice_ids, most=1))
        holds = bool(queries.to_raise(by.company_id, at, order_ids, choice_ids, most=1))
    done = 0
    given = {
        name: list(ids) if ids is not None else None
        for name, ids in (("order_ids", order_ids), ("choice_ids", choice_ids))
    }
    if ends:
        done += _done(actions.end_alerts(by=by, at=at, via=_via(key, "end"), **given), "ended")
    if holds:
        raised = actions.raise_alerts(by=by, at=at, caused_by_id=caused_by, via=_via(key, "raise"), **given)
        done += _done(raised, "raised")
    return done


def _done(answer: dict[str, object], name: str) -> int:
    return int(str(answer[name]))


def _via(key: str, what: str) -> Via:
    """By the clock there is no key: it does what is left, each time."""
    return Via("follower", f"{key}:{what}" if key else "")
