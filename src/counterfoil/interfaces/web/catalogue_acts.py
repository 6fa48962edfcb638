"""The forms of a catalogue's rows, made from what the rows are typed as: add, change, retire, restore."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from functools import partial
from typing import Any, get_args
from uuid import UUID

from django.db.models import Model
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from counterfoil.foundation.catalogue.catalogues import CATALOGUES
from counterfoil.foundation.catalogue.kit import Catalogue, CatalogueRow
from counterfoil.foundation.companies.models import Member
from counterfoil.foundation.kernel.values import Values, parsed

from .acts import Act, Ask, Post, Suggested, forms, read_asks, read_hidden
from .wording import Wording

_NONE = "none"
_ASKED: dict[str, tuple[Any, Any]] = {
    "code": (
        gettext_lazy("Which code does it have?"),
        gettext_lazy("Letters and digits, with - . _ or / inside. It stays its own for good."),
    ),
    "name": (gettext_lazy("What is it called?"), ""),
    "valid_from": (gettext_lazy("First day on which it is valid, if it has one"), ""),
    "valid_through": (gettext_lazy("Last day on which it is valid, if it has one"), ""),
}
"""What is asked for each field that every row has, and what is said of it."""


def _acts(one: Catalogue) -> dict[str, Act]:
    asks = tuple(_ask(one, name) for name in one.values.model_fields)
    changed = tuple(ask for ask in asks if ask.name in one.changes.model_fields)
    stays = gettext_lazy("What names it keeps it. Nobody picks it any more, and its code stays taken.")
    return forms(
        Act(
            f"{one.subject}.add",
            "plus",
            gettext_lazy("Added. It can be picked from now on."),
            asks,
            read=partial(_read, one, asks, "values", one.values),
            elsewhere=True,
        ),
        Act(
            f"{one.subject}.change",
            "pencil",
            gettext_lazy("Changed."),
            changed,
            read=partial(_read, one, changed, "changes", one.changes),
        ),
        Act(
            f"{one.subject}.retire",
            "ban",
            gettext_lazy("Retired. What names it keeps it."),
            hidden=("version",),
            question=stays,
            danger=True,
        ),
        Act(
            f"{one.subject}.restore",
            "arrow-back-up",
            gettext_lazy("Restored. It can be picked again."),
            hidden=("version",),
        ),
    )


def _ask(one: Catalogue, name: str) -> Ask:
    words, hint = _ASKED.get(name, (one.more.get(name), ""))
    return Ask(name, words, _kind(one, name), hint)


def _kind(one: Catalogue, name: str) -> str:
    """How the form asks for it, by the type that it is typed as."""
    annotation = one.values.model_fields[name].annotation
    types = set(get_args(annotation)) or {annotation}
    kinds = {"choice": UUID, "day": date, "decimal": Decimal, "check": bool}
    return next((kind for kind, type_ in kinds.items() if type_ in _bare(types)), "text")


def _bare(types: set[Any]) -> set[Any]:
    """The types without what more is said of them."""
    return {get_args(one)[0] if hasattr(one, "__metadata__") else one for one in types}


def _read(
    one: Catalogue, asks: tuple[Ask, ...], name: str, model: type[Values], post: Post, words: Wording
) -> dict[str, Any]:
    typed = read_asks(asks, post, words)
    told = {field: None if field in one.keys and value == _NONE else value for field, value in typed.items()}
    return read_hidden(("version",), post) | {name: parsed(model, told)}


def _options(one: Catalogue, by: Member) -> Mapping[str, list[tuple[str, str]]]:
    """What can be chosen for each field that names a row of another table. Called inside a scope."""
    return {name: [(_NONE, _("None")), *_named(table, by)] for name, table in one.keys.items()}


def _named(table: type[Model], by: Member) -> list[tuple[str, str]]:
    rows = table._default_manager.filter(company_id=by.company_id)
    return [(str(row.pk), str(row)) for row in rows.order_by("name", "id")]


def blank(one: Catalogue, by: Member) -> Suggested:
    """What the form of a new row begins with: it names nothing. Called inside a scope."""
    return Suggested(dict.fromkeys(one.keys, _NONE), _options(one, by))


def standing(row: CatalogueRow, one: Catalogue, by: Member, words: Wording) -> Suggested:
    """What a row's forms begin with: what it says now, and its version. Called inside a scope."""
    values = {name: _shown(getattr(row, name), words) for name in one.changes.model_fields}
    values |= {name: value or _NONE for name, value in values.items() if name in one.keys}
    return Suggested(values, _options(one, by), {"version": str(row.version)})


def _shown(value: Any, words: Wording) -> str:
    if value is None or value is False:
        return ""
    return words.number(value) if isinstance(value, Decimal) else str(value)


ACTS = {one.subject: _acts(one) for one in CATALOGUES}
"""The forms of each catalogue by what its verbs are called after, each by its deed."""
