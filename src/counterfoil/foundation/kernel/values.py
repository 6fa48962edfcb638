"""What a typed value may be. Every door builds the same models from these, so no two doors can disagree."""

import re
from collections.abc import Mapping
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Annotated, Any, TypeVar
from zoneinfo import available_timezones

from babel import localedata
from django.utils.translation import gettext as _
from pydantic import (
    AfterValidator,
    AwareDatetime,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    StringConstraints,
    ValidationError,
)
from pydantic_core import ErrorDetails, PydanticCustomError

from .money import currencies
from .refusals import Invalid

M = TypeVar("M", bound=BaseModel)


class Values(BaseModel):
    """A set of typed values. Unknown names are refused, never dropped."""

    model_config = ConfigDict(extra="forbid", frozen=True)


def problem(key: str, sentence: str) -> PydanticCustomError:
    """An error with words of our own."""
    return PydanticCustomError(key, sentence.replace("{", "(").replace("}", ")"))


def _printable(text: str) -> str:
    if any(ord(character) < 32 and character not in "\n\t" for character in text):
        raise problem("control_character", _("This text has a control character that can't be stored."))
    return text


def _known_currency(code: str) -> str:
    if code not in currencies():
        raise problem("unknown_currency", _("This is no ISO 4217 currency in use."))
    return code


def _known_locale(code: str) -> str:
    if not localedata.exists(code):
        raise problem("unknown_locale", _("This is no locale that is known here, such as en or de_AT."))
    return code


def _known_zone(name: str) -> str:
    if name not in available_timezones():
        raise problem("unknown_timezone", _("This is no IANA time zone."))
    return name


def _within_reach(moment: datetime) -> datetime:
    if not _EARLIEST <= moment <= _LATEST:
        raise problem("moment_out_of_reach", _("This moment lies beyond every calendar that is kept here."))
    return moment


def _written_out(value: Any) -> Any:
    """A bare number would be read as seconds since 1970: nobody means that."""
    if isinstance(value, int | float | Decimal) or (isinstance(value, str) and not _WRITTEN_DAY.match(value)):
        raise problem("date_parsing", _("This must be a date, such as 2026-03-31."))
    return value


def _plainly_written(value: Any) -> Any:
    """Python reads more as a number than anybody writes: underscores, other scripts' digits, True."""
    if isinstance(value, bool) or (isinstance(value, str) and not _WRITTEN_NUMBER.match(value.strip())):
        raise problem("decimal_parsing", _("This must be a number."))
    return value


_WRITTEN_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_WRITTEN_NUMBER = re.compile(r"[+-]?([0-9]+\.?[0-9]*|\.[0-9]+)\Z")
_EARLIEST, _LATEST = datetime(1900, 1, 1, tzinfo=UTC), datetime(2999, 12, 31, tzinfo=UTC)
_Clean = AfterValidator(_printable)
Name = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=200), _Clean]
Code = Annotated[str, StringConstraints(pattern=r"^[A-Z0-9]{1,12}$", to_upper=True, strip_whitespace=True)]
Slug = Annotated[str, StringConstraints(pattern=r"^[a-z0-9][a-z0-9-]{0,62}$")]
Text = Annotated[str, StringConstraints(strip_whitespace=True, max_length=10_000), _Clean]
Why = Annotated[str, StringConstraints(strip_whitespace=True, min_length=3, max_length=2_000), _Clean]
Digest = Annotated[str, StringConstraints(max_length=64), _Clean]
Email = Annotated[
    str,
    StringConstraints(pattern=r"^[^@\s]+@[^@\s]+\.[^@\s]+$", max_length=254, to_lower=True, strip_whitespace=True),
    _Clean,
]
Country = Annotated[str, StringConstraints(pattern=r"^([A-Z]{2})?$")]
Keyword = Annotated[str, StringConstraints(pattern=r"^(\*|[a-z][a-z_.]{0,62})$")]
"""A role or a verb, or * for all of them: whether there is such a one is a rule's question."""
Day = Annotated[date, BeforeValidator(_written_out)]
Moment = Annotated[AwareDatetime, BeforeValidator(_written_out), AfterValidator(_within_reach)]
Currency = Annotated[str, StringConstraints(pattern=r"^[A-Z]{3}$"), AfterValidator(_known_currency)]
Locale = Annotated[str, StringConstraints(max_length=20), AfterValidator(_known_locale)]
Timezone = Annotated[str, AfterValidator(_known_zone)]
_Exact = Annotated[Decimal, BeforeValidator(_plainly_written)]
Quantity = Annotated[_Exact, Field(gt=0, le=10**9, decimal_places=6, allow_inf_nan=False)]
UnitPrice = Annotated[_Exact, Field(ge=0, le=10**9, decimal_places=6, allow_inf_nan=False)]
Amount = Annotated[_Exact, Field(ge=0, le=10**15, decimal_places=4, allow_inf_nan=False)]
Rate = Annotated[_Exact, Field(gt=0, le=10**9, decimal_places=10, allow_inf_nan=False)]


def parsed(model: type[M], data: Mapping[str, Any]) -> M:
    """The values as a model. Raises Invalid, with every field's own sentence."""
    try:
        return model.model_validate(data)
    except ValidationError as error:
        raise invalid(error.errors()) from None


def invalid(errors: list[ErrorDetails], skip: int = 0) -> Invalid:
    """Pydantic's errors as our own, each under its field's path ('lines.0.quantity')."""
    fields: dict[str, list[Any]] = {}
    for error in errors:
        path = ".".join(str(part) for part in error["loc"][skip:]) or "body"
        fields.setdefault(path, []).append(sentence_of(error))
    return Invalid(fields)


def sentence_of(error: ErrorDetails) -> str:
    """What is wrong with one value, in the reader's language."""
    words = {
        "missing": _("This is needed."),
        "extra_forbidden": _("There is no such field."),
        "greater_than": _("This must be more than %(gt)s."),
        "greater_than_equal": _("This can't be less than %(ge)s."),
        "less_than_equal": _("This can't be more than %(le)s."),
        "decimal_max_places": _("At most %(decimal_places)s decimals are kept; more are refused, not rounded."),
        "finite_number": _("This must be a number."),
        "decimal_parsing": _("This must be a number."),
        "decimal_type": _("This must be a number."),
        "string_too_short": _("This can't be empty or so short."),
        "string_too_long": _("This is longer than %(max_length)s characters."),
        "too_short": _("At least %(min_length)s is needed."),
        "too_long": _("At most %(max_length)s are allowed."),
        "date_from_datetime_parsing": _("This must be a date, such as 2026-03-31."),
        "date_parsing": _("This must be a date, such as 2026-03-31."),
        "date_from_datetime_inexact": _("This must be a date, such as 2026-03-31."),
        "date_type": _("This must be a date, such as 2026-03-31."),
        "datetime_parsing": _("This must be a moment with its time zone, such as 2026-03-31T09:00:00Z."),
        "datetime_from_date_parsing": _("This must be a moment with its time zone, such as 2026-03-31T09:00:00Z."),
        "datetime_type": _("This must be a moment with its time zone, such as 2026-03-31T09:00:00Z."),
        "timezone_aware": _("This must be a moment with its time zone, such as 2026-03-31T09:00:00Z."),
        "uuid_parsing": _("This is no identifier."),
        "uuid_type": _("This is no identifier."),
        "string_type": _("This must be a text."),
        "string_unicode": _("This text is not valid Unicode."),
        "string_pattern_mismatch": _("This does not have the form that is needed here."),
        "bool_type": _("This must be true or false."),
        "bool_parsing": _("This must be true or false."),
        "int_type": _("This must be a whole number."),
        "int_parsing": _("This must be a whole number."),
        "int_from_float": _("This must be a whole number."),
        "int_parsing_size": _("This must be a whole number."),
        "list_type": _("This must be a list."),
        "model_type": _("This must be an object with named fields."),
        "model_attributes_type": _("This must be an object with named fields."),
    }
    known = words.get(error["type"])
    return known % error.get("ctx", {}) if known else error["msg"]


def in_order(first: date | None, last: date | None) -> None:
    """Refuse a last day before the first."""
    if first and last and last < first:
        raise problem("ends_before_start", _("The last day lies before the first."))
