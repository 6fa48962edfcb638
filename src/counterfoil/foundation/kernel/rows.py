"""Rows as they came from the database, and what was changed of one since.

A row is made of its values as they stand. `Model.__init__` sets each of them by itself, looks for what was not given and sends
signals that nobody here receives, and takes longer than reading the row.
"""

from collections.abc import Callable, Sequence
from functools import cache
from typing import Any, TypeVar

from django.contrib.postgres.fields import ArrayField
from django.db import DEFAULT_DB_ALIAS, models
from django.db.models.base import ModelState
from django.db.models.query_utils import DeferredAttribute
from django.db.models.signals import post_init, pre_init

M = TypeVar("M", bound=models.Model)

KEY = ("company_id", "id")
_CHANGE_WITHIN = (models.JSONField, ArrayField)


class Known(ModelState):
    """The state of a row of which is known what the database has."""

    read: dict[str, Any] | None = None

    @property
    def db(self) -> str:
        """The database that the row is in."""
        return DEFAULT_DB_ALIAS

    @db.setter
    def db(self, _alias: str) -> None:
        # Django says it whenever it has saved the row or read it anew: what was read before is no measure then.
        self.read = None


@cache
def maker(model: type[M]) -> Callable[[Sequence[Any]], M]:
    """What makes a row of this table from the values of all its columns, in the order of the fields."""
    _refuse_own_beginning(model)
    names = [field.attname for field in model._meta.concrete_fields]

    def made(values: Sequence[Any]) -> M:
        row, state = model.__new__(model), Known()
        state.adding, state.read = False, dict(zip(names, values, strict=True))
        row.__dict__.update(state.read, _state=state)
        return row

    return made


def remember(row: models.Model) -> None:
    """The database has the row as it is: from now on, what changes of it is written and nothing else."""
    state = row._state if isinstance(row._state, Known) else Known()
    state.fields_cache = row._state.fields_cache
    state.adding = False
    state.read = {field.attname: row.__dict__[field.attname] for field in row._meta.concrete_fields}
    row._state = state


def changed(row: models.Model) -> list[Any]:
    """The fields, but for the key, that are not as they were read; all of them where that is not known.

    What triggers have counted meanwhile is not among them and so is not written over. A list or JSON may have changed within,
    and always is.
    """
    fields = [field for field in row._meta.concrete_fields if field.attname not in KEY]
    read, now = getattr(row._state, "read", None), row.__dict__
    if read is None:
        return fields
    return [field for field in fields if now[field.attname] != read[field.attname] or isinstance(field, _CHANGE_WITHIN)]


def _refuse_own_beginning(model: type[models.Model]) -> None:
    """A model that does something of its own where a row begins would be passed by."""
    own: list[str] = []
    if model.__init__ is not models.Model.__init__ or model.from_db.__func__ is not models.Model.from_db.__func__:  # type: ignore[attr-defined]
        own.append("how it begins")
    own += [str(signal) for signal in (pre_init, post_init) if signal.has_listeners(model)]
    own += [
        field.name
        for field in model._meta.concrete_fields
        if not isinstance(getattr(model, field.attname), DeferredAttribute)
    ]
    if own:
        raise TypeError(f"rows of {model.__name__} are made with more than their values: {', '.join(own)}")
