"""The list of invoices and credit notes."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from django.db.models import Case, DecimalField, F, Q, QuerySet, Value, When
from django.db.models.functions import Floor, Greatest
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from counterfoil.foundation.companies.models import Member
from counterfoil.insight.desk.money_turns import INVOICE_TURNS
from counterfoil.insight.payables.listed import Listed, listed
from counterfoil.insight.payables.payment_status import payment_status
from counterfoil.insight.trace.due_states import DISPUTED, Due, due_of_invoice
from counterfoil.insight.trace.priced import unit_of
from counterfoil.lifecycle.invoices.models import Invoice
from counterfoil.lifecycle.invoices.queries import visible
from counterfoil.lifecycle.invoices.states import UNFINISHED, WRITTEN_OFF
from counterfoil.lifecycle.orders.contract_ids import contract_of_order
from counterfoil.lifecycle.orders.models import Order

from .asked_first import of_contractor, of_engagement, of_order, of_requester, of_team
from .columns import Link, Money, Part, Party, StateChip, Text
from .due import ByTheClock, by_day, invoices_by_clock
from .filters import Currency, State
from .identifiers import identifiers
from .keyset import Newest
from .listing import Empty, Listing, Sentence, Way
from .on_desk import OnDesk
from .on_hold import held_words, invoices_on_hold
from .paid import invoices_paid
from .reader import Reader
from .searching import invoices_found
from .spans import Amount, Period, overdue
from .through import of_orders

NOTHING_OPEN = ("rejected", "void")
_MONEY: Any = DecimalField(max_digits=28, decimal_places=4)


def _seen(by: Member) -> QuerySet[Invoice]:
    return visible(by)


def _named(rows: QuerySet[Invoice]) -> QuerySet[Invoice]:
    return rows.select_related("contractor", "order").annotate(contract_id=contract_of_order("order_id"))


def _along(reader: Reader, rows: Sequence[Invoice]) -> Sequence[Listed]:
    return listed(reader.by, rows, reader.today)


def _kind(one: Listed, reader: Reader) -> str:
    return "" if one.invoice.is_claim else capfirst(str(one.invoice.kind_words))


def _order(one: Listed, reader: Reader) -> str:
    invoice = one.invoice
    if invoice.order:
        return str(invoice.order.number)
    return f"“{invoice.quoted}”" if invoice.quoted else ""


def _of(one: Listed) -> list[Order]:
    invoice: Any = one.invoice
    if invoice.order is None:
        return []
    invoice.order.contract_id = invoice.contract_id
    return [invoice.order]


def _open(one: Listed, reader: Reader) -> Decimal | None:
    invoice = one.invoice
    return None if invoice.is_credit or invoice.state in NOTHING_OPEN else invoice.left_to_pay


def _stands(one: Listed, reader: Reader) -> str:
    return payment_status(one, reader.words, reader.outside)


def _clock(one: Listed, reader: Reader) -> Due:
    return due_of_invoice(one.invoice, reader.today)


def _left() -> Case:
    """What is left to be paid, as `Invoice.left_to_pay` says it: whole units, and nothing where too much stands on it."""
    unit = unit_of("currency")
    left = F("total") - F("credited_amount") - F("allocated_amount") - F("written_off_amount")
    units = Floor(left / unit, output_field=_MONEY)
    whole = Greatest(units * unit, Value(Decimal(0)), output_field=_MONEY)
    return Case(When(~Q(kind="credit") & ~Q(state__in=NOTHING_OPEN), then=whole), default=None, output_field=_MONEY)


_BY_MONEY = (invoices_by_clock(), invoices_paid())
_UNDER = (
    Part(_("Kind"), _kind),
    Part(_("Issued"), "invoice.issued_on"),
    Part(_("Order"), _order),
    Part(_("On hold"), held_words),
)
_NONE_FITS = Empty(
    "search",
    _("No invoice fits."),
    _("An invoice is found by any part of its own number, or of the order number that it quotes."),
    Way("invoices", "", Sentence(_("Show all invoices"))),
)
_NONE_YET = Empty(
    "receipt",
    _("There is no invoice yet."),
    _(
        "An invoice is matched with its order in the moment it comes in: what fits is ready to be paid, what does not "
        "becomes an exception with a name and a day."
    ),
    Way(
        "invoice_new",
        "plus",
        Sentence(_("Enter the first invoice"), _("Send the first invoice")),
        may="invoice.receive",
    ),
)


class Invoices(Listing):
    """Invoices and credit notes, newest first by when they came."""

    name, title, caption, model, row = "invoices", _("Invoices"), _("Invoices, newest first"), Invoice, "invoice"
    rows, search, names, along, order = _seen, invoices_found, _named, _along, Newest("received_at")
    find = Sentence(_("Invoice number, order number or contractor"), _("Invoice or order number"))
    figures = {"to_pay": _left(), "due": by_day("due_on")}
    filters = (
        State(Invoice),
        of_contractor(),
        of_engagement(),
        of_team(of_orders("team_id")),
        of_requester(of_orders("requester_id")),
        of_order(),
        Period("issued_on", _("Issued")),
        Period("due_on", _("Due")),
        Amount("total", _("Total")),
        Currency(),
        overdue("due_on", _("Overdue"), kind="invoice", state__in=UNFINISHED),
        *_BY_MONEY,
        invoices_on_hold(),
        OnDesk(INVOICE_TURNS, inside=True),
    )
    columns = (
        Link(_("Invoice"), "invoice.number", to="invoice", under=_UNDER),
        Party(_("Contractor"), "invoice.contractor.name", inside=True),
        Money(_("Total"), "invoice.total", sort="total"),
        Money(_("Open"), _open, total="to_pay", phone=_("open")),
        StateChip(_("State"), half="allocated_amount"),
        ByTheClock(_("Payment"), _clock, sort="due", phone=_("due"), said=(DISPUTED, WRITTEN_OFF)),
        Text(_("Where the money is"), _stands),
        *identifiers(_of),
    )
    ways = (
        Way("arrivals", "history", Sentence(_("Receive log"), _("What you sent"))),
        Way("receive", "upload", Sentence(_("Receive files"), _("Send a file")), may="document.keep"),
        Way("invoice_new", "plus", Sentence(_("Enter an invoice"), _("Send an invoice")), may="invoice.receive"),
    )
    moves = ("invoice.match", "payment.release", "invoice.hold", "invoice.reject")
    none_fits, none_yet = _NONE_FITS, _NONE_YET
