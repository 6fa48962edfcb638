"""What a company's books say, so that a test can show that nothing in them changed."""

from typing import Any
from uuid import UUID

from django.apps import apps

from counterfoil.foundation.kernel import scope
from counterfoil.foundation.trail.models import Change, Entry

Books = dict[str, list[Any]]


def books(company_id: UUID) -> Books:
    """Every row of every company table but the trail."""
    with scope.reading(company_id):
        return {model.__name__: list(model._default_manager.order_by("pk").values()) for model in _tables()}


def _tables() -> list[Any]:
    models = [model for model in apps.get_models() if model._meta.app_label != "trail"]
    return [model for model in models if any(f.name == "company_id" for f in model._meta.fields) or _is_company(model)]


def _is_company(model: Any) -> bool:
    return model._meta.label == "companies.Company"


def entries(company_id: UUID, **wanted: Any) -> list[Entry]:
    """The entries of the trail, in the order in which they were recorded."""
    with scope.reading(company_id):
        return list(Entry.objects.filter(**wanted).order_by("recorded_at", "id"))


def changes(company_id: UUID, **wanted: Any) -> list[Change]:
    """The changes of the trail, in the order in which they were made."""
    with scope.reading(company_id):
        return list(Change.objects.filter(**wanted).order_by("seq"))
