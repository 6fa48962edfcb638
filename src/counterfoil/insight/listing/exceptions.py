"""The list of open exceptions: what stands against invoices."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from counterfoil.foundation.companies.models import Member
from counterfoil.foundation.companies.queries import visible_members
from counterfoil.insight.desk.money_turns import EXCEPTION_TURNS
from counterfoil.insight.payables.payment_status import exception_words
from counterfoil.lifecycle.invoices.models import Invoice
from counterfoil.lifecycle.invoices.queries import visible as invoices
from counterfoil.lifecycle.matching.kinds import KINDS
from counterfoil.lifecycle.matching.models import InvoiceException
from counterfoil.lifecycle.matching.queries import queue

from .asked_first import of_contractor, of_engagement, of_order, of_requester, of_team
from .columns import Due, Link, Money, Named, Part, Text
from .filters import Currency, Kind, Of, OneOf
from .keyset import Earliest
from .listing import Empty, Listing, Sentence, Way
from .on_desk import OnDesk
from .reader import Reader
from .searching import invoices_found
from .spans import Amount, Period, overdue
from .through import of_invoices, told_by


@dataclass(frozen=True)
class ListedException:
    """A row as the list has it: nothing comes along."""

    exception: InvoiceException


def _called(by: Member, text: str) -> QuerySet[InvoiceException]:
    return queue(by).filter(invoice_id__in=invoices_found(by, text).values("id"))


def _named(rows: QuerySet[InvoiceException]) -> QuerySet[InvoiceException]:
    return rows.select_related("invoice__contractor", "invoice__order", "invoice_line", "owner")


def _along(reader: Reader, rows: Sequence[InvoiceException]) -> Sequence[ListedException]:
    return [ListedException(row) for row in rows]


def _kind(one: ListedException, reader: Reader) -> str:
    return str(KINDS[one.exception.kind].words)


def _sentence(one: ListedException, reader: Reader) -> str:
    return exception_words(one.exception, reader.outside)


def _owner(one: ListedException, reader: Reader) -> str:
    return str(_("you") if one.exception.owner_id == reader.by.id else one.exception.owner.name)


def _of_kind(kind: str) -> Kind:
    return Kind(KINDS[kind].words, lambda reader: Q(kind=kind))


def _unowned(reader: Reader) -> Q:
    gone = visible_members(reader.by).exclude(state=Member.ACTIVE)
    return Q(owner_id__in=gone.values("id"))


_WHOSE = {
    "mine": Kind(_("mine"), lambda reader: Q(owner_id=reader.by.id)),
    "nobody": Kind(_("nobody who is still here"), _unowned),
}
_WHAT = Link(
    _("What does not fit"),
    _kind,
    to="invoice",
    of="exception.invoice_id",
    at="exception",
    under=(Part(_("In words"), _sentence),),
)
_ON = Named(
    _("Invoice"),
    "exception.invoice.number",
    under=(
        Part(_("Contractor"), "exception.invoice.contractor.name"),
        Part(_("Order"), "exception.invoice.order"),
    ),
)
_MINE = Way("exceptions", "user", Sentence(_("Mine")), query="?whose=mine")
_NONE_FITS = Empty(
    "checks", _("No open exception fits."), way=Way("exceptions", "", Sentence(_("Show all exceptions")))
)
_NONE_YET = Empty(
    "checks",
    _("Nothing stands against any invoice."),
    _(
        "An exception arises when an invoice comes in and something does not fit: no order or an unknown one, another "
        "price, more than was accepted, above the limit, a date still to come, perhaps the same again. It then has an "
        "owner and is due in two working days, and nothing is paid before it is settled. How far a price or a quantity "
        "may differ is said by the match policies. Without one, everything must fit exactly."
    ),
)


class Exceptions(Listing):
    """Open exceptions, the earliest due first."""

    name, title, model, row = "exceptions", _("Exceptions"), InvoiceException, "exception"
    caption = _("Open exceptions, the earliest due first")
    rows, search, names, along, order = queue, _called, _named, _along, Earliest("due_on", _("Due"))
    find = Sentence(_("Invoice number, order number or contractor"))
    figures = {name: told_by(Invoice, "invoice_id", name) for name in ("currency", "total")}
    filters = (
        OneOf("kind", _("What does not fit"), {kind: _of_kind(kind) for kind in KINDS}, as_chips=True, few=True),
        OneOf("whose", _("Owner"), _WHOSE, inside=True),
        Of("owner", _("Owner by name"), visible_members, apart="email", inside=True),
        of_contractor(of_invoices("contractor_id")),
        of_team(of_invoices("order__team_id")),
        of_requester(of_invoices("order__requester_id")),
        of_engagement(of_invoices("engagement_id")),
        Of("invoice", _("Invoice"), invoices, "number", asked=False),
        of_order(of_invoices("order_id")),
        Period("due_on", _("Due")),
        Amount("total", _("Total of the invoice")),
        Currency(),
        overdue("due_on", _("Overdue")),
        OnDesk(EXCEPTION_TURNS, inside=True),
    )
    columns = (
        _WHAT,
        _ON,
        Money(_("Total"), "exception.invoice.total"),
        Text(_("Owner"), _owner, inside=True),
        Due(_("Due"), "exception.due_on", since="exception.opened_at", sort="due_on"),
    )
    ways = (_MINE,)
    none_fits, none_yet = _NONE_FITS, _NONE_YET
