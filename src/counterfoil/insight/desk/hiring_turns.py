"""Offers that wait: to be approved before they are sent, to be taken up again, and to be answered by a contractor."""

from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery
from django.utils.translation import gettext_lazy as _

from counterfoil.foundation.approvals.models import Step
from counterfoil.foundation.companies.models import Member
from counterfoil.lifecycle.engagements.models import Contract, Offer
from counterfoil.lifecycle.engagements.queries import visible_offers
from counterfoil.lifecycle.orders.models import Choice

from .seat import Seat
from .turn import Turn, by_name


def offers_seen(by: Member) -> QuerySet[Offer]:
    """The visible offers."""
    return visible_offers(by)


def _in_time(seat: Seat) -> Q:
    return Q(ends_on__isnull=True) | Q(ends_on__gte=seat.today)


def _approve(seat: Seat) -> Q:
    """The next step is of a role that the member has; they took no earlier one, have no interest in the offer and are not paid by
    it; and the contractor could answer it."""
    steps = Step.objects.within(seat.by.company_id).filter(approval_id=OuterRef("approval_id"))
    next_role = Subquery(steps.filter(state="waiting").order_by("position").values("role")[:1])
    theirs = seat.takes(next_role, "approval__amount", "offer.approve") & ~Q(
        Exists(steps.filter(member_id__in=seat.alike))
    )
    if seat.separated:
        theirs &= ~Q(approval__interested__overlap=seat.alike) & seat.nobody_alike("contractor__member_id")
    answerable = Q(contractor__member_id__isnull=False) & _in_time(seat)
    return Q(state="in_review", approval__state="open") & theirs & answerable


def _take_up(seat: Seat) -> Q:
    """Their own draft: written and not sent, sent back by a reviewer, or taken back."""
    return Q(state="draft", made_by_id=seat.by.id)


def _answer(seat: Seat) -> Q:
    """It was sent to this contractor, and its days are not over."""
    return Q(state="sent", contractor__member_id=seat.by.id) & _in_time(seat)


def _awaited(seat: Seat) -> Q:
    """They said that they get a purchase order, and none is there yet."""
    theirs = _newest().filter(owner_id=seat.by.id, order__isnull=True)
    ended = Contract.objects.filter(company_id=OuterRef("company_id"), offer_id=OuterRef("id"), state="ended")
    going_on = Q(order_open=True, state__in=("in_review", "sent", "accepted")) & ~Q(Exists(ended))
    return going_on & Q(Exists(theirs))


def _undrawn(seat: Seat) -> Q:
    """It was accepted, and its share of the order that they chose, or who has left, could not be drawn."""
    theirs = Q(chosen_by_id=seat.by.id) | ~Q(chosen_by__state=Member.ACTIVE)
    return Q(Exists(_newest().filter(theirs, order__isnull=False))) & Q(order_open=True, state="accepted")


def _newest() -> QuerySet[Choice]:
    """Of an offer, the choice that holds."""
    return Choice.objects.filter(
        company_id=OuterRef("company_id"), offer_id=OuterRef("id"), version=OuterRef("order_version")
    )


_LIST = "offers"
APPROVE = Turn("approve_offer", "offer.approve", _("Approve an offer"), _LIST, offers_seen, _approve, "submitted_at")
TAKE_UP = Turn("take_up_offer", "offer.change", _("Send an offer"), _LIST, offers_seen, _take_up, "created_at")
ANSWER = Turn(
    "answer_offer", "offer.accept", _("Offers to answer"), _LIST, offers_seen, _answer, "sent_at", outside=True
)
AWAITED = Turn("awaited_order", "order.share", _("Get a purchase order"), _LIST, offers_seen, _awaited, "sent_at")
UNDRAWN = Turn(
    "undrawn_order",
    "order.share",
    _("Give a contract its share"),
    _LIST,
    offers_seen,
    _undrawn,
    "decided_at",
)
HIRING_TURNS = by_name(APPROVE, TAKE_UP, AWAITED, UNDRAWN)
OFFER_TURNS = by_name(APPROVE, TAKE_UP, AWAITED, UNDRAWN, ANSWER)
