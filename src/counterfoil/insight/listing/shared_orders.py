"""The list of the orders that contracts share."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Case, DecimalField, F, OuterRef, Q, QuerySet, Subquery, Sum, Value
from django.db.models import When as Where
from django.db.models.functions import Coalesce, Greatest
from django.utils.translation import gettext_lazy as _

from counterfoil.foundation.companies.models import Member
from counterfoil.foundation.kernel.money import ZERO
from counterfoil.insight.desk.shared_turns import SHARED_TURNS, shared_seen
from counterfoil.lifecycle.orders.models import SHARED, Order
from counterfoil.lifecycle.orders.numbers import normal
from counterfoil.lifecycle.payments.states import INITIATED

from .archived import ARCHIVED
from .columns import Day, Link, Money, StateChip, Text
from .filters import Currency, Kind, Numbered, OneOf
from .keyset import Newest
from .listing import Empty, Listing, Sentence, Way
from .numbered import NUMBERED_STATES
from .on_desk import OnDesk
from .paid_figures import paid_in
from .reader import Reader
from .searching import orders_found
from .spans import Amount, Period

_NEW = Way("shared_order_new", "plus", Sentence(_("Load a purchase order")), may="order.load_shared")
_MANY = Way("shared_orders_many", "upload", Sentence(_("Load many")), may="order.load_many")

_NONE_FITS = Empty(
    "search", _("No shared order fits."), way=Way("shared_orders", "", Sentence(_("Show all shared orders")))
)
_NONE_YET = Empty(
    "files",
    _("There is no shared order yet."),
    _(
        "A purchase order from elsewhere is loaded once, by its number and amount. Contracts then get their share of it."
    ),
    _NEW,
)


@dataclass(frozen=True)
class ListedShared:
    """A row as the list has it: nothing comes along."""

    shared_order: Order

    @property
    def called(self) -> str:
        """Its number: what it is for may not be said."""
        return str(self.shared_order.number)


def _called(by: Member, text: str) -> QuerySet[Order]:
    return orders_found(by, text).filter(kind=SHARED)


def _named(rows: QuerySet[Order]) -> QuerySet[Order]:
    return rows


def _along(reader: Reader, rows: Sequence[Order]) -> Sequence[ListedShared]:
    return [ListedShared(row) for row in rows]


def _over(reader: Reader) -> Q:
    return Q(valid_through__lt=reader.today)


def _used_up(reader: Reader) -> Q:
    return Q(drawn_amount__gte=F("limit_amount"))


_MONEY: Any = DecimalField(max_digits=28, decimal_places=4)
_NOTHING = Value(ZERO, output_field=_MONEY)


def _paid(states: Sequence[str]) -> Any:
    """What of its contracts' shares was paid in these states of a payment."""
    shares = Order.objects.filter(company_id=OuterRef("company_id"), drawn_from_id=OuterRef("id")).order_by()
    added = shares.annotate(paid=paid_in(states)).values("drawn_from_id").annotate(added=Sum("paid")).values("added")
    return Coalesce(Subquery(added, output_field=_MONEY), _NOTHING)


_LEFT = Greatest(F("limit_amount") - F("covered_amount") - F("written_off_amount"), _NOTHING)
_FIGURES = {
    "net": F("limit_amount"),
    "drawn": F("drawn_amount"),
    "left": Case(
        Where(state="issued", then=F("limit_amount") - F("drawn_amount")), default=_NOTHING, output_field=_MONEY
    ),
    "accepted": F("accepted_amount"),
    "invoiced": F("covered_amount"),
    "initiated": _paid(INITIATED),
    "settled": _paid(("settled",)),
    "remaining": Case(Where(state="closed", then=_NOTHING), default=_LEFT, output_field=_MONEY),
}
KINDS = {
    "open": Kind(_("something left"), lambda reader: Q(state="issued") & ~_over(reader) & ~_used_up(reader)),
    "used_up": Kind(_("used up"), _used_up),
    "expired": Kind(_("expired"), _over),
}
WHOM = {
    "everybody": Kind(_("everybody"), lambda reader: Q(restricted=False)),
    "named": Kind(_("those who are named"), lambda reader: Q(restricted=True)),
}


def _edits(order: Order, reader: Reader) -> bool:
    """Whether this reader may edit it there."""
    return order.state == "issued" and reader.by.may("order.edit")


def _users(one: ListedShared, reader: Reader) -> str:
    return str(WHOM["named" if one.shared_order.restricted else "everybody"].words)


def _money(label: Any, column: str, figure: str, phone: Any, *, chosen_only: bool = False) -> Money:
    """One figure, called in addresses as its total is."""
    return Money(label, f"shared_order.{column}", total=figure, called=figure, phone=phone, chosen_only=chosen_only)


class SharedOrders(Listing):
    """The orders that contracts share, newest first: those that this reader may use."""

    name, title, caption = "shared_orders", _("Shared orders"), _("Orders that contracts share, newest first")
    model, row = Order, "shared_order"
    rows, search, names, along = shared_seen, _called, _named, _along
    order = Newest("created_at")
    find = Sentence(_("Number, or what it is for"))
    figures = _FIGURES
    filters = (
        OneOf("state", _("State"), NUMBERED_STATES, as_chips=True),
        OneOf("stands", _("What is left"), KINDS),
        OneOf("used_by", _("Used by"), WHOM),
        Period("issued_on", _("Issued")),
        Period("valid_through", _("Valid through")),
        Amount("net", _("Amount")),
        Currency(),
        ARCHIVED,
        OnDesk(SHARED_TURNS),
        Numbered("number", "number_normal", normal),
    )
    columns = (
        Link(_("Order"), "called", to="shared_order", edit="shared_order", edits=_edits),
        Text(_("For"), "shared_order.title", called="title"),
        Money(_("Amount"), "shared_order.limit_amount", total="net", sort="net", called="net"),
        _money(_("With contracts"), "drawn_amount", "drawn", _("with contracts")),
        Money(_("Left"), "shared_order.left_to_draw", total="left", sort="left", called="left", phone=_("left")),
        _money(_("Accepted"), "accepted_amount", "accepted", _("accepted"), chosen_only=True),
        _money(_("Invoiced"), "covered_amount", "invoiced", _("invoiced"), chosen_only=True),
        _money(_("Initiated"), "initiated", "initiated", _("initiated"), chosen_only=True),
        _money(_("Settled"), "settled", "settled", _("settled"), chosen_only=True),
        _money(_("Remaining"), "remaining", "remaining", _("remaining"), chosen_only=True),
        StateChip(_("State")),
        Day(_("Valid through"), "shared_order.valid_through", phone=_("through")),
        Text(_("Used by"), _users, inside=True),
    )
    ways = (_NEW, _MANY)
    none_fits, none_yet = _NONE_FITS, _NONE_YET
