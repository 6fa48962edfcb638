"""Every error as application/problem+json (RFC 9457): a stable type, words, and every reason."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.http import JsonResponse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from pydantic import BaseModel, Field

from counterfoil.foundation.kernel.refusals import Reason
from counterfoil.insight.shapes.trail import ReasonShape

MEDIA_TYPE = "application/problem+json"


class Problem(BaseModel):
    """Why a request was not done. Nothing was changed."""

    type: str = Field(description="A stable URN, one for each status.")
    title: str
    status: int
    detail: str
    reasons: list[ReasonShape] = Field(description="Every reason that a rule gave, not only the first.")
    fields: dict[str, list[str]] = Field(description="What is wrong with which value, by path: 'lines.0.quantity'.")


@dataclass(frozen=True)
class Kind:
    """One status: the last part of its URN, its title, and what to say when nothing better is known."""

    name: str
    title: Promise
    detail: Promise


KINDS: dict[int, Kind] = {
    400: Kind("unreadable", _("The request can't be read."), _("It is not what this address expects.")),
    401: Kind(
        "unauthenticated", _("A valid API key is needed."), _("Send 'Authorization: Bearer' and a key in force.")
    ),
    403: Kind("never", _("You may not do this."), _("No waiting will change that; somebody else has to do it.")),
    404: Kind("not-found", _("There is no such thing here."), _("It does not exist, or it is not yours to see.")),
    405: Kind("method-not-allowed", _("This address does not know that method."), _("See the Allow header.")),
    409: Kind("not-now", _("This can't be done now."), _("The reasons say what stands in the way.")),
    412: Kind("stale", _("It was changed since you read it."), _("Read it again and decide anew.")),
    413: Kind("too-large", _("The request is too large."), _("Send less at once.")),
    415: Kind(
        "wrong-media-type",
        _("The body is not of the kind that this address reads."),
        _("Send JSON as application/json in UTF-8, and a file as it is, as the whole body."),
    ),
    422: Kind("invalid", _("Some values can't be what they are."), _("The fields say what is wrong with which value.")),
    428: Kind("version-needed", _("The version you read is needed."), _("Send the ETag that you read as If-Match.")),
    429: Kind("too-many", _("There were too many requests."), _("Wait a little, then go on more slowly.")),
    500: Kind("failed", _("Something failed here."), _("It was logged, and nothing was changed.")),
    503: Kind(
        "unavailable",
        _("This can't be done at the moment."),
        _("The database or its disk is away. Send the same again under the same key: it is done once, or was already."),
    ),
}
DECLARED = tuple(status for status in KINDS if status != 405)


class ProblemAnswer(JsonResponse):
    """An error answer. The type lets the middleware tell our own errors from Django's."""


@dataclass(frozen=True)
class Told:
    """What is known beside the status."""

    detail: str = ""
    reasons: Iterable[Reason] = ()
    fields: Mapping[str, list[str]] = field(default_factory=dict)


def problem(status: int, told: Told = Told(), **more: Any) -> ProblemAnswer:
    """The answer for a status, in the reader's language. An unlisted status is told like its class's first."""
    kind = KINDS.get(status, KINDS[400 if status < 500 else 500])
    reasons = [reason.as_data() for reason in told.reasons]
    words = " ".join(str(reason["words"]) for reason in reasons)
    data = {
        "type": f"urn:counterfoil:problem:{kind.name}",
        "title": str(kind.title),
        "status": status,
        "detail": told.detail or words or str(kind.detail),
        "reasons": reasons,
        "fields": dict(told.fields),
        **more,
    }
    return ProblemAnswer(data, status=status, content_type=MEDIA_TYPE)
