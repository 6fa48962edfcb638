"""Who may be added as a party. Pure: values in, reasons out."""

from django.utils.translation import gettext_lazy as _

from counterfoil.foundation.kernel.refusals import Reason


def add_contractor(code: str, taken: bool) -> list[Reason]:
    """A contractor's code is its own: order codes are made from it."""
    if not taken:
        return []
    return [Reason("contractor_code_taken", _("Another contractor has the code %(code)s."), {"code": code})]
