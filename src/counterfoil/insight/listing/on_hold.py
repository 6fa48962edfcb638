"""Which orders and invoices something holds on the company's day: a hold on them, or on what they hang on."""

from django.utils.translation import gettext_lazy as _

from counterfoil.foundation.parties.holds import SCOPES
from counterfoil.insight.desk.seat import standing_holds

from .filters import When

_SAYS = "Only those on which a hold stands today, or on their order or contractor."


def orders_on_hold() -> When:
    """Orders on which a hold stands, or on their contractor."""
    return _on(order_id="id", contractor_id="contractor_id")


def invoices_on_hold() -> When:
    """Invoices on which a hold stands, or on their order or contractor."""
    return _on(invoice_id="id", order_id="order_id", contractor_id="contractor_id")


def _on(**subjects: str) -> When:
    return When(
        "on_hold",
        _("On hold"),
        _SAYS,
        lambda reader: standing_holds(reader.by.company_id, reader.today, SCOPES, **subjects),
        inside=True,
    )
