"""What two versions of one form say differently, field by field."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _

from ..forms.declared import DAYS
from ..forms.typed import Typed, day_of, days_of
from ..wording import Wording


@dataclass(frozen=True)
class Difference:
    """One field that was typed otherwise than it stands now."""

    words: str
    yours: str
    theirs: str


def between(yours: Typed, theirs: Typed, engagements: Mapping[str, str], words: Wording) -> list[Difference]:
    """Every field in which the two differ, in the order of the form."""
    head = [
        Difference(one.label(), *(_said(one.name, form, engagements, words) for form in (yours, theirs)))
        for one in yours.form.head
        if yours.head[one.name] != theirs.head[one.name]
    ]
    return head + _lines(yours, theirs, words)


def _lines(yours: Typed, theirs: Typed, words: Wording) -> list[Difference]:
    most = max(len(yours.lines), len(theirs.lines))
    pairs = [(index, _line(yours, index, words), _line(theirs, index, words)) for index in range(most)]
    return [
        Difference(_("Line %(n)s") % {"n": index + 1} if not yours.about else str(yours.about[index]), mine, other)
        for index, mine, other in pairs
        if mine != other
    ]


def _line(form: Typed, index: int, words: Wording) -> str:
    if index >= len(form.lines):
        return ""
    line = form.lines[index]
    if "quantity" not in line:
        return _plain(form, line)
    parts = [line["text"], f"{line['quantity']} × {line['unit_price']}", words.days(*days_of(line))]
    return " · ".join(part for part in parts if part)


def _plain(form: Typed, line: Mapping[str, str]) -> str:
    """A line that prices nothing: what stands in its cells, a choice in words."""
    columns = form.form.lines.columns
    return " · ".join(str(one.options.get(line[one.name], line[one.name])) for one in columns if line[one.name])


def _said(name: str, form: Typed, engagements: Mapping[str, str], words: Wording) -> str:
    value = form.head[name]
    if name in DAYS:
        day = day_of(value)
        return words.day(day) if day else value
    return engagements.get(value, value) if name == "engagement_id" else value
