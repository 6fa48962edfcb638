"""The list of requisitions."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from counterfoil.foundation.companies.models import Member
from counterfoil.foundation.parties.queries import visible as contractors
from counterfoil.insight.desk.requisition_turns import REQUISITION_TURNS, requisitions_seen
from counterfoil.lifecycle.engagements.models import Requisition

from .asked_first import of_contractor, of_team
from .columns import Day, Link, Moment, Money, StateChip, Text
from .filters import Currency, State
from .keyset import Newest
from .listing import Empty, Listing, Sentence, Way
from .on_desk import OnDesk
from .reader import Reader
from .spans import Amount, Period


@dataclass(frozen=True)
class ListedRequisition:
    """A row as the list has it: nothing comes along."""

    requisition: Requisition


def _called(by: Member, text: str) -> QuerySet[Requisition]:
    called = contractors(by).filter(Q(name__icontains=text) | Q(code__iexact=text))
    return requisitions_seen(by).filter(Q(title__icontains=text) | Q(contractor_id__in=called.values("id")))


def _named(rows: QuerySet[Requisition]) -> QuerySet[Requisition]:
    return rows.select_related("contractor", "team", "made_by")


def _along(reader: Reader, rows: Sequence[Requisition]) -> Sequence[ListedRequisition]:
    return [ListedRequisition(row) for row in rows]


def _contractor(one: ListedRequisition, reader: Reader) -> str:
    return one.requisition.contractor.name if one.requisition.contractor else ""


_NONE_FITS = Empty(
    "search", _("No requisition fits."), way=Way("requisitions", "", Sentence(_("Show all requisitions")))
)
_NONE_YET = Empty(
    "files",
    _("There is no requisition yet."),
    _(
        "A requisition asks for an order before there is one: what for, and what it may cost at the most. Whoever the approval "
        "policy names for its amount approves it; then orders begin with it, and hold no more together than it allows."
    ),
)


class Requisitions(Listing):
    """Requisitions, the newest first; none for contractors."""

    wide_first = True
    name, title, caption = "requisitions", _("Requisitions"), _("Requisitions, newest first")
    model, row = Requisition, "requisition"
    rows, search, names, along, order = requisitions_seen, _called, _named, _along, Newest("created_at")
    find = Sentence(_("Title or contractor"), _("Title"))
    filters = (
        State(Requisition),
        of_team(),
        of_contractor(),
        Amount("amount", _("At most")),
        Period("starts_on", _("Begins")),
        Period("ends_on", _("Ends")),
        Currency(),
        OnDesk(REQUISITION_TURNS),
    )
    columns = (
        Link(_("Requisition"), "requisition.title", to="requisition"),
        Text(_("Team"), lambda one, reader: str(one.requisition.team or ""), called="team"),
        Money(_("At most"), "requisition.amount", called="amount"),
        StateChip(_("State")),
        Text(_("Asked for by"), "requisition.made_by.name", called="made_by"),
        Text(_("Contractor"), _contractor, called="contractor"),
        Day(_("Begins"), "requisition.starts_on", phone=_("from")),
        Day(_("Ends"), "requisition.ends_on", phone=_("through")),
        Moment(_("Made"), "requisition.created_at", chosen_only=True),
    )
    ways = (
        Way("offers", "files", Sentence(_("Offers"))),
        Way("requisition_new", "plus", Sentence(_("New requisition")), may="requisition.create"),
    )
    none_fits, none_yet = _NONE_FITS, _NONE_YET
