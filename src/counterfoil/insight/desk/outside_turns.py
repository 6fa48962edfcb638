"""What waits for a contractor: orders to show work on, and orders to invoice."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.db.models import Case, DecimalField, Exists, F, Func, IntegerField, OuterRef, Q, Subquery, Sum, Value, When
from django.db.models.functions import Coalesce, Round
from django.db.models.lookups import GreaterThan
from django.utils.translation import gettext_lazy as _

from counterfoil.foundation.catalogue.models import PolicyVersion
from counterfoil.foundation.kernel.tables import Rows
from counterfoil.lifecycle.evidence.models import Piece
from counterfoil.lifecycle.invoices.models import Invoice
from counterfoil.lifecycle.invoices.states import WAITING
from counterfoil.lifecycle.matching.levels import THREE_WAY
from counterfoil.lifecycle.orders.models import LOADED, RevisionLine

from .money_turns import invoices_seen
from .order_turns import seen
from .seat import Seat
from .turn import Turn, by_name

_FIGURE: Any = DecimalField(max_digits=40, decimal_places=12)


def _issued(seat: Seat) -> Q:
    return Q(state="issued", contractor__member_id=seat.by.id, number__isnull=False)


def _lines(seat: Seat) -> Rows:
    """What the order says of each line, and by how many ways it is matched."""
    lines: Rows = RevisionLine.objects.within(seat.by.company_id)
    lines = lines.filter(order_id=OuterRef("id"), revision__number=OuterRef("revision_number"))
    return lines.annotate(ways=ways(seat.policies))


def ways(policies: Mapping[UUID, PolicyVersion]) -> Coalesce:
    """By how many ways a line is matched, as `levels.is_three_way` says it: the nearest policy that says anything counts."""
    saying: dict[int, list[UUID]] = {}
    for policy_id, policy in policies.items():
        if policy.ways is not None:
            saying.setdefault(policy.ways, []).append(policy_id)
    named = ("match_policy_id", "order__match_policy_id", "order__contractor__match_policy_id")
    speaking = [
        Case(*(When(**{f"{name}__in": ids}, then=Value(number)) for number, ids in saying.items()))
        for name in (named if saying else ())
    ]
    default = next((one.ways for one in policies.values() if one.is_default and one.ways is not None), THREE_WAY)
    return Coalesce(*speaking, Value(default), Value(THREE_WAY), output_field=IntegerField())


def _show(seat: Seat) -> Q:
    """Issued orders that ask for evidence, where something is neither accepted nor waits for a decision."""
    waiting = Piece.objects.within(seat.by.company_id).filter(
        line_id=OuterRef("line_id"), order_id=OuterRef("order_id"), state="submitted", quantity__gt=0
    )
    waits = Subquery(waiting.order_by().values("line_id").annotate(all=Sum("quantity")).values("all"))
    left = _lines(seat).filter(
        quantity__gt=F("line__accepted_quantity") + Coalesce(waits, Value(0), output_field=_FIGURE)
    )
    asks = _lines(seat).filter(ways=THREE_WAY, amount__gt=0)
    return _issued(seat) & Q(Exists(asks)) & Q(Exists(left))


def _bill(seat: Seat) -> Q:
    """Issued orders of which more may be invoiced by now than is, less what invoices claim that still wait."""
    return _issued(seat) & Q(GreaterThan(_to_invoice(seat), _claimed(seat)))


def _to_invoice(seat: Seat) -> Func:
    """What `Fulfilment.to_invoice` says: all of what is matched two-way, and of the rest what is accepted."""
    price = Case(
        When(order__origin=LOADED, then=F("amount") / F("quantity")), default=F("unit_price"), output_field=_FIGURE
    )
    granted = Case(When(ways=THREE_WAY, then=F("line__accepted_quantity")), default=F("quantity"), output_field=_FIGURE)
    left = Sum((granted - F("line__covered_quantity")) * price, output_field=_FIGURE)
    figure = Subquery(
        _lines(seat).order_by().values("order_id").annotate(left=left).values("left"), output_field=_FIGURE
    )
    unit = Func(F("currency"), function="last_unit", output_field=_FIGURE)
    return Round(figure / unit, output_field=_FIGURE) * unit  # type: ignore[return-value]


def _claimed(seat: Seat) -> Coalesce:
    own = Invoice.objects.within(seat.by.company_id).filter(order_id=OuterRef("id"), kind="invoice", state__in=WAITING)
    claimed = Subquery(own.order_by().values("order_id").annotate(all=Sum("net")).values("all"), output_field=_FIGURE)
    return Coalesce(claimed, Value(0), output_field=_FIGURE)


def _sent(seat: Seat) -> Q:
    """All that they see is theirs."""
    return Q()


SHOW = Turn("show", "evidence.submit", _("Orders to evidence"), "orders", seen, _show, "issued_at", outside=True)
BILL = Turn("bill", "invoice.receive", _("Orders to bill"), "orders", seen, _bill, "issued_at", outside=True)
SENT = Turn("sent", "", _("Where my money is"), "invoices", invoices_seen, _sent, "-received_at", outside=True)
TO_DO = by_name(SHOW, BILL)
OUTSIDE_TURNS = by_name(SHOW, BILL, SENT)
