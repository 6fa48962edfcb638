"""What somebody typed into a document form: kept as it was typed, with what is wrong beside it."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from pydantic import BaseModel

from counterfoil.foundation.documents.values import KeptFile

from ..session.member import version_said
from ..wording import Wording
from .declared import DAYS, NUMBERS, DocumentForm, Errors, Field, shape
from .periods import Days

_WRITTEN_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}\Z")


@dataclass
class Typed:
    """The whole form: its head, its lines, what each is about, its files, and the errors under each field's path."""

    form: DocumentForm
    head: dict[str, str]
    lines: list[dict[str, str]]
    about: Sequence[Any] = ()
    errors: Errors = field(default_factory=dict)
    files: Sequence[KeptFile] = ()
    newest: int | None = None
    left_out: str = ""
    version: int | None = None

    def add_line(self) -> None:
        """One more empty line; the form puts the cursor into it."""
        if len(self.lines) < self.form.most:
            self.lines.append(empty_line(self.form))
        self.newest = len(self.lines) - 1

    def remove_line(self, index: int) -> None:
        """Take one line out; the last one is emptied instead."""
        del self.lines[index : index + 1]
        self.lines = self.lines or [empty_line(self.form)]
        self.newest = max(min(index, len(self.lines) - 1), 0)

    def says(self, line: Mapping[str, str]) -> bool:
        """Whether anything that a line needs was typed into this one."""
        model = self.form.line_model
        needed = (one for one in self.form.lines.columns if shape(model, one).required and one.name in line)
        return any(line[one.name].strip() for one in needed)

    def without_empty_lines(self) -> None:
        """Forget lines in which nothing was typed; nobody meant them. One line is always left."""
        if not self.form.lines.about:
            self.lines = [line for line in self.lines if self.says(line)] or [empty_line(self.form)]


def blank(form: DocumentForm, about: Sequence[Any] = (), **head: str) -> Typed:
    """An empty form with one line to begin with, or with one for each thing that its lines are about."""
    lines = [empty_line(form) for _one in (about if form.lines.fixed else [None])]
    return Typed(form, {one.name: head.get(one.name, one.start) for one in form.head}, lines, about)


def empty_line(form: DocumentForm) -> dict[str, str]:
    """A line in which nothing was typed."""
    return {column.name: column.start for column in form.lines.columns}


def posted(form: DocumentForm, post: Mapping[str, str], about: Sequence[Any] = ()) -> Typed:
    """The form as it was sent: no more lines than one beyond the most, so that the model can say so."""
    lines, names = form.lines, [one.name for one in form.lines.columns]
    count = len(about)
    while not lines.fixed and f"{lines.name}-{count}-{names[0]}" in post and count <= form.most:
        count += 1
    rows = [{name: post.get(f"{lines.name}-{index}-{name}", "") for name in names} for index in range(count)]
    if not (rows or lines.fixed):
        rows = [empty_line(form)]
    head = {one.name: post.get(one.name, "") for one in form.head}
    return Typed(form, head, rows, about, version=version_said(post))


def written(
    form: DocumentForm,
    head: Mapping[str, Any],
    lines: Sequence[Mapping[str, Any]],
    currency: str,
    words: Wording,
) -> Typed:
    """The form of what stands already, written in the reader's locale."""
    rows = [_written(form.line_model, form.lines.columns, line, currency, words) for line in lines]
    begun = [] if form.lines.fixed else [empty_line(form)]
    return Typed(form, _written(form.model, form.head, head, currency, words), rows or begun)


def days_of(given: Mapping[str, str]) -> Days:
    """The first and the last day of a form's head or line, each where it can be read."""
    first, last = (day_of(given.get(name, "")) for name in DAYS)
    return first, last


def day_of(text: str) -> date | None:
    """A day as a browser sends it; None for anything else."""
    try:
        return date.fromisoformat(text) if _WRITTEN_DAY.match(text) else None
    except ValueError:
        return None


def _written(
    model: type[BaseModel], fields: Sequence[Field], values: Mapping[str, Any], currency: str, words: Wording
) -> dict[str, str]:
    found = {}
    for one in fields:
        value = values.get(one.name)
        if one.write:
            found[one.name] = one.write(value, words)
        else:
            found[one.name] = _text(shape(model, one).kind, value, currency, words)
    return found


def _text(kind: str, value: Any, currency: str, words: Wording) -> str:
    if value is None or value is False:
        return ""
    if kind == "check":
        return "yes"
    if kind in NUMBERS:
        return _figure(kind, value, currency, words)
    return value.isoformat() if kind == "day" else str(value)


def _figure(kind: str, value: Any, currency: str, words: Wording) -> str:
    if kind == "number":
        return words.number(value)
    return words.price(value, currency) if kind == "price" else words.figure(value, currency)
