"""What custom fields say of a thing, in their groups and in the reader's hand."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any
from uuid import UUID

from counterfoil.foundation.catalogue.custom_kinds import ORDER, ORDER_LINE, in_words
from counterfoil.foundation.catalogue.custom_values import CustomValue, filled, stands
from counterfoil.foundation.catalogue.models import CustomField
from counterfoil.foundation.companies.models import Member
from counterfoil.foundation.parties.custom import fields_of
from counterfoil.foundation.parties.models import Contractor, ContractorValue
from counterfoil.insight.trace.facts import Facts
from counterfoil.lifecycle.orders.custom import on, standing
from counterfoil.lifecycle.orders.custom_printed import words_on_document

from ..wording import Wording, wording


@dataclass(frozen=True)
class Shown:
    """One field: its value in words, and what the document says where that is otherwise."""

    field: CustomField
    words: str
    document: str


@dataclass(frozen=True)
class Group:
    """Fields that stand together, under the name of their group."""

    name: str
    fields: Sequence[Shown]


@dataclass(frozen=True)
class OfLine:
    """What they say of one line."""

    position: int
    text: str
    groups: Sequence[Group]


@dataclass(frozen=True)
class OnRecord:
    """The custom fields of an order and of its lines, where the company has any."""

    there: bool
    groups: Sequence[Group]
    lines: Sequence[OfLine]


def on_record(facts: Facts, by: Member) -> OnRecord:
    """What the record shows: nothing is asked where the company has no such fields. Called inside a scope."""
    said, words = standing(facts.order, [one.line for one in facts.lines]), wording(by)
    document = json.loads(facts.order.document) if facts.order.document and said.fields else {}
    own = on(said.fields, ORDER_LINE)
    lines = [
        OfLine(
            one.line.position,
            one.text,
            _groups(own, said.of_line(one.line_id), words, words_on_document(document, words, one.line.position)),
        )
        for one in facts.lines
        if own
    ]
    groups = _groups(on(said.fields, ORDER), said.order, words, words_on_document(document, words))
    return OnRecord(bool(said.fields), groups, lines)


def on_contractor(by: Member, contractor: Contractor) -> list[Group]:
    """What they say of a contractor. Called inside a scope."""
    fields = fields_of(by.company_id)
    rows = stands(ContractorValue, by.company_id, "contractor", [contractor.id])[contractor.id] if fields else {}
    return _groups(fields, rows, wording(by), None)


def _groups(
    fields: Sequence[CustomField],
    rows: Mapping[UUID, CustomValue],
    words: Wording,
    document: Mapping[str, str] | None,
) -> list[Group]:
    shown = [_shown(one.field, in_words(one.value, words), document) for one in filled(fields, rows)]
    return [Group(name, list(each)) for name, each in groupby(shown, key=lambda one: one.field.group)]


def _shown(field: CustomField, words: str, document: Mapping[str, Any] | None) -> Shown:
    """On a document that is frozen, a value stands as it was approved."""
    told = (document or {}).get(field.code, "")
    return Shown(field, words, told if told != words else "")
