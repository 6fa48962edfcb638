"""Offers of every kind to list, and what is asked of their list."""

from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from counterfoil.foundation.kernel import scope
from counterfoil.insight.listing.change_requests import ChangeRequests
from counterfoil.insight.listing.contracts import Contracts
from counterfoil.insight.listing.job_posts import JobPosts
from counterfoil.insight.listing.listing import AnyListing
from counterfoil.insight.listing.offers import Offers
from counterfoil.insight.listing.requisitions import Requisitions
from counterfoil.insight.listing.wishes import Wishes
from counterfoil.lifecycle.engagements.models import ChangeRequest, Engagement
from counterfoil.lifecycle.orders import actions as orders

from ...actions import changing, choosing, contracting, hiring, posting, requisitioning, wishing
from ...actions.sharing import shared
from ...cast import NOW, Cast

LISTS: tuple[AnyListing, ...] = (Offers, Contracts, JobPosts, Requisitions, ChangeRequests, Wishes)
Question = tuple[dict[str, Any], Callable[[Any], bool]]


def fill_hiring(cast: Cast) -> None:
    """Offers in every state, with fixed prices and rates, in two currencies, to two contractors."""
    with scope.reading(cast.company_id):
        other = Engagement.objects.filter(title="Catalogue design").get().contractor_id
    hiring.drafted(cast, "olga", title="=SUM(A1:A9)", contractor_id=str(other), team_id=None, currency="USD")
    hiring.sent(cast, title="-1 and more", starts_on="2026-04-01", ends_on="2026-04-30")
    hiring.sent(cast, title="@here", ends_on="2026-03-02", values=None)
    hiring.accepted(cast, values=hiring.by_the_hour(cast, title="By the hour"))
    hiring.accepted(cast, title="=Agreed")
    hiring.declined(cast, values=hiring.by_the_hour(cast, None, title="Without a most", currency="USD"))
    hiring.in_review(cast, title="In review")
    _on_orders(cast)
    posting.drafted(
        cast, title="=Wanted", currency="USD", starts_on="2026-04-01", ends_on="2026-04-30", team_id=None, who="olga"
    )
    requisitioning.drafted(cast, "olga", title="=Asked", currency="USD", team_id=None, amount="400")
    requisitioning.submitted(cast, contractor_id=str(cast.contractor_id), starts_on="2026-04-01", ends_on="2026-04-30")
    requisitioning.approved(cast, contractor_id=str(other))
    requisitioning.rejected(cast)
    requisitioning.withdrawn(cast)
    posting.published(cast, budget=None)
    posting.withdrawn(cast, budget="100")
    web = contracting.another_engagement(cast)
    contracting.drafted(cast, web, currency="USD", starts_on="2026-04-01", ends_on="2026-04-30", order_kind="none")
    _changes(cast)
    fill_wishes(cast)


def _changes(cast: Cast) -> None:
    """Changes of contracts in every state, in two currencies, each of a contract of its own."""

    def signed(title: str, **more: Any) -> Any:
        return contracting.signed(cast, contracting.another_engagement(cast, title), **more)

    changing.drafted(cast, signed("=Drawn", currency="USD"), "olga", amount="400", starts_on="2026-04-01")
    changing.submitted(cast, signed("Asked"), why="=Asked", amount=None, ends_on="2026-04-30")
    changing.approved(cast, signed("Changed"))
    changing.rejected(cast, signed("Refused"))
    changing.withdrawn(cast, changing.drafted(cast, signed("Given up")))


def fill_wishes(cast: Cast) -> None:
    """POs that contractors ask for: one that waits, one that was answered, and one that is met."""
    waits, told, met = (contracting.another_engagement(cast, title) for title in ("=Waits", "Told", "Met"))
    wishing.asked(cast, waits, note="=Soon")
    wishing.asked(cast, told)
    orders.answer_wish(by=cast.rita, at=NOW, engagement_id=told, reason="-1 and more")
    wishing.asked(cast, met)
    cast.issued(engagement_id=met)


def _on_orders(cast: Cast) -> None:
    """An offer and a post that draw on an order, and one of each that wait for one."""
    shared(cast, "H-1")
    for number in ("H-1", ""):
        offer_id, post_id = hiring.drafted(cast, title="On an order"), posting.drafted(cast, title="On an order")
        if number:
            choosing.choose(cast, offer_id, number)
            orders.choose_for_post(by=cast.rita, at=NOW, jobpost_id=post_id, number=number)
        else:
            choosing.wait_for(cast, offer_id, cast.olga)
            orders.await_for_post(by=cast.rita, at=NOW, jobpost_id=post_id, values=choosing.awaited())


def hiring_questions(cast: Cast) -> dict[AnyListing, list[Question]]:
    """What each of these lists can be asked, and whether a row is among what is asked."""
    return {
        Offers: _of_offers(cast),
        Contracts: _of_contracts(cast),
        JobPosts: _of_posts(cast),
        Requisitions: _of_requisitions(cast),
        ChangeRequests: _of_changes(cast),
        Wishes: _of_wishes(cast),
    }


def _of_offers(cast: Cast) -> list[Question]:
    today, april = NOW.date(), date(2026, 4, 1)
    return [
        ({"state": "sent"}, lambda row: row.state == "sent"),
        ({"contractor_id": cast.contractor_id}, lambda row: row.contractor_id == cast.contractor_id),
        ({"team_id": cast.team_id}, lambda row: row.team_id == cast.team_id),
        ({"sent_from": today}, lambda row: row.sent_at is not None),
        ({"sent_to": today - timedelta(days=1)}, lambda row: False),
        ({"starts_on_from": april}, lambda row: row.starts_on is not None),
        ({"starts_on_to": today}, lambda row: False),
        ({"ends_on_from": april}, lambda row: row.ends_on is not None and row.ends_on > april),
        ({"ends_on_to": today}, lambda row: row.ends_on is not None and row.ends_on <= today),
        ({"currency": "USD"}, lambda row: row.currency == "USD"),
        *_by_order(),
        ({"on_my_desk": "awaited_order"}, lambda row: False),
        ({"on_my_desk": "undrawn_order"}, lambda row: False),
        ({"on_my_desk": "take_up_offer"}, lambda row: row.state == "draft" and row.made_by_id == cast.olga.id),
    ]


def _by_order() -> list[Question]:
    """By what was chosen."""
    said = {"chosen": "order", "later": "later", "none": ""}
    return [({"order": name}, lambda row, choice=choice: row.order_choice == choice) for name, choice in said.items()]


def _of_wishes(cast: Cast) -> list[Question]:
    today = NOW.date()
    with scope.reading(cast.company_id):
        told = wishing.Wish.objects.get(state="answered").engagement_id
    return [
        ({"state": "met"}, lambda row: row.state == "met"),
        ({"why": "missing"}, lambda row: row.why == "missing"),
        ({"why": "low"}, lambda row: row.why == "low"),
        ({"contractor_id": cast.contractor_id}, lambda row: row.engagement.contractor_id == cast.contractor_id),
        ({"engagement_id": told}, lambda row: row.engagement_id == told),
        ({"team_id": cast.team_id}, lambda row: row.engagement.team_id == cast.team_id),
        ({"asked_from": today}, lambda row: True),
        ({"asked_to": today - timedelta(days=1)}, lambda row: False),
        ({"on_my_desk": "wish"}, lambda row: row.state == "open"),
    ]


def _of_contracts(cast: Cast) -> list[Question]:
    today, april = NOW.date(), date(2026, 4, 1)
    with scope.reading(cast.company_id):
        web = Engagement.objects.get(title="Web shop").id
    return [
        ({"state": "signed"}, lambda row: row.state == "signed"),
        ({"order_kind": "none"}, lambda row: row.order_kind == "none"),
        ({"contractor_id": cast.contractor_id}, lambda row: row.engagement.contractor_id == cast.contractor_id),
        ({"engagement_id": web}, lambda row: row.engagement_id == web),
        ({"team_id": cast.team_id}, lambda row: row.engagement.team_id == cast.team_id),
        ({"starts_on_from": april}, lambda row: row.starts_on is not None),
        ({"starts_on_to": today}, lambda row: False),
        ({"ends_on_from": april}, lambda row: row.ends_on is not None),
        ({"ends_on_to": today}, lambda row: False),
        ({"currency": "USD"}, lambda row: row.currency == "USD"),
    ]


def _of_posts(cast: Cast) -> list[Question]:
    today, april = NOW.date(), date(2026, 4, 1)
    return [
        *_by_order(),
        ({"state": "published"}, lambda row: row.state == "published"),
        ({"team_id": cast.team_id}, lambda row: row.team_id == cast.team_id),
        ({"budget_from": Decimal(500)}, lambda row: row.budget is not None and row.budget >= 500),
        ({"budget_to": Decimal(500)}, lambda row: row.budget is not None and row.budget <= 500),
        ({"starts_on_from": april}, lambda row: row.starts_on is not None),
        ({"starts_on_to": today}, lambda row: False),
        ({"ends_on_from": april}, lambda row: row.ends_on is not None),
        ({"ends_on_to": today}, lambda row: False),
        ({"currency": "USD"}, lambda row: row.currency == "USD"),
    ]


def _of_requisitions(cast: Cast) -> list[Question]:
    today, april = NOW.date(), date(2026, 4, 1)
    return [
        ({"state": "approved"}, lambda row: row.state == "approved"),
        ({"team_id": cast.team_id}, lambda row: row.team_id == cast.team_id),
        ({"contractor_id": cast.contractor_id}, lambda row: row.contractor_id == cast.contractor_id),
        ({"amount_from": Decimal(500)}, lambda row: row.amount >= 500),
        ({"amount_to": Decimal(500)}, lambda row: row.amount <= 500),
        ({"starts_on_from": april}, lambda row: row.starts_on is not None),
        ({"starts_on_to": today}, lambda row: False),
        ({"ends_on_from": april}, lambda row: row.ends_on is not None),
        ({"ends_on_to": today}, lambda row: False),
        ({"currency": "USD"}, lambda row: row.currency == "USD"),
        ({"on_my_desk": "take_up_requisition"}, lambda row: row.state == "draft" and row.made_by_id == cast.olga.id),
    ]


def _of_changes(cast: Cast) -> list[Question]:
    today, april = NOW.date(), date(2026, 4, 1)
    with scope.reading(cast.company_id):
        asked = ChangeRequest.objects.get(state="submitted").contract_id
    return [
        ({"state": "approved"}, lambda row: row.state == "approved"),
        ({"contract_id": asked}, lambda row: row.contract_id == asked),
        ({"team_id": cast.team_id}, lambda row: row.engagement.team_id == cast.team_id),
        ({"contractor_id": cast.contractor_id}, lambda row: row.contractor.id == cast.contractor_id),
        ({"amount_from": Decimal(500)}, lambda row: row.amount is not None and row.amount >= 500),
        ({"amount_to": Decimal(500)}, lambda row: row.amount is not None and row.amount <= 500),
        ({"starts_on_from": april}, lambda row: row.starts_on is not None),
        ({"starts_on_to": today}, lambda row: False),
        ({"ends_on_from": april}, lambda row: row.ends_on is not None),
        ({"ends_on_to": today}, lambda row: False),
        ({"currency": "USD"}, lambda row: row.currency == "USD"),
        ({"on_my_desk": "take_up_change"}, lambda row: row.state == "draft" and row.made_by_id == cast.olga.id),
    ]
