"""The forms of a catalogue's rows: what they begin with, and what can be chosen in them."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from django.db.models import Model
from django.utils.translation import gettext as _

from counterfoil.foundation.catalogue.catalogues import CATALOGUES
from counterfoil.foundation.catalogue.kit import Catalogue, CatalogueRow
from counterfoil.foundation.companies.models import Member

from ..forms.available import Suggested
from ..forms.verb_forms import NO_CHOICE, forms_of
from ..wording import Wording, wording

FORMS = {one.subject: forms_of(one.subject) for one in CATALOGUES}
"""The forms of each catalogue by what its verbs are called after, each by its deed."""


def blank(one: Catalogue, by: Member) -> Suggested:
    """What the form of a new row begins with: it names nothing. Called inside a scope."""
    own = {name: field for name, field in one.values.model_fields.items() if name in one.more}
    begun = {name: _shown(field.default, wording(by)) for name, field in own.items() if not field.is_required()}
    return Suggested(begun | dict.fromkeys(one.keys, NO_CHOICE), _options(one, by))


def standing(row: CatalogueRow, one: Catalogue, by: Member, words: Wording) -> Suggested:
    """What a row's forms begin with: what it says now, and its version. Called inside a scope."""
    values = {name: _shown(getattr(row, name), words) for name in one.changes.model_fields}
    values |= {name: value or NO_CHOICE for name, value in values.items() if name in one.keys}
    return Suggested(values, _options(one, by), {"version": str(row.version)})


def _options(one: Catalogue, by: Member) -> Mapping[str, list[tuple[str, str]]]:
    """What can be chosen for each field that holds a code, or names a row of another table. Called inside a scope."""
    coded = {name: [(code, str(words)) for code, words in known.items()] for name, known in one.coded.items()}
    return coded | {name: [(NO_CHOICE, _("None")), *_named(table, by)] for name, table in one.keys.items()}


def _named(table: type[Model], by: Member) -> list[tuple[str, str]]:
    rows = table._default_manager.filter(company_id=by.company_id)
    return [(str(row.pk), str(row)) for row in rows.order_by("name", "id")]


def _shown(value: Any, words: Wording) -> str:
    if value is None or value is False:
        return ""
    if isinstance(value, list):
        return "\n".join(value)
    return words.number(value) if isinstance(value, Decimal) else str(value)
