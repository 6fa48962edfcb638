"""What something holds on the company's day: orders and invoices with what they hang on, and contractors."""

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from counterfoil.foundation.parties.holds import SCOPES
from counterfoil.insight.desk.seat import hold_in_force, standing_holds

from .filters import When
from .reader import Reader

_SAYS_CONTRACTOR = "Only those on whom a hold stands today."
_SAYS = "Only those on which a hold stands today, or on their order or contractor."


def orders_on_hold() -> When:
    """Orders on which a hold stands, or on their contractor."""
    return _when(_SAYS, order_id="id", contractor_id="contractor_id")


def invoices_on_hold() -> When:
    """Invoices on which a hold stands, or on their order or contractor."""
    return _when(_SAYS, invoice_id="id", order_id="order_id", contractor_id="contractor_id")


def contractors_on_hold() -> When:
    """Contractors on whom a hold stands."""
    return _when(_SAYS_CONTRACTOR, contractor_id="id")


def in_force(reader: Reader) -> Q:
    """What is true of a hold that stands on the company's day."""
    return hold_in_force(reader.today)


def _when(says: str, **subjects: str) -> When:
    def held(reader: Reader) -> Q:
        return standing_holds(reader.by.company_id, reader.today, SCOPES, **subjects)

    return When("on_hold", _("On hold"), says, held, inside=True)
