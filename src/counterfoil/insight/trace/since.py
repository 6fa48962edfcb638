"""What an order that waits for approval says otherwise than when its reader last looked, field by field.

A draft is edited in place. What it said when it was last asked for is what it says now, with every change since then undone;
the trail has them all.
"""

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db.models import Model, TextField
from django.db.models.functions import Cast
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from counterfoil.foundation.catalogue.models import Account, CostCentre, MatchPolicy, Project
from counterfoil.foundation.catalogue.units import UNITS
from counterfoil.foundation.companies.models import Member
from counterfoil.foundation.kernel.canonical import plain_decimal
from counterfoil.foundation.kernel.terms_words import words as terms_words
from counterfoil.foundation.kernel.written import MonetaryAmount, as_data
from counterfoil.foundation.parties.models import Contractor
from counterfoil.foundation.trail.models import Change, Entry
from counterfoil.lifecycle.engagements.models import Engagement
from counterfoil.lifecycle.orders.custom_printed import shortly
from counterfoil.lifecycle.orders.models import KINDS, Order, OrderLine, Revision, RevisionCharge, RevisionLine

from .facts import Facts
from .sides import Sides

_Row = dict[str, Any]
_Said = dict[str, Any]
_TABLES: dict[str, type[Model]] = {
    one._meta.db_table: one for one in (Order, Revision, RevisionCharge, OrderLine, RevisionLine)
}
HEAD: dict[str, Any] = {
    "title": gettext_lazy("Title"),
    "contractor": gettext_lazy("Contractor"),
    "engagement": gettext_lazy("Engagement"),
    "currency": gettext_lazy("Currency"),
    "rate": gettext_lazy("Rate"),
    "match_policy": gettext_lazy("Match policy"),
    "payment_terms": gettext_lazy("Payment terms"),
    "starts_on": gettext_lazy("First day"),
    "ends_on": gettext_lazy("Last day"),
    "notes": gettext_lazy("Notes"),
    "charges": gettext_lazy("Discounts, taxes and adjustments"),
    "total": gettext_lazy("Total"),
    "allowance": gettext_lazy("May be billed above it"),
    "fields": gettext_lazy("Custom fields on the document"),
}
LINE: dict[str, Any] = {
    "heading": gettext_lazy("heading"),
    "text": gettext_lazy("what is to be done"),
    "details": gettext_lazy("details"),
    "quantity": gettext_lazy("quantity"),
    "unit": gettext_lazy("unit"),
    "unit_price": gettext_lazy("unit price"),
    "discount": gettext_lazy("discount or markup in per cent"),
    "tax_exempt": gettext_lazy("free of tax"),
    "job": gettext_lazy("job"),
    "cost_centre": gettext_lazy("cost centre"),
    "account": gettext_lazy("account"),
    "project": gettext_lazy("project"),
    "starts_on": gettext_lazy("first day"),
    "ends_on": gettext_lazy("last day"),
    "match_policy": gettext_lazy("match policy"),
}
_CODED = ("cost_centre", "account", "project")
_NAMED: dict[str, type[Model]] = {
    "contractor": Contractor,
    "engagement": Engagement,
    "match_policy": MatchPolicy,
    "cost_centre": CostCentre,
    "account": Account,
    "project": Project,
}


@dataclass(frozen=True)
class Otherwise(Sides):
    """One field that says otherwise now; None on one side where it, or its whole line, was not there."""

    field: str
    line: int | None
    before: Any
    now: Any

    @property
    def words(self) -> str:
        """What the field is called, with its line."""
        if self.line is None:
            return str(HEAD[self.field])
        return _("Line %(n)s, %(field)s") % {"n": self.line, "field": LINE[self.field]}


@dataclass(frozen=True)
class Since:
    """What changed since the reader last decided on the order, or else since it was last asked for."""

    at: datetime
    decided: bool
    changes: Sequence[Otherwise]


def since(facts: Facts, by: Member) -> Since | None:
    """What changed since this reader last looked; nothing where it was never asked for before. Called inside a scope."""
    asked = [entry for entry in facts.entries if entry.verb == "order.submit" and entry.outcome == Entry.DONE]
    if facts.order.state != "pending" or len(asked) < 2:
        return None
    earlier = facts.rounds[:-1]
    own = [n for n, one in enumerate(earlier) if by.id in {step.member_id for step in one.steps}]
    last = own[-1] if own else len(earlier) - 1
    place = facts.entries.index(asked[last])
    later = [entry.id for entry in facts.entries[place + 1 :]]
    now, before = _standing(facts), _standing(facts)
    _undo(before, _changes(facts.order.company_id, later))
    found = [*_head(_head_of(before), _head_of(now)), *_lines(_lines_of(before), _lines_of(now))]
    return Since(asked[last].at, bool(own), _with_names(facts.order.company_id, found))


_Rows = dict[str, dict[UUID, _Row]]


def _standing(facts: Facts) -> _Rows:
    """The rows of the order as they stand, each column by its name."""
    rows: Sequence[Model] = [facts.order, facts.revision, *(one.line for one in facts.lines), *facts.lines]
    rows = [*rows, *facts.revision.all_charges]
    found: _Rows = {table: {} for table in _TABLES}
    for row in rows:
        columns = {str(field.column): getattr(row, field.attname) for field in row._meta.concrete_fields}
        found[row._meta.db_table][columns["id"]] = columns
    return found


def _changes(company_id: UUID, entries: Sequence[UUID]) -> Iterable[tuple[str, UUID, str, str, str]]:
    """The changes of these entries, the newest first; their values as text, so that no figure is read as a float."""
    found = Change.objects.within(company_id).filter(entry_id__in=entries, relation__in=list(_TABLES)).order_by("-seq")
    said = found.annotate(own=Cast("plain", TextField()), words=Cast("personal", TextField()))
    return said.values_list("relation", "row_id", "op", "own", "words")


def _undo(rows: _Rows, changes: Iterable[tuple[str, UUID, str, str, str]]) -> None:
    for relation, row_id, op, own, words in changes:
        if op == "I":
            rows[relation].pop(row_id, None)
            continue
        said = json.loads(own, parse_float=Decimal) | json.loads(words, parse_float=Decimal)
        fields = {str(field.column): field for field in _TABLES[relation]._meta.concrete_fields}
        row = rows[relation].setdefault(row_id, dict.fromkeys(fields))
        row |= {name: fields[name].to_python(pair[0]) for name, pair in said.items() if name in fields}


def _head_of(rows: _Rows) -> _Said:
    (order,), (revision,) = rows[Order._meta.db_table].values(), rows[Revision._meta.db_table].values()
    currency = order["currency"]
    return {name: order[name] for name in ("title", "notes", "currency", "rate")} | {
        "contractor": order["contractor_id"],
        "engagement": order["engagement_id"],
        "match_policy": order["match_policy_id"],
        "payment_terms": terms_words(order["payment_terms"]) or None,
        "starts_on": revision["starts_on"],
        "ends_on": revision["ends_on"],
        "charges": _charges_of(rows) or None,
        "total": MonetaryAmount(revision["total"], currency),
        "allowance": MonetaryAmount(revision["allowance_amount"], currency),
        "fields": shortly(revision["printed"]) or None,
    }


def _lines_of(rows: _Rows) -> list[_Said]:
    """The lines in their order, each with its place."""
    (order,), places = rows[Order._meta.db_table].values(), rows[OrderLine._meta.db_table]
    lines = [
        {name: line[name] for name in ("text", "quantity", "starts_on", "ends_on")}
        | {name: line[name] or None for name in ("heading", "details", "discount", "tax_exempt")}
        | {name: line[f"{name}_id"] for name in _CODED}
        | {"job": places[line["line_id"]]["job"] or None}
        | {"unit": str(UNITS.get(line["unit"], line["unit"])), "match_policy": line["match_policy_id"]}
        | {"unit_price": MonetaryAmount(line["unit_price"], order["currency"])}
        | {"line": places[line["line_id"]]["position"]}
        for line in rows[RevisionLine._meta.db_table].values()
    ]
    return sorted(lines, key=lambda line: int(line["line"]))


def _charges_of(rows: _Rows) -> str:
    """Each discount, markup, tax and adjustment in its own words, with its per cent, or the amount that was typed."""
    charges = rows[RevisionCharge._meta.db_table].values()
    placed = sorted(charges, key=lambda one: (KINDS.index(one["kind"]), one["position"]))
    return ", ".join(_charge(one) for one in placed)


def _charge(one: _Row) -> str:
    figure = plain_decimal(one["amount"]) if one["percent"] is None else f"{plain_decimal(one['percent'])} %"
    return f"{one['words']} {figure}"


def _head(before: _Said, now: _Said) -> list[Otherwise]:
    return [Otherwise(name, None, before[name], now[name]) for name in HEAD if before[name] != now[name]]


def _lines(before: Sequence[_Said], now: Sequence[_Said]) -> Iterator[Otherwise]:
    """Where a line stands now counts as its place; one that was left out has the place that it had."""
    for old, new in _paired(before, now):
        place = int((new or old)["line"])
        for name in LINE:
            one, other = old.get(name), new.get(name)
            if one != other:
                yield Otherwise(name, place, one, other)


def _paired(before: Sequence[_Said], now: Sequence[_Said]) -> list[tuple[_Said, _Said]]:
    """Each line with the one that it was: of the same words, else the next one that is left; empty where there is none."""
    left, pairs, changed = list(before), list[tuple[_Said, _Said]](), list[_Said]()
    for line in now:
        same = next((one for one in left if one["text"] == line["text"]), None)
        if same is None:
            changed.append(line)
            continue
        left.remove(same)
        pairs.append((same, line))
    pairs += [(left.pop(0) if left else {}, line) for line in changed]
    return [*sorted(pairs, key=lambda pair: int(pair[1]["line"])), *((line, {}) for line in left)]


def _with_names(company_id: UUID, found: Sequence[Otherwise]) -> list[Otherwise]:
    """Contractors, engagements and match policies by their names."""
    names: dict[UUID, str] = {}
    for kind, model in _NAMED.items():
        ids = {one for each in found if each.field == kind for one in (each.before, each.now) if one}
        if ids:
            rows: Any = model._default_manager.filter(company_id=company_id, id__in=ids)
            names |= dict(rows.values_list("id", "title" if model is Engagement else "name"))
    return [
        Otherwise(one.field, one.line, names.get(one.before, "") or None, names.get(one.now, "") or None)
        if one.field in _NAMED
        else one
        for one in found
    ]


def as_plain(value: Any) -> str | None:
    """The value as data: plain, whoever reads."""
    return as_data({"value": value})["value"] if value is not None else None
