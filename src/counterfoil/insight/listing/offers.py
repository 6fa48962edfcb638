"""The list of offers."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from counterfoil.foundation.catalogue.units import UNITS
from counterfoil.insight.desk.hiring_turns import OFFER_TURNS, offers_seen
from counterfoil.insight.trace.on_order import ChosenOrder, chosen_orders
from counterfoil.lifecycle.engagements.models import Offer

from .asked_first import of_contractor, of_team
from .columns import Day, Link, Moment, Money, Part, Party, StateChip, Text
from .filters import Currency, Kind, OneOf, State
from .keyset import Newest
from .listing import Empty, Listing, Sentence, Way
from .on_desk import OnDesk
from .reader import Reader
from .searching import offers_found
from .spans import Days, Period


@dataclass(frozen=True)
class ListedOffer:
    """A row with the order that was chosen for it."""

    offer: Offer
    chosen: ChosenOrder | None


def _named(rows: QuerySet[Offer]) -> QuerySet[Offer]:
    return rows.select_related("contractor", "team", "made_by")


def _along(reader: Reader, rows: Sequence[Offer]) -> Sequence[ListedOffer]:
    chosen = chosen_orders(reader.by, rows)
    return [ListedOffer(row, chosen.get(row.id)) for row in rows]


def _rate(one: ListedOffer, reader: Reader) -> str:
    offer = one.offer
    if offer.unit_rate is None:
        return _now("fixed price")
    rate = reader.words.amount(offer.unit_rate, offer.currency)
    return _now("%(rate)s for each %(unit)s") % {"rate": rate, "unit": UNITS[offer.unit]}


def on_order(chosen: ChosenOrder | None) -> str:
    """The order that was chosen, as a cell of a list says it."""
    if chosen is None:
        return ""
    if chosen.kind == "order":
        return chosen.number or _now("one that you may not use")
    return _now("none yet")


def _sent(one: ListedOffer, reader: Reader) -> date | None:
    return reader.by.company.today(one.offer.sent_at) if one.offer.sent_at else None


ORDER_CHOICES = {
    "chosen": Kind(_("chosen"), lambda reader: Q(order_choice="order")),
    "later": Kind(_("none yet"), lambda reader: Q(order_choice="later")),
    "none": Kind(_("nothing chosen"), lambda reader: Q(order_choice="")),
}
"""What was chosen for an offer, or for a job post."""

_NONE_FITS = Empty("search", _("No offer fits."), way=Way("offers", "", Sentence(_("Show all offers"))))
_NONE_YET = Empty(
    "files",
    _("There is no offer yet."),
    _(
        "An offer asks a contractor to do something for so much. Where the company reviews offers, it is approved first; "
        "then the contractor accepts or declines it here, and what is accepted becomes an engagement."
    ),
)


class Offers(Listing):
    """Offers, the newest first. A contractor has those that were sent to them."""

    wide_first = True
    name, title, caption, model = "offers", _("Offers"), _("Offers, newest first"), Offer
    row = "offer"
    rows, search, names, along, order = offers_seen, offers_found, _named, _along, Newest("created_at")
    find = Sentence(_("Title or contractor"), _("Title"))
    filters = (
        State(Offer),
        of_contractor(),
        of_team(),
        Days("sent", _("Sent"), "sent_at"),
        Period("starts_on", _("Begins")),
        Period("ends_on", _("Ends")),
        Currency(),
        OneOf("order", _("Purchase order"), ORDER_CHOICES),
        OnDesk(OFFER_TURNS),
    )
    columns = (
        Link(_("Offer"), "offer.title", to="offer", under=(Part(_("Price"), _rate),)),
        Party(_("Contractor"), "offer.contractor.name"),
        Money(_("At most"), "offer.most_amount", called="most_amount"),
        StateChip(_("State")),
        Text(_("Team"), lambda one, reader: str(one.offer.team or ""), inside=True, called="team", chosen_only=True),
        Text(_("Made by"), "offer.made_by.name", inside=True, called="made_by", chosen_only=True),
        Text(_("Purchase order"), lambda one, reader: on_order(one.chosen), called="order"),
        Day(_("Begins"), "offer.starts_on", phone=_("from")),
        Day(_("Ends"), "offer.ends_on", phone=_("through")),
        Day(_("Sent"), _sent, phone=_("sent"), chosen_only=True),
        Moment(_("Made"), "offer.created_at", inside=True, chosen_only=True),
    )
    ways = (
        Way("requisitions", "list-details", Sentence(_("Requisitions")), inside=True),
        Way("job_posts", "list-details", Sentence(_("Job posts")), inside=True),
        Way("contracts", "shield-check", Sentence(_("Contracts"))),
        Way("offer_new", "plus", Sentence(_("New offer")), may="offer.create"),
    )
    none_fits, none_yet = _NONE_FITS, _NONE_YET
