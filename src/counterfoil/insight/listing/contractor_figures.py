"""One contractor in a few figures: what is ordered of them, invoiced by them and paid to them, in each currency by itself."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db.models import Count, QuerySet, Sum

from counterfoil.foundation.companies.models import Member
from counterfoil.foundation.kernel.money import ZERO
from counterfoil.lifecycle.invoices import queries as invoices
from counterfoil.lifecycle.invoices.models import ADVANCE, Invoice
from counterfoil.lifecycle.invoices.states import ENDED
from counterfoil.lifecycle.orders import queries as orders
from counterfoil.lifecycle.orders.models import Order

from .contractor_due import NOTHING_DUE, DueFigures, due_figures
from .totals import MOST_COUNTED

_PROMISED = ("issued", "closed")


@dataclass(frozen=True)
class ContractorFigures:
    """What orders in one currency authorise; what invoices claim, with tax and without what was credited; what of it arrived, and
    what of it was written off."""

    currency: str
    ordered: Decimal
    invoiced: Decimal
    paid: Decimal
    written_off: Decimal
    due: DueFigures = NOTHING_DUE

    @property
    def to_pay(self) -> Decimal:
        """What is invoiced, has not arrived and is not written off."""
        return max(self.invoiced - self.paid - self.written_off, ZERO)


def figures_of(by: Member, contractor_id: UUID, today: date) -> Sequence[ContractorFigures] | None:
    """The figures of what this member sees, by currency; None where there is too much to be summed. Called inside a scope."""
    ordered = _sums(
        by, Order, orders.visible(by).filter(contractor_id=contractor_id, state__in=_PROMISED), "limit_amount"
    )
    documents = invoices.visible(by).filter(contractor_id=contractor_id).exclude(state__in=ENDED)
    claimed = _sums(
        by,
        Invoice,
        documents.filter(kind="invoice"),
        *("total", "credited_amount", "settled_amount", "returned_amount", "written_off_amount"),
    )
    advanced = _sums(by, Invoice, documents.filter(kind=ADVANCE), "settled_amount", "returned_amount")
    if ordered is None or claimed is None or advanced is None:
        return None
    none, due = [ZERO] * 5, due_figures(by, contractor_id, today)
    return [
        ContractorFigures(
            currency,
            ordered.get(currency, none)[0],
            claimed.get(currency, none)[0] - claimed.get(currency, none)[1],
            claimed.get(currency, none)[2] - claimed.get(currency, none)[3] + _left(advanced.get(currency, none)),
            claimed.get(currency, none)[4],
            due.get(currency, NOTHING_DUE),
        )
        for currency in sorted({*ordered, *claimed, *advanced})
    ]


def _left(advanced: Sequence[Decimal]) -> Decimal:
    """What of advances has arrived and is neither set off nor came back: it counts as paid, and never as invoiced."""
    return advanced[0] - advanced[1]


def _sums(by: Member, model: Any, rows: QuerySet[Any], *names: str) -> dict[str, list[Decimal]] | None:
    """Each of these columns summed by currency, in one query; None beyond so many rows as are ever summed."""
    first = rows.order_by().values("id")[: MOST_COUNTED + 1]
    found = (
        model.objects.within(by.company_id)
        .filter(id__in=first)
        .values("currency")
        .annotate(**{f"sum_of_{one}": Sum(one) for one in names})
    )
    each = list(found.annotate(number=Count("id")).order_by("currency"))
    if sum(one["number"] for one in each) > MOST_COUNTED:
        return None
    return {one["currency"]: [one[f"sum_of_{name}"] for name in names] for one in each}
