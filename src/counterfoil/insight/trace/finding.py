"""From whatever number or id a paper quotes to the order that it hangs on (R46, R97)."""

from collections.abc import Callable, Sequence
from typing import TypeVar
from uuid import UUID

from django.db.models import Q
from django.utils.translation import gettext as _

from counterfoil.foundation.companies.models import Member
from counterfoil.foundation.kernel.numbering import document_number
from counterfoil.foundation.kernel.refusals import Invalid, NotFound
from counterfoil.lifecycle.evidence.models import Submission
from counterfoil.lifecycle.invoices import queries as invoices
from counterfoil.lifecycle.orders import queries
from counterfoil.lifecycle.orders.numbers import contractor_codes, normal
from counterfoil.lifecycle.payments import queries as payments
from counterfoil.lifecycle.payments.models import Allocation

Wanted = TypeVar("Wanted")


def order_called(by: Member, wanted: str) -> UUID:
    """The one visible order that is meant by a number, code, reference or id. Called inside a scope.

    Raises NotFound, or Invalid where it could be several.
    """
    found = orders_called(by, wanted) or _of_id(by, wanted)
    if len(found) > 1:
        raise Invalid({"number": [_("More than one order could be meant. Write it with its hyphen.")]})
    if not found:
        raise NotFound("order")
    return found[0]


def orders_called(by: Member, text: str) -> list[UUID]:
    """The visible orders with exactly this number or contractor code, however it is spelled; else those on which an
    invoice of this number hangs; else those that a payment with this reference pays. Called inside a scope."""
    return _first(by, text, (_by_number, _by_invoice_number, _by_payment_reference))


def lost_invoices_called(by: Member, text: str) -> list[UUID]:
    """The visible invoices of this number that are linked to no order yet. Called inside a scope."""
    wanted = document_number(text)
    lost = invoices.visible(by).filter(number_normal=wanted, order_id__isnull=True)
    return list(lost.values_list("id", flat=True)) if wanted else []


def orders_of(by: Member, wanted: UUID) -> list[UUID]:
    """The visible orders of this id, or on which the evidence, invoice or payment of this id hangs. Called inside a scope."""
    return _first(by, wanted, (_by_id, _by_submission, _by_invoice, _by_payment))


def _of_id(by: Member, wanted: str) -> list[UUID]:
    try:
        return orders_of(by, UUID(wanted))
    except ValueError:
        return []


def _first(by: Member, wanted: Wanted, ways: Sequence[Callable[[Member, Wanted], Q | None]]) -> list[UUID]:
    for way in ways:
        called = way(by, wanted)
        found = [] if called is None else list(queries.visible(by).filter(called).values_list("id", flat=True))
        if found:
            return found
    return []


def _by_number(by: Member, text: str) -> Q | None:
    wanted = normal(text)
    return Q(number_normal=wanted) | Q(contractor_code__in=contractor_codes(text)) if wanted else None


def _by_invoice_number(by: Member, text: str) -> Q | None:
    wanted = document_number(text)
    seen = invoices.visible(by).filter(number_normal=wanted, order_id__isnull=False)
    return Q(id__in=seen.values("order_id")) if wanted else None


def _by_payment_reference(by: Member, text: str) -> Q | None:
    paid = payments.visible(by).filter(reference=text)
    return _paid_by(by, Q(payment_id__in=paid.values("id"))) if text else None


def _by_id(by: Member, wanted: UUID) -> Q:
    return Q(id=wanted)


def _by_submission(by: Member, wanted: UUID) -> Q:
    return Q(id__in=Submission.objects.within(by.company_id).filter(id=wanted).values("order_id"))


def _by_invoice(by: Member, wanted: UUID) -> Q:
    return Q(id__in=invoices.visible(by).filter(id=wanted, order_id__isnull=False).values("order_id"))


def _by_payment(by: Member, wanted: UUID) -> Q:
    return _paid_by(by, Q(payment_id__in=payments.visible(by).filter(id=wanted).values("id")))


def _paid_by(by: Member, payment: Q) -> Q:
    found = Allocation.objects.within(by.company_id).filter(payment)
    return Q(id__in=found.values("invoice__order_id"))
