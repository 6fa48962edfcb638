"""What a custom field can hold, and on what it stands. Pure: a value in, the same as what it is or what is wrong out."""

import re
from collections.abc import Mapping, Sequence
from datetime import date, datetime, time
from decimal import Decimal
from typing import Annotated, Any

from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from pydantic import BeforeValidator, StrictBool, TypeAdapter, ValidationError

from counterfoil.foundation.kernel.canonical import plain_decimal
from counterfoil.foundation.kernel.values import Day, Moment, Name, SignedQuantity, Text, problem, sentence_of
from counterfoil.foundation.kernel.written import Hand

NUMBER, FLAG, LINE, TEXT, DAY, TIME, MOMENT, CHOICE = KIND_NAMES = (
    "number",
    "flag",
    "line",
    "text",
    "day",
    "time",
    "moment",
    "choice",
)
KINDS: Mapping[str, Any] = {
    NUMBER: _("Number"),
    FLAG: _("Yes or no"),
    LINE: _("One line"),
    TEXT: _("Text"),
    DAY: _("Day"),
    TIME: _("Time of day"),
    MOMENT: _("Moment"),
    CHOICE: _("Choice"),
}
ORDER, ORDER_LINE, CONTRACTOR = PLACE_NAMES = ("order", "line", "contractor")
PLACES: Mapping[str, Any] = {ORDER: _("Orders"), ORDER_LINE: _("Lines of orders"), CONTRACTOR: _("Contractors")}
WORDED = (LINE, TEXT, CHOICE)
"""The kinds that are kept as words."""
COLUMNS = ("number", "flag", "words", "day", "time", "moment")
"""The columns of a value; each once more for what is personal."""
PERSONAL = "personal_"

Value = Decimal | bool | str | date | time | datetime
_CLOCK = re.compile(r"([01][0-9]|2[0-3]):[0-5][0-9](:[0-5][0-9])?\Z")


def _clock(value: Any) -> Any:
    """A bare number would be read as seconds since midnight."""
    if not isinstance(value, time) and not (isinstance(value, str) and _CLOCK.match(value)):
        raise problem("time_parsing", _now("This must be a time of day, such as 14:30."))
    return value


Clock = Annotated[time, BeforeValidator(_clock)]
"""A time of day, written out."""
_TYPES: Mapping[str, TypeAdapter[Any]] = {
    NUMBER: TypeAdapter(SignedQuantity),
    FLAG: TypeAdapter(StrictBool),
    LINE: TypeAdapter(Name),
    TEXT: TypeAdapter(Text),
    DAY: TypeAdapter(Day),
    TIME: TypeAdapter(Clock),
    MOMENT: TypeAdapter(Moment),
    CHOICE: TypeAdapter(Name),
}


def column_of(kind: str, personal: bool) -> str:
    """The column in which a value of this kind is kept."""
    column = "words" if kind in WORDED else kind
    return f"{PERSONAL}{column}" if personal else column


def read(kind: str, choices: Sequence[str], given: Any) -> Value | None:
    """The value as what it is, or None where nothing was given. Raises ValueError with a sentence."""
    if given is None or (isinstance(given, str) and not given.strip()):
        return None
    try:
        value: Value = _TYPES[kind].validate_python(given)
    except ValidationError as error:
        raise ValueError(" ".join(dict.fromkeys(sentence_of(one) for one in error.errors()))) from None
    if kind == CHOICE and value not in choices:
        raise ValueError(_now("This is none of its choices: %(choices)s.") % {"choices": ", ".join(choices)})
    return value


def read_plain(kind: str, choices: Sequence[str], text: str) -> Value | None:
    """A value that was written plainly, as `plain` writes it. Raises ValueError with a sentence."""
    flags = {"true": True, "false": False}
    return read(kind, choices, flags.get(text.strip().lower(), text) if kind == FLAG else text)


def read_printed(kind: str, told: Any) -> Value | None:
    """A value that `plain` wrote, whatever its field's choices are today; a moment in the zone in which it was written."""
    return datetime.fromisoformat(told) if kind == MOMENT else read(kind, (told,) if kind == CHOICE else (), told)


def plain(value: Value | None) -> str | bool | None:
    """A value as programs have it: a number, day, time or moment as text, yes and no as true and false."""
    if value is None or isinstance(value, bool | str):
        return value
    return plain_decimal(value) if isinstance(value, Decimal) else value.isoformat()


def plain_text(value: Value | None) -> str:
    """The same as text."""
    told = plain(value)
    return "" if told is None else str(told).lower() if isinstance(told, bool) else told


def in_words(value: Value | None, hand: Hand) -> str:
    """A value as this hand writes it; nothing where there is none."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return _now("Yes") if value else _now("No")
    if isinstance(value, Decimal):
        return hand.number(value)
    if isinstance(value, datetime):
        return hand.moment(value)
    if isinstance(value, date):
        return hand.day(value)
    return value.isoformat("minutes" if not value.second else "seconds") if isinstance(value, time) else value


def wrong_declaration(kind: str, choices: Sequence[str], default: str) -> dict[str, list[Any]]:
    """What does not go together in a field of this kind, by the name of what is wrong."""
    wrong: dict[str, list[Any]] = {}
    if (kind == CHOICE) != bool(choices):
        wrong["choices"] = [_("A choice needs something to choose from, and nothing else has choices.")]
    elif len(set(choices)) != len(choices):
        wrong["choices"] = [_("Each choice stands there once.")]
    try:
        read_plain(kind, choices, default)
    except ValueError as error:
        wrong["default"] = [str(error)]
    return wrong
