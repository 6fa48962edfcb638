"""Shared orders that wait for finance's word."""

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from counterfoil.foundation.companies.models import Member
from counterfoil.lifecycle.orders import queries
from counterfoil.lifecycle.orders.models import SHARED, Confirmation, Order

from .seat import Seat
from .turn import Turn, by_name


def shared_seen(by: Member) -> QuerySet[Order]:
    """The visible orders that contracts share."""
    return queries.visible(by).filter(kind=SHARED)


def _confirm(seat: Seat) -> Q:
    """A manager added it while hiring, and nobody confirmed it; not who added it."""
    asked = Confirmation.objects.filter(
        company_id=OuterRef("company_id"), order_id=OuterRef("id"), confirmed_by__isnull=True
    )
    return Q(Exists(asked.exclude(asked_by_id__in=seat.alike) if seat.separated else asked), state="issued")


CONFIRM_ORDER = Turn(
    "confirm_order",
    "order.confirm",
    _("Confirm a purchase order"),
    "shared_orders",
    shared_seen,
    _confirm,
    "created_at",
)
SHARED_TURNS = by_name(CONFIRM_ORDER)
