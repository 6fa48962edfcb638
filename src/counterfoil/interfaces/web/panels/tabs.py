"""The tabs of the record page, and who is shown which."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from counterfoil.foundation.companies.models import Member

from ..session.member import outside

TABS: dict[str, Any] = {
    "jobs": _("Jobs and pricing"),
    "evidence": _("Evidence"),
    "invoices": _("Invoices"),
    "noted": _("Invoice to come"),
    "payments": _("Payments"),
    "approvals": _("Approvals"),
    "documents": _("Documents"),
    "notes": _("Notes"),
    "fields": _("Custom fields"),
    "trail": _("Trail"),
}
SHOWN_OUTSIDE = ("jobs", "evidence", "invoices", "payments", "documents")


def tabs_for(member: Member) -> dict[str, Any]:
    """The tabs of this member; a contractor is shown nothing internal."""
    return {name: words for name, words in TABS.items() if name in SHOWN_OUTSIDE or not outside(member)}
