"""An operation of the API made from its verb: its path, what it answers, and its body from what the verb is given.

    post("order.close", "/orders/{order_id}/close", OrderStored, versioned=True)

What a verb is given stands at the verb alone: ids that the path names come from the path, `version` from If-Match, and the rest
is the body.
"""

import inspect
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from ninja import Router
from pydantic import create_model

from counterfoil.foundation.kernel.values import Values
from counterfoil.foundation.trail.action import Verb
from counterfoil.insight.verbs.registered import VERBS

from .answering import NOTHING, Because, IfMatch, IfMatchWanted, Key, Nothing, done, made, version_of
from .declaring import writes

_NAMED = re.compile(r"\{(\w+)\}")


@dataclass(frozen=True)
class Address:
    """Where a verb is done: the method and path, and what is answered. `under` is where a row that it makes is read, `types` what
    this door asks more narrowly than the verb."""

    method: str
    verb: str
    path: str
    answer: Any
    status: int = 200
    versioned: bool = False
    under: str = ""
    if_match: Any = IfMatchWanted
    types: Mapping[str, Any] = field(default_factory=dict)


def tag_of(operation: str) -> str:
    """The part of the documentation that an operation stands in: what it is of."""
    subject = operation.partition(".")[0]
    return _TAGS.get(subject, f"{subject}s")


_TAGS = dict.fromkeys(
    (
        "company",
        "letterhead",
        "logo",
        "team",
        "policy",
        "layout",
        "separation",
        "matchpolicy",
        "mailtemplate",
        "terms",
        "writeofflimit",
        "hiringpolicy",
        "programme",
        "requisitionpolicy",
        "runoutpolicy",
    ),
    "company",
) | {
    "jobpost": "job posts",
    "changerequest": "contracts",
    "finding": "orders",
    "sharedorder": "orders",
    "mail": "orders",
    "batch": "bulk",
    "refund": "payments",
    "writeoff": "payments",
    "remittance": "payments",
    "evidence": "evidence",
    "service": "members",
    "invitation": "members",
    "party": "contractors",
    "route": "exceptions",
}

post = partial(Address, "POST")
put = partial(Address, "PUT")
patch = partial(Address, "PATCH", if_match=IfMatch)
delete = partial(Address, "DELETE", if_match=IfMatch)


@dataclass(frozen=True)
class _Body:
    """The body of an operation: its model, what stands for none, and how it becomes what the verb is given."""

    model: type[Values]
    none: Values | None
    given: Callable[[Any], dict[str, Any]]


def split(routers: dict[str, Router], address: str) -> tuple[Router, str]:
    """The router of an address's first part, made where there is none yet, and the rest of the address."""
    prefix, path = re.fullmatch(r"(/[^/]+)(.*)", address).groups()  # type: ignore[union-attr]
    return routers.setdefault(prefix, Router()), path


def words_before_ids(router: Router) -> None:
    """Put `/members/services` before `/members/{member_id}`, whoever was declared first: the first that fits has it."""

    def by_part(path: str) -> list[bool]:
        return [part.startswith("{") for part in path.split("/")]

    router.path_operations = dict(sorted(router.path_operations.items(), key=lambda one: by_part(one[0])))


def add_verbs(routers: dict[str, Router], addresses: Sequence[Address]) -> None:
    """Make the operations of these verbs, each on the router of its path's first part: one address has one router."""
    for address in addresses:
        router, path = split(routers, address.path)
        verb = VERBS[address.verb]
        declared = writes(verb.name, address.answer, status=address.status, versioned=address.versioned)
        router.api_operation([address.method], path, tags=[tag_of(address.verb)], **declared)(_view(address, verb))


def _view(address: Address, verb: Verb) -> Callable[..., HttpResponse]:
    ids = _NAMED.findall(address.path)
    versioned = "version" in verb.given.model_fields
    body = _body(verb, [*ids, "version"], address.types)

    def view(request: HttpRequest, **sent: Any) -> HttpResponse:
        given = {name: sent[name] for name in ids} | body.given(sent["body"])
        if versioned:
            given["version"] = version_of(sent["version"])
        if address.status == 201:
            return made(request, sent["key"], verb.run, under=address.under, **given)
        return done(request, sent["key"], verb.run, status=address.status, **given)

    view.__name__ = verb.name.replace(".", "_")
    view.__doc__ = verb.run.__doc__
    asked: list[tuple[str, Any, Any]] = [("request", HttpRequest, inspect.Parameter.empty)]
    asked += [(name, UUID, inspect.Parameter.empty) for name in ids]
    asked.append(("key", Key, inspect.Parameter.empty))
    if versioned:
        asked.append(("version", address.if_match, inspect.Parameter.empty if address.if_match is IfMatch else None))
    asked.append(("body", body.model, inspect.Parameter.empty if body.none is None else body.none))
    kind = inspect.Parameter.KEYWORD_ONLY
    view.__signature__ = inspect.Signature(  # type: ignore[attr-defined]
        [inspect.Parameter(name, kind, annotation=annotation, default=default) for name, annotation, default in asked]
    )
    return view


def _body(verb: Verb, elsewhere: Sequence[str], types: Mapping[str, Any]) -> _Body:
    """One set of values is the body itself; nothing, or a reason alone, is the same for every verb."""
    fields = {name: one for name, one in verb.given.model_fields.items() if name not in elsewhere}
    if not fields:
        return _Body(Nothing, NOTHING, lambda body: {})
    if len(fields) == 1:
        [(name, only)] = fields.items()
        if inspect.isclass(only.annotation) and issubclass(only.annotation, Values):
            return _Body(only.annotation, None, lambda body: {name: body})
        if name == "reason" and only.is_required():
            return _Body(Because, None, lambda body: {"reason": body.reason})
    called = "".join(part.title() for part in re.split(r"[._]", verb.name))
    own: dict[str, Any] = {
        name: (types.get(name, one.rebuild_annotation()), ... if one.is_required() else one.default)
        for name, one in fields.items()
    }
    model = create_model(called, __base__=Values, __doc__=(verb.run.__doc__ or "").split("\n")[0], **own)
    can_be_left_out = not any(one.is_required() for one in fields.values())
    names = list(fields)
    return _Body(
        model, model() if can_be_left_out else None, lambda body: {name: getattr(body, name) for name in names}
    )
