"""What the API says of match policies: the version in force, and every one before it."""

from datetime import datetime
from typing import Any, Self
from uuid import UUID

from counterfoil.foundation.catalogue.models import MatchPolicy, PolicyVersion, Tolerance
from counterfoil.foundation.kernel.canonical import plain_decimal

from .claim_shapes import columns, written
from .order_shapes import Named
from .paging import Page
from .shapes import Made, Shape


class ToleranceShape(Shape):
    """One attribute's tolerance."""

    attribute: str
    kind: str
    percent: str | None
    amount: str | None
    direction: str

    @classmethod
    def of(cls, row: Tolerance) -> Self:
        """The tolerance with its figures as they are written."""
        return cls(**columns(row, "attribute kind direction"), **written(row, "percent amount"))


class PolicyVersionShape(Shape):
    """What a match policy says from a moment on. `loosens`: it may let something pass that was stopped before."""

    version: int
    ways: int | None
    allowance_percent: str | None
    tax_rates: list[str] | None
    is_default: bool
    tolerances: list[ToleranceShape]
    loosens: bool
    set_by: Named
    set_at: datetime

    @classmethod
    def of(cls, row: PolicyVersion) -> Self:
        """The version with the tolerances that were read along."""
        return cls(**_said(row))


class MatchPolicyShape(PolicyVersionShape):
    """A match policy by the version in force, with all its versions, the newest first."""

    id: UUID
    name: str
    history: list[PolicyVersionShape]

    @classmethod
    def of_policy(cls, row: MatchPolicy) -> Self:
        """The policy with the versions that were read along."""
        history = list(row.versions.all())
        shown = [PolicyVersionShape.of(one) for one in history]
        return cls(**columns(row, "id name"), **_said(history[0]), history=shown)


def _said(row: PolicyVersion) -> dict[str, Any]:
    return {
        **columns(row, "version ways is_default loosens set_at"),
        **written(row, "allowance_percent"),
        "tax_rates": None if row.tax_rates is None else [plain_decimal(rate) for rate in row.tax_rates],
        "tolerances": [ToleranceShape.of(one) for one in row.tolerances.all()],
        "set_by": Named(id=row.set_by_id, name=row.set_by.name),
    }


class MatchPolicyPage(Page):
    """Match policies, in the order in which they were made."""

    items: list[MatchPolicyShape]

    @classmethod
    def of(cls, rows: list[MatchPolicy], following: str | None) -> Self:
        """The page of these rows."""
        return cls(items=[MatchPolicyShape.of_policy(row) for row in rows], next=following)


class MatchPolicySet(Made):
    """The policy that was made or changed, and the version that holds now."""

    name: str
    version: int
