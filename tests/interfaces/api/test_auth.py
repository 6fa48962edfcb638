"""Who is let in: a key in force of an active member, and nobody else; every other answer is the same."""

from datetime import UTC, datetime

import pytest
from django.test import Client

from counterfoil.foundation.companies.actions.keys import revoke_key
from counterfoil.foundation.companies.actions.members import deactivate_member
from counterfoil.foundation.companies.models import ApiKey
from counterfoil.foundation.kernel import scope

from ...cast import NOW
from .conftest import ROOT, Callers, problem_of

GARBAGE = ["cf_0123456789ab.wrong", "é", "\U0001f600", "cf_.\x7f", "a b", "x" * 100_000]


def _ask(authorization: str | None) -> bytes:
    headers = {"Authorization": authorization} if authorization is not None else {}
    answer = Client().get(f"{ROOT}/orders", headers=headers)
    problem_of(answer, 401)
    assert answer["WWW-Authenticate"].startswith("Bearer")
    return answer.content


@pytest.mark.parametrize(
    "authorization",
    [None, "", "Bearer", "Bearer ", "Basic eDp5", *(f"Bearer {key}" for key in GARBAGE)],
)
def test_garbage(api: Callers, authorization: str | None) -> None:
    assert _ask(authorization) == _ask("Bearer nothing")


def test_a_wrong_secret_under_a_known_prefix(api: Callers) -> None:
    assert _ask(f"Bearer {api.rita.secret[:-1]}") == _ask("Bearer nothing")


def test_expired_revoked_and_gone(api: Callers) -> None:
    keys = {name: getattr(api, name).secret for name in ("rita", "amir", "bela")}
    with scope.reading(api.cast.company_id):
        ids = {name: ApiKey.objects.get(prefix=secret.partition(".")[0]).id for name, secret in keys.items()}
    revoke_key(by=api.cast.olga, at=NOW, key_id=ids["rita"], reason="Lost it")
    deactivate_member(by=api.cast.olga, at=NOW, member_id=api.cast.amir.id, reason="Left us")
    expiring = {"name": "Short", "member_id": str(api.cast.bela.id), "scopes": [], "expires_at": "2026-11-01T00:00:00Z"}
    for name in ("rita", "amir"):
        assert _ask(f"Bearer {keys[name]}") == _ask("Bearer nothing")
    if datetime.now(UTC).year >= 2027:
        problem_of(api.olga.post("/keys", expiring), 409)


def test_the_document_is_open_and_nothing_else_is() -> None:
    client = Client()
    document = client.get(f"{ROOT}/openapi.json")
    assert document.status_code == 200 and document.json()["openapi"].startswith("3.1")
