"""From what was raised to the answer: the one place where a refusal becomes a status."""

import logging
from typing import Any

from django.core.exceptions import RequestDataTooBig, SuspiciousOperation
from django.http import Http404, HttpRequest
from django.utils.translation import gettext as _
from ninja import NinjaAPI
from ninja.errors import AuthenticationError, HttpError, ValidationError

from counterfoil.foundation.kernel.outages import AGAIN_AFTER, is_outage, pass_over
from counterfoil.foundation.kernel.refusals import Invalid, NotFound, Reason, Refused, Stale
from counterfoil.foundation.kernel.values import invalid

from .bodies import Unreadable, WrongMediaType
from .problems import ProblemAnswer, Told, problem

_log = logging.getLogger(__name__)


def install(api: NinjaAPI) -> None:
    """Give every exception its answer."""
    for raised, answer in _ANSWERS.items():
        api.add_exception_handler(raised, answer)


def refused(request: HttpRequest, refusal: Refused) -> ProblemAnswer:
    """403 when any reason holds for this member for ever, else 409; all reasons in both."""
    return problem(403 if refusal.never else 409, Told(reasons=refusal.reasons))


def not_found(request: HttpRequest, missing: NotFound | Http404) -> ProblemAnswer:
    """Not there, or not theirs: the answer is the same to the letter."""
    return problem(404)


def stale(request: HttpRequest, error: Stale) -> ProblemAnswer:
    """412 with both versions."""
    versions = {"yours": error.yours, "current": error.current}
    reason = Reason("stale_version", _("You read version %(yours)s; version %(current)s stands now."), versions)
    answer = problem(412, Told(reasons=[reason]), **versions)
    answer["ETag"] = f'"{error.current}"'
    return answer


def values(request: HttpRequest, error: Invalid) -> ProblemAnswer:
    """422 with each field's own sentences."""
    return problem(422, Told(fields=error.fields))


def parameters(request: HttpRequest, error: ValidationError) -> ProblemAnswer:
    """What ninja found in path, headers, query and body. The first of these that is wrong decides the status."""
    places = {found["loc"][0] for found in error.errors}
    if "path" in places:
        return problem(404)
    if "header" in places:
        return _headers([found for found in error.errors if found["loc"][0] == "header"])
    errors: Any = [found for found in error.errors if found["loc"][0] == "body"]
    wrong = invalid(errors, skip=2).fields if errors else {}
    errors = [found for found in error.errors if found["loc"][0] == "query"]
    return problem(422, Told(fields=wrong | (invalid(errors, skip=1).fields if errors else {})))


def http(request: HttpRequest, error: HttpError) -> ProblemAnswer:
    """What ninja itself refused; an unreadable body lies behind its 400."""
    if isinstance(error.__cause__, WrongMediaType):
        return problem(415)
    if isinstance(error.__cause__, Unreadable):
        return problem(400, Told(detail=str(error.__cause__)))
    return problem(error.status_code)


def unauthenticated(request: HttpRequest, error: AuthenticationError) -> ProblemAnswer:
    """One constant answer, whatever was wrong with the key."""
    answer = problem(401)
    answer["WWW-Authenticate"] = 'Bearer realm="counterfoil"'
    return answer


def suspicious(request: HttpRequest, error: SuspiciousOperation) -> ProblemAnswer:
    """What Django refuses to read."""
    return problem(413 if isinstance(error, RequestDataTooBig) else 400)


def unexpected(request: HttpRequest, error: Exception) -> ProblemAnswer:
    """A fault of ours: logged with all that is known, answered with nothing of it. An outage says when to ask again."""
    if is_outage(error):
        pass_over(error, f"{request.method} {request.path}")
        answer = problem(503)
        answer["Retry-After"] = str(AGAIN_AFTER)
        return answer
    _log.error("%s %s failed", request.method, request.path, exc_info=error)
    return problem(500)


def _headers(errors: list[dict[str, Any]]) -> ProblemAnswer:
    """428 where only the version is missing; any other header that is wrong can't be read."""
    wrong = {str(found["loc"][-1]): found["type"] for found in errors}
    if wrong == {"If-Match": "missing"}:
        return problem(428)
    sentences = {
        "Idempotency-Key": _("Every write needs an Idempotency-Key of 1 to 200 printable ASCII characters."),
        "If-Match": _('If-Match must be one ETag as it was read, such as "3".'),
    }
    return problem(400, Told(detail=" ".join(sentences[name] for name in sentences if name in wrong)))


_ANSWERS: dict[type[Exception], Any] = {
    Refused: refused,
    NotFound: not_found,
    Http404: not_found,
    Stale: stale,
    Invalid: values,
    ValidationError: parameters,
    HttpError: http,
    AuthenticationError: unauthenticated,
    SuspiciousOperation: suspicious,
    Exception: unexpected,
}
