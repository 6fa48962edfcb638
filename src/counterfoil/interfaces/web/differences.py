"""What two versions of one form say differently, field by field."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _

from .typed import HEAD, Typed


@dataclass(frozen=True)
class Difference:
    """One field that was typed otherwise than it stands now."""

    words: str
    yours: str
    theirs: str


def between(yours: Typed, theirs: Typed, engagements: Mapping[str, str]) -> list[Difference]:
    """Every field in which the two differ, in the order of the form."""
    words = _head_words()
    head = [
        Difference(words[name], _said(name, yours, engagements), _said(name, theirs, engagements))
        for name in HEAD
        if yours.head[name] != theirs.head[name]
    ]
    return head + _lines(yours, theirs)


def _lines(yours: Typed, theirs: Typed) -> list[Difference]:
    most = max(len(yours.lines), len(theirs.lines))
    pairs = [(index, _line(yours, index), _line(theirs, index)) for index in range(most)]
    return [
        Difference(_("Line %(n)s") % {"n": index + 1}, mine, other) for index, mine, other in pairs if mine != other
    ]


def _line(form: Typed, index: int) -> str:
    if index >= len(form.lines):
        return ""
    line = form.lines[index]
    days = " – ".join(day for day in (line["starts_on"], line["ends_on"]) if day)
    parts = [line["text"], f"{line['quantity']} × {line['unit_price']}", days]
    return " · ".join(part for part in parts if part)


def _said(name: str, form: Typed, engagements: Mapping[str, str]) -> str:
    value = form.head[name]
    return engagements.get(value, value) if name == "engagement_id" else value


def _head_words() -> dict[str, str]:
    return {
        "title": _("Title"),
        "contractor": _("Contractor"),
        "engagement_id": _("Engagement"),
        "currency": _("Currency"),
        "rate": _("Rate"),
        "starts_on": _("First day"),
        "ends_on": _("Last day"),
        "notes": _("Notes"),
    }
