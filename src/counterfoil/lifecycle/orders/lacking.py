"""What drafts lack that their company asks for before they are submitted: codes on their lines, and custom fields.

Read for all drafts of a page at once, with the same queries for three and for sixty; of what is no draft nothing is read.
"""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Count, F, Q

from counterfoil.foundation.catalogue.custom_kinds import ORDER, ORDER_LINE
from counterfoil.foundation.catalogue.custom_values import missing
from counterfoil.foundation.catalogue.models import CustomField
from counterfoil.foundation.catalogue.queries import needed_fields

from .custom import on
from .models import LineValue, Order, RevisionLine, Value

Unfilled = Sequence[tuple[CustomField, int | None]]
LACKING = frozenset({"field_needed", "cost_centre_needed", "account_needed", "project_needed"})
"""The reasons against submitting a draft that say what is still to be filled in."""


def uncoded(orders: Sequence[Order], required: Sequence[str]) -> Mapping[UUID, Collection[str]]:
    """Which of the codes that are asked for some line of a draft does not name, by the draft. Called inside a scope."""
    drafts = _drafts(orders) if required else []
    if not drafts:
        return {}
    counts = {f"no_{name}": Count("id", filter=Q(**{f"{name}__isnull": True})) for name in required}
    found = _lines(drafts).order_by().values("order_id").annotate(**counts)
    return {row["order_id"]: [name for name in required if row[f"no_{name}"]] for row in found}


def unfilled(orders: Sequence[Order], day: date) -> Mapping[UUID, Unfilled]:
    """The fields that have to be filled in and are not, each with the place of the line that lacks it, by the draft.

    Called inside a scope.
    """
    drafts = [one for one in _drafts(orders) if one.has_fields]
    needed = needed_fields(drafts[0].company_id, day) if drafts else []
    if not needed:
        return {}
    found: dict[UUID, list[tuple[CustomField, int | None]]] = defaultdict(list)
    own, on_lines = on(needed, ORDER), on(needed, ORDER_LINE)
    filled = _filled(Value, "order_id", drafts, own)
    for draft in drafts:
        found[draft.id] += [(one, None) for one in missing(own, filled[draft.id], day)]
    filled = _filled(LineValue, "line_id", drafts, on_lines)
    lines = _lines(drafts).order_by("line__position").values_list("order_id", "line_id", "line__position")
    for order_id, line_id, position in lines if on_lines else ():
        found[order_id] += [(one, position) for one in missing(on_lines, filled[line_id], day)]
    return found


def _drafts(orders: Sequence[Order]) -> list[Order]:
    return [one for one in orders if one.state == "draft"]


def _lines(drafts: Sequence[Order]) -> Any:
    """What the revisions that stand say of their lines."""
    lines = RevisionLine.objects.within(drafts[0].company_id).filter(order_id__in=[one.id for one in drafts])
    return lines.filter(revision__number=F("order__revision_number"))


def _filled(model: Any, of: str, drafts: Sequence[Order], fields: Sequence[CustomField]) -> dict[UUID, set[UUID]]:
    """Which of these fields say something, by the order or the line."""
    found: dict[UUID, set[UUID]] = defaultdict(set)
    if fields:
        values = model.objects.within(drafts[0].company_id).filter(
            order_id__in=[one.id for one in drafts], field_id__in=[one.id for one in fields]
        )
        for whose, field_id in values.values_list(of, "field_id"):
            found[whose].add(field_id)
    return found
