"""What the pictures show of hiring: offers in every state, their form, and how a contractor answers."""

from datetime import timedelta
from typing import Any
from uuid import UUID

from django.utils import timezone

from counterfoil.foundation.kernel import scope
from counterfoil.foundation.kernel.values import parsed
from counterfoil.lifecycle.engagements import actions as hiring
from counterfoil.lifecycle.engagements.models import Contract
from counterfoil.lifecycle.engagements.offer_values import OfferValues
from tests.actions import choosing, contracting, posting
from tests.actions.contracting import another_engagement as engagement
from tests.actions.hiring import shown
from tests.actions.sharing import shared
from tests.cast import Cast

Scenes = dict[str, tuple[str, str, str]]
_BRIEF = (
    "Lay out the spring catalogue from the manuscripts and pictures that we send in March.\n\n"
    "Forty pages, two rounds of proofs, print files for offset and a version for the screen."
)
_SIGN = "document.querySelector('[id^=move-sign]').open = true"
_DRAFT = "document.querySelector('[id^=move-create]').open = true"
_CHOOSE = "document.querySelector('[id^=move-choose_order]').open = true"
_AWAIT = "document.querySelector('[id^=move-await_order]').open = true"
_DECLINE = "document.querySelector('[id^=move-decline]').open = true"


def hiring_scenes(cast: Cast) -> Scenes:
    """Each picture's name: who looks, at which page, and what is done to it first."""
    at = timezone.now() - timedelta(days=6)
    draft = _offered(cast, at, title="Trade fair, stand and banners", amount="4200")
    sent = _sent(cast, at, title="Spring catalogue 2027", amount="8400")
    hourly = {"amount": None, "unit_rate": "95", "unit": "HUR"}
    agreed = _sent(cast, at, title="Picture editing by the hour", **hourly, most_units="60")
    read = shown(cast, agreed)
    hiring.accept_offer(by=cast.cleo, at=at + timedelta(days=1), offer_id=agreed, shown=read)
    declined = _sent(cast, at, title="Photographs of the new line", amount="900")
    reason = "I am booked in those weeks; from the middle of April I could."
    hiring.decline_offer(by=cast.cleo, at=at + timedelta(days=2), offer_id=declined, reason=reason)
    hiring.set_hiring_policy(by=cast.olga, at=at + timedelta(days=3), offers_reviewed=True)
    reviewed = _offered(cast, at + timedelta(days=4), title="Web shop, ongoing care", **hourly)
    hiring.submit_offer(by=cast.rita, at=at + timedelta(days=4), offer_id=reviewed)
    agreed_contract = _contract(cast, agreed)
    drafted = contracting.drafted(cast, engagement(cast), amount="12000", unit_rate="0.18", unit="WD")
    chosen = _on_orders(cast, at)
    published = posting.published(cast, title="Somebody for the trade fair", budget="6000")
    return {
        "job-posts": ("rita", "/job-posts", ""),
        "job-post-new": ("rita", "/job-posts/new", ""),
        "job-post-published": ("rita", f"/job-posts/{published}", ""),
        "contracts": ("rita", "/contracts", ""),
        "contracts-contractor": ("cleo", "/contracts", ""),
        "contract-signed": ("rita", f"/contracts/{agreed_contract}", ""),
        "contract-own": ("cleo", f"/contracts/{agreed_contract}", ""),
        "contract-draft": ("rita", f"/contracts/{drafted}", _SIGN),
        "engagement-contract": ("rita", f"/engagements/{cast.engagement_id}", _DRAFT),
        "offers": ("rita", "/offers", ""),
        "offers-empty": ("mallory", "/offers", ""),
        "offers-contractor": ("cleo", "/offers", ""),
        "offer-new": ("rita", f"/offers/new?contractor_id={cast.contractor_id}", ""),
        "offer-draft": ("rita", f"/offers/{draft}", ""),
        "offer-review": ("amir", f"/offers/{reviewed}", ""),
        "offer-sent": ("rita", f"/offers/{sent}", ""),
        "offer-answer": ("cleo", f"/offers/{sent}", ""),
        "offer-decline": ("cleo", f"/offers/{sent}", _DECLINE),
        "offer-accepted": ("rita", f"/offers/{agreed}", ""),
        "offer-declined": ("rita", f"/offers/{declined}", ""),
        "hiring-policy": ("olga", "/settings/hiring", ""),
        "programme": ("fay", "/settings/purchase-orders", ""),
        "offer-choose-order": ("rita", f"/offers/{chosen['none']}", _CHOOSE),
        "offer-await-order": ("rita", f"/offers/{chosen['none']}", _AWAIT),
        "offer-on-order": ("rita", f"/offers/{chosen['named']}", ""),
        "offer-without-order": ("rita", f"/offers/{chosen['later']}", ""),
        "shared-order-to-confirm": ("fay", f"/shared-orders/{chosen['added']}", ""),
    }


def _on_orders(cast: Cast, at: Any) -> dict[str, UUID]:
    """Offers for which an order was chosen, one added, one awaited, and nothing yet, where finance confirms what is added."""
    choosing.programme(cast, "optional", confirmed=True)
    shared(cast, "4500088120", net=18000, title="Print and pictures 2027")
    shared(cast, "4500088121", net=2500, title="Trade fair stand")
    titles = {"none": "Captions for the shop", "named": "Pictures of the new line", "later": "Sound for the film"}
    made = {name: _offered(cast, at, title=title, amount="900") for name, title in titles.items()}
    choosing.choose(cast, made["named"], "4500088120")
    choosing.wait_for(cast, made["later"], due_on=timezone.now().date() + timedelta(days=14))
    added = choosing.add(cast, _offered(cast, at, title="A stand for the fair", amount="700"), "4500088122", net=700)
    return made | {"added": UUID(added["order_id"])}


def _contract(cast: Cast, offer_id: UUID) -> UUID:
    with scope.reading(cast.company_id):
        found: UUID = Contract.objects.get(offer_id=offer_id).id
    return found


def _offered(cast: Cast, at: Any, **more: Any) -> UUID:
    first = at.date() + timedelta(days=20)
    said: dict[str, Any] = {
        "contractor_id": str(cast.contractor_id),
        "description": _BRIEF,
        "currency": "EUR",
        "team_id": str(cast.team_id),
        "starts_on": first.isoformat(),
        "ends_on": (first + timedelta(days=40)).isoformat(),
    }
    values = parsed(OfferValues, {name: value for name, value in (said | more).items() if value is not None})
    return UUID(hiring.create_offer(by=cast.rita, at=at, values=values)["id"])


def _sent(cast: Cast, at: Any, **more: Any) -> UUID:
    offer_id = _offered(cast, at, **more)
    hiring.send_offer(by=cast.rita, at=at + timedelta(hours=1), offer_id=offer_id)
    return offer_id
