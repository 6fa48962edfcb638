"""The names by which documents know a contractor, or ourselves: shown, and written one to a line."""

from dataclasses import replace
from typing import Any
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from counterfoil.foundation.companies.models import Member
from counterfoil.foundation.kernel.refusals import Invalid
from counterfoil.foundation.kernel.values import parsed
from counterfoil.foundation.parties.actions import IdentityValues
from counterfoil.foundation.parties.queries import names_of
from counterfoil.insight.verbs.available import asked

from ..forms.available import Attempt, ShownVerb, Suggested, shown_verb
from ..forms.contractor_fields import contractor_fields
from ..forms.verb_forms import Post, forms_of
from ..wording import Wording

NAMES = "identities"


def _names(post: Post, words: Wording) -> dict[str, Any]:
    """Each line's kind and number; what can't be read is said under the field, with its line."""
    said = [line.strip() for line in post.get(NAMES, "").splitlines() if line.strip()]
    found: list[IdentityValues] = []
    wrong: list[Any] = []
    for line in said:
        scheme, colon, value = line.partition(":")
        try:
            if not colon:
                raise Invalid({NAMES: [_now("Write what it is, a colon, and the number.")]})
            found.append(parsed(IdentityValues, {"scheme": scheme, "value": value}))
        except Invalid as invalid:
            told = " ".join(str(one) for sentences in invalid.fields.values() for one in sentences)
            wrong.append(_now("“%(line)s”: %(told)s") % {"line": line, "told": told})
    if wrong:
        raise Invalid({NAMES: wrong})
    return {NAMES: found}


CONTRACTOR = forms_of("contractor", identify=_names)
CONTRACTOR["change"] = replace(CONTRACTOR["change"], more=contractor_fields)
_ABOUT_US = replace(CONTRACTOR["identify"].fields[0], words=_("By which numbers and names do documents know us?"))
OURSELVES = {"identify": replace(CONTRACTOR["identify"], fields=(_ABOUT_US,), hidden=())}
"""Whoever is named by who sends the form is not meant: it is about ourselves."""


def shown(by: Member, contractor_id: UUID | None, attempt: Attempt | None) -> dict[str, Any]:
    """The names that are noted, and the form that replaces them: a contractor's, or our own. Called inside a scope."""
    names = names_of(by.company_id, contractor_id)
    return {"names": names, "identify": _form(names, by, contractor_id, attempt)}


def _form(names: list[tuple[str, str]], by: Member, contractor_id: UUID | None, attempt: Attempt | None) -> ShownVerb:
    offered = asked("party.identify", [], by)
    suggested = Suggested({NAMES: "\n".join(f"{scheme}: {value}" for scheme, value in names)})
    if contractor_id is None:
        return shown_verb(OURSELVES["identify"], offered, reverse("ourselves_do"), by.company_id, attempt, suggested)
    address = reverse("contractor_do", args=[contractor_id, "identify"])
    return shown_verb(CONTRACTOR["identify"], offered, address, contractor_id, attempt, suggested)
