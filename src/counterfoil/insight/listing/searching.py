"""What each list finds by a text: words that all have to occur somewhere in a row, an amount, or an id."""

from collections.abc import Callable
from typing import Any

from django.db.models import Q, QuerySet

from counterfoil.foundation.companies.models import Member
from counterfoil.foundation.companies.permissions import works_here
from counterfoil.foundation.documents.models import Arrival
from counterfoil.foundation.kernel.finding import MOST_FOUND, found_by, words_of
from counterfoil.foundation.kernel.numbering import document_number
from counterfoil.foundation.parties.models import Contractor
from counterfoil.foundation.parties.queries import visible as contractors
from counterfoil.insight.trace.arrivals import visible as arrivals
from counterfoil.lifecycle.engagements.models import Offer
from counterfoil.lifecycle.engagements.queries import visible_offers
from counterfoil.lifecycle.evidence.models import Submission
from counterfoil.lifecycle.evidence.queries import visible as evidence
from counterfoil.lifecycle.invoices.models import Invoice
from counterfoil.lifecycle.invoices.queries import visible as invoices
from counterfoil.lifecycle.orders.models import Order
from counterfoil.lifecycle.orders.queries import visible as orders
from counterfoil.lifecycle.payments.models import Payment
from counterfoil.lifecycle.payments.queries import visible as payments

from .meant import amounts_meant, id_meant

Visible = Callable[[Member], QuerySet[Any]]


def orders_found(by: Member, text: str, seen: Visible = orders) -> QuerySet[Order]:
    """Orders by number, code, title, contractor and engagement, by their sum, by what custom fields say, or by their id."""
    return _found(
        seen,
        by,
        text,
        "find_orders(%s, %s)",
        (text,),
        "find_orders_of(%s::numeric[], %s)",
        "find_orders_by_fields(%s::text[], %s)",
    )


def invoices_found(by: Member, text: str) -> QuerySet[Invoice]:
    """Invoices by their own number, the number that they quote and their contractor, by their total, or by their id."""
    function = "find_invoices(%s::text[], %s::text[], %s)"
    return _found(invoices, by, text, function, words_of(text), "find_invoices_of(%s::numeric[], %s)")


def payments_found(by: Member, text: str) -> QuerySet[Payment]:
    """Payments by their reference, contractor and the invoices that they pay, by their amount, or by their id."""
    function = "find_payments(%s::text[], %s::text[], %s)"
    return _found(payments, by, text, function, words_of(text), "find_payments_of(%s::numeric[], %s)")


def offers_found(by: Member, text: str) -> QuerySet[Offer]:
    """Offers by their title, and by the name or code of whom they are made to."""
    called = contractors(by).filter(Q(name__icontains=text) | Q(code__iexact=text))
    return visible_offers(by).filter(Q(title__icontains=text) | Q(contractor_id__in=called.values("id")))


def contractors_found(by: Member, text: str) -> QuerySet[Contractor]:
    """Contractors by name, code and e-mail address, by what custom fields say, or by their id."""
    return _found(
        contractors,
        by,
        text,
        "find_contractors(%s::text[], %s)",
        (text.split(),),
        fields="find_contractors_by_fields(%s::text[], %s)",
    )


def arrivals_found(by: Member, text: str) -> QuerySet[Arrival]:
    """What arrived by the name of the file and the number on the document, or by its id."""
    return _found(arrivals, by, text, "find_arrivals(%s::text[], %s)", (text.split(),))


def evidence_found(by: Member, text: str) -> QuerySet[Submission]:
    """Evidence by its order, by the number of the despatch that it is, or by its id."""
    meant, number = id_meant(text), document_number(text)
    if meant:
        return evidence(by).filter(id=meant)
    on_orders = Q(order_id__in=found_by("find_orders(%s, %s)", text))
    return evidence(by).filter(on_orders | Q(number_normal=number) if number else on_orders)


def _found(
    visible: Visible,
    by: Member,
    text: str,
    function: str,
    given: tuple[Any, ...],
    amounts: str = "",
    fields: str = "",
) -> QuerySet[Any]:
    """What is found by any of these functions. Custom fields are for those who work here: nobody else finds by them."""
    meant = id_meant(text)
    if meant:
        return visible(by).filter(id=meant)
    asked = [(function, given)]
    figures = amounts_meant(text) if amounts else []
    if figures:
        asked.append((amounts, (figures,)))
    if fields and works_here(by.roles):
        asked.append((fields, (text.split(),)))
    *first, (_last, last) = asked
    values = [value for _one, values in first for value in (*values, MOST_FOUND)]
    return visible(by).filter(id__in=found_by(" UNION SELECT ".join(one for one, _values in asked), *values, *last))
