"""One verb for many rows, before it is done: with which of them it can be done now, and why not with the others.

The verb's own rule is asked, through the case that the verb would ask it with: what is shown and what is done can't disagree.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from counterfoil.foundation.companies.models import Member
from counterfoil.foundation.kernel.cases import Case, together
from counterfoil.foundation.kernel.refusals import Reason
from counterfoil.insight.verbs.available import asked
from counterfoil.insight.verbs.registered import VERBS
from counterfoil.lifecycle.matching.kinds import KINDS

from .every import LISTS
from .listing import AnyListing
from .many import GATHER
from .reader import Reader

Rows = Sequence[tuple[UUID, str]]


@dataclass(frozen=True)
class Named:
    """What a thing is called, and on whose page it stands."""

    words: str
    page: str
    page_id: UUID


@dataclass(frozen=True)
class Row:
    """One row before the verb: what it is called, what was seen of it, and every reason against it."""

    id: UUID
    named: Named
    seen: str
    reasons: Sequence[Reason]


@dataclass(frozen=True)
class Against:
    """Some reasons, and the rows against which they stand."""

    reasons: Sequence[Reason]
    rows: Sequence[Row]


@dataclass(frozen=True)
class Preview:
    """What would be done: the rows that it can be done with, the others by their reasons, and how many are not there."""

    verb: str
    can: Sequence[Row]
    against: Sequence[Against]
    missing: int

    @property
    def not_there(self) -> str:
        """What is said of those that are missing, whether they never were or are somebody else's."""
        return str(_("Not there, or not yours to see."))

    @property
    def cannot(self) -> int:
        """With how many it can't be done."""
        return sum(len(one.rows) for one in self.against) + self.missing


def preview(by: Member, at: datetime, verb: str, ids: Sequence[UUID]) -> Preview:
    """The verb's own rule, asked of each of these. Called inside a scope."""
    wanted = list(dict.fromkeys(ids))
    rows = rows_before(by, at, verb, wanted)
    there = [rows[row_id] for row_id in wanted if row_id in rows]
    groups: dict[tuple[str, ...], list[Row]] = {}
    for row in there:
        if row.reasons:
            groups.setdefault(tuple(reason.words for reason in row.reasons), []).append(row)
    against = sorted((Against(each[0].reasons, each) for each in groups.values()), key=lambda one: -len(one.rows))
    return Preview(verb, [row for row in there if not row.reasons], against, len(wanted) - len(there))


def rows_before(by: Member, at: datetime, verb: str, ids: Sequence[UUID]) -> dict[UUID, Row]:
    """Each of these that the member sees, before the verb. Called inside a scope."""
    wanted = VERBS[verb]
    if wanted.on is None:
        return {}
    cases = GATHER[wanted.on.subject](wanted.on, by, at, ids)
    together(list(cases.values()))
    shown = "shown" in wanted.given.model_fields
    return {
        row_id: Row(
            row_id, _named(case), case.digest if shown else case.seen, asked(verb, case.ask(*wanted.rules), by).reasons
        )
        for row_id, case in _each(cases)
    }


@dataclass(frozen=True)
class Offer:
    """The verbs for many things that stand elsewhere than in a list's own rows: several exceptions of one invoice."""

    name: str
    title: Any
    moves: Sequence[str]


BESIDE = {
    one.name: one
    for one in (
        Offer("exceptions", _("Exceptions"), ("exception.accept", "exception.assign")),
        Offer("evidence", _("Evidence"), ("evidence.accept", "evidence.reject")),
    )
}
Offering = AnyListing | Offer


def offered(name: str) -> Offering | None:
    """What is done with many things of this name."""
    listing = LISTS.get(name)
    return BESIDE.get(name, listing) if listing is None or not listing.moves else listing


def offering(verb: str) -> Offering | None:
    """Where a verb is done with many things."""
    every: Sequence[Offering] = [*LISTS.values(), *BESIDE.values()]
    return next((one for one in every if verb in one.moves), None)


def moves_of(one: Offering, reader: Reader) -> list[str]:
    """The verbs that this reader may do with many of them."""
    there = offered(one.name)
    return [] if reader.outside or there is None else [verb for verb in there.moves if reader.by.may(verb)]


def _each(cases: Any) -> Sequence[tuple[UUID, Any]]:
    return list(cases.items())


def _named(case: Case) -> Named:
    return _NAMES[case.subject](case)


def _order(case: Any) -> Named:
    return Named(
        f"{case.order.number} · {case.order.title}" if case.order.number else case.order.title, "record", case.order.id
    )


def _exception(case: Any) -> Named:
    invoice = case.invoice
    return Named(f"{invoice.number} · {KINDS[case.exception.kind].words}", "invoice", invoice.id)


def _payment(case: Any) -> Named:
    return Named(case.payment.reference or ", ".join(one.number for one in case.paid), "payment", case.payment.id)


_NAMES: dict[str, Callable[[Any], Named]] = {
    "order": _order,
    "invoice": lambda case: Named(case.invoice.number, "invoice", case.invoice.id),
    "exception": _exception,
    "submission": lambda case: Named(str(case.order), "submission", case.submission.id),
    "payment": _payment,
}
