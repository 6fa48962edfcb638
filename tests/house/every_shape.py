"""Every shape that there is, and what each of its fields is read from."""

from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from inspect import getattr_static
from typing import Any, get_args, get_type_hints

from django.db import models

from counterfoil.insight.shapes import catalogues, match_policies, people, policies, trace
from counterfoil.insight.shapes.shape import Mark, Part, Shape
from counterfoil.interfaces.api import answers

ROOMS = (trace, people, match_policies, policies, catalogues, answers)
"""Importing these brings all of them."""


def every_shape(among: type[Shape] = Shape) -> list[type[Shape]]:
    """Every class of shapes, those that others are made from too."""
    return [found for one in among.__subclasses__() for found in (one, *every_shape(one))]


def lost(shape: type[Shape]) -> list[str]:
    """The fields that are read from a column which is not there."""
    return [
        name
        for name, part in shape.parts.items()
        if not part.told and Mark.GIVEN not in part.marks and not _stands(shape.columns_of, part)
    ]


def _stands(table: Any, part: Part) -> bool:
    for name in part.column.split("."):
        known = dict(_columns(table))
        if name not in known and not (part.shape and f"{name}_id" in known):
            return False
        table = known.get(name)
    return True


def _led_to(hint: Any) -> Any:
    return next(
        (
            one
            for one in (get_args(hint) or (hint,))
            if isinstance(one, type) and (issubclass(one, models.Model) or is_dataclass(one))
        ),
        None,
    )


def _columns(table: Any) -> Iterator[tuple[str, Any]]:
    """Each column by its name, and the table that it leads to."""
    if isinstance(table, type) and issubclass(table, models.Model):
        for field in table._meta.get_fields():
            yield from ((name, field.related_model) for name in (field.name, getattr(field, "attname", field.name)))
    elif is_dataclass(table):
        hints = get_type_hints(table)
        yield from ((field.name, _led_to(hints[field.name])) for field in fields(table))
    yield from ((name, None) for name in dir(table) if isinstance(getattr_static(table, name), property))
