"""The list of change requests."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from counterfoil.foundation.companies.models import Member
from counterfoil.foundation.parties.queries import visible as contractors
from counterfoil.insight.desk.changerequest_turns import CHANGE_TURNS, changes_seen
from counterfoil.lifecycle.engagements.models import ChangeRequest

from .asked_first import of_contract, of_contractor, of_team
from .columns import Day, Link, Moment, Money, Party, StateChip, Text
from .filters import Currency, State
from .keyset import Newest
from .listing import Empty, Listing, Sentence, Way
from .on_desk import OnDesk
from .reader import Reader
from .spans import Amount, Period
from .through import of_contracts


@dataclass(frozen=True)
class ListedChange:
    """A row as the list has it: nothing comes along."""

    changerequest: ChangeRequest


def _called(by: Member, text: str) -> QuerySet[ChangeRequest]:
    called = contractors(by).filter(Q(name__icontains=text) | Q(code__iexact=text))
    return changes_seen(by).filter(
        Q(contract__engagement__title__icontains=text) | Q(contract__engagement__contractor_id__in=called.values("id"))
    )


def _named(rows: QuerySet[ChangeRequest]) -> QuerySet[ChangeRequest]:
    return rows.select_related("contract__engagement__contractor", "contract__engagement__team", "made_by")


def _along(reader: Reader, rows: Sequence[ChangeRequest]) -> Sequence[ListedChange]:
    return [ListedChange(row) for row in rows]


_NONE_FITS = Empty(
    "search", _("No change request fits."), way=Way("change_requests", "", Sentence(_("Show all change requests")))
)
_NONE_YET = Empty(
    "files",
    _("There is no change request yet."),
    _(
        "What a signed contract allows is changed on its page, by asking for a change. Whoever the approval policy names for "
        "what it would allow in all approves it; from then on its orders keep to that."
    ),
)


class ChangeRequests(Listing):
    """Change requests, the newest first; none for contractors."""

    wide_first = True
    name, title, caption = "change_requests", _("Change requests"), _("Change requests, newest first")
    model, row = ChangeRequest, "changerequest"
    rows, search, names, along, order = changes_seen, _called, _named, _along, Newest("created_at")
    find = Sentence(_("Engagement or contractor"), _("Engagement"))
    filters = (
        State(ChangeRequest),
        of_contract(),
        of_team(of_contracts("team_id")),
        of_contractor(of_contracts("contractor_id")),
        Amount("amount", _("Shall allow")),
        Period("starts_on", _("Begins")),
        Period("ends_on", _("Ends")),
        Currency(),
        OnDesk(CHANGE_TURNS),
    )
    columns = (
        Link(_("Contract"), "changerequest.contract.engagement.title", to="change_request"),
        Party(_("Contractor"), "changerequest.contract.engagement.contractor.name"),
        Money(_("Allowed"), "changerequest.was_amount", called="was_amount", phone=_("allowed")),
        Money(_("Shall allow"), "changerequest.amount", called="amount", phone=_("shall allow")),
        StateChip(_("State")),
        Text(_("Asked for by"), "changerequest.made_by.name", called="made_by"),
        Day(_("Begins"), "changerequest.starts_on", phone=_("from"), chosen_only=True),
        Day(_("Ends"), "changerequest.ends_on", phone=_("through")),
        Text(
            _("Team"),
            lambda one, reader: str(one.changerequest.contract.engagement.team or ""),
            called="team",
            chosen_only=True,
        ),
        Moment(_("Made"), "changerequest.created_at", chosen_only=True),
    )
    ways = (Way("contracts", "files", Sentence(_("Contracts"))),)
    none_fits, none_yet = _NONE_FITS, _NONE_YET
