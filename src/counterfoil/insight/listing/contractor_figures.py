"""One contractor in a few figures, as their statement reckons them: ordered, invoiced and paid, in each currency by itself."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from uuid import UUID

from counterfoil.foundation.companies.models import Member
from counterfoil.foundation.kernel.money import ZERO
from counterfoil.insight.statement.statement import Owing, Period, owings
from counterfoil.lifecycle.invoices import queries as invoices
from counterfoil.lifecycle.orders import queries as orders

from .contractor_due import NOTHING_DUE, DueFigures, due_figures
from .totals import MOST_COUNTED


@dataclass(frozen=True)
class ContractorFigures:
    """What orders in one currency authorise; what invoices claim, with tax and without what was credited; what of it was settled,
    without what came back; and what of it was written off. `owed` is what we owe less what they owe."""

    currency: str
    ordered: Decimal
    invoiced: Decimal
    paid: Decimal
    written_off: Decimal
    owed: Decimal
    due: DueFigures = NOTHING_DUE

    @property
    def to_pay(self) -> Decimal:
        """What is owed of it still, less what their credit balances take off it."""
        return max(self.owed, ZERO)


def figures_of(by: Member, contractor_id: UUID, today: date) -> Sequence[ContractorFigures] | None:
    """The figures of what this member sees, by currency; None where there is too much to be summed. Called inside a scope."""
    own = [rows.visible(by).filter(contractor_id=contractor_id).order_by() for rows in (orders, invoices)]
    if any(rows[: MOST_COUNTED + 1].count() > MOST_COUNTED for rows in own):
        return None
    due = due_figures(by, contractor_id, today)
    return [_of(one, due.get(one.currency, NOTHING_DUE)) for one in owings(by, contractor_id, Period.always())]


def _of(one: Owing, due: DueFigures) -> ContractorFigures:
    figures = one.figures
    return ContractorFigures(
        one.currency,
        figures["ordered"],
        figures["invoiced"] - figures["credited"],
        figures["paid"] - figures["refunded"],
        figures["written_off"],
        one.balance,
        due,
    )
