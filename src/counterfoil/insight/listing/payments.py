"""The list of payments."""

from collections.abc import Sequence
from typing import Any

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from counterfoil.foundation.companies.models import Member
from counterfoil.foundation.kernel.written import first_of
from counterfoil.insight.desk.money_turns import PAYMENT_TURNS
from counterfoil.insight.payables.listed import ListedPayment, listed_payments
from counterfoil.lifecycle.invoices.queries import visible as invoices
from counterfoil.lifecycle.orders.models import Order
from counterfoil.lifecycle.payments.models import Payment
from counterfoil.lifecycle.payments.queries import visible
from counterfoil.lifecycle.payments.states import ENDED_UNPAID

from .asked_first import of_contractor, of_engagement, of_order, of_requester, of_team
from .columns import Day, Link, Money, Party, StateChip, Text
from .filters import Currency, Of, State
from .identifiers import identifiers
from .keyset import Newest
from .listing import Empty, Listing, Sentence, Way
from .occurring import Occurring
from .on_desk import OnDesk
from .on_hold import payments_on_hold
from .paid import payments_overdue
from .reader import Reader
from .reconciling import payments_to_reconcile
from .searching import payments_found
from .spans import Amount, Days, Period
from .through import of_bills


def _seen(by: Member) -> QuerySet[Payment]:
    return visible(by)


def _named(rows: QuerySet[Payment]) -> QuerySet[Payment]:
    return rows.select_related("contractor")


def _along(reader: Reader, rows: Sequence[Payment]) -> Sequence[ListedPayment]:
    return listed_payments(reader.by, rows)


def _invoices(one: ListedPayment, reader: Reader) -> str:
    return first_of(each.invoice.number for each in one.allocations)


def _orders(one: ListedPayment, reader: Reader) -> str:
    return first_of(str(each.invoice.order) for each in one.allocations if each.invoice.order)


def _of(one: ListedPayment) -> list[Order]:
    found = []
    read: Sequence[Any] = one.allocations
    for each in read:
        if each.invoice.order is not None:
            each.invoice.order.contract_id = each.contract_id
            found.append(each.invoice.order)
    return found


_COUNTS = ~Q(state__in=ENDED_UNPAID)
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
    rows, search, names, along, order = _seen, payments_found, _named, _along, Newest("released_at")
    find = Sentence(_("Reference, invoice or order number"))
    filters = (
        State(Payment),
        of_contractor(),
        of_engagement(of_bills("engagement_id")),
        of_team(of_bills("order__team_id")),
        of_requester(of_bills("order__requester_id")),
        Of("invoice", _("Invoice"), invoices, "number", asked=False, through=of_bills("id")),
        of_order(of_bills("order_id")),
        Occurring("reference", _("Reference"), "find_referenced(%s, %s)"),
        Days("released", _("Released"), "released_at"),
        Period("initiated_on", _("Left us")),
        Period("settled_on", _("Arrived")),
        Amount("amount", _("Amount")),
        Currency(),
        payments_overdue(),
        payments_on_hold(),
        payments_to_reconcile(),
        OnDesk(PAYMENT_TURNS, inside=True),
    )
    columns = (
        Link(_("Invoice"), _invoices, to="payment"),
        Text(_("Order"), _orders),
        Text(_("Reference"), "payment.reference"),
        Party(_("Contractor"), "payment.contractor.name"),
        Money(_("Amount"), "payment.amount", total="amount", sort="amount", counts=_COUNTS),
        StateChip(_("State")),
        Day(_("Left us"), "payment.initiated_on", phone=_("left")),
        Day(_("Arrived"), "payment.settled_on", phone=_("arrived")),
        *identifiers(_of),
    )
    left_out = _("failed, cancelled or reversed")
    ways = (Way("write_offs", "ban", Sentence(_("Write-offs")), inside=True),)
    moves = ("payment.initiate", "payment.settle", "payment.fail", "payment.cancel")
    none_fits, none_yet = _NONE_FITS, _NONE_YET
