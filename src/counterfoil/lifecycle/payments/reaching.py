"""How much somebody releases at once by a right that reaches up to an amount. Pure: values in, reasons out."""

from collections.abc import Iterable
from decimal import Decimal

from django.utils.translation import gettext_lazy as _

from counterfoil.foundation.approvals.rules import beyond
from counterfoil.foundation.companies.models import Company, Member
from counterfoil.foundation.companies.permissions import FINANCE
from counterfoil.foundation.kernel.money import ZERO
from counterfoil.foundation.kernel.refusals import Reason
from counterfoil.lifecycle.invoices.models import Invoice

from .writing_off import worth

RELEASING = ("payment.release", "payment.release_several", "payment.mark_paid")
"""By which verbs money is let go."""
Released = tuple[Invoice, Decimal]
"""How much of an invoice, in its currency."""


def within_right(invoice: Invoice, by: Member, amount: Decimal | None = None) -> list[Reason]:
    """What is released of one invoice lies within the right of who releases it."""
    return together_within_right([(invoice, invoice.open_amount if amount is None else amount)], by)


def together_within_right(released: Iterable[Released], by: Member) -> list[Reason]:
    """What leaves in one payment does, taken together: an amount is not released in parts of one payment."""
    if FINANCE not in by.roles_for(*RELEASING) or by.most(FINANCE, *RELEASING) is None:
        return []
    found = [released_worth(invoice, amount, by.company) for invoice, amount in released]
    total = sum((one for one in found if one is not None), ZERO)
    if None in found:
        sentence = _("Your right reaches up to an amount, and what this is worth in %(currency)s is not told.")
        return [Reason("worth_unknown", sentence, {"currency": by.company.currency}, never=True)]
    return (
        [] if by.reaches(FINANCE, total, *RELEASING) else [beyond(by, FINANCE, total, by.company.currency, *RELEASING)]
    )


def released_worth(invoice: Invoice, amount: Decimal, company: Company) -> Decimal | None:
    """What it is worth in the company's currency, at its order's rate. The database says the same (`release_worth`)."""
    if invoice.currency == company.currency:
        return amount
    if invoice.order is None or invoice.order.currency != invoice.currency:
        return None
    return worth(amount, invoice.order, company)
