"""What is said after a move, and what is offered next: nobody goes back to the desk to find the next thing."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.template.loader import render_to_string
from django.utils.translation import gettext as _

from counterfoil.foundation.kernel import scope
from counterfoil.insight.desk.desk import next_order
from counterfoil.lifecycle.orders import queries

from ..session.member import MemberRequest, now
from ..wording import wording
from .order_verbs import ORDER

ONE_OF_MANY = ("approve", "reject", "issue")
"""The verbs that people do to one order after the other."""


def say(request: MemberRequest, verb: str, order_id: UUID, done: dict[str, Any]) -> None:
    """Say on the next page what was done, and offer what waits next."""
    words = _replaced(request, order_id) if "replacement" in done else ORDER[verb].say.done
    messages.success(request, words)
    if verb in ONE_OF_MANY:
        _offer_next(request, order_id)


def _replaced(request: MemberRequest, order_id: UUID) -> str:
    """The page that follows is the replacement's: it must not read as if that were cancelled."""
    with scope.reading(request.member.company_id):
        order = queries.visible(request.member).only("number", "title").one(order_id)
    params = {"order": order.number or f"“{order.title}”", "title": order.title}
    return _("%(order)s was cancelled. This draft, “%(title)s”, replaces it.") % params


def _offer_next(request: MemberRequest, order_id: UUID) -> None:
    with scope.reading(request.member.company_id):
        found = next_order(request.member, now(), order_id)
        if found is None:
            return
        shown = {"next": found[0], "more": found[1], "wording": wording(request.member)}
        offer = render_to_string("web/partials/next.html", shown)
    messages.info(request, offer, extra_tags="next")
