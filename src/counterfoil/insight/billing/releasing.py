"""The invoices that finance can release now, and those that wait for something, with the reason."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import F, Q, QuerySet

from counterfoil.foundation.companies.models import Member
from counterfoil.foundation.companies.queries import separated
from counterfoil.foundation.kernel.refusals import Reason
from counterfoil.foundation.kernel.tables import leading
from counterfoil.foundation.parties.holds import Hold
from counterfoil.lifecycle.invoices import queries as invoices
from counterfoil.lifecycle.invoices.models import Invoice
from counterfoil.lifecycle.matching.models import InvoiceException
from counterfoil.lifecycle.matching.queries import looseners_of
from counterfoil.lifecycle.orders.queries import loaders_of
from counterfoil.lifecycle.payments import rules
from counterfoil.lifecycle.payments.asking import beyond, failers

from .holding import holds_on_all, payment_held

MOST_SHOWN = 200


@dataclass(frozen=True)
class Payable:
    """An invoice that is matched or cleared and not wholly paid. `reasons` say why this member can't release it."""

    invoice: Invoice
    reasons: Sequence[Reason]


@dataclass(frozen=True)
class _Known:
    """What the rule asks of all these invoices, read once: by invoice, by order, and for everybody."""

    clearers: Mapping[UUID, set[UUID | None]]
    loaders: Mapping[UUID | None, set[UUID | None]]
    failers: Mapping[UUID, set[UUID]]
    looseners: Mapping[UUID | None, set[UUID]]
    holds: Sequence[Hold]
    apart: bool


def payable(by: Member, today: date) -> list[Payable]:
    """What is to be released, the earliest due first. Called inside a scope.

    Whether everything still fits is looked at once more by the release itself.
    """
    rows = leading(_open(by), MOST_SHOWN, "due_on", "id")
    if not rows:
        return []
    known = _Known(
        _clearers(by, rows),
        loaders_of(row.order for row in rows),
        failers(by.company_id, [row.id for row in rows]),
        looseners_of(by.company_id, [row.order_id for row in rows]),
        holds_on_all(by, rows),
        separated(by),
    )
    return [Payable(row, _reasons(row, by, today, known)) for row in rows]


def _open(by: Member) -> QuerySet[Invoice]:
    left = Q(total__gt=F("credited_amount") + F("allocated_amount"))
    payable_now = Q(state__in=("matched", "cleared", "paying"), kind="invoice")
    found: QuerySet[Invoice] = invoices.visible(by).filter(payable_now & left)
    return found.select_related("contractor", "order")


def _reasons(invoice: Invoice, by: Member, today: date, known: _Known) -> list[Reason]:
    return rules.release(
        invoice,
        by,
        against=[],
        held=payment_held(invoice, known.holds, today),
        clearers=known.clearers[invoice.id],
        loaders=known.loaders[invoice.order_id],
        failers=known.failers[invoice.id],
        looseners=known.looseners[invoice.order_id],
        separated=known.apart,
        beyond=beyond(invoice, invoice.order),
    )


def _clearers(by: Member, rows: Sequence[Invoice]) -> dict[UUID, set[UUID | None]]:
    found: dict[UUID, set[UUID | None]] = defaultdict(set)
    accepted = InvoiceException.objects.within(by.company_id).filter(
        invoice_id__in=[row.id for row in rows], state="accepted"
    )
    for invoice_id, member_id in accepted.values_list("invoice_id", "settled_by_id"):
        found[invoice_id].add(member_id)
    return found
