"""What is archived: left out of a list, unless it is asked for or searched for."""

from dataclasses import dataclass
from typing import ClassVar

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from .filters import When

_SAYS = "Only those that are archived; with false, all others. Unless this, a search or a number is asked for, they are left out."


@dataclass(frozen=True)
class Archived(When):
    """Those that are archived."""

    whole: ClassVar[bool] = True


ARCHIVED = Archived(
    "archived",
    _("Archived"),
    _SAYS,
    lambda reader: Q(archived_at__isnull=False),
    (_("Archived"), _("Not archived")),
    inside=True,
)
IN_LISTS = Q(archived_at__isnull=True)
