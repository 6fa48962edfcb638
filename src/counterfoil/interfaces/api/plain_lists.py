"""The lists of what has no filters: settings, page by page in the order in which they were made."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse
from ninja import Router

from counterfoil.foundation.catalogue import queries as catalogue
from counterfoil.foundation.companies import queries as companies
from counterfoil.foundation.companies.models import Member
from counterfoil.foundation.kernel import scope
from counterfoil.insight.shapes.match_policies import MatchPolicyShape, policy_of
from counterfoil.insight.shapes.people import ViewShape
from counterfoil.insight.shapes.shape import Shape

from .answering import shown
from .auth import member_of
from .declaring import reads
from .paging import After, Limit, by_id, page_of
from .verb_routes import tag_of


@dataclass(frozen=True)
class PlainList:
    """One list: its operation and address, its rows for a reader, how each looks, and what is said of it."""

    name: str
    path: str
    shape: type[Shape]
    rows: Callable[[Member], Any]
    says: str
    of: Callable[[Any, Member], Shape] | None = None


PLAIN_LISTS = (
    PlainList(
        "view.list",
        "/views",
        ViewShape,
        companies.visible_views,
        "The saved views of the key's member, and nobody else's.",
    ),
    PlainList(
        "matchpolicy.list",
        "/match-policies",
        MatchPolicyShape,
        catalogue.visible_policies,
        "The match policies by their versions in force, with their history, for whoever reads them.",
        of=policy_of,
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
            rows, following = by_id(one.rows(by), after, limit)
            items = [(one.of or one.shape.of)(row, by) for row in rows]
            return shown(page(items=items, next=following))

    listed.__name__, listed.__doc__ = one.name.replace(".", "_"), one.says
    return listed
