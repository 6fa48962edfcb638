"""member.hand_over: what a leaving member holds goes to somebody else, in one step."""

from uuid import UUID

from django.db.models import F

from counterfoil.foundation.kernel.values import Why
from counterfoil.foundation.trail.action import Stored, action
from counterfoil.lifecycle.engagements.models import Offer
from counterfoil.lifecycle.orders.models import Order, Permitted

from .. import hand_over_rules
from ..hand_over_case import HandOverCase
from ..handing_over import awaited_of, exceptions_of, named_already, permissions_of
from ..holding import STAYS


@action("member.hand_over", on=HandOverCase, rule=hand_over_rules.hand_over, also=hand_over_rules.to_whom)
def hand_over(case: HandOverCase, *, to_id: UUID, reason: Why) -> Stored:
    """Give a member's open exceptions, the shared orders that name them, and the orders that they said they get, to another
    active member (R26).

    What they asked for or wrote stays theirs, because separation reads it: orders, offers and job posts under way are only
    counted, in `stays`; their colleagues of the team, issuers and owners go on with them.
    """
    member = case.member
    moved = {"awaited_orders": _get_instead(case), "shared_orders": _name_instead(case)}
    moved |= {"exceptions": _settle_instead(case)}
    answer = {"id": str(member.id), "to_id": str(case.to.id), "moved": moved, "stays": case.holding.of(*STAYS)}
    return Stored(member.id, answer, reason=reason)


def _name_instead(case: HandOverCase) -> int:
    """Shared orders before exceptions: an order is locked before what is billed on it."""
    ids = sorted(permissions_of(case.member).values_list("order_id", flat=True))
    orders = Order.objects.within(case.by.company_id).filter(id__in=ids).select_for_update().order_by("id")
    list(orders.values_list("id", flat=True))  # who says of whom it is used waits; its version is an order's own verbs'
    permissions_of(case.member).filter(order_id__in=ids).update(live=False)
    named = named_already(case.to, ids)
    given = {"company_id": case.by.company_id, "member": case.to, "given_by": case.by, "given_at": case.at}
    Permitted.objects.bulk_create([Permitted(order_id=one, **given) for one in ids if one not in named])
    return len(ids)


def _get_instead(case: HandOverCase) -> int:
    """Offers before orders, as they come before them."""
    rows = awaited_of(case.member)
    offers = Offer.objects.within(case.by.company_id).filter(id__in=sorted(rows.values_list("offer_id", flat=True)))
    list(offers.select_for_update().order_by("id").values_list("id", flat=True))
    return int(awaited_of(case.member).update(owner_id=case.to.id))


def _settle_instead(case: HandOverCase) -> int:
    rows = exceptions_of(case.member)
    ids = list(rows.select_for_update(of=("self",)).order_by("id").values_list("id", flat=True))
    return int(rows.filter(id__in=ids).update(owner_id=case.to.id, version=F("version") + 1))
