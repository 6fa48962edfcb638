"""What may be changed of an engagement. Pure: values in, reasons out."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from counterfoil.foundation.kernel import archiving
from counterfoil.foundation.kernel.refusals import Reason
from counterfoil.foundation.kernel.values import Values

from .models import Engagement


def archive(engagement: Engagement) -> list[Reason]:
    """What is archived is not archived again. What was ordered under it runs on."""
    return archiving.archive(engagement)


def unarchive(engagement: Engagement) -> list[Reason]:
    """Only what is archived comes back."""
    return archiving.unarchive(engagement)


def changed_engagement(engagement: Engagement, changes: Values) -> list[Reason]:
    """What is named has to differ, and the days to be in order with the one that stays."""
    named: dict[str, Any] = changes.model_dump(exclude_unset=True)
    reasons = []
    if all(getattr(engagement, name) == value for name, value in named.items()):
        reasons.append(Reason("unchanged", _("That is what it says already.")))
    first, last = (named.get(name, getattr(engagement, name)) for name in ("starts_on", "ends_on"))
    if first and last and last < first:
        sentence = _("It would end on %(last)s, which is before %(first)s, when it begins.")
        reasons.append(Reason("days_reversed", sentence, {"first": first, "last": last}))
    return reasons
