"""The receive log: everything that ever arrived, what became of each and why."""

from collections.abc import Sequence

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as say
from django.utils.translation import gettext_lazy as _

from counterfoil.foundation.companies.models import Member
from counterfoil.foundation.companies.queries import visible_members
from counterfoil.foundation.documents.models import ADMITTED, WAITING, Arrival
from counterfoil.insight.payables.receive_log import OUTCOMES, outcome_of
from counterfoil.insight.trace.arrivals import NOTHING, Told, told, visible

from .asked_first import of_order
from .columns import Became, Chip, Link, Moment, Part, Text
from .filters import Kind, Of, OneOf
from .keyset import Newest
from .listing import Empty, Listing, Sentence, Way
from .reader import Reader
from .searching import arrivals_found
from .spans import Days


def _seen(by: Member) -> QuerySet[Arrival]:
    return visible(by)


def _named(rows: QuerySet[Arrival]) -> QuerySet[Arrival]:
    return rows.select_related("sender")


def _along(reader: Reader, rows: Sequence[Arrival]) -> Sequence[Told]:
    return told(reader.by, rows)


def _kind(one: Told, reader: Reader) -> str:
    """What it says that it is, and its number."""
    arrival = one.arrival
    if arrival.kind == "file":
        return say("no known document")
    if arrival.kind:
        return " · ".join(filter(None, (arrival.kind, arrival.number)))
    return say("admitted duplicate") if arrival.door == ADMITTED else say("typed")


def _outcome(one: Told, reader: Reader) -> tuple[str, str]:
    return outcome_of(one), str(OUTCOMES[outcome_of(one)])


def _sender(one: Told, reader: Reader) -> str:
    return one.arrival.sender.name if one.arrival.sender else ""


KINDS = {
    "made": Kind(OUTCOMES["made"], lambda reader: ~Q(became__in=NOTHING)),
    "nothing": Kind(OUTCOMES["nothing"], lambda reader: Q(became__in=[one for one in NOTHING if one != WAITING])),
    "waiting": Kind(OUTCOMES["waiting"], lambda reader: Q(became=WAITING)),
}
_SEND = Way("receive", "upload", Sentence(_("Receive files"), _("Send a file")), may="document.keep")
_FIRST = Way("receive", "upload", Sentence(_("Receive the first files"), _("Send a file")), may="document.keep")
_NONE_FITS = Empty(
    "search",
    _("Nothing that arrived fits."),
    _("It is found by any part of the file's name, or of the number on the document."),
    Way("arrivals", "", Sentence(_("Show everything that arrived"))),
)
_NONE_SENT = Empty(
    "files",
    _("You have sent nothing yet."),
    _("Every invoice that you type here, and every file that you send, stands here with what became of it."),
    _FIRST,
)
_NONE_YET = Empty(
    "files",
    _("Nothing has arrived yet."),
    _(
        "Documents arrive in three ways: dropped on the page for it, sent to the API at /api/v1/arrivals, or by the "
        "command counterfoil receive. Whatever comes is kept here, with what it became and why; what makes nothing too."
    ),
    _FIRST,
    _NONE_SENT,
)


class Arrivals(Listing):
    """What arrived, newest first."""

    name, title, model, row = "arrivals", Sentence(_("Receive log"), _("What you sent")), Arrival, "arrival"
    caption = _("What arrived, newest first")
    rows, search, names, along, order = _seen, arrivals_found, _named, _along, Newest("arrived_at")
    find = Sentence(_("Name of the file, or number"))
    filters = (
        OneOf("outcome", _("Outcome"), KINDS, as_chips=True),
        Of("sender", _("Sent by"), visible_members, apart="email", inside=True),
        of_order(),
        Days("arrived", _("Arrived"), "arrived_at"),
    )
    columns = (
        Link(_("What arrived"), "arrival.name", to="arrival", under=(Part(_("Kind"), _kind),)),
        Became(_("What became of it"), "became", why="because"),
        Chip(_("Outcome"), _outcome),
        Text(_("Sent by"), _sender, inside=True),
        Moment(_("Arrived"), "arrival.arrived_at", sort="arrived_at"),
    )
    ways = (_SEND,)
    none_fits, none_yet = _NONE_FITS, _NONE_YET
