"""The layout that numbers are dealt by now: read in the moment the number is dealt."""

from uuid import UUID

from .models import Layout
from .numbers import DEFAULT_PATTERN


def newest(company_id: UUID) -> Layout | None:
    """The layout set last, if any was."""
    return Layout.objects.within(company_id).order_by("-version").first()


def pattern_of(company_id: UUID) -> str:
    """The company's pattern, or the one that every company starts with."""
    layout = newest(company_id)
    return layout.pattern if layout else DEFAULT_PATTERN
