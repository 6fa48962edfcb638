"""When the thresholds of an order are set. Pure: values in, reasons out."""

from collections.abc import Sequence
from decimal import Decimal

from django.utils.translation import gettext_lazy as _

from counterfoil.foundation.kernel.money import minor_units
from counterfoil.foundation.kernel.refusals import Reason

from .models import Order, Threshold
from .thresholds import Thresholds, said_by


def set_thresholds(order: Order) -> list[Reason]:
    """At any time but on a cancelled order: what it was watched for stays as it was."""
    if order.state == "cancelled":
        return [Reason("ended", _("It is cancelled; there is nothing left to watch."))]
    return []


def thresholds_set(order: Order, thresholds: Sequence[Threshold], values: Thresholds) -> list[Reason]:
    """Each once, in whole units of the order's currency, and otherwise than they stand."""
    said, reasons = [one.said for one in values.thresholds], []
    if len(set(said)) < len(said):
        reasons.append(Reason("twice", _("Two of these thresholds are the same.")))
    least = Decimal(1).scaleb(-minor_units(order.currency))
    if any(one.amount and one.amount % least for one in values.thresholds):
        sentence = _("An amount in %(currency)s has at most %(places)s decimals.")
        reasons.append(Reason("units", sentence, {"currency": order.currency, "places": minor_units(order.currency)}))
    if set(said) == {said_by(one) for one in thresholds if one.state == "stands"}:
        reasons.append(Reason("unchanged", _("That is what they say already.")))
    return reasons
