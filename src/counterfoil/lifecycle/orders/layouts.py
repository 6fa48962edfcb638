"""The layout that numbers are dealt by now, read in the moment the number is dealt; and those that dealt any before."""

from uuid import UUID

from django.db import connection

from counterfoil.foundation.kernel.prepared import Prepared

from .collisions import readable
from .models import LOADED, Layout, Order
from .numbers import DEFAULT_PATTERN

_ONE_SETS = "SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))"
_MANY_LOAD = "SELECT pg_advisory_xact_lock_shared(hashtextextended(%s, 0))"


def wait_to_set(company_id: UUID) -> None:
    """Until the action ends nobody else sets a layout, and nobody loads a number that it could deal."""
    _wait(_ONE_SETS, company_id)


def wait_to_load(company_id: UUID) -> None:
    """Until the action ends nobody sets a layout; others go on loading."""
    _wait(_MANY_LOAD, company_id)


def wait_to_load_many(company_id: UUID) -> None:
    """Until the action ends nobody else loads anything, nor sets a layout: one lock, instead of one for each number."""
    _wait(_ONE_SETS, company_id)


def _wait(lock: str, company_id: UUID) -> None:
    with connection.cursor() as cursor:
        cursor.execute(lock, [f"layouts {company_id}"])


def newest(company_id: UUID) -> Layout | None:
    """The layout set last, if any was."""
    return next(iter(_NEWEST(company_id=company_id)), None)


def pattern_of(company_id: UUID) -> str:
    """The company's pattern, or the one that every company starts with."""
    layout = newest(company_id)
    return layout.pattern if layout else DEFAULT_PATTERN


def in_use(company_id: UUID) -> list[str]:
    """The layout that stands, and every other in which a number that was dealt could be read."""
    stands = pattern_of(company_id)
    set_once = Layout.objects.within(company_id).order_by("version").values_list("pattern", flat=True)
    dealt = Order.objects.within(company_id).filter(number__isnull=False, origin="issued")
    return [
        pattern
        for pattern in dict.fromkeys([DEFAULT_PATTERN, *set_once])
        if pattern == stands or dealt.filter(number_normal__regex=readable(pattern)).exists()
    ]


def loaded_in(company_id: UUID, pattern: str) -> str | None:
    """A number that was loaded from elsewhere and could be read as one of this layout, if there is any."""
    loaded = Order.objects.within(company_id).filter(origin=LOADED, number_normal__regex=readable(pattern))
    return loaded.values_list("number", flat=True).first()


_NEWEST = Prepared[Layout](lambda company_id: Layout.objects.within(company_id).order_by("-version")[:1])
