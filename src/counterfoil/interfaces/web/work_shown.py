"""What somebody typed into the evidence form: one row for each line of the order, empty ones left out."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from counterfoil.foundation.documents.values import KeptFile
from counterfoil.foundation.kernel.refusals import Invalid
from counterfoil.foundation.kernel.values import parsed
from counterfoil.insight.billing.evidence import Left
from counterfoil.lifecycle.evidence.values import SubmissionValues

from . import typed
from .typed import Cell
from .wording import Wording

PIECE = ("quantity", "starts_on", "ends_on", "text")


@dataclass
class WorkShown:
    """The form: its rows by the order's lines, its note, the files that lie in the store already, and the errors."""

    rows: list[dict[str, str]]
    note: str = ""
    files: Sequence[KeptFile] = ()
    errors: dict[str, list[Any]] = field(default_factory=dict)

    def shown(self, lines: Sequence[Left], words: Wording) -> list[dict[str, Any]]:
        """The rows as the form shows them: the line with its balances, and each cell with its errors."""
        return [
            {"left": left, **{name: self._cell(index, name, row[name], words) for name in PIECE}}
            for index, (left, row) in enumerate(zip(lines, self.rows, strict=True))
        ]

    def _cell(self, index: int, name: str, value: str, words: Wording) -> Cell:
        note = words.read_as(value) if name == "quantity" else ""
        return Cell(f"pieces-{index}-{name}", value, self.errors.get(f"pieces.{index}.{name}", []), note)


def blank(lines: Sequence[Left]) -> WorkShown:
    """An empty form."""
    return WorkShown([dict.fromkeys(PIECE, "") for _line in lines])


def posted(post: Mapping[str, str], lines: Sequence[Left]) -> WorkShown:
    """The form as it was sent, in the order of the order's lines."""
    rows = [{name: post.get(f"pieces-{index}-{name}", "") for name in PIECE} for index, _line in enumerate(lines)]
    return WorkShown(rows, post.get("note", ""))


def read(form: WorkShown, lines: Sequence[Left], words: Wording) -> SubmissionValues:
    """The rows that say a quantity, as values. Raises Invalid, each sentence under its own row."""
    errors: typed.Errors = {}
    said = [index for index, row in enumerate(form.rows) if row["quantity"].strip()]
    pieces = [_piece(index, form.rows[index], lines[index], words, errors) for index in said]
    if not said:
        errors["pieces"] = [_("Write a quantity for one line at least.")]
    data = {"pieces": pieces, "note": form.note, "files": [file.model_dump() for file in form.files]}
    try:
        values = parsed(SubmissionValues, data)
    except Invalid as invalid:
        raise Invalid(_by_row(invalid.fields, said) | errors) from None
    if errors:
        raise Invalid(errors)
    return values


def _piece(
    index: int, row: Mapping[str, str], left: Left, words: Wording, errors: typed.Errors
) -> dict[str, str | Decimal | None]:
    first, last = typed.days_of(row)
    if first and last and last < first:
        errors[f"pieces.{index}.ends_on"] = [_("The last day lies before the first.")]
    return {
        "line_id": str(left.said.line_id),
        "quantity": typed.number(row["quantity"], f"pieces.{index}.quantity", words, errors),
        "text": row["text"],
        "starts_on": row["starts_on"] or None,
        "ends_on": row["ends_on"] or None,
    }


def _by_row(fields: Mapping[str, Sequence[Any]], said: Sequence[int]) -> typed.Errors:
    """The model counts the pieces that it was given, the form its rows."""
    found: typed.Errors = {}
    for path, sentences in fields.items():
        room, _dot, rest = path.partition(".")
        place, _dot, name = rest.partition(".")
        if room == "pieces" and place.isdecimal():
            # What is said of a whole piece, its days' order, stands under its last day already.
            if name:
                found[f"pieces.{said[int(place)]}.{name}"] = list(sentences)
        else:
            found[room] = list(sentences)
    return found
