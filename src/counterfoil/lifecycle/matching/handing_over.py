"""What a member holds that somebody else has to go on with, and which of it can be handed over."""

from uuid import UUID

from django.db.models import F, Q

from counterfoil.foundation.companies.models import Member
from counterfoil.foundation.kernel.tables import Rows
from counterfoil.lifecycle.engagements.models import JobPost, Offer
from counterfoil.lifecycle.engagements.queries import visible_offers
from counterfoil.lifecycle.invoices import queries as invoices
from counterfoil.lifecycle.orders.models import LOADED, Choice, Order, Permitted
from counterfoil.lifecycle.orders.states import UNENDED

from .holding import Holding
from .models import InvoiceException


def exceptions_of(member: Member) -> Rows:
    """The open exceptions that are theirs to settle."""
    rows: Rows = InvoiceException.objects.within(member.company_id)
    return rows.filter(owner_id=member.id, state="open")


def permissions_of(member: Member) -> Rows:
    """That restricted orders which go on name them as who may use them."""
    rows: Rows = Permitted.objects.within(member.company_id)
    return rows.filter(member_id=member.id, live=True, order__state="issued")


def awaited_of(member: Member) -> Rows:
    """That offers wait for an order which they said that they get (R14)."""
    rows: Rows = Choice.objects.within(member.company_id)
    open_now = Q(offer__order_open=True, offer__state__in=("draft", "in_review", "sent", "accepted"))
    return rows.filter(open_now, owner_id=member.id, version=F("offer__order_version"))


def holding_of(member: Member) -> Holding:
    """What they hold. Called inside a scope."""
    company_id, own = member.company_id, {"made_by_id": member.id}
    asked_for = Order.objects.within(company_id).filter(requester_id=member.id, state__in=UNENDED, discarded=False)
    return Holding(
        {
            "exceptions": exceptions_of(member).count(),
            "shared_orders": permissions_of(member).count(),
            "awaited_orders": awaited_of(member).count(),
            "orders": asked_for.exclude(origin=LOADED).count(),
            "offers": Offer.objects.within(company_id).filter(state__in=("draft", "in_review", "sent"), **own).count(),
            "job_posts": JobPost.objects.within(company_id).filter(state__in=("draft", "published"), **own).count(),
        }
    )


def unseen_by(to: Member, member: Member) -> int:
    """How many of a member's open exceptions are on invoices that the other does not see."""
    seen = invoices.visible(to).values("id")
    return int(exceptions_of(member).exclude(invoice_id__in=seen).count())


def out_of_sight(to: Member, member: Member) -> int:
    """How many of the offers that wait for their orders the other does not see."""
    seen = visible_offers(to).values("id")
    return int(awaited_of(member).exclude(offer_id__in=seen).count())


def own_of(to: Member, member: Member) -> int:
    """How many of them are on invoices that the other entered, or that pay them: they could never settle those."""
    alike = sorted(to.hands.alike(to.id))
    own = Q(invoice__entered_by_id__in=alike) | Q(invoice__contractor__member_id__in=alike)
    return int(exceptions_of(member).filter(own).count())


def named_already(to: Member, order_ids: list[UUID]) -> set[UUID]:
    """Which of these orders name the other already."""
    rows = Permitted.objects.within(to.company_id).filter(member_id=to.id, live=True, order_id__in=order_ids)
    return set(rows.values_list("order_id", flat=True))
