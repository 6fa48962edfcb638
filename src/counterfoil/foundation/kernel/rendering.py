"""Migrating without making models anew for a guard.

Django makes every model that a migration sees anew, with all that point at it, whenever a constraint is added or taken away.
There are some hundreds of guards, and none of them changes a column: two thirds of the time of a first `migrate` went into that.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.apps import apps
from django.db.migrations.state import ProjectState

_OPTIONS = frozenset({"constraints", "indexes"})


@contextmanager
def models_stand_through_guards() -> Iterator[None]:
    """While this lasts, our models that a migration sees are told of a constraint or index, and not made anew for it."""
    appended, removed = ProjectState._append_option, ProjectState._remove_option  # type: ignore[attr-defined]

    def append(self: Any, app_label: str, model_name: str, option_name: str, one: Any) -> None:
        if not _is_ours(app_label, option_name):
            appended(self, app_label, model_name, option_name, one)
            return
        _tell(self, app_label, model_name, option_name, lambda there: [*there, one])

    def remove(self: Any, app_label: str, model_name: str, option_name: str, name: str) -> None:
        if not _is_ours(app_label, option_name):
            removed(self, app_label, model_name, option_name, name)
            return
        _tell(self, app_label, model_name, option_name, lambda there: [one for one in there if one.name != name])

    ProjectState._append_option, ProjectState._remove_option = append, remove  # type: ignore[attr-defined]
    try:
        yield
    finally:
        ProjectState._append_option, ProjectState._remove_option = appended, removed  # type: ignore[attr-defined]


def _is_ours(app_label: str, option_name: str) -> bool:
    return option_name in _OPTIONS and apps.get_app_config(app_label).name.startswith("counterfoil.")


def _tell(state: Any, app_label: str, model_name: str, option_name: str, changed: Any) -> None:
    """Change the option in the state, and in the model where it was made from the state already."""
    options = state.models[app_label, model_name].options
    options[option_name] = changed(options[option_name])
    if "apps" in state.__dict__:
        setattr(state.apps.get_model(app_label, model_name)._meta, option_name, list(options[option_name]))
