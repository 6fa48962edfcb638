"""What many operations say in the same words is said once in the OpenAPI document, and referred to."""

import json
from collections import Counter
from http import HTTPStatus
from typing import Any

PROBLEM = "application/problem+json"


def share(document: dict[str, Any]) -> None:
    """Moves errors, parameters and headers that are repeated to the components, and leaves references."""
    operations = [one for methods in document["paths"].values() for one in methods.values()]
    components = document["components"]
    components["responses"] = _shared_errors(operations)
    components["parameters"] = _shared(
        [one.get("parameters", []) for one in operations], "parameters", lambda given: (given["in"], given["name"])
    )
    answers = [answer for one in operations for answer in one["responses"].values() if "headers" in answer]
    components["headers"] = _shared_headers(answers)
    for schema in [*components["schemas"].values(), *components["parameters"].values(), *operations]:
        _plain(schema)


def _shared_errors(operations: list[dict[str, Any]]) -> dict[str, Any]:
    """An error reads the same wherever it comes from: one answer for each status."""
    shared: dict[str, Any] = {}
    for operation in operations:
        for status, answer in operation["responses"].items():
            if list(answer.get("content", ())) == [PROBLEM]:
                name = HTTPStatus(int(status)).phrase.title().replace(" ", "").replace("-", "")
                if shared.setdefault(name, answer) == answer:
                    operation["responses"][status] = {"$ref": f"#/components/responses/{name}"}
    return shared


def _shared(lists: list[list[Any]], place: str, key: Any) -> dict[str, Any]:
    """Of each parameter the commonest wording, where more than one operation has it; any other stays where it is."""
    found = Counter(json.dumps(one, sort_keys=True) for given in lists for one in given)
    shared: dict[str, Any] = {}
    names: dict[str, str] = {}
    for text, number in sorted(found.items(), key=lambda one: (-one[1], one[0])):
        one = json.loads(text)
        name = "-".join(key(one)) if one["in"] != "query" else one["name"]
        if number > 1 and name not in shared:
            shared[name], names[text] = one, name
    for given in lists:
        for index, one in enumerate(given):
            if name := names.get(json.dumps(one, sort_keys=True)):
                given[index] = {"$ref": f"#/components/{place}/{name}"}
    return shared


def _shared_headers(answers: list[dict[str, Any]]) -> dict[str, Any]:
    shared: dict[str, Any] = {}
    for answer in answers:
        for name, header in answer["headers"].items():
            if shared.setdefault(name, header) == header:
                answer["headers"][name] = {"$ref": f"#/components/headers/{name}"}
    return shared


def _plain(value: Any, named: bool = True) -> None:
    """Takes out the titles that only repeat a field's name, and says in one word that a value may be null."""
    if isinstance(value, list):
        for one in value:
            _plain(one, named=False)
    elif isinstance(value, dict):
        if not named and isinstance(value.get("title"), str):
            del value["title"]
        for name, one in value.items():
            if name == "properties":
                for field in one.values():
                    _plain(field, named=False)
            elif name not in ("examples", "example", "default", "const", "enum"):
                _plain(one, named=False)
        _nullable(value)


def _nullable(schema: dict[str, Any]) -> None:
    """A simple type or null is one schema with two types, not two schemas."""
    either = schema.get("anyOf")
    if not isinstance(either, list) or len(either) != 2 or {"type": "null"} not in either:
        return
    other = next(one for one in either if one != {"type": "null"})
    if isinstance(other.get("type"), str) and not {"enum", "const", "title"} & set(other):
        del schema["anyOf"]
        schema.update(other | {"type": [other["type"], "null"]})
