"""What a resource answers with: a verb's answer, or a read's representation, with the version as ETag."""

from collections.abc import Callable
from typing import Annotated, Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils import timezone
from django.utils.http import parse_etags
from ninja import Header
from pydantic import BaseModel

from counterfoil.foundation.kernel.values import Values, Why
from counterfoil.foundation.trail.action import Via

from .auth import member_of

ROOT = "/api/v1"

Key = Annotated[
    str,
    Header(
        ...,
        alias="Idempotency-Key",
        pattern=r"^[\x20-\x7e]{1,200}$",
        description="Chosen by the caller, one for each write. The same key with the same request gives the same "
        "answer again and changes nothing; with another request it is refused.",
    ),
]
_VERSION = r'^"[0-9]{1,9}"$'
_IF_MATCH = "The ETag that was read. Where another version stands now, nothing is changed (412)."
IfMatch = Annotated[str, Header(..., alias="If-Match", pattern=_VERSION, description=_IF_MATCH)]
IfMatchWanted = Annotated[str | None, Header(None, alias="If-Match", pattern=_VERSION, description=_IF_MATCH)]


class Nothing(Values):
    """The body of a verb that needs no words: none, or an empty object."""


class Because(Values):
    """Why, in the person's own words."""

    reason: Why


NOTHING = Nothing()


def done(
    request: HttpRequest, key: str, verb: Callable[..., dict[str, Any]], status: int = 200, **given: Any
) -> HttpResponse:
    """Do the verb as the key's member and answer with what it left behind: 202 where something is still to be done of it."""
    return answered(_do(request, key, verb, given), status)


def made(
    request: HttpRequest, key: str, verb: Callable[..., dict[str, Any]], under: str = "", **given: Any
) -> HttpResponse:
    """Do a verb that makes a row of its own: 201, and the row's address where it has one (`under` this path)."""
    answer = _do(request, key, verb, given)
    response = answered(answer, 201)
    if under and answer["id"]:
        response["Location"] = f"{ROOT}{under}/{answer['id']}"
    return response


def answered(answer: dict[str, Any], status: int = 200) -> HttpResponse:
    """A verb's answer, with the version that it left behind as ETag."""
    response = JsonResponse(answer, status=status, json_dumps_params={"sort_keys": True})  # as stored or as replayed
    if "version" in answer:
        response["ETag"] = f'"{answer["version"]}"'
    return response


def version_of(etag: str | None) -> int | None:
    """The version in an ETag that passed its pattern."""
    return int(etag.strip('"')) if etag else None


def shown(representation: BaseModel) -> HttpResponse:
    """A read's answer."""
    return HttpResponse(representation.model_dump_json(), content_type="application/json")


def unless_known(
    request: HttpRequest, etag: str, make: Callable[[], HttpResponse], counted: bool = False
) -> HttpResponse:
    """304 for a reader who names this ETag, else the representation with it. What holds balances that are `counted`, and
    that move without the ETag, is always sent whole."""
    known = [] if counted else [tag.removeprefix("W/") for tag in parse_etags(request.headers.get("If-None-Match", ""))]
    response = HttpResponse(status=304) if f'"{etag}"' in known or "*" in known else make()
    response["ETag"] = f'"{etag}"'
    response["Cache-Control"] = "private, no-cache"
    return response


def _do(request: HttpRequest, key: str, verb: Callable[..., dict[str, Any]], given: dict[str, Any]) -> dict[str, Any]:
    return verb(by=member_of(request), at=timezone.now(), via=Via("api", key), **given)
