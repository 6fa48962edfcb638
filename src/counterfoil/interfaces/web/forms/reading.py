"""A typed form as the values that its verb is given: numbers in the reader's locale, every error under its own field."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.utils.translation import gettext as _
from pydantic import BaseModel

from counterfoil.foundation.kernel.refusals import Invalid
from counterfoil.foundation.kernel.values import parsed

from ..wording import Wording
from .declared import NUMBERS, DocumentForm, Errors, Field, Shape, shape
from .typed import Typed, days_of

_AS_TYPED = ("text", "long", "choice", "check", "currency")


def read(typed: Typed, words: Wording, model: type[BaseModel] | None = None, **chosen: str) -> Any:
    """The typed form as values; `chosen` are ids that were found for what was typed. Raises Invalid."""
    form, lines = typed.form, typed.form.lines
    said = [index for index, line in enumerate(typed.lines) if not lines.about or typed.says(line)]
    errors = form.checks(typed.head)
    for index, line in enumerate(typed.lines):
        errors |= {f"{lines.name}.{index}.{name}": told for name, told in lines.checks(line).items()}
    data = _values(form.model, form.head, typed.head | chosen, "", words, errors)
    if lines.name:
        data[lines.name] = [_line(typed, index, words, errors) for index in said]
    if lines.needed and not said:
        errors[lines.name] = [lines.needed]
    if form.has("files"):
        data["files"] = [file.model_dump() for file in typed.files]
    try:
        values = parsed(model or form.model, data)
    except Invalid as invalid:
        raise Invalid(_under_fields(form, invalid.fields, said) | errors) from None
    if errors:
        raise Invalid(errors)
    return values


def _line(typed: Typed, index: int, words: Wording, errors: Errors) -> dict[str, Any]:
    form, path = typed.form, f"{typed.form.lines.name}.{index}."
    named = form.lines.about(typed.about[index]) if form.lines.about else {}
    return _values(form.line_model, form.lines.columns, typed.lines[index], path, words, errors) | named


def _values(
    model: type[BaseModel],
    fields: Sequence[Field],
    texts: Mapping[str, str],
    path: str,
    words: Wording,
    errors: Errors,
) -> dict[str, Any]:
    """What can be read, by the model's names; what can't is said in `errors`. An empty number is left to the model,
    but for one that can be taken away."""
    data: dict[str, Any] = {}
    for one in fields:
        of = shape(model, one)
        try:
            value = _value(one, of, texts[one.name], words)
        except ValueError as wrong:
            errors[path + one.name] = [str(wrong)]
        else:
            told = value is not None or one.taken_away or of.kind not in (*NUMBERS, "whole")
            if one.into:
                put_into(data, one.into, value)
            elif one.target in model.model_fields and told:
                data[one.target] = value
    data = {name: _listed(value) for name, value in data.items()}
    first, last = days_of(texts)
    if first and last and last < first:
        errors[f"{path}ends_on"] = [_("The last day lies before the first.")]
    return data


def put_into(data: dict[str, Any], way: Sequence[str], value: Any) -> None:
    """Put a value where this way leads."""
    *rooms, last = way
    for room in rooms:
        data = data.setdefault(room, {})
    data[last] = value


def _placed(form: DocumentForm, room: str, place: str, name: str) -> str:
    """The field of a numbered place: `adjustments.0.amount`."""
    own = [one.name for one in form.head if one.into[:1] == (room,) and (not name or one.into[-1] == name)]
    return own[int(place)] if place.isdecimal() and int(place) < len(own) else room


def _listed(value: Any) -> Any:
    """What was put into numbered places becomes a list; places in which nothing was typed are left out."""
    if not isinstance(value, dict) or not value or not all(place.startswith("#") for place in value):
        return value
    said = list(value.values())
    return [one for one in said if (any(one.values()) if isinstance(one, dict) else one is not None)]


def _value(one: Field, of: Shape, text: str, words: Wording) -> Any:
    """One value, or None for an empty one. Raises ValueError with a sentence."""
    if one.read:
        return one.read(text, words)
    if of.kind == "files":
        return []
    if of.kind in _AS_TYPED:
        text = text.strip().upper() if of.kind == "currency" else text
        return bool(text) if of.kind == "check" else text
    if not text.strip():
        if of.required:
            raise ValueError(one.needed)
        return None
    if of.kind == "whole":
        return words.whole(text)
    return words.read(text) if of.kind in NUMBERS else text


def _under_fields(form: DocumentForm, fields: Mapping[str, Sequence[Any]], said: Sequence[int]) -> Errors:
    """The model's errors by the form's paths. What it says of a whole form or line, its days' order, is said already."""
    found: Errors = {}
    names = {one.target: one.name for one in form.head}
    for path, sentences in fields.items():
        room, _dot, rest = path.partition(".")
        place, _dot, name = rest.partition(".")
        if room == form.lines.name and place:
            path = f"{room}.{said[int(place)]}.{name}" if name else ""
        elif room in names:
            path = names[room]
        else:
            path = _placed(form, room, place, name)
        if path not in ("", "body"):
            found[path] = list(sentences)
    return found
