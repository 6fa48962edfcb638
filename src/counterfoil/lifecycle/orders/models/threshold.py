"""From where on of an order's money somebody is told, and that it came to be there."""

from typing import Any, ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from counterfoil.foundation.kernel.columns import plain
from counterfoil.foundation.kernel.guards import Counted, CountedUpon, Frozen, Rule, SameParent, States, owned
from counterfoil.foundation.kernel.states import Transitions, pairs
from counterfoil.foundation.kernel.tables import Owned, Within

from .measures import figures, money
from .order import Order

COMMITTED, ACCEPTED, INVOICED = "committed", "accepted", "invoiced"
FIGURES = (COMMITTED, ACCEPTED, INVOICED)
_MOVES: Transitions = {"remove": (("stands",), "removed"), "restore": (("removed",), "stands")}


class Threshold(Owned):
    """One threshold of an order: so many per cent of what it authorises, or so much money in its currency, net (R7).

    What it says stays. One that is taken off and set again is the same row: it was crossed already or it was not.
    """

    TRANSITIONS: ClassVar[Transitions] = _MOVES
    STATES: ClassVar[dict[str, Any]] = {"stands": _("stands"), "removed": _("taken off")}
    FIGURES: ClassVar[dict[str, Any]] = {
        COMMITTED: _("committed"),
        ACCEPTED: _("accepted"),
        INVOICED: _("invoiced"),
    }

    order = Within(Order, related_name="thresholds")
    state = plain(models.TextField(default="stands"))
    figure = plain(models.TextField())
    percent = models.DecimalField(max_digits=12, decimal_places=4, null=True)
    amount = models.DecimalField(max_digits=28, decimal_places=4, null=True)

    class Meta:
        constraints = [
            *owned("threshold"),
            States(name="threshold_states", first=["stands"], moves=pairs(_MOVES)),
            Frozen(name="threshold_said", states=["stands", "removed"], free="state"),
            Rule(name="threshold_open", function="guard_threshold"),
            Counted(name="threshold_watched", function="count_threshold"),
            models.UniqueConstraint(
                name="threshold_once",
                fields=["company_id", "order", "figure", "percent", "amount"],
                nulls_distinct=False,
            ),
            models.UniqueConstraint(name="threshold_of_order", fields=["company_id", "order", "id"]),
            models.CheckConstraint(name="threshold_figure", condition=models.Q(figure__in=FIGURES)),
            models.CheckConstraint(
                name="threshold_at",
                condition=models.Q(percent__gt=0, percent__lte=100, amount__isnull=True)
                | models.Q(percent__isnull=True, amount__gt=0) & figures("amount"),
            ),
        ]

    @property
    def figure_words(self) -> Any:
        """What of an order it looks at, in words."""
        return self.FIGURES[self.figure]


class Crossing(Owned):
    """That an order came to one of its thresholds, in one revision: once, whatever falls and rises again (R7).

    The database alone writes it, with what had been drawn by then (`amount`), where the threshold lay (`mark`) and what was
    authorised. `entry_id` is what was done. Another revision counts anew.
    """

    order = Within(Order, related_name="crossings")
    threshold = Within(Threshold, related_name="crossings")
    revision = models.IntegerField()
    amount = money()
    mark = money()
    limit_amount = money()
    entry_id = models.UUIDField(null=True)

    class Meta:
        constraints = [
            *owned("crossing"),
            SameParent(name="crossing_same_order_threshold", field="threshold", parent="order"),
            # After the order's own trail, so that the crossing stands there behind what brought it about.
            CountedUpon(name="order_watched", upon="orders_order", function="count_crossings"),
            models.UniqueConstraint(name="crossing_once", fields=["company_id", "order", "threshold", "revision"]),
            models.CheckConstraint(
                name="crossing_reached",
                condition=models.Q(mark__gt=0, amount__gte=models.F("mark")) & figures("amount", "limit_amount"),
            ),
        ]
