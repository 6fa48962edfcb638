"""How what a company has set looks: its approval policy, its number layout, its routes, and how a contractor is matched."""

from datetime import datetime
from typing import Annotated, Any
from uuid import UUID

from counterfoil.foundation.approvals.models import Level, Policy
from counterfoil.foundation.catalogue.models import MatchPolicy
from counterfoil.foundation.companies.models import Member
from counterfoil.foundation.parties.models import Assignment
from counterfoil.insight.policies.approval import ApprovalPolicy, LevelNow
from counterfoil.insight.policies.checklist import PointNow
from counterfoil.insight.policies.contractors import ContractorMatching
from counterfoil.insight.policies.numbers import NumberLayout, Series
from counterfoil.insight.policies.routes import RouteNow
from counterfoil.insight.policies.setters import Setter
from counterfoil.lifecycle.orders.models import Layout

from .named import Named, Party
from .shape import Amount, From, Given, Shape, Told
from .trail import ReasonShape


class LevelShape(Shape, row=Level):
    """From this amount on, somebody with this role must say yes."""

    position: int
    from_amount: Amount
    role: str


class LevelNowShape(Shape, row=LevelNow):
    """A level in force. `could` are those who hold its role now; nobody gives two steps, or one on what they asked for."""

    position: Annotated[int, From("level.position")]
    from_amount: Annotated[Amount, From("level.from_amount")]
    role: Annotated[str, From("level.role")]
    could: list[Named]


class ApprovalVersionShape(Shape, row=Policy):
    """One version of the approval policy; nobody is named where it came with the company."""

    version: int
    currency: str
    levels: list[LevelShape]
    set_by: Given[Named | None]
    set_at: Given[datetime | None]


class ApprovalPolicyShape(Shape, row=ApprovalPolicy):
    """The approval policy in force. Version 0: none was set yet, and nothing can be submitted.

    `warnings` say for whom or from which amount on nobody is left to approve.
    """

    version: int
    currency: str
    levels: list[LevelNowShape]
    warnings: Given[list[ReasonShape]]
    history: Given[list[ApprovalVersionShape]]


class LayoutVersionShape(Shape, row=Layout):
    """One version of the number layout."""

    version: int
    pattern: str
    longest: int
    set_by: Given[Named | None]
    set_at: Given[datetime | None]


class SeriesShape(Shape, row=Series):
    """A contractor's own series: how far it has counted, and its next code."""

    contractor: Party
    counted: int
    next: str


class NumberLayoutShape(Shape, row=NumberLayout):
    """How the next numbers look. Version 0: the layout that every company starts with.

    `next` are the numbers that would be dealt now; `series` the contractors' series that began last, of all `contractors`.
    """

    version: int
    pattern: str
    longest: int
    counted: int
    next: list[str]
    series: list[SeriesShape]
    contractors: int
    history: Given[list[LayoutVersionShape]]


class RouteShape(Shape, row=RouteNow):
    """Who looks after a kind of exception, and in how many working days. Version 0: what holds while nothing is set."""

    kind: str
    words: str
    owner: str
    working_days: int
    version: int
    set_by: Named | None
    set_at: datetime | None


class NamedPolicy(Shape, row=MatchPolicy):
    """A match policy by id and name."""

    id: UUID
    name: str


class AssignmentShape(Shape, row=Assignment):
    """By which policy a contractor was matched from a moment on; null: by none of its own. `loosens` as of a policy."""

    policy: NamedPolicy | None
    loosens: bool
    set_by: Named
    set_at: datetime


class ContractorMatchingShape(Shape, row=ContractorMatching):
    """By which policy a contractor's invoices are matched: its own, if it has one, and behind it the `company` one, if any."""

    contractor: Party
    policy: NamedPolicy | None
    company: NamedPolicy | None
    history: list[AssignmentShape]


def approval_of(found: ApprovalPolicy, by: Member) -> ApprovalPolicyShape:
    """The approval policy with its versions, the newest first."""
    history = [
        ApprovalVersionShape.of(one, by, currency=one.currency, **_set(found.setters.get(one.id), by))
        for one in found.history
    ]
    warnings = [ReasonShape.model_validate(one.as_data()) for one in found.warnings]
    return ApprovalPolicyShape.of(found, by, warnings=warnings, history=history)


def layout_of(found: NumberLayout, by: Member) -> NumberLayoutShape:
    """The number layout with its versions, the newest first."""
    history = [LayoutVersionShape.of(one, by, **_set(found.setters.get(one.id), by)) for one in found.history]
    return NumberLayoutShape.of(found, by, history=history)


def _set(by_whom: Setter | None, by: Member) -> dict[str, Any]:
    return {
        "set_by": Named.of(by_whom.member, by) if by_whom else None,
        "set_at": by_whom.at if by_whom else None,
    }


class PointShape(Shape, row=PointNow):
    """One thing that a new company has to set, and whether it is done."""

    key: Annotated[str, From("point.key")]
    words: Annotated[str, Told(lambda row: str(row.point.words))]
    done: bool
