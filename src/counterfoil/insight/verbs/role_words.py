"""What people call the roles."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

from counterfoil.foundation.companies import permissions as roles

ROLE_WORDS: Mapping[str, Any] = {
    roles.OWNER: _("owner"),
    roles.ISSUER: _("issuer"),
    roles.MANAGER: _("manager"),
    roles.APPROVER: _("approver"),
    roles.PAYABLES: _("payables"),
    roles.FINANCE: _("finance"),
    roles.AUDITOR: _("auditor"),
    roles.ENGINEER: _("engineer"),
    roles.CONTRACTOR: _("contractor"),
}
SOMEBODY: Mapping[str, Any] = {
    roles.APPROVER: _("an approver"),
    roles.MANAGER: _("a manager"),
    roles.FINANCE: _("finance"),
    roles.OWNER: _("an owner"),
    roles.PAYABLES: _("payables"),
}
"""Somebody who holds the role, in a sentence."""


def role_words(role: str) -> str:
    """A role as people call it."""
    return str(ROLE_WORDS.get(role, role))
