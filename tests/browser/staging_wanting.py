"""What the pictures show of work that wants an order: requisitions, what contractors ask for, and orders that run out."""

from datetime import timedelta
from uuid import UUID

from django.utils import timezone

from counterfoil.lifecycle.orders import actions as orders
from tests.actions import changing, contracting, requisitioning, wishing
from tests.cast import Cast

Scenes = dict[str, tuple[str, str, str]]


_HAND_OVER = "document.querySelector('[id^=move-hand_over]').open = true"


def wanting_scenes(cast: Cast) -> Scenes:
    """Each picture's name: who looks, at which page, and what is done to it first."""
    approved, asked = requisitioning.approved(cast), requisitioning.submitted(cast)
    requisitioning.drafted(cast)
    waiting, told = (
        contracting.another_engagement(cast, "Autumn film"),
        contracting.another_engagement(cast, "Winter film"),
    )
    changes = _changes(cast)
    at = timezone.now() - timedelta(days=9)
    wishing.asked(cast, waiting, at=at, note="I would like to begin on Monday; the studio is booked.")
    wishing.asked(cast, told, at=at)
    answer = "The budget of the quarter is not there yet. I ask again on the first."
    orders.answer_wish(by=cast.rita, at=at + timedelta(days=3), engagement_id=told, reason=answer)
    return {
        **changes,
        "requisitions": ("rita", "/requisitions", ""),
        "requisition-new": ("rita", "/requisitions/new", ""),
        "requisition-approved": ("rita", f"/requisitions/{approved}", ""),
        "requisition-to-approve": ("amir", f"/requisitions/{asked}", ""),
        "requisition-policy": ("olga", "/settings/requisitions", ""),
        "wishes": ("rita", "/po-wishes", ""),
        "wish-asked": ("rita", f"/engagements/{waiting}", ""),
        "wish-waiting": ("cleo", f"/engagements/{waiting}", ""),
        "wish-answered": ("cleo", f"/engagements/{told}", ""),
        "wish-to-ask": ("cleo", f"/engagements/{_fresh(cast)}", ""),
        "run-out-policy": ("fay", "/settings/running-out", ""),
        "member-holding": ("olga", f"/settings/members/{cast.fay.id}", _HAND_OVER),
    }


def _changes(cast: Cast) -> Scenes:
    """A contract that was changed once, and is to be changed again; and one of which a change is to be asked for."""
    engagement = contracting.another_engagement(cast, "Summer film")
    contract = contracting.signed(cast, engagement, ends_on="2027-06-30")
    more = {"unit_rate": "120", "unit": "HUR", "ends_on": "2027-09-30"}
    made = changing.approved(cast, contract, why="Two more scenes, and music.", **more)
    asked = changing.submitted(cast, contract, amount="4500", why="The client wants a second cut.", **more)
    fresh = contracting.signed(cast, contracting.another_engagement(cast, "Radio play"))
    return {
        "change-requests": ("rita", "/change-requests", ""),
        "change-request-new": ("rita", f"/contracts/{fresh}/change", ""),
        "change-to-approve": ("amir", f"/change-requests/{asked}", ""),
        "change-made": ("rita", f"/change-requests/{made}", ""),
        "contract-changed": ("rita", f"/contracts/{contract}", ""),
        "contract-changed-own": ("cleo", f"/contracts/{contract}", ""),
    }


def _fresh(cast: Cast) -> UUID:
    return contracting.another_engagement(cast, "Spring film")
