"""What a company still has to set before its first order can be issued and its first invoice matched."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from counterfoil.foundation.approvals.models import Level, Policy
from counterfoil.foundation.catalogue.models import PolicyVersion
from counterfoil.foundation.companies.models import Company, Member, Right
from counterfoil.foundation.companies.permissions import ISSUER, OWNER, may_read
from counterfoil.foundation.companies.queries import counting_for
from counterfoil.foundation.kernel.refusals import NotFound
from counterfoil.foundation.parties.models import Contractor

SETTING = "checklist"


@dataclass(frozen=True)
class Point:
    """One thing to set: `page` is the name of the address at which it is done."""

    key: str
    page: str
    words: Any
    teaches: Any


@dataclass(frozen=True)
class PointNow:
    """A point, and whether it is done. It waits where only those are missing who are invited and have not accepted yet."""

    point: Point
    done: bool
    waits: bool = False


POINTS = (
    Point(
        "company",
        "own_company",
        _("Say who you are"),
        _("A billing address, and where invoices are to be sent: both stand on every order."),
    ),
    Point(
        "people",
        "members",
        _("Invite your people"),
        _("Whoever asks for an order never approves it alone: an order needs a second person."),
    ),
    Point(
        "approval",
        "approval_policy",
        _("Say who approves"),
        _("From which amount on somebody must say yes. Until then nothing can be submitted."),
    ),
    Point(
        "numbers",
        "layout",
        _("Name who issues, and look at your numbers"),
        _("Only the issuer team deals numbers: make somebody a member of it, or yourself."),
    ),
    Point(
        "matching",
        "match_policies",
        _("Say how invoices are matched"),
        _("How far an invoice may lie from its order before somebody has to look at it."),
    ),
    Point(
        "contractor",
        "contractors",
        _("Add your first contractor"),
        _("Every order is made for a contractor, under an engagement."),
    ),
)


@dataclass(frozen=True)
class Checklist:
    """Every point, in the order in which a company is set up."""

    points: Sequence[PointNow]

    @property
    def done(self) -> int:
        """How many are done."""
        return sum(one.done for one in self.points)

    @property
    def is_done(self) -> bool:
        """Whether nothing is left to set."""
        return self.done == len(self.points)


def checklist(by: Member) -> Checklist:
    """What there is to set, and what of it is done, in one query. Called inside a scope. Raises NotFound for who reads none."""
    if not may_read(by.roles, SETTING):
        raise NotFound(SETTING)
    asked = {f"{key}_done": condition for key, condition in _done(by).items()}
    asked |= {f"{key}_waits": condition for key, condition in _waits(by).items()}
    done = Company.objects.filter(id=by.company_id).annotate(**asked).values(*asked).get()
    return Checklist([_now(point, done) for point in POINTS])


def greeting(by: Member) -> Checklist | None:
    """The checklist of an owner's desk, until all is done; nothing for anybody else. Called inside a scope."""
    found = checklist(by) if OWNER in by.roles else None
    return None if found is None or found.is_done else found


def _done(by: Member) -> dict[str, Any]:
    """What is true once a point is done, by its key."""
    known = Company.objects.filter(id=by.company_id).exclude(Q(billing_address="") | Q(invoice_channel=""))
    later = PolicyVersion.objects.filter(policy_id=OuterRef("policy_id"), version__gt=OuterRef("version"))
    default = PolicyVersion.objects.within(by.company_id).filter(~Exists(later), is_default=True)
    return {
        "company": Exists(known),
        "people": Exists(_others(by)),
        "approval": Exists(_policies(by)) & ~Exists(_unheld(by, Member.ACTIVE)),
        "numbers": Exists(_people(by, Member.ACTIVE).filter(counting_for("order.issue"), role=ISSUER)),
        "matching": Exists(default),
        "contractor": Exists(Contractor.objects.within(by.company_id)),
    }


def _waits(by: Member) -> dict[str, Any]:
    """What is true once a point would be done, were everybody here who is invited."""
    both = (Member.ACTIVE, Member.INVITED)
    return {
        "approval": Exists(_policies(by)) & ~Exists(_unheld(by, *both)),
        "numbers": Exists(_people(by, *both).filter(counting_for("order.issue"), role=ISSUER)),
    }


def _now(point: Point, found: dict[str, bool]) -> PointNow:
    done = found[f"{point.key}_done"]
    return PointNow(point, done, not done and found.get(f"{point.key}_waits", False))


def _policies(by: Member) -> QuerySet[Policy]:
    newest: QuerySet[Policy] = Policy.objects.within(by.company_id).order_by("-version")
    return newest


def _unheld(by: Member, *states: str) -> QuerySet[Level]:
    """The levels of the newest policy for which nobody in one of these states approves orders by the role."""
    levels: QuerySet[Level] = Level.objects.within(by.company_id).filter(policy_id=_policies(by).values("id")[:1])
    return levels.exclude(Exists(_people(by, *states).filter(counting_for("order.approve"), role=OuterRef("role"))))


def _people(by: Member, *states: str) -> QuerySet[Right]:
    """The rights of people in one of these states."""
    rights: QuerySet[Right] = Right.objects.within(by.company_id).filter(member__state__in=states)
    return rights.filter(member__service=False)


def _others(by: Member) -> QuerySet[Member]:
    """Everybody else who is here or invited."""
    others: QuerySet[Member] = Member.objects.within(by.company_id).filter(service=False, user__isnull=False)
    return others.exclude(Q(id=by.id) | Q(state=Member.GONE))
