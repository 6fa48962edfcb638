"""The list of orders."""

from collections.abc import Sequence
from datetime import date

from django.db.models import DateField, Exists, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from counterfoil.foundation.catalogue.custom_kinds import ORDER
from counterfoil.foundation.companies.models import Member
from counterfoil.insight.desk.order_turns import ORDER_TURNS
from counterfoil.insight.desk.outside_turns import TO_DO
from counterfoil.insight.trace.due_states import Due, next_day_of_order
from counterfoil.insight.trace.standings import Standing, standings, with_names
from counterfoil.lifecycle.invoices.models import Invoice
from counterfoil.lifecycle.invoices.states import ENDED
from counterfoil.lifecycle.orders import queries
from counterfoil.lifecycle.orders.models import SHARED, Order, Revision
from counterfoil.lifecycle.orders.models import Value as OfField
from counterfoil.lifecycle.orders.numbers import normal

from .archived import ARCHIVED
from .asked_first import of_contractor, of_engagement, of_requester, of_requisition, of_team
from .columns import Day, Link, Moment, Money, Part, Party, StateChip, Text
from .custom import Customised
from .due import ByTheClock, by_day, orders_by_clock
from .filters import Currency, Numbered, State, When
from .identifiers import identifiers
from .keyset import Newest
from .listing import Empty, Listing, Sentence, Way
from .on_desk import OnDesk
from .on_hold import held_words, orders_on_hold
from .paid import orders_overdue, orders_paid
from .reader import Reader
from .searching import orders_found
from .spans import Amount, Days, Period

_NEVER = date(1900, 1, 1)
"""Where an order that was not sent stands among those that were: before all of them."""
_NEW = Way("order_new", "plus", Sentence(_("New order")), may="order.create")
_REPORT = Way("purchase_orders", "files", Sentence(_("Report")), inside=True)
_EVIDENCE = Way("evidence", "files", Sentence(_("Evidence")))
_NONE_FITS = Empty(
    "search",
    _("No order fits."),
    _(
        "A number is found by any part of it, with or without its signs; a title or a contractor by any part of the name."
    ),
    Way("orders", "", Sentence(_("Show all orders"))),
)
_NONE_YET = Empty(
    "files",
    _("There is no order yet."),
    _("An order is asked for, approved, and then issued: only then it has its number and may be worked on."),
    Way("order_new", "plus", Sentence(_("Ask for the first order")), may="order.create"),
)


def _seen(by: Member) -> QuerySet[Order]:
    return queries.visible(by).filter(discarded=False).exclude(kind=SHARED)


def _called(by: Member, text: str) -> QuerySet[Order]:
    return orders_found(by, text).filter(discarded=False).exclude(kind=SHARED)


def _along(reader: Reader, rows: Sequence[Order]) -> Sequence[Standing]:
    return standings(reader.by, rows, reader.at)


def _stands(one: Standing, reader: Reader) -> str:
    return str(one.stands_at.sentence) if one.stands_at else ""


def _clock(one: Standing, reader: Reader) -> Due:
    return one.due


def _net() -> Subquery:
    """The net amount of the revision that stands."""
    standing = Revision.objects.filter(order_id=OuterRef("id"), number=OuterRef("revision_number"))
    return Subquery(standing.values("net"))


def _invoiced(reader: Reader) -> Q:
    """An invoice stands on it that has not ended."""
    own = Invoice.objects.within(reader.by.company_id).filter(order_id=OuterRef("id"), kind="invoice")
    return Q(Exists(own.exclude(state__in=ENDED)))


def _noted(reader: Reader) -> Q:
    """What the contractor's invoice is to say is noted on it."""
    return Q(noted_number__isnull=False)


_COUNTS = ~Q(state__in=("rejected", "cancelled"))
"""What is turned down or taken back commits to nothing."""
_SAYS_NOTED = "Only those on which an invoice that is to come is noted; with false, all others."
_SAYS_INVOICED = "Only those on which an invoice stands that has not ended; with false, all others."

_ORDER = Link(
    _("Order"),
    "order.title",
    to="record",
    under=(Part(_("Number"), "order.number", _("no number yet")), Part(_("On hold"), held_words)),
    edit="order_edit",
    edits=lambda order, reader: order.state == "draft" and reader.by.may("order.change"),
)
_MOVES = (
    "order.submit",
    "order.approve",
    "order.reject",
    "order.issue",
    "order.close",
    "order.reopen",
    "order.archive",
    "order.unarchive",
    "order.hold",
    "order.cancel",
)


_ASKED = (of_requester(), of_requisition())
_BY_MONEY = (orders_paid(), orders_overdue(), orders_by_clock(), orders_on_hold())
_FIGURES = {
    "net": _net(),
    "sent": Coalesce("sent_on", Value(_NEVER, output_field=DateField())),
    "due": by_day(next_day_of_order()),
}


_SENT = Day(_("Sent"), "order.sent_on", sort="sent", phone=_("sent"), chosen_only=True)


class Orders(Listing):
    """Orders, newest first; discarded drafts are not among them."""

    name, title, caption, model, row = "orders", _("Orders"), _("Orders, newest first"), Order, "order"
    rows, search, names, along = _seen, _called, with_names, _along
    order, chips_outside = Newest("created_at"), False
    find = Sentence(_("Number, code, title or contractor"))
    figures = _FIGURES
    filters = (
        State(Order),
        of_contractor(),
        of_engagement(),
        of_team(),
        *_ASKED,
        Period("issued_on", _("Issued")),
        Period("sent_on", _("Sent")),
        Days("made", _("Made"), "created_at"),
        Amount("net", _("Amount")),
        Currency(),
        When("invoiced", _("Invoiced"), _SAYS_INVOICED, _invoiced, (_("Invoiced"), _("Not invoiced"))),
        When("noted", _("Invoice noted"), _SAYS_NOTED, _noted, (_("Noted"), _("Not noted")), inside=True),
        *_BY_MONEY,
        ARCHIVED,
        OnDesk(ORDER_TURNS | TO_DO),
        Numbered("number", "number_normal", normal),
    )
    columns = (
        _ORDER,
        Party(_("Contractor"), "order.contractor.name"),
        Money(_("Amount"), "net", total="net", sort="net", counts=_COUNTS),
        StateChip(_("State")),
        Text(_("Where it stands"), _stands, inside=True),
        ByTheClock(_("Payment"), _clock, sort="due", phone=_("due")),
        _SENT,
        Moment(_("Made"), "order.created_at", sort="created_at"),
        *identifiers(lambda one: [one.order]),
    )
    left_out, ways = _("rejected or cancelled"), (_REPORT, _EVIDENCE, _NEW)
    moves, custom = _MOVES, Customised(ORDER, OfField, "order")
    none_fits, none_yet = _NONE_FITS, _NONE_YET
