"""Reading a body: JSON in UTF-8, every number exact, nothing twice, nothing that is no number."""

import json
from decimal import Decimal, InvalidOperation
from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext as _
from ninja.parser import Parser


class Unreadable(Exception):
    """The body is no JSON that could be read in one way only."""


class WrongMediaType(Exception):
    """The body is, or says it is, something else than JSON in UTF-8."""


class ExactJson(Parser):
    """Reads what no two readers could read differently. A float never comes into being."""

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
            body.decode("utf-8"), parse_float=Decimal, parse_constant=_no_number, object_pairs_hook=_each_once
        )
    except UnicodeDecodeError:
        raise Unreadable(_("The body is not valid UTF-8.")) from None
    except RecursionError:
        raise Unreadable(_("The body is nested too deeply.")) from None
    except InvalidOperation:
        raise Unreadable(_("A number in the body is beyond all measure.")) from None
    except json.JSONDecodeError as error:
        where = {"line": error.lineno, "column": error.colno}
        raise Unreadable(_("The body is no JSON: line %(line)s, column %(column)s.") % where) from None
    except ValueError:
        raise Unreadable(_("A number in the body is beyond all measure.")) from None


def _no_number(literal: str) -> None:
    raise Unreadable(_("%(literal)s is no number in JSON.") % {"literal": literal})


def _each_once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """An object in which a name stands twice would mean one thing here and another elsewhere."""
    found = dict(pairs)
    if len(found) < len(pairs):
        names = [name for name, _value in pairs]
        twice = next(name for name in names if names.count(name) > 1)
        raise Unreadable(_("The name %(name)s stands twice in one object.") % {"name": twice[:100]})
    return found
