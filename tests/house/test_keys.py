"""Foreign keys point upstream only: string keys escape the import linter, so every model is walked."""

from django.apps import apps
from django.db import models

ROOMS = (
    *("trail", "companies", "documents", "mail", "catalogue", "parties", "approvals"),
    *("engagements", "orders", "evidence", "invoices", "matching", "payments", "remittances", "alerts"),
)
"""The rooms in the order of the house; the kernel and the doors have no tables."""


def _ours() -> list[type[models.Model]]:
    return [model for model in apps.get_models() if model.__module__.startswith("counterfoil.")]


def test_every_table_lies_in_a_room() -> None:
    assert {model._meta.app_label for model in _ours()} <= set(ROOMS)


def test_keys_point_to_the_same_or_an_earlier_room() -> None:
    downstream = [
        f"{model._meta.label}.{field.name} -> {field.related_model._meta.label}"
        for model in _ours()
        for field in model._meta.fields
        if isinstance(field, models.ForeignKey) and _place(field.related_model) > _place(model)
    ]
    assert downstream == []


def _place(model: type[models.Model]) -> int:
    return ROOMS.index(model._meta.app_label)


def test_nothing_but_the_product_s_own_tables_points_at_them() -> None:
    """Django's and allauth's tables know users, and no company's rows."""
    foreign = [
        f"{model._meta.label}.{field.name}"
        for model in apps.get_models()
        if model not in _ours()
        for field in model._meta.fields
        if isinstance(field, models.ForeignKey) and field.related_model in _ours()
    ]
    assert {name.partition(".")[0] for name in foreign} <= {"account", "usersessions"}
    assert all(name.endswith(".user") for name in foreign)


def test_no_key_deletes_anything_along() -> None:
    cascading = [
        f"{model._meta.label}.{field.name}"
        for model in _ours()
        for field in model._meta.fields
        if field.remote_field and field.remote_field.on_delete is not models.PROTECT
    ]
    assert cascading == []
