"""The list of what contractors ask for: orders that are missing, or that run out."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from counterfoil.foundation.companies.models import Member
from counterfoil.foundation.parties.queries import visible as contractors
from counterfoil.insight.desk.wish_turns import WISH_TURNS, wishes_seen
from counterfoil.lifecycle.orders.models import WHYS, Wish

from .asked_first import of_contractor, of_engagement, of_team
from .columns import Link, Moment, Part, Party, StateChip, Text
from .filters import Kind, OneOf, State
from .keyset import Newest
from .listing import Empty, Listing, Sentence, Way
from .on_desk import OnDesk
from .reader import Reader
from .spans import Days
from .through import of_engagements


@dataclass(frozen=True)
class ListedWish:
    """A row as the list has it: nothing comes along."""

    wish: Wish


def _called(by: Member, text: str) -> QuerySet[Wish]:
    called = contractors(by).filter(Q(name__icontains=text) | Q(code__iexact=text))
    found = Q(engagement__title__icontains=text) | Q(engagement__contractor_id__in=called.values("id"))
    return wishes_seen(by).filter(found)


def _named(rows: QuerySet[Wish]) -> QuerySet[Wish]:
    return rows.select_related("engagement__contractor", "engagement__team", "asked_by", "answered_by")


def _along(reader: Reader, rows: Sequence[Wish]) -> Sequence[ListedWish]:
    return [ListedWish(row) for row in rows]


def _days(one: ListedWish, reader: Reader) -> str:
    """How many of the company's days it has waited, or did wait."""
    asked = reader.by.company.today(one.wish.asked_at)
    days = (reader.today - asked).days if one.wish.days is None else one.wish.days
    return ngettext("%(days)s day", "%(days)s days", days) % {"days": days}


def _became(one: ListedWish, reader: Reader) -> str:
    if one.wish.met_by_id:
        return one.wish.seen_number or _now("an order")
    return str(one.wish.word)


_KINDS = {name: Kind(words, lambda reader, name=name: Q(why=name)) for name, words in WHYS.items()}  # type: ignore[misc]


_NONE_FITS = Empty("search", _("None fits."), way=Way("wishes", "", Sentence(_("Show all PO wishes"))))
_NONE_YET = Empty(
    "files",
    _("No contractor has asked for a PO yet."),
    _(
        "A contractor who works without a PO, or whose PO runs out, asks for one on their page of the engagement. It waits "
        "here and on the desks of those who order for its team, until a PO is there or somebody answers."
    ),
)


class Wishes(Listing):
    """What contractors asked for, the newest first. A contractor has their own."""

    wide_first = True
    name, title, caption, model = "wishes", _("PO wishes"), _("POs that contractors ask for, newest first"), Wish
    row = "wish"
    rows, search, names, along, order = wishes_seen, _called, _named, _along, Newest("asked_at")
    find = Sentence(_("Engagement or contractor"), _("Engagement"))
    filters = (
        State(Wish),
        OneOf("why", _("Why"), _KINDS),
        of_contractor(of_engagements("contractor_id")),
        of_engagement(),
        of_team(of_engagements("team_id")),
        OnDesk(WISH_TURNS),
        Days("asked", _("Asked"), "asked_at"),
    )
    columns = (
        Link(
            _("Engagement"),
            "wish.engagement.title",
            to="engagement",
            of="wish.engagement_id",
            under=(Part(_("Why"), lambda one, reader: str(one.wish.why_words)),),
        ),
        Party(_("Contractor"), "wish.engagement.contractor.name"),
        StateChip(_("State")),
        Text(_("Waited"), _days, called="days", phone=_("waited")),
        Text(_("What became of it"), _became, called="became"),
        Text(_("Team"), lambda one, reader: str(one.wish.engagement.team or ""), inside=True, called="team"),
        Text(_("Note"), "wish.note", chosen_only=True),
        Moment(_("Asked"), "wish.asked_at"),
    )
    none_fits, none_yet = _NONE_FITS, _NONE_YET
