"""All checks of one company, one after the other."""

import logging
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db import connection, transaction

from counterfoil.foundation.kernel import scope
from counterfoil.foundation.kernel.outages import is_outage

from . import (
    alerts,
    apart,
    arrivals,
    balances,
    changerequests,
    compared,
    could,
    cut_off,
    dealt,
    documents,
    due,
    evidence,
    fields,
    hiring,
    ids,
    invoices,
    levels,
    mail,
    matching,
    numbers,
    orders,
    payments,
    people,
    policies,
    rates,
    rebuilt,
    remittances,
    requisitions,
    seals,
    steps,
    thresholds,
    twins,
    wishes,
    write_offs,
    written,
)
from .finding import Finding, rows
from .parked import parked

log = logging.getLogger(__name__)

CHECKS = (
    rebuilt,
    remittances,
    alerts,
    thresholds,
    orders,
    rates,
    numbers,
    dealt,
    arrivals,
    balances,
    evidence,
    invoices,
    due,
    matching,
    compared,
    payments,
    twins,
    write_offs,
    hiring,
    requisitions,
    changerequests,
    wishes,
    people,
    policies,
    could,
    apart,
    levels,
    mail,
    fields,
    written,
    steps,
    documents,
    ids,
)


@dataclass(frozen=True)
class Verdict:
    """What was looked at and what does not agree. `head` is the chain hash to note elsewhere.

    `parked` is what followers gave up on: listed, and no fault of the books. `noted` is a head that was noted before,
    and `grows` whether these books grow from it; None where none was given.
    """

    company_id: UUID
    entries: int
    changes: int
    orders: int
    positions: int
    head: str
    findings: list[Finding]
    parked: list[Finding]
    noted: str = ""
    grows: bool | None = None

    @property
    def clean(self) -> bool:
        """Whether everything agrees."""
        return not self.findings

    def as_data(self) -> dict[str, Any]:
        """The verdict for JSON."""
        counts = {name: getattr(self, name) for name in ("entries", "changes", "orders", "positions", "head")}
        if self.noted:
            counts |= {"noted": self.noted, "grows_from_noted": self.grows}
        found = {name: [one.as_data() for one in getattr(self, name)] for name in ("findings", "parked")}
        return {"company": str(self.company_id), "clean": self.clean, **counts, **found}


def verify(company_id: UUID, noted: str = "") -> Verdict:
    """Seal what is not sealed yet, then check the books of a company against themselves, and against a head noted before.

    All checks see one moment: they run in one repeatable read. Only what sealing would cover is asked beforehand.
    """
    with scope.snapshot(company_id):
        findings = list(cut_off.check(company_id))
    ended = _seal_everything()
    with scope.snapshot(company_id):
        _plan_for_everything()
        findings += seals.check(company_id, ended)
        grown = list(seals.grown_from(company_id, noted)) if noted else []
        findings += grown
        findings += [finding for check in CHECKS for finding in _made(check, company_id)]
        given_up = parked(company_id)
        positions, head = seals.head(company_id)
        counts = rows(
            """SELECT (SELECT count(*) FROM trail_entry WHERE company_id = %s),
                      (SELECT count(*) FROM trail_change WHERE company_id = %s),
                      (SELECT count(*) FROM orders_order WHERE company_id = %s)""",
            company_id,
            company_id,
            company_id,
        )[0]
    entries, changes, order_count = counts
    grows = not grown if noted else None
    return Verdict(company_id, entries, changes, order_count, positions, head, findings, given_up, noted, grows)


def _made(check: Any, company_id: UUID) -> list[Finding]:
    """What a check finds. A row on which it stumbles, such as a day without end, hides nothing that the others would find."""
    found: list[Finding] = []
    try:
        with transaction.atomic():
            found.extend(check.check(company_id))
    except Exception as error:
        if is_outage(error):
            raise
        log.exception("a check of company %s was not made to its end", company_id)
        name = check.__name__.rpartition(".")[2]
        sentence = f"the check {name} was not made to its end, for a row can't be read: {type(error).__name__}: {error}"
        found.append(Finding("unreadable", str(company_id), sentence))
    return found


def _plan_for_everything() -> None:
    """Have rows joined by sorting or hashing: the checks read all of a company, and what a planner without statistics takes for
    a handful of rows, looked up one by one, takes it minutes."""
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_nestloop = off")


def _seal_everything() -> str:
    """Seal all that has ended, and give the transaction id below which everything had."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_snapshot_xmin(pg_current_snapshot())::text")
        ended: str = cursor.fetchone()[0]
        sealed = 1
        while sealed:
            cursor.execute("SELECT seal_next()")
            sealed = cursor.fetchone()[0]
    return ended
