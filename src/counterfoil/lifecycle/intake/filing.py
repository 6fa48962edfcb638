"""Papers of which nothing is made: filed with the order or the invoice that they name, or refused by what they are."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from counterfoil.formats.ubl.documents import FILED, Document
from counterfoil.foundation.companies.models import Member
from counterfoil.foundation.kernel.refusals import Reason
from counterfoil.lifecycle.orders.models import Order
from counterfoil.lifecycle.orders.queries import visible

from . import queries

_SAYS: Mapping[str, Any] = {
    "pro_forma": _("It is a pro forma invoice: nobody asks for money with one. Ask for the invoice."),
    "copy": _("It calls itself a copy. Nothing is made of a copy; ask for the original."),
    "reminder": _(
        "It is a reminder of what was billed before. Nothing more is owed by it; look at the invoice that it names."
    ),
    "request": _("It is a request for payment and no invoice. Nothing is paid on it; ask for the invoice."),
    "information": _("It is for information alone. Nothing is owed by it."),
    "advance": _(
        "It asks for an advance. Advances are not paid here yet, so nothing is owed by it; ask for the invoice."
    ),
}


def order_named(document: Document, contractor_id: UUID, by: Member) -> Order | None:
    """The visible order that such a paper quotes, or of the invoice that it names or carries the number of. Inside a scope."""
    named = by.company_id, contractor_id
    numbers = [*document.refers_to, *([document.number] if document.kind == FILED else [])]
    order = queries.quoted_order(*named, document.order_number) or queries.invoiced_order(*named, numbers)
    return order if order is not None and visible(by).filter(id=order.id).exists() else None


def why_nothing(document: Document, order: Order | None) -> Reason:
    """What such a paper is, and what became of it."""
    if document.kind == FILED:
        return Reason(document.claims_nothing, _SAYS[document.claims_nothing])
    name = {"name": document.name}
    if order is None:
        sentence = _(
            "A UBL %(name)s is known by its name; nothing here is made of one, and it quotes no order of ours."
        )
        return Reason("not_taken", sentence, name)
    return Reason("filed", _("A UBL %(name)s is filed with the order that it quotes; nothing is made of it."), name)


def of_nobody(document: Document) -> Reason:
    """What such a paper is, where it is not known whose it is."""
    if document.kind == FILED:
        return why_nothing(document, None)
    sentence = _("A UBL %(name)s is known by its name; nothing here is made of one.")
    return Reason("not_taken", sentence, {"name": document.name})
