"""The list of job posts."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from counterfoil.foundation.companies.models import Member
from counterfoil.insight.trace.on_order import ChosenOrder, chosen_orders
from counterfoil.lifecycle.engagements.models import JobPost
from counterfoil.lifecycle.engagements.queries import visible_posts

from .asked_first import of_team
from .columns import Day, Link, Moment, Money, StateChip, Text
from .filters import Currency, OneOf, State
from .keyset import Newest
from .listing import Empty, Listing, Sentence, Way
from .offers import ORDER_CHOICES, on_order
from .reader import Reader
from .spans import Amount, Period


@dataclass(frozen=True)
class ListedPost:
    """A row with the order that was chosen for it."""

    post: JobPost
    chosen: ChosenOrder | None


def _seen(by: Member) -> QuerySet[JobPost]:
    return visible_posts(by)


def _called(by: Member, text: str) -> QuerySet[JobPost]:
    return _seen(by).filter(title__icontains=text)


def _named(rows: QuerySet[JobPost]) -> QuerySet[JobPost]:
    return rows.select_related("team", "made_by")


def _along(reader: Reader, rows: Sequence[JobPost]) -> Sequence[ListedPost]:
    chosen = chosen_orders(reader.by, rows)
    return [ListedPost(row, chosen.get(row.id)) for row in rows]


_NONE_FITS = Empty("search", _("No job post fits."), way=Way("job_posts", "", Sentence(_("Show all job posts"))))
_NONE_YET = Empty(
    "files",
    _("There is no job post yet."),
    _(
        "A job post says for what work somebody is looked for, and what it may cost. Once it is published an offer can be made "
        "from it; the offer that is accepted fills it."
    ),
)


class JobPosts(Listing):
    """Job posts, the newest first; none for contractors."""

    name, title, caption, model = "job_posts", _("Job posts"), _("Job posts, newest first"), JobPost
    row = "post"
    rows, search, names, along, order = _seen, _called, _named, _along, Newest("created_at")
    find = Sentence(_("Title"))
    filters = (
        State(JobPost),
        of_team(),
        Amount("budget", _("Budget")),
        Period("starts_on", _("Begins")),
        Period("ends_on", _("Ends")),
        Currency(),
        OneOf("order", _("Purchase order"), ORDER_CHOICES),
    )
    columns = (
        Link(_("Job post"), "post.title", to="job_post"),
        Text(_("Team"), lambda one, reader: str(one.post.team or ""), called="team"),
        Money(_("Budget"), "post.budget"),
        StateChip(_("State")),
        Text(_("Purchase order"), lambda one, reader: on_order(one.chosen), called="order"),
        Day(_("Begins"), "post.starts_on", phone=_("from")),
        Day(_("Ends"), "post.ends_on", phone=_("through")),
        Text(_("Made by"), "post.made_by.name", chosen_only=True),
        Moment(_("Made"), "post.created_at", chosen_only=True),
    )
    ways = (
        Way("offers", "files", Sentence(_("Offers"))),
        Way("job_post_new", "plus", Sentence(_("New job post")), may="jobpost.create"),
    )
    none_fits, none_yet = _NONE_FITS, _NONE_YET
