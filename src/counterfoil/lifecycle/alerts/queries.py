"""What is to be alerted of, what stands on an order, and what a person is told. Reads only."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import connection
from django.db.models import Q

from counterfoil.foundation.companies.models import Member
from counterfoil.foundation.companies.permissions import SEES_EVERY_ORDER, works_here
from counterfoil.foundation.kernel.tables import Rows
from counterfoil.lifecycle.engagements import queries as engagements
from counterfoil.lifecycle.engagements.models import Contract
from counterfoil.lifecycle.invoices.models import Invoice
from counterfoil.lifecycle.orders import queries as orders
from counterfoil.lifecycle.orders.models import Choice, Order
from counterfoil.lifecycle.payments.models import Allocation

from .kinds import KINDS, ToldAlert
from .models import Alert, Digest, Preference

AT_ONCE = 500
"""So many alerts are raised, or are over, in one transaction."""
ON_DESK, BY_MAIL = "on_desk", "by_mail"
_ABOUT_ORDER = """a.company_id = %(company)s AND (a.kind, a.order_id, a.day) = (h.kind, h.order_id, h.day)
  AND a.invoice_id IS NOT DISTINCT FROM h.invoice_id AND a.mail_id IS NOT DISTINCT FROM h.mail_id
  AND a.crossing_id IS NOT DISTINCT FROM h.crossing_id"""
_ABOUT_CHOICE = "a.company_id = %(company)s AND (a.kind, a.choice_id, a.day) = (h.kind, h.choice_id, h.day)"
_ON_ORDERS = "alerts_holding(%(company)s, %(at)s, %(orders)s::uuid[])"
_ON_CHOICES = "alerts_of_choices(%(company)s, %(at)s, %(choices)s::uuid[])"
_NOT_SAID = "WHERE NOT EXISTS (SELECT FROM alerts_alert a WHERE {0} AND a.state = 'stands')"
_TIMES = "1 + (SELECT count(*) FROM alerts_alert a WHERE {0})"
_TO_RAISE = f"""
SELECT h.kind, h.order_id, NULL::uuid AS choice_id, h.invoice_id, h.mail_id, h.crossing_id, h.day, {_TIMES.format(_ABOUT_ORDER)}
FROM {_ON_ORDERS} h {_NOT_SAID.format(_ABOUT_ORDER)}
UNION ALL
SELECT h.kind, NULL, h.choice_id, NULL, NULL, NULL, h.day, {_TIMES.format(_ABOUT_CHOICE)}
FROM {_ON_CHOICES} h {_NOT_SAID.format(_ABOUT_CHOICE)}
ORDER BY day, kind, order_id, choice_id, invoice_id, mail_id, crossing_id LIMIT %(most)s
"""
_TO_END = f"""
SELECT id FROM (
  SELECT a.id, a.number FROM alerts_alert a WHERE a.company_id = %(company)s AND a.state = 'stands' AND a.choice_id IS NULL
    AND (%(orders)s::uuid[] IS NULL OR a.order_id = ANY (%(orders)s::uuid[]))
    AND NOT EXISTS (SELECT FROM {_ON_ORDERS} h WHERE {_ABOUT_ORDER})
  UNION ALL
  SELECT a.id, a.number FROM alerts_alert a WHERE a.company_id = %(company)s AND a.state = 'stands' AND a.order_id IS NULL
    AND (%(choices)s::uuid[] IS NULL OR a.choice_id = ANY (%(choices)s::uuid[]))
    AND NOT EXISTS (SELECT FROM {_ON_CHOICES} h WHERE {_ABOUT_CHOICE})) AS over
ORDER BY number LIMIT %(most)s
"""


@dataclass(frozen=True)
class Holding:
    """What is to be alerted of: a kind, what it is about, its day, and for which time it holds."""

    kind: str
    order_id: UUID | None
    choice_id: UUID | None
    invoice_id: UUID | None
    mail_id: UUID | None
    crossing_id: UUID | None
    day: date
    occasion: int


def to_raise(
    company_id: UUID,
    at: datetime,
    order_ids: Sequence[UUID] | None = None,
    choice_ids: Sequence[UUID] | None = None,
    most: int = AT_ONCE,
) -> list[Holding]:
    """What holds at a moment and no alert says yet: on these orders, of those who are to get one by these choices, or, where
    neither is given, on all. Called inside a scope."""
    return [Holding(*row) for row in _rows(_TO_RAISE, company_id, at, order_ids, choice_ids, most)]


def to_end(
    company_id: UUID,
    at: datetime,
    order_ids: Sequence[UUID] | None = None,
    choice_ids: Sequence[UUID] | None = None,
    most: int = AT_ONCE,
) -> list[UUID]:
    """The alerts that say what holds no more, in the same way."""
    return [row[0] for row in _rows(_TO_END, company_id, at, order_ids, choice_ids, most)]


def _rows(
    sql: str,
    company_id: UUID,
    at: datetime,
    order_ids: Sequence[UUID] | None,
    choice_ids: Sequence[UUID] | None,
    most: int,
) -> list[Any]:
    on_all = order_ids is None and choice_ids is None
    asked: dict[str, Any] = {
        "company": company_id,
        "at": at,
        "orders": None if on_all else list(order_ids or ()),
        "choices": None if on_all else list(choice_ids or ()),
        "most": most,
    }
    with connection.cursor() as cursor:
        cursor.execute(sql, asked)
        return cursor.fetchall()


def choices_of_order(company_id: UUID, order_id: UUID) -> list[UUID]:
    """That somebody gets an order for what this one is under: it may have come, or be gone again (R14)."""
    under = Order.objects.within(company_id).filter(id=order_id, engagement__isnull=False).values("engagement_id")
    return _ids(_later(company_id).filter(offer__engagement_id__in=under))


def choices_of_offer(company_id: UUID, offer_id: UUID) -> list[UUID]:
    """That somebody gets an order for this offer, as it was said each time."""
    return _ids(_later(company_id).filter(offer_id=offer_id))


def choices_of_contract(company_id: UUID, contract_id: UUID) -> list[UUID]:
    """That somebody gets an order for what this contract came of."""
    agreed = Contract.objects.within(company_id).filter(id=contract_id, offer__isnull=False).values("offer_id")
    return _ids(_later(company_id).filter(offer_id__in=agreed))


def _later(company_id: UUID) -> Rows:
    found: Rows = Choice.objects.within(company_id).filter(owner__isnull=False)
    return found


def _ids(rows: Rows) -> list[UUID]:
    return list(rows.order_by("id").values_list("id", flat=True))


def orders_of_invoice(company_id: UUID, invoice_id: UUID) -> list[UUID]:
    """The order that an invoice is linked to, if it is to any."""
    own = Invoice.objects.within(company_id).filter(id=invoice_id, order__isnull=False)
    return list(own.values_list("order_id", flat=True))


def orders_of_payment(company_id: UUID, payment_id: UUID) -> list[UUID]:
    """The orders whose invoices a payment pays, was to pay, or was to pay before they were taken out."""
    own = Allocation.objects.within(company_id).filter(payment_id=payment_id, invoice__order__isnull=False)
    return list(own.order_by("invoice__order_id").values_list("invoice__order_id", flat=True).distinct())


def visible(by: Member) -> Rows:
    """The alerts of every order that this member sees, and of every offer that waits for one; none for a contractor."""
    found: Rows = Alert.objects.within(by.company_id)
    if not works_here(by.roles):
        return found.none()
    if by.roles & SEES_EVERY_ORDER:
        return found
    waiting = _later(by.company_id).filter(offer_id__in=engagements.visible_offers(by).values("id"))
    return found.filter(Q(order_id__in=orders.visible(by).values("id")) | Q(choice_id__in=waiting.values("id")))


def with_names(rows: Rows) -> Rows:
    """The same alerts with all that their sentences name."""
    along = (
        "order__contractor",
        "choice__offer__contractor",
        "choice__owner",
        "invoice",
        "mail",
        "crossing__threshold",
        "seen_by",
    )
    return rows.select_related(*along)


def of_order(by: Member, order_id: UUID) -> list[ToldAlert]:
    """The alerts of an order, what stands first, then the newest. Whether it is visible is asked of the order."""
    if not works_here(by.roles):
        return []
    own = Alert.objects.within(by.company_id).filter(order_id=order_id)
    return [ToldAlert(one) for one in with_names(own).order_by("-state", "-number")]


def told_to(by: Member, where: str) -> Rows:
    """What stands and concerns a member on their desk, or by mail: what their roles or they themselves are told of, on orders
    that they see, but for what they caused, and for the kinds that they do not want."""
    wanted = Q(pk__in=[])
    for kind in wanted_by(by, where):
        own = Q(kind=kind)
        if not KINDS[kind].roles & by.roles:
            people = Q(pk__in=[])
            for column in KINDS[kind].people:
                people |= Q(**{column: by.id})
            own &= people
        wanted |= own
    found: Rows = visible(by).filter(wanted, state="stands")
    return found.filter(Q(caused_by__isnull=True) | ~Q(caused_by__in=sorted(by.hands.alike(by.id))))


def wanted_by(by: Member, where: str) -> list[str]:
    """The kinds of which a member is told there."""
    own = preferences_of(by)
    return [kind for kind in KINDS if kind not in own or getattr(own[kind], where)]


def preferences_of(by: Member) -> Mapping[str, Preference]:
    """What a member has said about each kind, by its name."""
    return {one.kind: one for one in Preference.objects.within(by.company_id).filter(member_id=by.id)}


def told_through(company_id: UUID, member_id: UUID) -> int:
    """Up to which number a person was told."""
    own = Digest.objects.within(company_id).filter(member_id=member_id).order_by("-through")
    return int(own.values_list("through", flat=True).first() or 0)


def was_told(company_id: UUID, member_id: UUID, day: date) -> bool:
    """Whether a person was told on this day."""
    return bool(Digest.objects.within(company_id).filter(member_id=member_id, day=day).exists())


def last_before(company_id: UUID, moment: datetime) -> int:
    """The number of the last alert that was raised before a moment."""
    raised = Alert.objects.within(company_id).filter(raised_at__lt=moment).order_by("-raised_at", "-id")
    return int(raised.values_list("number", flat=True).first() or 0)


def concerned(by: Member) -> Collection[str]:
    """The kinds that can concern a member at all, by role or in person: everybody who works here can be a requester."""
    return [kind for kind in KINDS if KINDS[kind].people or KINDS[kind].roles & by.roles]
