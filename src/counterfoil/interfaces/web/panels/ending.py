"""How an order ended, or was turned back: by whom, when, and why in their own words."""

from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from counterfoil.insight.trace.facts import Facts


@dataclass(frozen=True)
class Ending:
    """A no to the order as a sentence, with its moment and its reason."""

    words: str
    at: datetime
    reason: str


def ending(facts: Facts) -> Ending | None:
    """The rejection or the cancelling of the order as it stands; None where there is none, or not for this reader."""
    if facts.order.state == "rejected":
        return _rejected(facts)
    if facts.order.state == "cancelled":
        return _cancelled(facts)
    return None


def _rejected(facts: Facts) -> Ending | None:
    said_no = next((step for step in facts.steps if step.state == "refused"), None)
    if said_no is None or said_no.decided_at is None:
        return None
    words = _("Rejected by %(who)s") % {"who": facts.name(said_no.member_id)}
    return Ending(words, said_no.decided_at, said_no.reason)


def _cancelled(facts: Facts) -> Ending | None:
    """The last word on it: a draft that was discarded is cancelled too, without a reason."""
    ended = ("order.cancel", "order.discard")
    last = next((e for e in reversed(facts.entries) if e.verb in ended and e.outcome == "done"), None)
    if last is None:
        return None
    said = _("Discarded by %(who)s") if last.verb == "order.discard" else _("Cancelled by %(who)s")
    return Ending(said % {"who": facts.name(last.member_id)}, last.at, last.reason or "")
