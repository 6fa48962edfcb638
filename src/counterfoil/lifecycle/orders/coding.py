"""How an order's lines are coded: cost centre, account and project from the company's own lists."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from counterfoil.foundation.catalogue.models import Account, CostCentre, Project
from counterfoil.foundation.companies.models import Member
from counterfoil.foundation.kernel.refusals import NotFound, refuse_if

from . import charge_rules
from .models import Order, OrderLine, RevisionLine
from .values import LineValues

CODINGS: Mapping[str, type[Any]] = {"cost_centre_id": CostCentre, "account_id": Account, "project_id": Project}
"""What a line may name, with the list that it is picked from."""


def known_coding(by: Member, at: datetime, lines: Sequence[LineValues], standing: Iterable[RevisionLine] = ()) -> None:
    """Each code that a line names is the company's, in use and valid; one that stands on the draft already may have ended.

    Raises NotFound and Refused.
    """
    had = {getattr(line, name) for line in standing for name in CODINGS}
    reasons = []
    for name, table in CODINGS.items():
        named = {getattr(line, name) for line in lines} - {None}
        rows: dict[UUID, Any] = {}
        if named:
            rows = {row.id: row for row in table.objects.within(by.company_id).filter(id__in=named)}
        if named - set(rows):
            raise NotFound(name.removesuffix("_id"))
        for row_id in sorted(named - had):
            reasons += charge_rules.pickable(rows[row_id], by.company.today(at))
    refuse_if(reasons)


def known_jobs(order: Order, lines: Sequence[LineValues]) -> None:
    """A job of a project tool stands on one live order line alone (R105). Raises Refused."""
    named = [line.job for line in lines if line.job]
    if named:
        others = (
            OrderLine.objects.within(order.company_id).filter(job__in=named, job_ended=0).exclude(order_id=order.id)
        )
        refuse_if(charge_rules.jobs(named, set(others.values_list("job", flat=True))))
