"""The form of an order's thresholds: a line for each."""

from collections.abc import Mapping

from django.utils.translation import gettext_lazy as _

from counterfoil.lifecycle.orders.models import Threshold
from counterfoil.lifecycle.orders.thresholds import Thresholds

from .declared import DocumentForm, Errors, Field, Lines


def _one_of_both(line: Mapping[str, str]) -> Errors:
    if bool(line.get("percent")) == bool(line.get("amount")):
        return {"percent": [_("Say either per cent or an amount.")]}
    return {}


THRESHOLDS = DocumentForm(
    model=Thresholds,
    template="web/order_thresholds.html",
    above=(),
    lines=Lines(
        "thresholds",
        _("Thresholds"),
        (
            Field("figure", _("Once this is"), options=Threshold.FIGURES, start="accepted"),
            Field("percent", _("Per cent of what is authorised")),
            Field("amount", _("or an amount, net")),
        ),
        hint=_("Of each one figure: per cent, or an amount in the order's currency. Without a line nobody is told."),
        css="line-row threshold-row",
        checks=_one_of_both,
    ),
    below=(),
)
