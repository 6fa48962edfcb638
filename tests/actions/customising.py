"""Custom fields for tests: added by Fay, and what they say of orders, lines and contractors."""

from typing import Any
from uuid import UUID

from counterfoil.foundation.catalogue.catalogues import CUSTOM_FIELDS
from counterfoil.foundation.catalogue.custom_values import CustomValue
from counterfoil.foundation.kernel import scope
from counterfoil.foundation.parties.models import ContractorValue
from counterfoil.lifecycle.orders.models import LineValue, Value

from ..cast import Cast
from ..catalogues import added, done

EVERY_KIND: dict[str, tuple[Any, Any]] = {
    "number": ("12.5", "12.5"),
    "flag": (False, False),
    "line": ("Shelf 7", "Shelf 7"),
    "text": ("Two\nlines", "Two\nlines"),
    "day": ("2026-03-31", "2026-03-31"),
    "time": ("14:30", "14:30:00"),
    "moment": ("2026-03-31T09:00:00+02:00", "2026-03-31T07:00:00+00:00"),
    "choice": ("Blue", "Blue"),
}
"""Of each kind a value as it is typed, and as programs read it."""


def field(cast: Cast, code: str, kind: str = "line", **more: Any) -> UUID:
    """A custom field on orders, unless it is said where; a choice is of red and blue."""
    choices = {"choices": ["Red", "Blue"]} if kind == "choice" else {}
    return added(CUSTOM_FIELDS, cast, code=code, kind=kind, **{"name": code.title(), **choices, **more})


def every_kind(cast: Cast, **more: Any) -> None:
    """One field of each kind, under its kind's name in capitals."""
    for kind in EVERY_KIND:
        field(cast, kind.upper(), kind, **more)


def retired(cast: Cast, field_id: UUID) -> None:
    """A field that is not in use any more."""
    done(CUSTOM_FIELDS, "retire", cast, field_id)


def said(cast: Cast, model: type[CustomValue], **whose: Any) -> dict[str, Any]:
    """What custom fields say, by their codes."""
    with scope.reading(cast.company_id):
        rows = model._default_manager.filter(**whose).select_related("field")
        return {row.field.code: row.value for row in rows}


def of_order(cast: Cast, order_id: UUID) -> dict[str, Any]:
    """What they say of an order."""
    return said(cast, Value, order_id=order_id)


def of_line(cast: Cast, order_id: UUID, position: int = 1) -> dict[str, Any]:
    """What they say of a line."""
    return said(cast, LineValue, order_id=order_id, line__position=position)


def of_contractor(cast: Cast, contractor_id: UUID) -> dict[str, Any]:
    """What they say of a contractor."""
    return said(cast, ContractorValue, contractor_id=contractor_id)
