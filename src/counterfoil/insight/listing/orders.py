"""The list of orders."""

from collections.abc import Sequence

from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery
from django.utils.translation import gettext_lazy as _

from counterfoil.foundation.companies.models import Member, Team
from counterfoil.foundation.parties.queries import visible as contractors
from counterfoil.insight.trace.standings import Standing, standings, with_names
from counterfoil.lifecycle.engagements.queries import visible as engagements
from counterfoil.lifecycle.invoices.models import Invoice
from counterfoil.lifecycle.invoices.states import ENDED
from counterfoil.lifecycle.orders import queries
from counterfoil.lifecycle.orders.models import Order, Revision
from counterfoil.lifecycle.orders.numbers import normal

from .columns import Link, Moment, Money, Part, Party, StateChip, Text
from .filters import Amount, Currency, Numbered, Of, Period, State, When, all_of
from .keyset import Newest
from .listing import Empty, Listing, Sentence, Way
from .on_hold import orders_on_hold
from .reader import Reader

_NEW = Way("order_new", "plus", Sentence(_("New order")), may="order.create")
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
    return queries.visible(by).filter(discarded=False)


def _called(by: Member, text: str) -> QuerySet[Order]:
    return queries.matching(by, text).filter(discarded=False)


def _along(reader: Reader, rows: Sequence[Order]) -> Sequence[Standing]:
    return standings(reader.by, rows, reader.at)


def _stands(one: Standing, reader: Reader) -> str:
    return str(one.stands_at.sentence) if one.stands_at else ""


def _net() -> Subquery:
    """The net amount of the revision that stands."""
    standing = Revision.objects.filter(order_id=OuterRef("id"), number=OuterRef("revision_number"))
    return Subquery(standing.values("net"))


def _invoiced(reader: Reader) -> Q:
    """An invoice stands on it that has not ended."""
    own = Invoice.objects.within(reader.by.company_id).filter(order_id=OuterRef("id"), kind="invoice")
    return Q(Exists(own.exclude(state__in=ENDED)))


_SAYS_INVOICED = "Only those on which an invoice stands that has not ended; with false, all others."


class Orders(Listing):
    """Orders, newest first; discarded drafts are not among them."""

    name, title, caption, model, row = "orders", _("Orders"), _("Orders, newest first"), Order, "order"
    rows, search, names, along = _seen, _called, with_names, _along
    order, chips_outside = Newest("created_at"), False
    find = Sentence(_("Number, code, title or contractor"))
    figures = {"net": _net()}
    filters = (
        State(Order),
        Of("contractor", _("Contractor"), contractors, picks=True, offered_outside=False),
        Of("engagement", _("Engagement"), engagements, "title"),
        Of("team", _("Team"), all_of(Team), inside=True),
        Of("requester", _("Asked for by"), all_of(Member), inside=True),
        Period("issued_on", _("Issued")),
        Amount("net", _("Amount")),
        Currency(),
        When("invoiced", _("Invoiced"), _SAYS_INVOICED, _invoiced, (_("Invoiced"), _("Not invoiced"))),
        orders_on_hold(),
        Numbered("number", "number_normal", normal),
    )
    columns = (
        Link(_("Order"), "order.title", to="record", under=(Part(_("Number"), "order.number", _("no number yet")),)),
        Party(_("Contractor"), "order.contractor.name"),
        Money(_("Amount"), "net", total="net", sort="net"),
        StateChip(_("State")),
        Text(_("Where it stands"), _stands, inside=True),
        Moment(_("Made"), "order.created_at", sort="created_at"),
    )
    ways = (_NEW,)
    none_fits, none_yet = _NONE_FITS, _NONE_YET
