"""What an order may add to its lines, and how its lines are coded. Pure: values in, reasons out."""

from collections.abc import Collection, Mapping, Sequence
from datetime import date
from typing import Any

from django.utils.translation import gettext_lazy as _

from counterfoil.foundation.catalogue.kit import CatalogueRow
from counterfoil.foundation.catalogue.states import RETIRED
from counterfoil.foundation.kernel.refusals import Reason

from .pricing import MOST_DISCOUNTS, MOST_TAXES

CODING_WORDS: Mapping[str, Any] = {
    "cost_centre": _("a cost centre"),
    "account": _("an account"),
    "project": _("a project"),
}
"""What the lines of an order may be asked to name."""


def charges(
    discounts: int, taxes: int, everything: Sequence[Any], picked: Sequence[CatalogueRow], today: date
) -> list[Reason]:
    """At most two discounts or markups and two taxes, each once, and each still offered (R145, R149)."""
    reasons = []
    if discounts > MOST_DISCOUNTS:
        sentence = _("An order takes at most %(most)s discounts or markups, and %(count)s are named: leave one out.")
        reasons.append(Reason("too_many_discounts", sentence, {"most": MOST_DISCOUNTS, "count": discounts}))
    if taxes > MOST_TAXES:
        sentence = _("An order takes at most %(most)s taxes, and %(count)s are named: leave one out.")
        reasons.append(Reason("too_many_taxes", sentence, {"most": MOST_TAXES, "count": taxes}))
    ids = [one.id for one in everything]
    if len(set(ids)) != len(ids):
        reasons.append(Reason("picked_twice", _("Each discount, markup and tax is picked once.")))
    return reasons + [reason for row in picked for reason in pickable(row, today)]


def pickable(row: CatalogueRow, today: date) -> list[Reason]:
    """A row of a company's list is picked while it is in use, on the days on which it is valid."""
    if row.state == RETIRED:
        return [Reason("retired", _("%(row)s is retired: pick another one."), {"row": str(row)})]
    if row.valid_from and today < row.valid_from:
        sentence = _("%(row)s is valid from %(day)s on: pick another one.")
        return [Reason("not_valid_yet", sentence, {"row": str(row), "day": row.valid_from})]
    if row.valid_through and today > row.valid_through:
        sentence = _("%(row)s was valid until %(day)s: pick another one.")
        return [Reason("no_longer_valid", sentence, {"row": str(row), "day": row.valid_through})]
    return []


def jobs(named: Sequence[str], taken: Collection[str]) -> list[Reason]:
    """One live order line alone names a job: else the same work would be ordered twice (R105)."""
    twice = {job for job in named if named.count(job) > 1} | set(taken)
    sentence = _(
        "The job %(job)s stands on another line already. Order it there, or cancel that order: its jobs are free again then."
    )
    return [Reason("job_taken", sentence, {"job": job}) for job in sorted(twice)]


def coding_in_words(required: Collection[str]) -> str:
    """What a company asks every line to name."""
    return ", ".join(str(words) for name, words in CODING_WORDS.items() if name in required) or "–"


def coded(uncoded: Collection[str]) -> list[Reason]:
    """Each line names what the company asks for: a cost centre, an account, a project."""
    sentence = _("The company asks for %(what)s on every line: change the draft and pick one.")
    missing = [name for name in CODING_WORDS if name in uncoded]
    return [Reason(f"{name}_needed", sentence, {"what": str(CODING_WORDS[name])}) for name in missing]
