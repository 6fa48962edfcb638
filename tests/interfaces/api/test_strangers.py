"""Mallory belongs to another company, has every role there and a key for everything. Here there is nothing for her.

The walk is made from the OpenAPI document, so that an operation that is added later is walked too.
"""

import re
from typing import Any

import pytest

from counterfoil.foundation.companies.actions.members import grant_role
from counterfoil.foundation.companies.permissions import OWNER, ROLES
from counterfoil.foundation.companies.queries import member_of

from ...cast import NOW
from .conftest import Caller, Callers, key_for, problem_of, standing
from .test_openapi import operations

BODIES: dict[str, Any] = {
    "order.change": {"title": "Mine"},
    "order.approve": {"shown": "0" * 64},
    "order.reject": {"reason": "Because"},
    "order.withdraw": {"reason": "Because"},
    "order.cancel": {"reason": "Because"},
    "member.grant": {"role": "owner"},
    "member.revoke": {"role": "owner", "reason": "Because"},
    "member.deactivate": {"reason": "Because"},
    "key.revoke": {"reason": "Because"},
}
"""What is sent to an address of the demo company; an operation that is not here is sent no body."""

ADDRESSED = [given for given in operations() if "{" in given[1]]
LISTS = [path for method, path, _operation in operations() if method == "get" and "{" not in path]


@pytest.fixture
def mallory(api: Callers) -> Caller:
    """Mallory with every role of her own company."""
    boss = api.cast.mallory
    for role in ROLES:
        if role != OWNER:
            grant_role(by=boss, at=NOW, member_id=boss.id, role=role)
    return Caller(key_for(boss, member_of(boss.company_id, boss.id)))


def test_every_address_of_the_demo_company_is_nowhere(api: Callers, mallory: Caller) -> None:
    ids = _ids(api)
    before = standing(api.cast)
    for method, template, operation in ADDRESSED:
        path = re.sub(r"{(\w+)}", lambda name: ids[name.group(1)], template).removeprefix("/api/v1")
        version = 1 if method in ("patch", "delete") else None
        answer = mallory.send(method.upper(), path, BODIES.get(operation["operationId"]), version=version)
        assert problem_of(answer, 404)["reasons"] == [], operation["operationId"]
    assert standing(api.cast) == before


def test_not_there_and_not_yours_are_the_same_answer(api: Callers, mallory: Caller) -> None:
    theirs = mallory.get(f"/orders/{api.cast.issued()}")
    nobodys = mallory.get("/orders/01900000-0000-7000-8000-000000000000")
    assert theirs.content == nobodys.content and theirs.headers.keys() == nobodys.headers.keys()


def test_lists_have_nothing_of_the_demo_company(api: Callers, mallory: Caller) -> None:
    known = {*_ids(api).values(), str(api.cast.contractor_id), str(api.cast.engagement_id), str(api.cast.team_id)}
    for path in LISTS:
        found = mallory.get(path.removeprefix("/api/v1")).json()["items"]
        assert not known & {row["id"] for row in found}, path


@pytest.mark.parametrize(
    ("path", "more"),
    [
        ("/orders", {"title": "X", "currency": "EUR", "lines": [{"text": "a", "quantity": 1, "unit_price": 1}]}),
        ("/engagements", {"title": "X"}),
    ],
)
def test_nothing_can_be_hung_on_what_is_theirs(api: Callers, mallory: Caller, path: str, more: dict[str, Any]) -> None:
    body = {"contractor_id": str(api.cast.contractor_id)} | more
    if path == "/orders":
        body |= {"engagement_id": str(api.cast.engagement_id)}
    problem_of(mallory.post(path, body), 404)
    invitation = {"name": "N", "email": "n@x.example", "role": "manager", "team_id": str(api.cast.team_id)}
    problem_of(mallory.post("/members", invitation), 404)
    key = {"name": "K", "member_id": str(api.cast.rita.id), "scopes": ["*"]}
    problem_of(mallory.post("/keys", key), 404)
    contractor = {"code": "X", "name": "X", "currency": "EUR", "member_id": str(api.cast.rita.id)}
    problem_of(mallory.post("/contractors", contractor), 404)


def _ids(api: Callers) -> dict[str, str]:
    """One row of the demo company for each name in a path."""
    keys = api.olga.get("/keys").json()["items"]
    return {"order_id": str(api.cast.issued()), "member_id": str(api.cast.rita.id), "key_id": keys[-1]["id"]}
