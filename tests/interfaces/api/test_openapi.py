"""The OpenAPI document: committed as the code makes it, one operation for each verb, every error declared."""

import re
from typing import Any

import pytest

from counterfoil.foundation.trail.action import VERBS
from counterfoil.interfaces.api.app import api
from counterfoil.interfaces.api.problems import DECLARED
from counterfoil.interfaces.api.schema import PLACE, written

NO_DOOR = {
    "company.create": "has no member beforehand, and a key belongs to a member: the command line does it",
    "member.accept": "acts as the invited, who has no key before accepting: the page does it",
    "member.decline": "acts as the invited, who never has a key: the page does it",
    "document.file": "is done by the system's member alone, which has no key",
    **dict.fromkeys(
        ("order.load", "order.restate", "order.revoke", "evidence.receive", "document.keep"),
        "is what a file calls for that is sent to document.receive",
    ),
    "demo.load": "has no member beforehand: the command line does it",
}

BY_FILE = "document.receive"
"""The operation to which a file is sent; what it is decides on the verb."""


def operations() -> list[tuple[str, str, dict[str, Any]]]:
    """(method, path, operation) of the whole document."""
    paths = api.get_openapi_schema()["paths"]
    return [(method, path, operation) for path, methods in paths.items() for method, operation in methods.items()]


each_operation = pytest.mark.parametrize(
    ("method", "path", "operation"), operations(), ids=[operation["operationId"] for *_, operation in operations()]
)


def test_the_committed_document_is_the_codes() -> None:
    assert PLACE.read_text() == written(), "run python -m counterfoil.interfaces.api.schema"


def test_every_verb_has_its_operation() -> None:
    writes = [operation["operationId"] for method, _path, operation in operations() if method != "get"]
    assert sorted(writes) == sorted({*VERBS, BY_FILE} - set(NO_DOOR))


def test_names_are_stable_words() -> None:
    names = [operation["operationId"] for _method, _path, operation in operations()]
    assert len(set(names)) == len(names)
    assert all(re.fullmatch(r"[a-z]+\.[a-z_]+", name) for name in names)


@each_operation
def test_every_operation_declares_every_error(method: str, path: str, operation: dict[str, Any]) -> None:
    declared = {int(status): answer for status, answer in operation["responses"].items()}
    assert set(DECLARED) <= set(declared)
    for status in DECLARED:
        assert list(declared[status]["content"]) == ["application/problem+json"]
    assert operation["security"] == [{"ApiKey": []}]


@each_operation
def test_every_write_needs_an_idempotency_key_and_edits_need_a_version(
    method: str, path: str, operation: dict[str, Any]
) -> None:
    needed = {given["name"] for given in operation["parameters"] if given["in"] == "header" and given["required"]}
    wanted = {"get": set(), "patch": {"Idempotency-Key", "If-Match"}, "delete": {"Idempotency-Key", "If-Match"}}
    # A company has no version: its few settings are an owner's, and each replaces only itself.
    versioned = operation["operationId"] != "company.change"
    assert needed == (wanted.get(method, {"Idempotency-Key"}) if versioned else {"Idempotency-Key"})
