"""What a typed value may be. Every door builds the same models from these, so no two doors can disagree."""

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Annotated, Any, TypeVar
from zoneinfo import available_timezones

from babel import localedata
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
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


@dataclass(frozen=True)
class Kind:
    """How a value is typed and written on a page, where its Python type does not say it."""

    name: str


def problem(key: str, sentence: str) -> PydanticCustomError:
    """An error with words of our own."""
    return PydanticCustomError(key, sentence.replace("{", "(").replace("}", ")"))


def _one_line(text: str) -> str:
    if any(unicodedata.category(character) in _BREAKS or character in _LAID_OUT for character in text):
        raise problem("line_break", _("This must be written in one line."))
    return _written(text)


def _written(text: str) -> str:
    for character in text:
        if unicodedata.category(character) in _UNPRINTABLE and character not in _LAID_OUT:
            raise problem("control_character", _("This text has a control character that can't be stored."))
    if not _TURNING.isdisjoint(text):
        raise problem("turning_character", _("This text has a sign that turns the direction in which it is read."))
    if text and all(_is_blank(character) for character in text):
        raise problem("blank", _("This looks empty."))
    return text


def _is_blank(character: str) -> bool:
    """Whether nothing is seen of it: what parts, joins or selects, and the letters that are drawn as a gap."""
    return unicodedata.category(character) in _UNSEEN or character in _GAPS


def _with_plain_ends(value: Any) -> Any:
    """A browser ends each line with two characters; one is kept."""
    return value.replace("\r\n", "\n") if isinstance(value, str) else value


def _known_currency(code: str) -> str:
    if code not in currencies():
        sentence = _("There is no currency %(code)s in use. Write a currency as its three letters, such as EUR.")
        raise problem("unknown_currency", sentence % {"code": code})
    return code


def _known_locale(code: str) -> str:
    if not code.replace("_", "").isalnum() or not localedata.exists(code):  # `../de` would be found as a file
        raise problem("unknown_locale", _("This locale is not known here. Write one such as en or de_AT."))
    return code


def _known_zone(name: str) -> str:
    """A place, or UTC: a name such as localtime means another zone on another machine."""
    if name not in available_timezones() or not ("/" in name or name == "UTC"):
        sentence = _("This time zone is not known. Write one by its IANA name, such as Europe/Berlin or UTC.")
        raise problem("unknown_timezone", sentence)
    return name


def _within_reach(moment: datetime) -> datetime:
    if not _EARLIEST <= moment <= _LATEST:
        raise problem("moment_out_of_reach", _("This moment lies beyond every calendar that is kept here."))
    return moment.astimezone(UTC)  # PostgreSQL knows no zone that is a whole day away


def _in_reach(day: date) -> date:
    if not _EARLIEST.date() <= day <= _LATEST.date():
        raise problem("day_out_of_reach", _("This day lies beyond every calendar that is kept here."))
    return day


def _written_out(value: Any) -> Any:
    """A bare number would be read as seconds since 1970: nobody means that."""
    if isinstance(value, int | float | Decimal) or (isinstance(value, str) and not _WRITTEN_DAY.match(value)):
        raise problem("date_parsing", _("This must be a date, such as 2026-03-31."))
    return value


def _plainly_written(value: Any) -> Any:
    """Python reads more as a number than anybody writes: underscores, other scripts' digits, True."""
    if isinstance(value, bool) or (isinstance(value, str) and not _is_number(value.strip())):
        raise problem("decimal_parsing", _("This must be a number."))
    return value


def _is_number(text: str) -> bool:
    return len(text) <= _LONGEST_NUMBER and _WRITTEN_NUMBER.match(text) is not None


MOST_ERRORS = 100
_LONGEST_NAME = 200
_WRITTEN_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_WRITTEN_NUMBER = re.compile(r"[+-]?([0-9]+\.?[0-9]*|\.[0-9]+)\Z")
_EARLIEST, _LATEST = datetime(1900, 1, 1, tzinfo=UTC), datetime(2999, 12, 31, tzinfo=UTC)
_LONGEST_NUMBER = 60
_BREAKS, _UNPRINTABLE = {"Zl", "Zp"}, {"Cc", "Cs", "Cn", "Co"}
_LAID_OUT = "\n\t"
_TURNING = frozenset("\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
_UNSEEN = {"Cf", "Mn", "Zl", "Zp", "Zs", "Cc"}
_NAMING = "LNM"
"""Letters, numbers and the marks on them: without its marks, a word of Hindi or Thai is another word."""
_GAPS = "\u115f\u1160\u2800\u3164\uffa0"
_CODE, _SLUG = r"^[A-Za-z0-9]{1,12}$", r"^[a-z0-9][a-z0-9-]{0,62}$"
_ROW_CODE = r"^[A-Za-z0-9]([A-Za-z0-9._/-]{0,38}[A-Za-z0-9])?$"
ROW_CODE = r"^[A-Z0-9]([A-Z0-9._/-]{0,38}[A-Z0-9])?$"
"""The code of a catalogue's row as it is kept, for the database."""
_EMAIL, _COUNTRY, _CURRENCY = r"^[^@\s]+@[^@\s]+\.[^@\s]+$", r"^([A-Z]{2})?$", r"^[A-Z]{3}$"
_EMAIL_OR_NONE = r"^([^@\s]+@[^@\s]+\.[^@\s]+)?$"
_Line, _Clean, _Ends = AfterValidator(_one_line), AfterValidator(_written), BeforeValidator(_with_plain_ends)
LONG, MONEY, PRICE, CURRENCY = Kind("long"), Kind("money"), Kind("price"), Kind("currency")
Name = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=200), _Line]
Number = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=100), _Line]
Quoted = Annotated[str, StringConstraints(strip_whitespace=True, max_length=200), _Line]
"""What a paper says of another one, or nothing."""
Mark = Annotated[str, StringConstraints(strip_whitespace=True, max_length=100), _Line]
"""What others call it, or nothing."""
Typed = Annotated[str, StringConstraints(strip_whitespace=True, max_length=200), _Line]
"""What is typed to confirm something, or nothing."""
Code = Annotated[str, StringConstraints(pattern=_CODE, to_upper=True, strip_whitespace=True)]
"""Capitals and digits. Small letters are taken and made capitals."""
RowCode = Annotated[str, StringConstraints(pattern=_ROW_CODE, to_upper=True, strip_whitespace=True)]
"""The same with signs inside, as books have them: 4711-20, MKT/DE."""
Slug = Annotated[str, StringConstraints(pattern=_SLUG)]
Text = Annotated[str, StringConstraints(strip_whitespace=True, max_length=10_000), _Clean, _Ends, LONG]
LongText = Annotated[str, StringConstraints(strip_whitespace=True, max_length=500_000), _Clean, _Ends, LONG]
"""What is written by us and read as a whole: the mail of a day."""
Why = Annotated[str, StringConstraints(strip_whitespace=True, min_length=3, max_length=2_000), _Clean, _Ends, LONG]
Digest = Annotated[str, StringConstraints(max_length=64), _Line]
Email = Annotated[
    str,
    StringConstraints(pattern=_EMAIL, max_length=254, to_lower=True, strip_whitespace=True),
    _Line,
]
EmailOrNone = Annotated[
    str,
    StringConstraints(pattern=_EMAIL_OR_NONE, max_length=254, to_lower=True, strip_whitespace=True),
    _Line,
]
"""An address, or nothing where there is none any more."""
Country = Annotated[str, StringConstraints(pattern=_COUNTRY)]
Keyword = Annotated[str, StringConstraints(pattern=r"^(\*|[a-z][a-z_.]{0,62})$")]
"""A role or a verb, or * for all of them: whether there is such a one is a rule's question."""
Day = Annotated[date, BeforeValidator(_written_out), AfterValidator(_in_reach)]
Moment = Annotated[AwareDatetime, BeforeValidator(_written_out), AfterValidator(_within_reach)]
Currency = Annotated[str, StringConstraints(pattern=_CURRENCY), AfterValidator(_known_currency), CURRENCY]
Locale = Annotated[str, StringConstraints(max_length=20), AfterValidator(_known_locale)]
Timezone = Annotated[str, AfterValidator(_known_zone)]
_Exact = Annotated[Decimal, BeforeValidator(_plainly_written)]
Quantity = Annotated[_Exact, Field(gt=0, le=10**9, decimal_places=6, allow_inf_nan=False)]
UnitPrice = Annotated[_Exact, PRICE, Field(ge=0, le=10**9, decimal_places=6, allow_inf_nan=False)]
Amount = Annotated[_Exact, MONEY, Field(ge=0, le=10**15, decimal_places=4, allow_inf_nan=False)]
SignedAmount = Annotated[_Exact, MONEY, Field(ge=-(10**15), le=10**15, decimal_places=4, allow_inf_nan=False)]
SignedQuantity = Annotated[_Exact, Field(ge=-(10**9), le=10**9, decimal_places=6, allow_inf_nan=False)]
"""Below zero where a paper takes something back."""
Percent = Annotated[_Exact, Field(ge=0, le=10**6, decimal_places=4, allow_inf_nan=False)]
Markup = Annotated[_Exact, Field(ge=-100, le=1000, decimal_places=4, allow_inf_nan=False)]
"""A per cent that raises (a markup) or, below zero, lowers (a discount), by all of it at the most."""
TaxPercent = Annotated[_Exact, Field(ge=0, le=100, decimal_places=4, allow_inf_nan=False)]
Rate = Annotated[_Exact, Field(gt=0, le=10**9, decimal_places=10, allow_inf_nan=False)]


def bare(number: str) -> str:
    """A number as numbers are compared: capitals and digits only."""
    return re.sub(r"[^A-Z0-9]", "", number.upper())


def bare_name(name: str) -> str:
    """A name as names are compared: letters, digits and their accents of any script, all large, however they are put in.

    A to Z alone would make one firm of Müller and Möller, and none of a name in another script.
    """
    plain = unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", name).casefold()).upper()
    return "".join(sign for sign in plain if unicodedata.category(sign)[0] in _NAMING and sign not in _GAPS)


def parsed(model: type[M], data: Mapping[str, Any]) -> M:
    """The values as a model. Raises Invalid, with every field's own sentence."""
    try:
        return model.model_validate(data)
    except ValidationError as error:
        raise invalid(error.errors()) from None


def invalid(errors: list[ErrorDetails], skip: int = 0) -> Invalid:
    """Pydantic's errors as our own, each under its field's path ('lines.0.quantity'); the first hundred of them."""
    fields: dict[str, list[Any]] = {}
    for error in errors[:MOST_ERRORS]:
        path = ".".join(str(part)[:_LONGEST_NAME] for part in error["loc"][skip:]) or "body"
        fields.setdefault(path, []).append(sentence_of(error))
    return Invalid(fields)


def sentence_of(error: ErrorDetails) -> str:
    """What is wrong with one value and what would be right, in the reader's language."""
    told = error.get("ctx", {})
    known = _FORMS.get(told.get("pattern", "")) or _WORDS.get(error["type"])
    if error["type"] == "string_too_short" and told.get("min_length") == 1:
        known = _EMPTY
    return str(known) % told if known else error["msg"]


def in_order(first: date | None, last: date | None) -> None:
    """Refuse a last day before the first."""
    if first and last and last < first:
        raise problem("ends_before_start", _("The last day lies before the first."))


_FORMS: dict[str, Any] = {
    _CODE: gettext_lazy("Write a code of 1 to 12 letters and digits, such as CLEO."),
    _ROW_CODE: gettext_lazy("Write a code of 1 to 40 letters and digits, with - . _ or / inside, such as 4711-20."),
    _SLUG: gettext_lazy("Write a short name of small letters, digits and hyphens, such as acme-studio."),
    _EMAIL: gettext_lazy("Write an e-mail address, such as rita@acme.example."),
    _EMAIL_OR_NONE: gettext_lazy("Write an e-mail address, such as rita@acme.example, or leave it empty."),
    _COUNTRY: gettext_lazy("Write a country as its two letters, such as AT."),
    _CURRENCY: gettext_lazy("Write a currency as its three letters, such as EUR."),
}
"""What is said of a text that does not have the form of its pattern."""

_EMPTY = gettext_lazy("This can't be empty.")
_WORDS: dict[str, Any] = {
    "missing": gettext_lazy("This is needed."),
    "extra_forbidden": gettext_lazy("There is no such field."),
    "greater_than": gettext_lazy("This must be more than %(gt)s."),
    "greater_than_equal": gettext_lazy("This can't be less than %(ge)s."),
    "less_than_equal": gettext_lazy("This can't be more than %(le)s."),
    "decimal_max_places": gettext_lazy("At most %(decimal_places)s decimals are kept; more are refused, not rounded."),
    "finite_number": gettext_lazy("This must be a number."),
    "decimal_parsing": gettext_lazy("This must be a number."),
    "decimal_type": gettext_lazy("This must be a number."),
    "string_too_short": gettext_lazy("At least %(min_length)s characters are needed."),
    "string_too_long": gettext_lazy("This is longer than %(max_length)s characters."),
    "too_short": gettext_lazy("At least %(min_length)s is needed."),
    "too_long": gettext_lazy("At most %(max_length)s are allowed."),
    "date_from_datetime_parsing": gettext_lazy("This must be a date, such as 2026-03-31."),
    "date_parsing": gettext_lazy("This must be a date, such as 2026-03-31."),
    "date_from_datetime_inexact": gettext_lazy("This must be a date, such as 2026-03-31."),
    "date_type": gettext_lazy("This must be a date, such as 2026-03-31."),
    "datetime_parsing": gettext_lazy("This must be a moment with its time zone, such as 2026-03-31T09:00:00Z."),
    "datetime_from_date_parsing": gettext_lazy(
        "This must be a moment with its time zone, such as 2026-03-31T09:00:00Z."
    ),
    "datetime_type": gettext_lazy("This must be a moment with its time zone, such as 2026-03-31T09:00:00Z."),
    "timezone_aware": gettext_lazy("This must be a moment with its time zone, such as 2026-03-31T09:00:00Z."),
    "uuid_parsing": gettext_lazy("This is no identifier."),
    "uuid_type": gettext_lazy("This is no identifier."),
    "string_type": gettext_lazy("This must be a text."),
    "string_unicode": gettext_lazy("This text is not valid Unicode."),
    "string_pattern_mismatch": gettext_lazy("This does not have the form that is needed here."),
    "bool_type": gettext_lazy("This must be true or false."),
    "bool_parsing": gettext_lazy("This must be true or false."),
    "int_type": gettext_lazy("This must be a whole number."),
    "int_parsing": gettext_lazy("This must be a whole number."),
    "int_from_float": gettext_lazy("This must be a whole number."),
    "int_parsing_size": gettext_lazy("This must be a whole number."),
    "list_type": gettext_lazy("This must be a list."),
    "model_type": gettext_lazy("This must be an object with named fields."),
    "model_attributes_type": gettext_lazy("This must be an object with named fields."),
}
