"""The rate of an order in another currency than the company's: the general one of its day, or its own."""

from collections.abc import Collection
from datetime import date
from decimal import Decimal
from uuid import UUID

from counterfoil.foundation.catalogue.models import Rate
from counterfoil.foundation.catalogue.queries import rate_in_force
from counterfoil.foundation.catalogue.rates import TYPED, oldest_that_holds
from counterfoil.foundation.kernel.money import times

from .models import GENERAL, OWN, Order, Revision

ONE = Decimal(1)


def state_rate(order: Order, own: Decimal | None, day: date) -> bool:
    """Write the order's rate, with its day and where it is from. False where one is needed and none is known.

    What is typed is the order's own and touches this order alone; else it takes the general one that holds for this day and
    keeps it, whatever is corrected there later.
    """
    if own is None:
        foreign = order.currency != order.base_currency
        return state_general(order, rate_in_force(order.company_id, order.currency, day) if foreign else None)
    order.rate, order.rate_on, order.rate_source = own or ONE, None, None
    if order.currency != order.base_currency:
        order.rate_on, order.rate_source = day, OWN
    return True


def state_general(order: Order, general: Rate | None) -> bool:
    """Write the general rate as the order's. False where one is needed and this is none."""
    order.rate, order.rate_on, order.rate_source = ONE, None, None
    if order.currency == order.base_currency:
        return True
    if general is None:
        return False
    order.rate, order.rate_on, order.rate_source = general.rate, general.day, GENERAL
    return True


def is_typed(order: Order) -> bool:
    """Whether somebody typed the rate for this order, or nobody knows where it is from: its requester chose it, perhaps."""
    return bool(order.currency != order.base_currency and order.rate_source != GENERAL)


def is_chosen(order: Order, day: date, interested: Collection[UUID]) -> bool:
    """Whether who is interested in the order had a choice of its rate: it is typed, or it is a general one that does not hold
    any more, that was corrected since, or that one of them set."""
    if is_typed(order) or order.currency == order.base_currency:
        return is_typed(order)
    rate = Rate.objects.within(order.company_id).filter(currency=order.currency, day=order.rate_on).first()
    if rate is None or rate.rate != order.rate or rate.day < oldest_that_holds(day):
        return True
    return bool(rate.source == TYPED and rate.set_by_id in interested)


def base_worth(order: Order, revision: Revision) -> Decimal:
    """What a revision, and what may be billed above it, is worth in the company's currency: exactly, nothing is rounded."""
    return times(revision.total + revision.allowance_amount, order.rate or ONE)
