"""What waits for a contractor: orders to show work on, and orders to invoice."""

from django.db.models import Exists, F, Func, OuterRef, Q, Subquery, Sum, TextField, Value
from django.db.models.functions import Coalesce
from django.db.models.lookups import IsNull
from django.utils.translation import gettext_lazy as _

from counterfoil.foundation.kernel.tables import Rows
from counterfoil.insight.trace.priced import FIGURE
from counterfoil.insight.trace.to_invoice import GIVEN_UP, standing_lines
from counterfoil.lifecycle.evidence.models import Piece
from counterfoil.lifecycle.matching.levels import THREE_WAY

from .hiring_turns import ANSWER
from .money_turns import invoices_seen
from .order_turns import seen
from .seat import Seat
from .turn import Turn, by_name


def _issued(seat: Seat) -> Q:
    return Q(state="issued", contractor__member_id=seat.by.id, number__isnull=False)


def _lines(seat: Seat) -> Rows:
    """What the order says of each line, by how many ways it is matched, and what may be invoiced of it."""
    return standing_lines(seat.by.company_id, seat.policies).filter(order_id=OuterRef("id"))


def _show(seat: Seat) -> Q:
    """Issued orders that ask for evidence, where something is neither accepted nor waits for a decision."""
    waiting = Piece.objects.within(seat.by.company_id).filter(
        line_id=OuterRef("line_id"), order_id=OuterRef("order_id"), state="submitted", quantity__gt=0
    )
    waits = Subquery(waiting.order_by().values("line_id").annotate(all=Sum("quantity")).values("all"))
    left = _lines(seat).filter(
        quantity__gt=F("line__accepted_quantity") + Coalesce(waits, Value(0), output_field=FIGURE)
    )
    asks = _lines(seat).filter(~GIVEN_UP, ways=THREE_WAY, amount__gt=0)
    return _issued(seat) & Q(Exists(asks)) & Q(Exists(left)) & _not_stopped(seat)


def _not_stopped(seat: Seat) -> Q:
    """The company stops no such order, or it has not run out."""
    cause: Func = Func(F("company_id"), F("id"), Value(seat.today), function="stopped_by", output_field=TextField())
    return Q(IsNull(cause, True))


def _bill(seat: Seat) -> Q:
    """Issued orders of which something may be invoiced by now."""
    return _issued(seat) & Q(Exists(_lines(seat).filter(billable_amount__gt=0)))


def _sent(seat: Seat) -> Q:
    """Whatever bills for them."""
    return Q(contractor__member_id=seat.by.id)


SHOW = Turn("show", "evidence.submit", _("Orders to evidence"), "orders", seen, _show, "issued_at", outside=True)
BILL = Turn("bill", "invoice.receive", _("Orders to bill"), "orders", seen, _bill, "issued_at", outside=True)
SENT = Turn("sent", "", _("Where my money is"), "invoices", invoices_seen, _sent, "-received_at", outside=True)
TO_DO = by_name(SHOW, BILL)
OUTSIDE_TURNS = by_name(ANSWER, SHOW, BILL, SENT)
