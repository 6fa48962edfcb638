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
    "po_admin": _("PO administrator"),
    "auditor": _("auditor"),
    "engineer": _("engineer"),
    "contractor": _("contractor"),
    "system": _("the company itself"),
}
MAY_WORDS: Mapping[str, Any] = {
    "owner": _(
        "everything that the company sets: people, rights, policies, services; drafts orders and approves where asked"
    ),
    "issuer": _("issues orders and sets how their numbers look; loads orders from elsewhere, drafts"),
    "manager": _("drafts orders and accepts work, for one team or for all; approves where the policy names managers"),
    "approver": _("approves orders where the policy asks for it, and accepts what differs on invoices"),
    "payables": _("looks after invoices: enters, matches, holds and clears them"),
    "finance": _("releases payments and settles them; reaches every figure of the company, not only purchase orders"),
    "po_admin": _(
        "loads and edits the orders that contracts share, says who may use them and when to be told; sees purchase orders "
        "and nothing else of finance"
    ),
    "auditor": _("reads everything and changes nothing"),
    "engineer": _("looks after services and their keys"),
    "contractor": _("sees their own orders, sends evidence and invoices; nothing internal"),
}
"""What each role may do, in a line."""
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
