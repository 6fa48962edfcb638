"""Callers: members of the cast with a key of their own, and what must not change when a request is refused."""

import json
from dataclasses import dataclass, field
from itertools import count
from typing import Any

import pytest
from django.db import connection
from django.http import HttpResponse
from django.test import Client

from counterfoil.foundation.companies.actions.keys import KeyValues, create_key
from counterfoil.foundation.companies.models import Member
from counterfoil.foundation.companies.queries import member_of
from counterfoil.foundation.kernel import scope
from counterfoil.foundation.trail.models import Change
from counterfoil.lifecycle.orders.models import Order

from ...cast import NOW, Cast, line

ROOT = "/api/v1"
_fresh = count()


@dataclass
class Caller:
    """Speaks to the API with one key. Every write gets a fresh idempotency key unless the test says its own."""

    secret: str
    client: Client = field(default_factory=lambda: Client(raise_request_exception=False))

    def get(self, path: str, headers: dict[str, str] | None = None, **query: Any) -> HttpResponse:
        """A read."""
        return self.client.get(ROOT + path, query, headers=self._headers(headers))

    def send(
        self, method: str, path: str, body: Any = None, key: str | None = None, version: Any = None, **more: Any
    ) -> HttpResponse:
        """A write. `body` as text or bytes is sent as it is; `key=''` sends no idempotency key."""
        headers = {"Idempotency-Key": f"test-{next(_fresh)}" if key is None else key}
        headers |= {"If-Match": f'"{version}"'} if version is not None else {}
        data = body if isinstance(body, str | bytes) else json.dumps(body, default=str) if body is not None else ""
        sent = {name: value for name, value in headers.items() if value} | more.pop("headers", {})
        media_type = more.pop("media_type", "application/json")
        return self.client.generic(method, ROOT + path, data, media_type, headers=self._headers(sent))

    def post(self, path: str, body: Any = None, **more: Any) -> HttpResponse:
        """A verb by its noun."""
        return self.send("POST", path, body, **more)

    def _headers(self, more: dict[str, str] | None) -> dict[str, str]:
        return {"Authorization": f"Bearer {self.secret}"} | (more or {})


def key_for(member: Member, *scopes: str) -> str:
    """The secret of a new key that a member has made for themselves."""
    values = KeyValues(name="test", scopes=list(scopes or ["*"]))
    return create_key(by=member_of(member.company_id, member.id), at=NOW, values=values)["secret"]


@dataclass
class Callers:
    """Everybody of the cast as a caller, each with a key for all of their verbs."""

    cast: Cast
    known: dict[str, Caller] = field(default_factory=dict)

    def __getattr__(self, name: str) -> Caller:
        if name not in self.known:
            self.known[name] = Caller(key_for(self.cast.members[name]))
        return self.known[name]

    def order_body(self, **more: Any) -> dict[str, Any]:
        """A draft of 10 hours at 100.00 EUR as it is sent."""
        given = {
            "contractor_id": self.cast.contractor_id,
            "engagement_id": self.cast.engagement_id,
            "title": "Spring catalogue",
            "currency": "EUR",
            "lines": [line()],
        }
        return json.loads(json.dumps(given | more, default=str))


@pytest.fixture
def api(cast: Cast) -> Callers:
    """The cast, each with a key."""
    return Callers(cast)


def standing(cast: Cast) -> tuple[int, int]:
    """How many orders and how many changes on the trail there are: the same before and after a refusal."""
    with scope.reading(cast.company_id):
        return Order.objects.count(), Change.objects.count()


def seal() -> None:
    """Lay the seals that the sealer would have laid by now."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT seal_next()")


def problem_of(response: HttpResponse, status: int) -> dict[str, Any]:
    """The problem in an answer that must be one, with everything that every problem has."""
    assert response.status_code == status, response.content
    assert response["Content-Type"] == "application/problem+json"
    data = json.loads(response.content)
    assert data["type"].startswith("urn:counterfoil:problem:") and data["status"] == status
    assert data["title"] and data["detail"]
    assert isinstance(data["reasons"], list) and isinstance(data["fields"], dict)
    return data
