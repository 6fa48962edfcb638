"""Which orders a member sees, and what one order says. Reads only; every one takes `by`."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from uuid import UUID

from django.db import connection
from django.db.models import Exists, OuterRef, Q, QuerySet

from counterfoil.foundation.catalogue.models import CustomField, MatchPolicy
from counterfoil.foundation.companies.models import Member
from counterfoil.foundation.companies.permissions import CONTRACTOR, MANAGER, PO_ADMIN, SEES_EVERY_ORDER
from counterfoil.foundation.kernel.finding import found_by
from counterfoil.foundation.kernel.prepared import Prepared, lock_row
from counterfoil.foundation.kernel.tables import Rows
from counterfoil.foundation.parties.holds import Hold
from counterfoil.foundation.parties.models import ContractorHold
from counterfoil.foundation.parties.queries import holds_on as holds_on_contractor
from counterfoil.foundation.trail.models import Change, Entry, Position

from .hanging import COLUMNS, Hanging
from .models import SHARED, Order, OrderHold, Revision, RevisionLine
from .numbers import normal
from .using import kept_from, shared_with

WINDOW = 1_000
"""How many sealed positions one look at the changes reads."""


@dataclass(frozen=True)
class Changes:
    """Orders as they are now, in the order in which they were changed; all before `position` have been given."""

    orders: Sequence[Order]
    position: int
    more: bool


def visible(by: Member) -> Rows:
    """The orders that this member may see. Another company's, another team's, and shared ones that they may not use, are simply
    not there."""
    orders: Rows = Order.objects.within(by.company_id)
    if _sees_everything(by):
        return orders
    if _manages_everything(by):
        return orders.filter(~kept_from(by) | _administered(by))
    seen = Q(team_id__in=by.team_ids) | _administered(by)
    if by.roles != {PO_ADMIN}:  # who sees purchase orders alone does not see what they once asked for, and its invoices
        seen |= _own(by.id, CONTRACTOR in by.roles)
    return orders.filter(seen | shared_with(by) if MANAGER in by.roles else seen)


def figured(by: Member) -> Rows:
    """The orders whose figures this member sees: a PO administrator those of every order, and nothing of what hangs on one."""
    orders: Rows = Order.objects.within(by.company_id)
    return orders if PO_ADMIN in by.roles else visible(by)


def locked(by: Member, order_id: UUID) -> Order:
    """The order, locked, with contractor, engagement and approval, and whether a hold stands. Raises NotFound.

    It is locked alone and read afterwards: rows joined to a row that was waited for are as old as the wait.
    """
    lock_row(Order, by.company_id, order_id)
    if _sees_everything(by):
        return _WHOLE.one(company_id=by.company_id, order_id=order_id)
    if by.team_ids or by.roles & {MANAGER, PO_ADMIN}:
        order: Order = _whole(visible(by)).one(order_id)
        return order
    own = _OWN_AS_CONTRACTOR if CONTRACTOR in by.roles else _OWN
    return own.one(company_id=by.company_id, order_id=order_id, member_id=by.id)


def with_standings(orders: Rows) -> Rows:
    """The same orders, each with whether any hold stands on it or on its contractor, whether its company has match policies
    or custom fields, and whether anybody can have loosened how it is matched: only what is there is read."""
    company = {"company_id": OuterRef("company_id")}
    own = OrderHold.objects.filter(**company, order_id=OuterRef("id"), state="standing")
    upstream = ContractorHold.objects.filter(**company, contractor_id=OuterRef("contractor_id"), state="standing")
    policies = MatchPolicy.objects.filter(**company)
    fields = CustomField.objects.filter(**company)
    moved = Change.objects.filter(**company, relation="companies_company", row_id=OuterRef("company_id"), op="U")
    abroad = moved.filter(plain__has_key="country")
    return orders.annotate(
        has_holds=Exists(own) | Exists(upstream),
        has_policies=Exists(policies),
        has_fields=Exists(fields),
        may_be_loosened=Exists(policies) | Exists(abroad),
    )


def with_fields(orders: Rows) -> Rows:
    """The same orders, each with whether its company has custom fields."""
    return orders.annotate(has_fields=Exists(CustomField.objects.filter(company_id=OuterRef("company_id"))))


_ONE_AT_A_TIME = "SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))"


def numbered(company_id: UUID, number: str) -> Order | None:
    """The order that has this number in our own space, whoever asks: a number is used once.

    Waits for whoever loads the same number, so that the second one finds the first.
    """
    with connection.cursor() as cursor:
        cursor.execute(_ONE_AT_A_TIME, [f"order {company_id} {normal(number)}"])
    return next(iter(numbered_so(company_id, {normal(number)})), None)


def numbered_so(company_id: UUID, numbers: Collection[str]) -> list[Order]:
    """The orders that have these numbers, as numbers are compared, in our own space, whoever asks."""
    ours = Order.objects.within(company_id).filter(
        minter_id=company_id, number_normal__in=numbers, drawn_from__isnull=True
    )
    return list(ours.select_related("contractor"))


def loaders_of(orders: Iterable[Order | None]) -> Mapping[UUID | None, set[UUID | None]]:
    """Who sent each loaded order, what it draws on, and every change of them that was followed. Of orders issued here nothing is
    read."""
    found: dict[UUID | None, set[UUID | None]] = defaultdict(set)
    loaded = [order for order in orders if order and order.is_loaded]
    if not loaded:
        return found
    authorised = {each for order in loaded for each in (order.id, order.drawn_from_id) if each}
    versions = Revision.objects.within(loaded[0].company_id).filter(order_id__in=authorised)
    senders: dict[UUID, set[UUID | None]] = defaultdict(set)
    for order_id, sender_id in versions.values_list("order_id", "loaded_from__sender_id"):
        senders[order_id].add(sender_id)
    for order in loaded:
        found[order.id] = senders[order.id] | (senders[order.drawn_from_id] if order.drawn_from_id else set())
    return found


def revision_with_lines(order: Order) -> tuple[Revision, list[RevisionLine]]:
    """The revision that stands, and its lines in order."""
    return _said(order, _SAID(company_id=order.company_id, order_id=order.id, number=order.revision_number))


def locked_lines(order: Order) -> tuple[Revision, list[RevisionLine]]:
    """As `said`, with each line's identity and balances locked. The order is locked already."""
    return _said(order, _SAID_LOCKED(company_id=order.company_id, order_id=order.id, number=order.revision_number))


def holds_on(order: Order) -> list[Hold]:
    """The holds that stand on an order or on its contractor, with their owners."""
    if not order.has_holds:
        return []
    own = OrderHold.objects.within(order.company_id).filter(order_id=order.id, state="standing")
    upstream = holds_on_contractor(order.company_id, order.contractor_id) if order.contractor_id else []
    return [
        *upstream,
        *own.select_related("owner").order_by("placed_at"),
    ]


def interested(order: Order) -> set[UUID]:
    """Who may not decide on an order, as the database derives it: whoever asked for it, wrote at it or is paid by it, and the
    same people of every order that it replaces, directly or by steps."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT interested_in(%s, %s)", [order.company_id, order.id])
        return set(cursor.fetchone()[0])


def hanging_on(order: Order) -> list[Hanging]:
    """What hangs on an order, as the database finds it in the tables of later rooms. Who sees the order sees all of it."""
    if not order.live_claims:
        return []
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {', '.join(COLUMNS)} FROM hanging_on(%s, %s)", [order.company_id, order.id])
        return [Hanging(*row) for row in cursor.fetchall()]


def matching(by: Member, text: str) -> QuerySet[Order]:
    """The visible orders in whose number, code, title, contractor or engagement each word of a text occurs."""
    return visible(by).filter(id__in=found_by("find_orders(%s, %s)", text))


def numbered_shortly(by: Member, text: str) -> QuerySet[Order]:
    """The visible orders that a number means without its zeros and signs: "po 7"."""
    return visible(by).filter(id__in=found_by("find_numbered(%s, %s)", text))


def called(company_id: UUID, contractor_id: UUID, names: Mapping[str, int], *, lock: bool = False) -> UUID | None:
    """The one order of a contractor that has one of these numbers or contractor codes, locked where that is wanted.

    Each name stands with how far it is from what was written; of several orders the nearest counts, and two as near are none.
    """
    function = "lock_order_called" if lock else "order_called"
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {function}(%s, %s, %s, %s)", [company_id, contractor_id, [*names], [*names.values()]])
        found: UUID | None = cursor.fetchone()[0]
    return found


def standing(orders: Sequence[Order]) -> dict[UUID, Revision]:
    """The revision that stands, of each of these orders."""
    if not orders:
        return {}
    numbers = {order.id: order.revision_number for order in orders}
    revisions = Revision.objects.within(orders[0].company_id).filter(order_id__in=numbers)
    return {one.order_id: one for one in revisions if one.number == numbers[one.order_id]}


def revision_of(order: Order) -> Revision:
    """The revision of one order that stands."""
    return _REVISION.one(company_id=order.company_id, order_id=order.id, number=order.revision_number)


def sealed_position(by: Member, before: datetime | None = None) -> int:
    """The last sealed position of the company, or the last one that was sealed before a moment."""
    sealed = Position.objects.within(by.company_id)
    if before is not None:
        sealed = sealed.filter(at__lt=before)
    return sealed.order_by("-position").values_list("position", flat=True).first() or 0


def changed(by: Member, rows: QuerySet[Order], after: int, most: int) -> Changes:
    """Which of these orders were changed by what was sealed after a position. May repeat an order, never omits one."""
    sealed = Position.objects.within(by.company_id).filter(position__gt=after).order_by("position")
    window = list(sealed.values_list("entry_id", "position")[:WINDOW])
    places = dict(window)
    entries = Entry.objects.within(by.company_id).filter(id__in=places, outcome=Entry.DONE, order_id__isnull=False)
    last: dict[UUID, int] = {}
    for entry_id, order_id in entries.values_list("id", "order_id"):
        last[order_id] = max(last.get(order_id, 0), places[entry_id])
    orders = sorted(rows.filter(id__in=last), key=lambda order: last[order.id])
    if len(orders) > most:
        return Changes(orders[:most], last[orders[most - 1].id], True)
    return Changes(orders, window[-1][1] if window else after, len(window) == WINDOW)


def _own(member_id: UUID, contractor: bool) -> Q:
    """Somebody's own orders: those they asked for, and, as a contractor, those that were issued to them."""
    asked_for = Q(requester_id=member_id)
    return asked_for | Q(contractor__member_id=member_id, number__isnull=False) if contractor else asked_for


def _whole_of(contractor: bool, company_id: UUID, order_id: UUID, member_id: UUID) -> Rows:
    orders: Rows = Order.objects.within(company_id).filter(_own(member_id, contractor), id=order_id)
    return _whole(orders)


def _whole(orders: Rows) -> Rows:
    return with_standings(orders).select_related("contractor", "engagement", "approval")


def _lines_said(company_id: UUID, order_id: UUID, number: int) -> Rows:
    lines: Rows = RevisionLine.objects.within(company_id).filter(order_id=order_id, revision__number=number)
    return lines.select_related("line", "revision").order_by("line__position")


def _said(order: Order, found: list[RevisionLine]) -> tuple[Revision, list[RevisionLine]]:
    """All lines of a revision come with it, each with a copy of its own: they are given one and the same."""
    revision = found[0].revision if found else revision_of(order)
    for line in found:
        line.revision = revision
    return revision, found


def _administered(by: Member) -> Q:
    """The orders that a PO administrator looks after: those that contracts share."""
    return Q(kind=SHARED) if PO_ADMIN in by.roles else Q(pk__in=[])


def _sees_everything(by: Member) -> bool:
    return bool(by.roles & SEES_EVERY_ORDER)


def _manages_everything(by: Member) -> bool:
    return any(right.role == MANAGER and right.team_id is None for right in by.rights.all())


_WHOLE = Prepared[Order](lambda company_id, order_id: _whole(Order.objects.within(company_id)).filter(id=order_id))
_OWN = Prepared[Order](partial(_whole_of, False))
_OWN_AS_CONTRACTOR = Prepared[Order](partial(_whole_of, True))
_SAID = Prepared[RevisionLine](_lines_said)
_SAID_LOCKED = Prepared[RevisionLine](lambda **ids: _lines_said(**ids).select_for_update(of=("line",)))
_REVISION = Prepared[Revision](
    lambda company_id, **which: Revision.objects.within(company_id).filter(**which)  # an order has one of each number
)
