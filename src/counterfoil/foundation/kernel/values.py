"""What a typed value may be. Every door builds the same models from these, so no two doors can disagree."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Annotated, Any, TypeVar
from zoneinfo import available_timezones

from django.utils.translation import gettext as _
from pydantic import AfterValidator, BaseModel, ConfigDict, Field, StringConstraints, ValidationError
from pydantic_core import ErrorDetails, PydanticCustomError

from .money import currencies
from .refusals import Invalid

M = TypeVar("M", bound=BaseModel)


class Values(BaseModel):
    """A set of typed values. Unknown names are refused, never dropped."""

    model_config = ConfigDict(extra="forbid", frozen=True)


def problem(key: str, sentence: str) -> PydanticCustomError:
    """An error with words of our own."""
    return PydanticCustomError(key, sentence.replace("{", "(").replace("}", ")"))  # type: ignore[arg-type]


def _printable(text: str) -> str:
    if any(ord(character) < 32 and character not in "\n\t" for character in text):
        raise problem("control_character", _("This text has a control character that can't be stored."))
    return text


def _known_currency(code: str) -> str:
    if code not in currencies():
        raise problem("unknown_currency", _("This is no ISO 4217 currency in use."))
    return code


def _known_zone(name: str) -> str:
    if name not in available_timezones():
        raise problem("unknown_timezone", _("This is no IANA time zone."))
    return name


_Clean = AfterValidator(_printable)
Name = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=200), _Clean]
Code = Annotated[str, StringConstraints(pattern=r"^[A-Z0-9]{1,12}$", to_upper=True, strip_whitespace=True)]
Slug = Annotated[str, StringConstraints(pattern=r"^[a-z0-9][a-z0-9-]{0,62}$")]
Text = Annotated[str, StringConstraints(strip_whitespace=True, max_length=10_000), _Clean]
Why = Annotated[str, StringConstraints(strip_whitespace=True, min_length=3, max_length=2_000), _Clean]
Email = Annotated[
    str, StringConstraints(pattern=r"^[^@\s]+@[^@\s]+\.[^@\s]+$", max_length=254, to_lower=True, strip_whitespace=True)
]
Currency = Annotated[str, StringConstraints(pattern=r"^[A-Z]{3}$"), AfterValidator(_known_currency)]
Timezone = Annotated[str, AfterValidator(_known_zone)]
Quantity = Annotated[Decimal, Field(gt=0, le=10**9, decimal_places=6, allow_inf_nan=False)]
UnitPrice = Annotated[Decimal, Field(ge=0, le=10**9, decimal_places=6, allow_inf_nan=False)]
Amount = Annotated[Decimal, Field(ge=0, le=10**15, decimal_places=4, allow_inf_nan=False)]
Rate = Annotated[Decimal, Field(gt=0, le=10**9, decimal_places=10, allow_inf_nan=False)]


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
        "uuid_parsing": _("This is no identifier."),
    }
    known = words.get(error["type"])
    return known % error.get("ctx", {}) if known else error["msg"]


def in_order(first: date | None, last: date | None) -> None:
    """Refuse a last day before the first."""
    if first and last and last < first:
        raise problem("ends_before_start", _("The last day lies before the first."))
