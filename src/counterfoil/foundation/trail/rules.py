"""What can be asked for of many things at once. Pure: values in, reasons out."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from counterfoil.foundation.kernel.refusals import Reason, not_permitted


def begin(verb: str, there: bool, may: bool, ids: Sequence[UUID]) -> list[Reason]:
    """There is such a verb on one thing, who asks may use it, and each thing is named once."""
    reasons = []
    if not there:
        sentence = _("There is no verb %(verb)s that is done with one thing, so it is not done with many.")
        reasons.append(Reason("not_in_bulk", sentence, {"verb": verb}))
    elif not may:
        reasons.append(not_permitted(verb))
    if len(set(ids)) < len(ids):
        reasons.append(Reason("named_twice", _("Something is named twice. Nothing was begun; name each once.")))
    return reasons


def cancel(cancelled_at: datetime | None, waiting: int) -> list[Reason]:
    """What is done stays done: only what waits can be stopped, and once."""
    if cancelled_at is not None:
        return [Reason("cancelled", _("It was cancelled before."))]
    if not waiting:
        return [Reason("nothing_waits", _("Nothing of it waits any more; what is done stays done."))]
    return []
