"""Orders: make, read, change and discard them, and list them by page or by what changed."""

from functools import partial
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from ninja import Router
from pydantic import Field

from counterfoil.foundation.companies.models import Member
from counterfoil.foundation.kernel import scope
from counterfoil.foundation.kernel.refusals import Invalid
from counterfoil.foundation.kernel.values import Moment, Values
from counterfoil.insight.listing.orders import Orders
from counterfoil.insight.trace.record import record
from counterfoil.lifecycle.orders import actions, queries
from counterfoil.lifecycle.orders.values import OrderValues

from ..answering import Key, made, shown, unless_known
from ..answers import Links, OrderAnswer, OrderPage
from ..auth import member_of
from ..declaring import reads, writes
from ..listing import asks, found, rows_of
from ..order_answers import OrderCreated
from ..paging import After, Limit

router = Router(tags=["orders"])
_TEXT = "A text in number, contractor code, title or contractor's name; the newest 500 that have it. Not among changes."


class Since(Values):
    """Whether the list is wanted, or what changed, and since when or where."""

    updated_since: Moment | None = Field(None, description="RFC 3339; compared with the sealed moment.")
    after_position: int | None = Field(None, ge=0, le=2**62, description="The `position` of an earlier answer.")

    @property
    def changes_only(self) -> bool:
        """Whether changes are asked for, and not the list."""
        return self.updated_since is not None or self.after_position is not None


@router.get("", **reads("order.list", OrderPage))
@asks(Orders, _TEXT, Since)
def listed(request: HttpRequest, wanted: Any, after: After = None, limit: Limit = 50) -> HttpResponse:
    """The orders that the key's member sees, newest first; with `updated_since` or `after_position`, what changed.

    **To stay in step and miss nothing:** read the whole list page by page (`after` = `next`, while `more`) and keep the
    `position` of its *first* page. Then ask with `after_position` = that position, again and again: each answer has the
    orders that were changed by what was sealed after it, as they are now, and the `position` to ask with next. While
    `more` is true, ask again at once. `updated_since` starts in the same way from a moment: it is compared with the
    moment at which a change was *sealed*, never with anybody's clock, so that a late commit simply comes later. An
    order may come twice; it is never left out. Discarded drafts are among the changes and not in the list. Of `after`,
    `updated_since` and `after_position` one is given at most.
    """
    member = member_of(request)
    _one_way(wanted, after)
    with scope.reading(member.company_id):
        return shown(_changes(member, wanted, limit) if wanted.changes_only else _newest(member, wanted, after, limit))


@router.post("", **writes("order.create", OrderCreated, status=201, versioned=True))
def create(request: HttpRequest, key: Key, body: OrderValues) -> HttpResponse:
    """Write a draft. It has no number, binds nobody, and can be changed until it is submitted."""
    return made(request, key, actions.create, under="/orders", values=body)


@router.get("/{order_id}", **reads("order.get", OrderAnswer, versioned=True))
def get(request: HttpRequest, order_id: UUID) -> HttpResponse:
    """The whole order. Its ETag is its version, which every edit raises and no balance does; so once it has its number
    it is always sent whole, never 304."""
    member = member_of(request)
    with scope.reading(member.company_id):
        found = record(member, order_id, timezone.now())
        order = found.facts.order
        whole = partial(shown, OrderAnswer.whole(found, member, links=Links.of(order, member)))
        return unless_known(request, str(order.version), whole, counted=order.number is not None)


def _one_way(wanted: Any, after: str | None) -> None:
    """A list is read in one way at a time. Raises Invalid."""
    if sum(given is not None for given in (after, wanted.updated_since, wanted.after_position)) > 1:
        raise Invalid({"after": [_("Give one of after, updated_since and after_position.")]})
    if wanted.changes_only and wanted.q is not None:
        raise Invalid({"q": [_("A search finds the newest only; among changes it would leave some out.")]})
    if wanted.changes_only and wanted.sort is not None:
        raise Invalid({"sort": [_("Changes come in the order in which they were sealed.")]})


def _changes(member: Member, wanted: Any, limit: int) -> OrderPage:
    start = wanted.after_position
    if start is None:
        start = queries.sealed_position(member, before=wanted.updated_since)
    rows = Orders.names(rows_of(Orders, member, wanted, among=queries.visible(member)))
    seen = queries.changed(member, rows, start, limit)
    more = {"next": None, "more": seen.more, "totals": None}
    return OrderPage.of(member, seen.orders, queries.standing(seen.orders), seen.position, **more)


def _newest(member: Member, wanted: Any, after: str | None, limit: int) -> OrderPage:
    position = queries.sealed_position(member)  # before the orders: what is sealed later is then among the changes
    seen = found(Orders, member, rows_of(Orders, member, wanted), wanted, after, limit)
    more = {"next": seen.next, "more": seen.next is not None, "totals": seen.totals}
    return OrderPage.of(member, seen.rows, queries.standing(seen.rows), position, **more)
