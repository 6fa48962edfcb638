"""The invoices that finance can release now, and those that wait for something, with the reason."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import F, Q, QuerySet

from counterfoil.foundation.companies.models import Member
from counterfoil.foundation.kernel.cases import together
from counterfoil.foundation.kernel.refusals import Reason
from counterfoil.foundation.kernel.tables import leading
from counterfoil.lifecycle.invoices import queries as invoices
from counterfoil.lifecycle.invoices.models import Invoice
from counterfoil.lifecycle.payments import rules
from counterfoil.lifecycle.payments.cases import ReleaseCase

MOST_SHOWN = 200


@dataclass(frozen=True)
class Payable:
    """An invoice that is matched or cleared and not wholly paid. `reasons` say why this member can't release it."""

    invoice: Invoice
    reasons: Sequence[Reason]


def payable(by: Member, at: datetime) -> list[Payable]:
    """What is to be released, the earliest due first. Called inside a scope.

    Whether everything still fits is looked at once more by the release itself.
    """
    rows = leading(_open(by), MOST_SHOWN, "due_on", "id")
    cases = together([ReleaseCase(by, at, invoice=row, against=[]) for row in rows])
    return [Payable(case.invoice, case.ask(rules.release)) for case in cases]


def _open(by: Member) -> QuerySet[Invoice]:
    left = Q(total__gt=F("credited_amount") + F("allocated_amount"))
    payable_now = Q(state__in=("matched", "cleared", "paying"), kind="invoice")
    found: QuerySet[Invoice] = invoices.visible(by).filter(payable_now & left)
    return found.select_related("contractor", "order")
