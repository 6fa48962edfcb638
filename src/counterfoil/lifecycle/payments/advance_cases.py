"""An order on which an advance is asked for, before a member."""

from decimal import Decimal
from functools import cached_property

from django.db import connection

from .write_off_cases import WritingOffOrderCase


class AdvanceCase(WritingOffOrderCase):
    """An order, and what it has left for an advance."""

    @property
    def amount(self) -> Decimal:
        """How much is asked for."""
        amount: Decimal = self.given["amount"]
        return amount

    @cached_property
    def left(self) -> Decimal:
        """What it allows and nobody has invoiced, written off or asked for in advance."""
        with connection.cursor() as cursor:
            cursor.execute("SELECT left_for_advance(%s, %s)", [self.order.company_id, self.order.id])
            found: Decimal = cursor.fetchone()[0]
            return found
