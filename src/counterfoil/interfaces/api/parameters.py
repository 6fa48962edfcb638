"""Query parameters that nobody knows are refused: a misspelt filter would otherwise be no filter at all."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext as _

from counterfoil.foundation.kernel.refusals import Invalid
from counterfoil.insight.listing.custom import CUSTOM

MOST_NAMED = 20


def none_unknown(operation: Callable[..., Any]) -> Callable[..., Any]:
    """Wrap an operation so that it answers 422 to a query parameter that it does not declare."""
    models = operation._ninja_operation.models  # type: ignore[attr-defined]
    known = {
        name for model in models if model.__ninja_param_source__ == "query" for name in model.__ninja_flatten_map__
    }

    @wraps(operation)
    def checked(request: HttpRequest, **given: Any) -> Any:
        custom = {name for name in request.GET if "fields" in known and CUSTOM.match(name)}
        unknown = sorted((set(request.GET) - known | set(request.GET) & {"fields"}) - custom)[:MOST_NAMED]
        if unknown:
            raise Invalid({name: [_("There is no such parameter.")] for name in unknown})
        return operation(request, **given)

    return checked
