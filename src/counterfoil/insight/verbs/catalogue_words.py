"""The verbs of every catalogue in words: the same four, with what the rows of each are asked for."""

from collections.abc import Mapping
from typing import Any, get_origin

from django.utils.translation import gettext_lazy as _

from counterfoil.foundation.catalogue.catalogues import CATALOGUES
from counterfoil.foundation.catalogue.kit import Catalogue

from .saying import Ask, Say

_OF_EVERY_ROW: Mapping[str, Any] = {
    "code": Ask(
        _("Which code does it have?"), _("Letters and digits, with - . _ or / inside. It stays its own for good.")
    ),
    "name": _("What is it called?"),
    "valid_from": _("First day on which it is valid, if it has one"),
    "valid_through": _("Last day on which it is valid, if it has one"),
}


def _own(one: Catalogue, name: str) -> Ask:
    """One of its own fields. What is several things is typed one to a line."""
    several = get_origin(one.values.model_fields[name].annotation) is list
    return Ask(one.more[name], one.hints.get(name, ""), kind="lines" if several else "")


def _words(one: Catalogue) -> dict[str, Say]:
    asked = {name: _OF_EVERY_ROW.get(name) or _own(one, name) for name in one.values.model_fields}
    changed = {name: words for name, words in asked.items() if name in one.changes.model_fields}
    return {
        f"{one.subject}.add": Say(
            one.add, icon="plus", ask=asked, done=_("Added. It can be picked while it is valid.")
        ),
        f"{one.subject}.change": Say(_("Change"), icon="pencil", ask=changed, done=_("Changed.")),
        f"{one.subject}.retire": Say(
            _("Retire"),
            icon="ban",
            question=_("What names it keeps it. Nobody picks it any more, and its code stays taken."),
            done=_("Retired. What names it keeps it."),
            danger=True,
        ),
        f"{one.subject}.restore": Say(_("Restore"), icon="arrow-back-up", done=_("Restored. It can be picked again.")),
    }


CATALOGUE = {verb: say for one in CATALOGUES for verb, say in _words(one).items()}
