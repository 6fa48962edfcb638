"""The list of contracts."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from counterfoil.foundation.companies.models import Member
from counterfoil.foundation.parties.queries import visible as contractors
from counterfoil.lifecycle.engagements.models import Contract
from counterfoil.lifecycle.engagements.queries import visible_contracts

from .asked_first import of_contractor, of_engagement, of_team
from .columns import Day, Link, Moment, Money, Part, Party, StateChip, Text
from .filters import Currency, Kind, OneOf, State
from .keyset import Newest
from .listing import Empty, Listing, Sentence, Way
from .reader import Reader
from .spans import Period
from .through import of_engagements


@dataclass(frozen=True)
class ListedContract:
    """A row as the list has it: nothing comes along."""

    contract: Contract


def _seen(by: Member) -> QuerySet[Contract]:
    return visible_contracts(by)


def _called(by: Member, text: str) -> QuerySet[Contract]:
    called = contractors(by).filter(Q(name__icontains=text) | Q(code__iexact=text))
    return _seen(by).filter(Q(engagement__title__icontains=text) | Q(engagement__contractor_id__in=called.values("id")))


def _named(rows: QuerySet[Contract]) -> QuerySet[Contract]:
    return rows.select_related("engagement__contractor", "engagement__team", "signed_by", "offer")


def _along(reader: Reader, rows: Sequence[Contract]) -> Sequence[ListedContract]:
    return [ListedContract(row) for row in rows]


def _orders(one: ListedContract, reader: Reader) -> str:
    return str(one.contract.kind_words)


_KINDS = {
    name: Kind(words, lambda reader, name=name: Q(order_kind=name))  # type: ignore[misc]
    for name, words in Contract.ORDER_KINDS.items()
}


_NONE_FITS = Empty("search", _("No contract fits."), way=Way("contracts", "", Sentence(_("Show all contracts"))))
_NONE_YET = Empty(
    "files",
    _("There is no contract yet."),
    _(
        "A contract comes of an offer that its contractor accepted, or is drafted on the page of an engagement and signed by "
        "storing the signed file. Orders under it keep to what it allows."
    ),
)


class Contracts(Listing):
    """Contracts, the newest first. A contractor has their own, once they are signed."""

    wide_first = True
    name, title, caption, model = "contracts", _("Contracts"), _("Contracts, newest first"), Contract
    row = "contract"
    rows, search, names, along, order = _seen, _called, _named, _along, Newest("created_at")
    find = Sentence(_("Engagement or contractor"), _("Engagement"))
    filters = (
        State(Contract),
        OneOf("order_kind", _("Purchase order"), _KINDS),
        of_contractor(of_engagements("contractor_id")),
        of_engagement(),
        of_team(of_engagements("team_id")),
        Period("starts_on", _("Begins")),
        Period("ends_on", _("Ends")),
        Currency(),
    )
    columns = (
        Link(_("Contract"), "contract.engagement.title", to="contract", under=(Part(_("Orders"), _orders),)),
        Party(_("Contractor"), "contract.engagement.contractor.name"),
        Money(_("At most"), "contract.amount"),
        StateChip(_("State")),
        Day(_("Begins"), "contract.starts_on", phone=_("from")),
        Day(_("Ends"), "contract.ends_on", phone=_("through")),
        Day(_("Signed"), "contract.signed_on", phone=_("signed"), chosen_only=True),
        Text(
            _("Team"),
            lambda one, reader: str(one.contract.engagement.team or ""),
            inside=True,
            called="team",
            chosen_only=True,
        ),
        Moment(_("Made"), "contract.created_at", inside=True, chosen_only=True),
    )
    ways = (
        Way("offers", "files", Sentence(_("Offers"))),
        Way("change_requests", "list-details", Sentence(_("Change requests")), inside=True),
    )
    none_fits, none_yet = _NONE_FITS, _NONE_YET
