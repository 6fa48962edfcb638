"""Reading a body: JSON in UTF-8, every number exact, nothing twice, nothing that is no number."""

import json
from decimal import Decimal, InvalidOperation
from typing import Any

from django.http import HttpRequest
from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext as _
from ninja.parser import Parser

from counterfoil.insight.listing.custom import CUSTOM

MOST_DIGITS = 60
MOST_PLACES = 50
"""How far from the point a number's first digit may stand: 1e999999999 is short, and endless once it is written out."""
MOST_NAMES = 200
_LONGEST_NUMBER = MOST_DIGITS + 10


class Unreadable(Exception):
    """The body is no JSON that could be read in one way only."""


class WrongMediaType(Exception):
    """The body is, or says it is, something else than JSON in UTF-8."""


class ExactJson(Parser):
    """Reads what no two readers could read differently. A float never comes into being."""

    def parse_querydict(
        self, data: MultiValueDict[str, Any], list_fields: list[str], request: HttpRequest
    ) -> dict[str, Any]:
        """Parameters by their names; those of custom fields, `fields[CODE]`, together as `fields`."""
        found: dict[str, Any] = super().parse_querydict(data, list_fields, request)
        custom = {named[1]: found[name] for name in data if (named := CUSTOM.match(name))}
        return found | {"fields": custom} if custom else found

    def parse_body(self, request: HttpRequest) -> Any:
        """The body as Python values. Raises Unreadable or WrongMediaType."""
        charset = (request.content_params or {}).get("charset", "utf-8").strip('"').lower()
        if request.content_type != "application/json" or charset not in ("utf-8", "utf8"):
            raise WrongMediaType
        return parse(request.body)


def parse(body: bytes) -> Any:
    """JSON text as Python values, numbers as int or Decimal. Raises Unreadable."""
    try:
        return json.loads(
            body.decode("utf-8"),
            parse_int=_whole,
            parse_float=_exact,
            parse_constant=_no_number,
            object_pairs_hook=_each_once,
        )
    except UnicodeDecodeError:
        raise Unreadable(_("The body is not valid UTF-8.")) from None
    except RecursionError:
        raise Unreadable(_("The body is nested too deeply.")) from None
    except json.JSONDecodeError as error:
        where = {"line": error.lineno, "column": error.colno}
        raise Unreadable(_("The body is no JSON: line %(line)s, column %(column)s.") % where) from None


def _whole(literal: str) -> int:
    if len(literal) > MOST_DIGITS:
        raise _beyond_measure()
    return int(literal)


def _exact(literal: str) -> Decimal:
    if len(literal) > _LONGEST_NUMBER:
        raise _beyond_measure()
    try:
        number = Decimal(literal)
    except InvalidOperation:
        raise _beyond_measure() from None
    if abs(number.adjusted()) > MOST_PLACES or len(number.as_tuple().digits) > MOST_DIGITS:
        raise _beyond_measure()
    return number


def _beyond_measure() -> Unreadable:
    return Unreadable(_("A number in the body is beyond all measure."))


def _no_number(literal: str) -> None:
    raise Unreadable(_("%(literal)s is no number in JSON.") % {"literal": literal})


def _each_once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """An object in which a name stands twice would mean one thing here and another elsewhere."""
    if len(pairs) > MOST_NAMES:
        raise Unreadable(_("An object has more than %(most)s names.") % {"most": MOST_NAMES})
    found: dict[str, Any] = {}
    for name, value in pairs:
        if name in found:
            raise Unreadable(_("The name %(name)s stands twice in one object.") % {"name": name[:100]})
        found[name] = value
    return found
