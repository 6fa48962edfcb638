"""The custom fields on the document of an order: in groups, each with its label and its value."""

from collections.abc import Mapping, Sequence
from itertools import groupby
from typing import Any

from counterfoil.foundation.catalogue.custom_kinds import Value, in_words, read_printed
from counterfoil.foundation.kernel.written import Hand

Groups = list[tuple[str, list[tuple[str, Value | None]]]]
"""Groups in their order, each with its fields: label and value. What stands in no group has an empty one."""


def printed_values(document: Mapping[str, Any]) -> Groups:
    """The custom fields that a document prints, from what was frozen with it (`json.loads(order.document)`) or from
    `document.content`: never from the order as it stands."""
    return _groups(_fields(document).get("order", []))


def printed_line_values(document: Mapping[str, Any], position: int) -> Groups:
    """The same of one line, by its place from 1 on."""
    return _groups(_fields(document).get("lines", {}).get(str(position), []))


def words_on_document(document: Mapping[str, Any], hand: Hand, position: int | None = None) -> dict[str, str]:
    """What a frozen document says in each custom field, by its code: of the order, or of one line."""
    found = _fields(document)
    told = found.get("order", []) if position is None else found.get("lines", {}).get(str(position), [])
    return {one["code"]: in_words(read_printed(one["kind"], one["value"]), hand) for one in told}


def _fields(document: Mapping[str, Any]) -> Mapping[str, Any]:
    found: Mapping[str, Any] = document.get("fields") or {}
    return found


def _groups(fields: Sequence[Mapping[str, Any]]) -> Groups:
    return [
        (group, [(one["name"], read_printed(one["kind"], one["value"])) for one in found])
        for group, found in groupby(fields, key=lambda one: one["group"])
    ]
