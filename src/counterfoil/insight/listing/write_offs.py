"""The list of write-offs: what was settled without money, and what waits to be (R162, R163)."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from counterfoil.foundation.companies.models import Member
from counterfoil.insight.desk.write_off_turns import WRITE_OFF_TURNS
from counterfoil.lifecycle.invoices.queries import visible as invoices
from counterfoil.lifecycle.payments.models import WriteOff
from counterfoil.lifecycle.payments.queries import write_offs

from .asked_first import of_contractor, of_engagement, of_order, of_requester, of_team
from .columns import Link, Moment, Money, Part, Party, StateChip, Text
from .filters import Currency, Kind, Of, OneOf, State
from .keyset import Newest
from .listing import Empty, Listing, Sentence, Way
from .on_desk import OnDesk
from .reader import Reader
from .searching import invoices_found, orders_found
from .spans import Amount, Days
from .through import of_orders


@dataclass(frozen=True)
class ListedWriteOff:
    """A row as the list has it: nothing comes along."""

    written: WriteOff


def _called(by: Member, text: str) -> QuerySet[WriteOff]:
    on_orders = Q(order_id__in=orders_found(by, text).values("id"))
    return write_offs(by).filter(on_orders | Q(invoice_id__in=invoices_found(by, text).values("id")))


def _named(rows: QuerySet[WriteOff]) -> QuerySet[WriteOff]:
    return rows.select_related("order__contractor", "invoice", "noted_by", "approved_by", "ended_by")


def _along(reader: Reader, rows: Sequence[WriteOff]) -> Sequence[ListedWriteOff]:
    return [ListedWriteOff(row) for row in rows]


def _what(one: ListedWriteOff, reader: Reader) -> str:
    return str(one.written.kind_words)


def _invoice(one: ListedWriteOff, reader: Reader) -> str:
    return one.written.invoice.number if one.written.invoice else ""


def _approved(one: ListedWriteOff, reader: Reader) -> str:
    return one.written.approved_by.name if one.written.approved_by else ""


_KINDS = {
    name: Kind(words, lambda reader, name=name: Q(kind=name))  # type: ignore[misc]
    for name, words in WriteOff.KINDS.items()
}
_WHAT = Link(
    _("What was left"),
    _what,
    to="write_off",
    under=(
        Part(_("Order"), "written.order"),
        Part(_("Invoice"), _invoice),
        Part(_("Reason"), "written.reason"),
    ),
)
_NONE_FITS = Empty("search", _("No write-off fits."), way=Way("write_offs", "", Sentence(_("Show all write-offs"))))
_NONE_YET = Empty(
    "ban",
    _("Nothing is written off."),
    _(
        "A write-off settles without money what is left of an invoice, of an order or of a credit balance, and never counts as "
        "paid. Finance notes it on the page of the invoice or order, with a reason; above an amount a second person approves it."
    ),
)


class WriteOffs(Listing):
    """Write-offs, newest first by when they were noted."""

    name, title, caption = "write_offs", _("Write-offs"), _("Write-offs, newest first")
    model, row = WriteOff, "written"
    rows, search, names, along, order = write_offs, _called, _named, _along, Newest("noted_at")
    find = Sentence(_("Order number, invoice number or contractor"))
    filters = (
        State(WriteOff),
        OneOf("kind", _("What was left"), _KINDS),
        of_contractor(of_orders("contractor_id")),
        of_engagement(of_orders("engagement_id")),
        of_team(of_orders("team_id")),
        of_requester(of_orders("requester_id")),
        Of("invoice", _("Invoice"), invoices, "number", asked=False),
        of_order(),
        Days("noted", _("Noted"), "noted_at"),
        Amount("amount", _("Amount")),
        Currency(),
        OnDesk(WRITE_OFF_TURNS, inside=True),
    )
    columns = (
        _WHAT,
        Party(_("Contractor"), "written.order.contractor.name"),
        Money(_("Amount"), "written.amount", total="amount", sort="amount", counts=Q(state="standing")),
        StateChip(_("State")),
        Text(_("Noted by"), "written.noted_by.name", phone=_("noted by")),
        Text(_("Approved by"), _approved, phone=_("approved by")),
        Moment(_("Noted"), "written.noted_at"),
    )
    left_out = _("waiting, withdrawn or reversed")
    none_fits, none_yet = _NONE_FITS, _NONE_YET
