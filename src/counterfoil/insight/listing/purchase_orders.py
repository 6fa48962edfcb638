"""The report on purchase orders: what each authorises, and how far it is drawn, with what stands behind each figure."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import (
    Case,
    DateField,
    DecimalField,
    Exists,
    F,
    IntegerField,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Value,
)
from django.db.models import Count as HowMany
from django.db.models import When as Where
from django.db.models.functions import Coalesce, Greatest
from django.utils.translation import gettext_lazy as _

from counterfoil.foundation.companies.models import Member
from counterfoil.foundation.companies.permissions import PO_ADMIN, works_here
from counterfoil.foundation.kernel.money import ZERO
from counterfoil.lifecycle.alerts.models import Alert
from counterfoil.lifecycle.orders import queries
from counterfoil.lifecycle.orders.contract_ids import with_contract_ids
from counterfoil.lifecycle.orders.models import SHARED, Order, Revision
from counterfoil.lifecycle.orders.numbers import normal
from counterfoil.lifecycle.payments.states import INITIATED

from .archived import ARCHIVED
from .asked_first import of_contractor, of_engagement, of_requester, of_team
from .behind import Behind, Count, Led
from .columns import Day, Link, Money, Part, Party, StateChip
from .filters import Currency, Numbered, OneOf, When
from .identifiers import identifiers
from .keyset import Newest
from .listing import Empty, Listing, Sentence, Way
from .numbered import NUMBERED_STATES
from .on_hold import orders_on_hold
from .paid_figures import paid_in
from .reader import Reader
from .searching import orders_found
from .spans import Amount, Period

_MONEY: DecimalField = DecimalField(max_digits=28, decimal_places=4)  # type: ignore[type-arg]
_NEVER_ENDS = Value(date(2999, 12, 31), output_field=DateField())
"""Where an order without a last day stands among those that have one: behind all of them."""


@dataclass(frozen=True)
class Drawn:
    """A row as the report has it: its figures come with it from the database."""

    order: Order
    seen: bool = True
    """Whether its own page is there for this reader, and what stands behind its figures."""


def _seen(by: Member) -> QuerySet[Order]:
    found: QuerySet[Order] = queries.figured(by).filter(number__isnull=False).exclude(kind=SHARED)
    return found if works_here(by.roles) else found.none()


def _called(by: Member, text: str) -> QuerySet[Order]:
    found: QuerySet[Order] = orders_found(by, text, queries.figured).filter(number__isnull=False).exclude(kind=SHARED)
    return found if works_here(by.roles) else found.none()


def _named(rows: QuerySet[Order]) -> QuerySet[Order]:
    return with_contract_ids(rows.select_related("contractor", "engagement").defer("document", "notes"))


def _along(reader: Reader, rows: Sequence[Order]) -> Sequence[Drawn]:
    if PO_ADMIN not in reader.by.roles:
        return [Drawn(row) for row in rows]
    seen = queries.visible(reader.by).filter(id__in=[row.id for row in rows]).values_list("id", flat=True)
    there = set(seen)
    return [Drawn(row, row.id in there) for row in rows]


def _seen_whole(one: Drawn) -> bool:
    return one.seen


def _standing_alerts() -> QuerySet[Alert]:
    return Alert.objects.filter(company_id=OuterRef("company_id"), order_id=OuterRef("id"), state="stands").order_by()


def _alerted(reader: Reader) -> Q:
    return Q(Exists(_standing_alerts()))


_ENDS = Revision.objects.filter(
    company_id=OuterRef("company_id"), order_id=OuterRef("id"), number=OuterRef("revision_number")
)
_IN_FORCE = Q(state__in=("issued", "closed"))
_LEFT = Greatest(F("limit_amount") - F("covered_amount") - F("written_off_amount"), Value(ZERO, output_field=_MONEY))
_GIVEN_UP = Q(written_off_amount__gt=0) & Q(
    limit_amount__lte=F("covered_amount") + F("charged_amount") + F("written_off_amount")
)
FIGURES = {
    "authorised": F("limit_amount"),
    "committed": Case(Where(_IN_FORCE, then=F("limit_amount")), default=Value(ZERO), output_field=_MONEY),
    "accepted": F("accepted_amount"),
    "invoiced": F("covered_amount"),
    "initiated": paid_in(INITIATED),
    "settled": paid_in(("settled",)),
    "remaining": Case(Where(Q(state="closed") | _GIVEN_UP, then=Value(ZERO)), default=_LEFT, output_field=_MONEY),
    "last_day": Subquery(_ENDS.values("ends_on")[:1]),
    "ends": Coalesce(Subquery(_ENDS.values("ends_on")[:1]), _NEVER_ENDS),
    "alert_count": Coalesce(
        Subquery(_standing_alerts().values("order_id").annotate(n=HowMany("id")).values("n")),
        Value(0),
        output_field=IntegerField(),
    ),
}
"""What the database reckons of each: committed is what it promises once it is issued, `remaining` what no invoice has taken."""

_ORDER = Link(
    _("Order"),
    "order.number",
    to="record",
    under=(Part(_("Title"), "order.title"),),
    edit="order_thresholds",
    edits=lambda order, reader: (
        order.state != "cancelled" and reader.sees_dealings and reader.by.may("order.set_thresholds")
    ),
    leads=_seen_whole,
)
_NONE_FITS = Empty(
    "search", _("No purchase order fits."), way=Way("purchase_orders", "", Sentence(_("Show all purchase orders")))
)
_NONE_YET = Empty(
    "files",
    _("There is no purchase order yet."),
    _("An order comes here once it has its number: when it is issued, or loaded from where it was minted."),
    Way("order_new", "plus", Sentence(_("Ask for the first order")), may="order.create"),
)
_FILTERS = (
    OneOf("state", _("State"), NUMBERED_STATES, as_chips=True),
    of_contractor(),
    of_engagement(),
    of_team(),
    of_requester(),
    Period("issued_on", _("Issued")),
    Period("last_day", _("Valid through")),
    Amount("authorised", _("Authorised")),
    Amount("remaining", _("Remaining")),
    Currency(),
    When("alerted", _("Alerted of"), "Only those of which an alert stands; with false, all others.", _alerted),
    orders_on_hold(),
    ARCHIVED,
    Numbered("number", "number_normal", normal),
)
_COLUMNS = (
    _ORDER,
    Party(_("Contractor"), "order.contractor.name"),
    Led(
        _("Contract"),
        lambda one, reader: one.order.engagement.title if one.order.engagement else "",
        of=lambda one, reader: one.order.engagement_id if reader.sees_dealings else None,
        to="engagement",
        called="engagement",
    ),
    StateChip(_("State")),
    Day(_("Valid through"), "order.last_day", sort="ends", phone=_("through")),
    Money(_("Authorised"), "order.authorised", total="authorised", sort="authorised", phone=_("authorised")),
    Money(_("Committed"), "order.committed", total="committed", phone=_("committed"), chosen_only=True),
    Behind(_("Accepted"), "order.accepted", total="accepted", phone=_("accepted"), to="evidence", leads=_seen_whole),
    Behind(_("Invoiced"), "order.invoiced", total="invoiced", phone=_("invoiced"), to="invoices", leads=_seen_whole),
    Behind(
        _("Initiated"), "order.initiated", total="initiated", phone=_("initiated"), to="payments", leads=_seen_whole
    ),
    Behind(_("Settled"), "order.settled", total="settled", phone=_("settled"), to="payments", leads=_seen_whole),
    Money(_("Remaining"), "order.remaining", total="remaining", sort="remaining", phone=_("remaining")),
    Count(_("Alerts"), "order.alert_count", to="alerts", query="&state=stands", called="alerts", leads=_seen_whole),
    *identifiers(lambda one: [one.order]),
)


_SHARED = "?columns=called,net,drawn,left,accepted,invoiced,initiated,settled,remaining,valid_through"
_WAYS = (
    Way("shared_orders", "files", Sentence(_("Shared orders")), query=_SHARED),
    Way("shared_order_new", "plus", Sentence(_("Load a PO")), may="order.load_shared"),
    Way("order_new", "plus", Sentence(_("Request a PO")), may="order.create"),
)
"""Shared orders have a list of their own with the same figures: here stand the shares that their contracts have, so that no sum
counts one twice."""


class PurchaseOrders(Listing):
    """The report on purchase orders, newest first: every figure leads to what it is the sum of."""

    name, title, caption = "purchase_orders", _("Purchase orders"), _("Purchase orders and how far they are drawn")
    model, row = Order, "order"
    rows, search, names, along, order = _seen, _called, _named, _along, Newest("created_at")
    find = Sentence(_("Number, code, title or contractor"))
    figures = FIGURES
    filters, columns = _FILTERS, _COLUMNS
    ways = _WAYS
    none_fits, none_yet = _NONE_FITS, _NONE_YET
