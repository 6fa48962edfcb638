"""Roles as people call them."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

ROLE_WORDS: Mapping[str, Any] = {
    "owner": _("owner"),
    "issuer": _("issuer"),
    "manager": _("manager"),
    "approver": _("approver"),
    "payables": _("payables"),
    "finance": _("finance"),
    "auditor": _("auditor"),
    "engineer": _("engineer"),
    "contractor": _("contractor"),
    "system": _("the company itself"),
}
SOMEBODY: Mapping[str, Any] = {
    "approver": _("an approver"),
    "manager": _("a manager"),
    "finance": _("finance"),
    "owner": _("an owner"),
    "payables": _("payables"),
}
"""Somebody who holds the role, in a sentence."""


def role_words(role: str) -> str:
    """A role as people call it."""
    return str(ROLE_WORDS.get(role, role))
