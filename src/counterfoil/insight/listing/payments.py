"""The list of payments."""

from collections.abc import Sequence

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from counterfoil.foundation.companies.models import Member
from counterfoil.foundation.parties.queries import visible as contractors
from counterfoil.insight.payables.listed import ListedPayment, invoices_called, listed_payments
from counterfoil.lifecycle.payments.models import Allocation, Payment
from counterfoil.lifecycle.payments.queries import visible

from .columns import Day, Link, Money, Part, Party, StateChip
from .filters import Amount, Currency, Of, Period, State
from .keyset import Newest
from .listing import Empty, Listing, Sentence, Way
from .reader import Reader


def _seen(by: Member) -> QuerySet[Payment]:
    return visible(by)


def _called(by: Member, text: str) -> QuerySet[Payment]:
    """Those whose reference has this text, or that pay an invoice that is called so."""
    paid = Allocation.objects.within(by.company_id).filter(invoice_id__in=invoices_called(by, text).values("id"))
    return visible(by).filter(Q(reference__icontains=text) | Q(id__in=paid.values("payment_id")))


def _named(rows: QuerySet[Payment]) -> QuerySet[Payment]:
    return rows.select_related("contractor")


def _along(reader: Reader, rows: Sequence[Payment]) -> Sequence[ListedPayment]:
    return listed_payments(reader.by, rows)


def _invoices(one: ListedPayment, reader: Reader) -> str:
    return ", ".join(each.invoice.number for each in one.allocations)


def _orders(one: ListedPayment, reader: Reader) -> str:
    return ", ".join(str(each.invoice.order) for each in one.allocations if each.invoice.order)


_UNDER = (Part(_("Order"), _orders), Part(_("Reference"), "payment.reference"))
_NONE_FITS = Empty("search", _("No payment fits."), way=Way("payments", "", Sentence(_("Show all payments"))))
_NONE_YET = Empty(
    "coins",
    _("There is no payment yet."),
    _(
        "A payment begins when finance releases an invoice. The day it left and the day it arrived are two different days, "
        "and it is paid only on the second."
    ),
)


class Payments(Listing):
    """Payments, newest first by when they were released."""

    name, title, caption, model, row = "payments", _("Payments"), _("Payments, newest first"), Payment, "payment"
    rows, search, names, along, order = _seen, _called, _named, _along, Newest("released_at")
    find = Sentence(_("Reference, invoice or order number"))
    filters = (
        State(Payment),
        Of("contractor", _("Contractor"), contractors, picks=True, offered_outside=False),
        Period("initiated_on", _("Left us")),
        Period("settled_on", _("Arrived")),
        Amount("amount", _("Amount")),
        Currency(),
    )
    columns = (
        Link(_("Pays"), _invoices, to="payment", under=_UNDER),
        Party(_("Contractor"), "payment.contractor.name"),
        Money(_("Amount"), "payment.amount", total="amount", sort="amount"),
        StateChip(_("State")),
        Day(_("Left us"), "payment.initiated_on", phone=_("left")),
        Day(_("Arrived"), "payment.settled_on", phone=_("arrived")),
    )
    none_fits, none_yet = _NONE_FITS, _NONE_YET
