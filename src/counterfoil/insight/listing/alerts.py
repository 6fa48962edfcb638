"""The list of alerts: what is due, late, not sent or not arrived on the orders that somebody sees (R168)."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from counterfoil.foundation.companies.models import Member
from counterfoil.foundation.parties.models import Contractor
from counterfoil.lifecycle.alerts.kinds import KINDS, ToldAlert
from counterfoil.lifecycle.alerts.models import Alert
from counterfoil.lifecycle.alerts.queries import ON_DESK, told_to, visible, with_names
from counterfoil.lifecycle.orders.models import Choice

from .asked_first import of_contractor, of_engagement, of_order, of_requester, of_team
from .columns import Day, Link, Moment, Part, Party, StateChip, Text
from .filters import Kind, OneOf, State
from .keyset import Newest
from .listing import Empty, Listing, Sentence, Way
from .reader import Reader
from .searching import offers_found, orders_found
from .spans import Days, Period
from .through import of_orders_and_offers


@dataclass(frozen=True)
class ListedAlert:
    """A row as the list has it, and whose order or offer it is about: nobody's, where several contracts share the order."""

    alert: Alert

    @property
    def contractor(self) -> Contractor | None:
        """With whom the order is, or the offer that waits for one."""
        about = self.alert.order or self.alert.choice.offer
        found: Contractor | None = about.contractor
        return found


def _called(by: Member, text: str) -> QuerySet[Alert]:
    waiting = Choice.objects.within(by.company_id).filter(offer_id__in=offers_found(by, text).values("id"))
    on_orders = Q(order_id__in=orders_found(by, text).values("id"))
    return visible(by).filter(on_orders | Q(choice_id__in=waiting.values("id")))


def _along(reader: Reader, rows: Sequence[Alert]) -> Sequence[ListedAlert]:
    return [ListedAlert(row) for row in rows]


def _says(one: ListedAlert, reader: Reader) -> str:
    return ToldAlert(one.alert).says


def _kind(one: ListedAlert, reader: Reader) -> str:
    return str(KINDS[one.alert.kind].label)


_OF_KIND = {
    name: Kind(one.words, lambda reader, name=name: Q(kind=name))  # type: ignore[misc]
    for name, one in KINDS.items()
}
_TOLD = {"me": Kind(_("me"), lambda reader: Q(id__in=told_to(reader.by, ON_DESK).values("id")))}
_WHAT = Link(_("What it says"), _says, to="alert", under=(Part(_("Order"), "alert.order"),))
_NONE_FITS = Empty("search", _("No alert fits."), way=Way("alerts", "", Sentence(_("Show all alerts"))))
_NONE_YET = Empty(
    "checks",
    _("There is nothing to be alerted of."),
    _(
        "An alert is raised by itself: when an invoice is about to be due, or is late, when an order was issued and not sent, "
        "or is not there on its day, and when a mail did not arrive. It is over by itself too, once what it says holds no more."
    ),
)


class Alerts(Listing):
    """Alerts, the newest first."""

    name, title, caption = "alerts", _("Alerts"), _("Alerts, the newest first")
    model, row = Alert, "alert"
    rows, search, names, along, order = visible, _called, with_names, _along, Newest("raised_at")
    find = Sentence(_("Order number or contractor"))
    filters = (
        State(Alert),
        OneOf("kind", _("Of what"), _OF_KIND),
        OneOf("told", _("Who is told"), _TOLD, inside=True),
        of_contractor(of_orders_and_offers("contractor_id", "contractor_id")),
        of_engagement(of_orders_and_offers("engagement_id", "engagement_id")),
        of_team(of_orders_and_offers("team_id", "team_id")),
        of_requester(of_orders_and_offers("requester_id", "made_by_id")),
        of_order(),
        Period("day", _("Day")),
        Days("raised", _("Raised"), "raised_at"),
    )
    columns = (
        _WHAT,
        Party(_("Contractor"), "contractor.name"),
        Text(_("Of what"), _kind),
        Day(_("Day"), "alert.day"),
        StateChip(_("State")),
        Moment(_("Raised"), "alert.raised_at"),
    )
    ways = (Way("account", "adjustments-horizontal", Sentence(_("Choose what you are told of"))),)
    none_fits, none_yet = _NONE_FITS, _NONE_YET
