"""That something is on hold, as everybody who sees it may know it: until when, and whom to ask. Never why."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from counterfoil.foundation.kernel.written import Words
from counterfoil.foundation.parties.holds import Hold, in_force


@dataclass(frozen=True)
class Held:
    """A hold that stands today. Its last day is still held; without one it stands until it is lifted."""

    last_day: date | None
    who: str


def held_today(holds: Iterable[Hold], today: date) -> list[Held]:
    """Those of these holds that stand on this day; what two of them say alike is said once."""
    standing = (Held(hold.last_day, hold.owner.name) for hold in holds if in_force(hold, today))
    return list(dict.fromkeys(standing))


def held_in_words(held: Sequence[Held], words: Words) -> str:
    """Until when it is on hold and whom to ask, as a row of a list says it; empty where nothing holds it."""
    return "; ".join(_said(one, words) for one in held)


def _said(one: Held, words: Words) -> str:
    if one.last_day is None:
        return _("On hold until it is lifted, ask %(who)s") % {"who": one.who}
    return _("On hold until %(day)s, ask %(who)s") % {"day": words.day(one.last_day), "who": one.who}
