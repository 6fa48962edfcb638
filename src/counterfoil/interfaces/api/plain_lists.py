"""The lists of what has no filters yet: people, parties and settings, page by page in the order in which they were made."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse
from ninja import Router

from counterfoil.foundation.catalogue import queries as catalogue
from counterfoil.foundation.companies import queries as companies
from counterfoil.foundation.companies.models import Member
from counterfoil.foundation.kernel import scope
from counterfoil.foundation.parties import queries as parties
from counterfoil.insight.shapes.invoices import ExceptionShape
from counterfoil.insight.shapes.match_policies import MatchPolicyShape, policy_of
from counterfoil.insight.shapes.people import ContractorShape, EngagementShape, KeyShape, MemberShape, TeamShape
from counterfoil.insight.shapes.shape import Shape
from counterfoil.lifecycle.engagements import queries as engagements
from counterfoil.lifecycle.matching import queries as matching

from .answering import shown
from .auth import member_of
from .declaring import reads
from .paging import After, Limit, by_id, earliest_due, page_of
from .verb_routes import tag_of


@dataclass(frozen=True)
class PlainList:
    """One list: its operation and address, its rows for a reader, how each looks, and what is said of it."""

    name: str
    path: str
    shape: type[Shape]
    rows: Callable[[Member], Any]
    says: str
    page: Callable[..., Any] = by_id
    of: Callable[[Any, Member], Shape] | None = None


PLAIN_LISTS = (
    PlainList("team.list", "/teams", TeamShape, companies.visible_teams, "The teams; none for a contractor's own key."),
    PlainList(
        "member.list",
        "/members",
        MemberShape,
        companies.visible_members,
        "The members with their rights; for a contractor's own key, themselves.",
    ),
    PlainList(
        "key.list",
        "/keys",
        KeyShape,
        companies.visible_keys,
        "The keys without their secrets: all of them for engineers and owners, else one's own.",
    ),
    PlainList(
        "contractor.list",
        "/contractors",
        ContractorShape,
        parties.visible,
        "The contractors; for a contractor's own key, themselves.",
    ),
    PlainList(
        "engagement.list",
        "/engagements",
        EngagementShape,
        engagements.visible,
        "The engagements; for a contractor's own key, their own.",
    ),
    PlainList(
        "matchpolicy.list",
        "/match-policies",
        MatchPolicyShape,
        catalogue.visible_policies,
        "The match policies by their versions in force, with their history; none for a contractor's own key.",
        of=policy_of,
    ),
    PlainList(
        "exception.list",
        "/exceptions",
        ExceptionShape,
        matching.queue,
        "The open exceptions on the invoices that the key's member sees, the earliest due first.",
        page=earliest_due,
    ),
)


def add_lists(routers: dict[str, Router], lists: Sequence[PlainList]) -> None:
    """Make the operations that read these lists."""
    for one in lists:
        router = routers.setdefault(one.path, Router())
        page = page_of(one.shape, one.says)
        router.get("", tags=[tag_of(one.name)], **reads(one.name, page))(_view(one, page))


def _view(one: PlainList, page: Any) -> Callable[..., HttpResponse]:
    def listed(request: HttpRequest, after: After = None, limit: Limit = 50) -> HttpResponse:
        by = member_of(request)
        with scope.reading(by.company_id):
            rows, following = one.page(one.rows(by), after, limit)
            items = [(one.of or one.shape.of)(row, by) for row in rows]
            return shown(page(items=items, next=following))

    listed.__name__, listed.__doc__ = one.name.replace(".", "_"), one.says
    return listed
