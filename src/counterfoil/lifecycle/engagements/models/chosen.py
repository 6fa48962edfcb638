"""What a thing that leads to work says of the purchase order that was chosen for it."""

from typing import Any

from django.db import models

from counterfoil.foundation.kernel.columns import personal, plain

NAMED, LATER = "order", "later"
"""An order was chosen; or it was said that there is none yet, by whom and when there will be one."""


class Chosen(models.Model):
    """Told by the room of orders, in which the choice stands: `order_choice` is empty until one was made."""

    order_choice = plain(models.TextField(default=""))
    order_number = personal(models.TextField(default=""))
    order_version = models.IntegerField(default=0)

    class Meta:
        abstract = True


CHOSEN_GUARD: Any = models.Q(order_choice="", order_number="", order_version=0) | models.Q(order_version__gt=0) & (
    models.Q(order_choice=LATER, order_number="") | models.Q(order_choice=NAMED) & ~models.Q(order_number="")
)
