"""The list of contractors."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from counterfoil.foundation.catalogue.custom_kinds import CONTRACTOR
from counterfoil.foundation.companies.models import Member
from counterfoil.foundation.parties.models import Contractor, ContractorHold, ContractorValue
from counterfoil.foundation.parties.queries import visible
from counterfoil.insight.trace.held import Held, held_today

from .archived import ARCHIVED
from .columns import Link, Part, Text
from .custom import Customised
from .filters import Currency, When
from .keyset import Alphabetical
from .listing import Empty, Listing, Sentence, Way
from .on_hold import contractors_on_hold, held_words, in_force
from .reader import Reader
from .searching import contractors_found


@dataclass(frozen=True)
class ListedContractor:
    """A contractor of a list, with the holds that stand on them today."""

    contractor: Contractor
    held: Sequence[Held]


def _seen(by: Member) -> QuerySet[Contractor]:
    return visible(by)


def _named(rows: QuerySet[Contractor]) -> QuerySet[Contractor]:
    return rows


def _along(reader: Reader, rows: Sequence[Contractor]) -> Sequence[ListedContractor]:
    standing = ContractorHold.objects.within(reader.by.company_id).filter(contractor_id__in=[row.id for row in rows])
    standing = standing.filter(in_force(reader)).select_related("owner").order_by("placed_at", "id")
    holds = [] if reader.outside else list(standing)
    return [
        ListedContractor(row, held_today([hold for hold in holds if hold.contractor_id == row.id], reader.today))
        for row in rows
    ]


def _signs_in(one: ListedContractor, reader: Reader) -> str:
    return str(_("Signs in") if one.contractor.member_id else "")


_ENGAGEMENTS = Way("engagements", "files", Sentence(_("Engagements")))
_NEW = Way("contractor_new", "plus", Sentence(_("Add a contractor")), may="contractor.add")
_SIGN_IN = "Only those who have a sign-in of their own; with false, all others."
_BOTH = (_("With a sign-in"), _("Without one"))
_WITH_SIGN_IN = When("signs_in", _("Sign-in"), _SIGN_IN, lambda reader: Q(member__isnull=False), _BOTH)
_NONE_FITS = Empty("search", _("No contractor fits."), way=Way("contractors", "", Sentence(_("Show all contractors"))))
_NONE_YET = Empty(
    "user",
    _("There is no contractor yet."),
    _("A contractor is somebody whose work you buy. Each has a code, which is part of the numbers of their orders."),
    _NEW,
)


class Contractors(Listing):
    """Contractors, by name."""

    name, title, caption, model, row = (
        "contractors",
        _("Contractors"),
        _("Contractors, by name"),
        Contractor,
        "contractor",
    )
    rows, search, names, along, order = _seen, contractors_found, _named, _along, Alphabetical("name", _("Name"))
    as_made = True
    find = Sentence(_("Name, code or e-mail"))
    filters = (
        Currency(),
        _WITH_SIGN_IN,
        contractors_on_hold(),
        ARCHIVED,
    )
    columns = (
        Link(
            _("Contractor"),
            "contractor.name",
            to="contractor",
            under=(Part(_("Code"), "contractor.code"),),
            sort="name",
        ),
        Text(_("E-mail"), "contractor.email"),
        Text(_("Country"), "contractor.country"),
        Text(_("Paid in"), "contractor.currency"),
        Text(_("Sign-in"), _signs_in),
        Text(_("On hold"), held_words, inside=True),
    )
    ways, custom = (_ENGAGEMENTS, _NEW), Customised(CONTRACTOR, ContractorValue, "contractor")
    none_fits, none_yet = _NONE_FITS, _NONE_YET
