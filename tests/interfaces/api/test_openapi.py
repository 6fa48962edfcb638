"""The OpenAPI document: committed as the code makes it, one operation for each verb, every error declared."""

import re
from typing import Any

import pytest
from django.test import Client

from counterfoil.foundation.kernel.ids import new_id
from counterfoil.foundation.trail.action import VERBS
from counterfoil.interfaces.api.app import api
from counterfoil.interfaces.api.problems import DECLARED
from counterfoil.interfaces.api.schema import PLACE, written

NO_DOOR = {
    "company.create": "has no member beforehand, and a key belongs to a member: the command line does it",
    "member.accept": "acts as the invited, who has no key before accepting: the page does it",
    "member.decline": "acts as the invited, who never has a key: the page does it",
    **dict.fromkeys(
        ("remittance.advise", "remittance.void"), "is done by the system's member alone, as a payment goes"
    ),
    **dict.fromkeys(
        ("alert.raise", "alert.end", "alert.tell"), "is done by the system's member alone, as days and documents go by"
    ),
    "document.file": "is done by the system's member alone, which has no key",
    **dict.fromkeys(
        ("mail.claim", "mail.deliver", "mail.bounce", "mail.cancel"),
        "is done by the system's member alone, as a mail goes",
    ),
    **dict.fromkeys(
        ("order.load", "order.restate", "order.revoke", "evidence.receive", "document.keep"),
        "is what a file calls for that is sent to document.receive",
    ),
    "demo.load": "has no member beforehand: the command line does it",
}

BY_FILE = "document.receive"
"""The operation to which a file is sent; what it is decides on the verb."""


MOST_LINES = 175
"""How many lines of the document one operation costs at most, with its share of what all refer to."""


def operations() -> list[tuple[str, str, dict[str, Any]]]:
    """(method, path, operation) of the whole document, its parameters and answers as if they stood there."""
    document = api.get_openapi_schema()
    found = []
    for path, methods in document["paths"].items():
        for method, operation in methods.items():
            operation["parameters"] = [_referred(document, given) for given in operation.get("parameters", [])]
            operation["responses"] = {
                status: _referred(document, answer) for status, answer in operation["responses"].items()
            }
            found.append((method, path, operation))
    return found


def _referred(document: dict[str, Any], value: dict[str, Any]) -> dict[str, Any]:
    """What a reference leads to."""
    if "$ref" not in value:
        return value
    _here, _components, place, name = value["$ref"].split("/")
    return document["components"][place][name]


each_operation = pytest.mark.parametrize(
    ("method", "path", "operation"), operations(), ids=[operation["operationId"] for *_, operation in operations()]
)


def test_the_committed_document_is_the_codes() -> None:
    assert PLACE.read_text() == written(), "run python -m counterfoil.interfaces.api.schema"


def test_what_many_operations_say_is_said_once() -> None:
    document, text = api.get_openapi_schema(), written()
    number = sum(len(methods) for methods in document["paths"].values())
    assert len(text.splitlines()) <= MOST_LINES * number
    for methods in document["paths"].values():
        for operation in methods.values():
            errors = [answer for status, answer in operation["responses"].items() if int(status) in DECLARED]
            assert errors and all(list(answer) == ["$ref"] for answer in errors)
            headers = [given for given in operation.get("parameters", []) if given.get("name") == "Idempotency-Key"]
            assert headers == []
    places = {tuple(found) for found in re.findall(r'"#/components/(\w+)/([^"]+)"', text)}
    assert all(name in document["components"][place] for place, name in places)
    assert all(
        (place, name) in places for place in ("parameters", "responses") for name in document["components"][place]
    )


def test_every_verb_has_its_operation() -> None:
    writes = [operation["operationId"] for method, _path, operation in operations() if method != "get"]
    assert sorted(writes) == sorted({*VERBS, BY_FILE} - set(NO_DOOR))


def test_what_is_sent_and_what_is_answered_have_names_of_their_own() -> None:
    """Two models of one name would be one in the document: an answer would be declared as what is sent."""
    paths = [one for each in api.get_openapi_schema()["paths"].values() for one in each.values() if "responses" in one]
    sent, answered = (
        {name for one in paths for name in re.findall(r"schemas/(\w+)", str(one.get(part, "")))}
        for part in ("requestBody", "responses")
    )
    assert sent and answered and sent & answered == set()


def test_names_are_stable_words() -> None:
    names = [operation["operationId"] for _method, _path, operation in operations()]
    assert len(set(names)) == len(names)
    assert all(re.fullmatch(r"[a-z]+\.[a-z_]+", name) for name in names)


@each_operation
def test_every_operation_answers_at_its_address(
    client: Client, db: None, method: str, path: str, operation: dict[str, Any]
) -> None:
    """No other operation's address hides it: without a key it asks for one, and does not say that there is no such method."""
    address = re.sub(r"\{\w+\}", str(new_id()), path)
    assert client.generic(method.upper(), address).status_code == 401


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
    # A company and a team have no version: what is set of them is an owner's, and each replaces only itself.
    versioned = operation["operationId"] not in ("company.change", "team.change", "view.change", "view.remove")
    assert needed == (wanted.get(method, {"Idempotency-Key"}) if versioned else {"Idempotency-Key"})
