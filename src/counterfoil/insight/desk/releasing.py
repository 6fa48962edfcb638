"""What finance can release now, what of the payable waits for something, with the reason, and credit balances."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from counterfoil.foundation.companies.models import Member
from counterfoil.foundation.kernel.cases import together
from counterfoil.foundation.kernel.refusals import Reason
from counterfoil.lifecycle.invoices import queries as invoices
from counterfoil.lifecycle.invoices.models import Invoice
from counterfoil.lifecycle.payments import rules
from counterfoil.lifecycle.payments.cases import ReleaseCase

from .money_turns import BALANCE, RELEASE, STOPPED
from .seat import Seat
from .turn import by_name
from .waiting import Waiting, waiting


@dataclass(frozen=True)
class Payable:
    """An invoice that is matched or cleared and not wholly paid. `reasons` say why this member can't release it."""

    invoice: Invoice
    reasons: Sequence[Reason]


@dataclass(frozen=True)
class Releasing:
    """Of each the first, and how much there is: ready, stopped, and credit balances."""

    ready: Waiting
    stopped: Waiting
    balance: Waiting
    payable: Sequence[Payable]
    balances: Sequence[Invoice]


def releasing(by: Member, at: datetime) -> Releasing | None:
    """What is to be released, the earliest due first, and what keeps the rest; nothing for who releases nothing.

    Called inside a scope. Whether everything still fits is looked at once more by the release itself.
    """
    found = waiting(Seat(by, at), by_name(RELEASE, STOPPED, BALANCE))
    if RELEASE.name not in found:
        return None
    ready, stopped = found[RELEASE.name], found[STOPPED.name]
    balance = found.get(BALANCE.name, Waiting(BALANCE, 0, []))
    rows = invoices.visible(by).filter(id__in={*ready.oldest, *stopped.oldest, *balance.oldest})
    known: dict[UUID, Invoice] = {row.id: row for row in rows.select_related("contractor", "order")}
    payable = [known[one] for one in (*ready.oldest, *stopped.oldest)]
    cases = together([ReleaseCase(by, at, invoice=row, against=[]) for row in payable])
    return Releasing(
        ready,
        stopped,
        balance,
        [Payable(case.invoice, case.ask(rules.release)) for case in cases],
        [known[one] for one in balance.oldest],
    )
