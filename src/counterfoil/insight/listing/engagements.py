"""The list of engagements."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from counterfoil.foundation.companies.models import Member
from counterfoil.foundation.parties.queries import visible as contractors
from counterfoil.lifecycle.engagements.models import Engagement
from counterfoil.lifecycle.engagements.queries import visible

from .archived import ARCHIVED
from .asked_first import of_contractor, of_team
from .columns import Chip, Day, Link, Party, Text
from .filters import Kind, OneOf
from .keyset import Alphabetical
from .listing import Empty, Listing, Sentence, Way
from .reader import Reader
from .spans import Period


@dataclass(frozen=True)
class ListedEngagement:
    """A row as the list has it: nothing comes along."""

    engagement: Engagement


def _seen(by: Member) -> QuerySet[Engagement]:
    return visible(by)


def _called(by: Member, text: str) -> QuerySet[Engagement]:
    called = contractors(by).filter(Q(name__icontains=text) | Q(code__iexact=text))
    return visible(by).filter(Q(title__icontains=text) | Q(contractor_id__in=called.values("id")))


def _named(rows: QuerySet[Engagement]) -> QuerySet[Engagement]:
    return rows.select_related("contractor", "team")


def _along(reader: Reader, rows: Sequence[Engagement]) -> Sequence[ListedEngagement]:
    return [ListedEngagement(row) for row in rows]


def _to_come(reader: Reader) -> Q:
    return Q(starts_on__gt=reader.today)


def _ended(reader: Reader) -> Q:
    return Q(ends_on__lt=reader.today) & ~_to_come(reader)


KINDS = {
    "running": Kind(_("running"), lambda reader: ~_to_come(reader) & ~_ended(reader)),
    "to_come": Kind(_("to come"), _to_come),
    "ended": Kind(_("ended"), _ended),
}


def _stands(one: ListedEngagement, reader: Reader) -> tuple[str, str]:
    begins, ends = one.engagement.starts_on, one.engagement.ends_on
    name = "running"
    if begins and begins > reader.today:
        name = "to_come"
    elif ends and ends < reader.today:
        name = "ended"
    return name, str(KINDS[name].words)


class Engagements(Listing):
    """Engagements, by title."""

    name, title, caption, model = "engagements", _("Engagements"), _("Engagements, by title"), Engagement
    row, as_made = "engagement", True
    rows, search, names, along, order = _seen, _called, _named, _along, Alphabetical("title", _("Title"))
    find = Sentence(_("Title or contractor"), _("Title"))
    filters = (
        OneOf("stands", _("State"), KINDS, as_chips=True),
        of_contractor(),
        of_team(),
        Period("starts_on", _("Begins")),
        Period("ends_on", _("Ends")),
        ARCHIVED,
    )
    columns = (
        Link(_("Engagement"), "engagement.title", to="engagement", sort="title"),
        Party(_("Contractor"), "engagement.contractor.name"),
        Text(_("Team"), lambda one, reader: str(one.engagement.team or ""), inside=True, called="team"),
        Chip(_("State"), _stands),
        Day(_("Begins"), "engagement.starts_on", phone=_("from")),
        Day(_("Ends"), "engagement.ends_on", phone=_("through")),
    )
    none_fits = Empty(
        "search", _("No engagement fits."), way=Way("engagements", "", Sentence(_("Show all engagements")))
    )
    none_yet = Empty(
        "files",
        _("There is no engagement yet."),
        _(
            "An engagement is the agreement with a contractor that orders are made for. It says whose team it belongs to."
        ),
    )
