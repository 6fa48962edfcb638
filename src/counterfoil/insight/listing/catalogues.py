"""The lists of a company's catalogues: one for each, made from what the catalogue says of itself."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from counterfoil.foundation.catalogue.catalogues import CATALOGUES
from counterfoil.foundation.catalogue.kit import Catalogue, CatalogueRow
from counterfoil.foundation.catalogue.queries import rows_of
from counterfoil.foundation.companies.models import Member

from .columns import Column, Day, Link, Part, StateChip, Text
from .filters import Filter, Of, State, When, all_of
from .keyset import Alphabetical
from .listing import AnyListing, Empty, Listing, Sentence, Way
from .reader import Reader


@dataclass(frozen=True)
class Listed:
    """A row as the list has it: nothing comes along."""

    row: CatalogueRow


def _along(reader: Reader, rows: Sequence[CatalogueRow]) -> Sequence[Listed]:
    return [Listed(row) for row in rows]


def _valid(reader: Reader) -> Q:
    begun = Q(valid_from__isnull=True) | Q(valid_from__lte=reader.today)
    return begun & (Q(valid_through__isnull=True) | Q(valid_through__gte=reader.today))


_SAYS_VALID = "Only those that are valid on the company's day; with false, all others."


def _columns(one: Catalogue) -> tuple[Column, ...]:
    return (
        Link(one.one, "row.name", to=one.subject, under=(Part(_("Code"), "row.code"),), sort="name"),
        StateChip(_("State")),
        *(_own(one, name, label) for name, label in one.more.items()),
        Day(_("Valid from"), "row.valid_from", phone=_("from")),
        Day(_("Valid through"), "row.valid_through", phone=_("through")),
    )


def _own(one: Catalogue, name: str, label: Any) -> Column:
    """What this catalogue has beyond the others; what is named there by its words."""
    called = name.removesuffix("_id")

    def says(listed: Listed, reader: Reader) -> str:
        return _said(one.says(listed.row, name), reader)

    return Text(label, says, called=called, chosen_only=one.listed is not None and name not in one.listed)


def _said(value: Any, reader: Reader) -> str:
    if isinstance(value, Decimal):
        return reader.words.number(value)
    return str(value or "")


def _filters(one: Catalogue) -> tuple[Filter, ...]:
    both = (_("Valid today"), _("Not valid today"))
    named = (Of(name.removesuffix("_id"), one.more[name], all_of(table)) for name, table in one.keys.items())
    return (State(one.model), When("valid", _("Validity"), _SAYS_VALID, _valid, both), *named)


def _listing(one: Catalogue) -> AnyListing:
    joined = [name.removesuffix("_id") for name in one.keys]

    def rows(by: Member) -> QuerySet[Any]:
        return rows_of(one, by)

    def search(by: Member, text: str) -> QuerySet[Any]:
        return rows(by).filter(Q(name__icontains=text) | Q(code__icontains=text))

    add = Way(f"{one.subject}_new", "plus", Sentence(one.add), may=f"{one.subject}.add")
    said = {
        "name": one.path,
        "title": one.many,
        "caption": one.many,
        "model": one.model,
        "row": "row",
        "__doc__": one.path,
    }
    asked = {"find": Sentence(_("Code or name")), "filters": _filters(one), "columns": _columns(one), "ways": (add,)}
    read = {"rows": rows, "search": search, "along": _along, "order": Alphabetical("code", _("Code"))}
    read["names"] = lambda found: found.select_related(*joined) if joined else found
    empty = {
        "none_fits": Empty("search", _("None fits."), way=Way(one.path, "", Sentence(_("Show all")))),
        "none_yet": Empty("list-details", _("There is none yet."), one.teaches, add),
    }
    return type(f"{one.model.__name__}s", (Listing,), said | asked | read | empty)


LISTINGS = {one.subject: _listing(one) for one in CATALOGUES}
"""The list of each catalogue, by what its verbs are called after."""
