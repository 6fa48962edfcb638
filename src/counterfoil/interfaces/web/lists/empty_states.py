"""What an empty desk says to whom: what comes here for this role, and where its work is until then."""

from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from counterfoil.foundation.companies.models import Member
from counterfoil.foundation.companies.permissions import AUDITOR, CONTRACTOR, ENGINEER, FINANCE, PAYABLES, PO_ADMIN


@dataclass(frozen=True)
class EmptyState:
    """A sentence about what comes here, and the way to what is there now."""

    words: Any
    link: Any
    name: str
    query: str = ""

    @property
    def address(self) -> str:
        """Where the link leads."""
        return reverse(self.name) + self.query


_DRAFTER = EmptyState(
    _(
        "An order comes here when the next step is yours: to approve what others asked for, to issue what was approved, "
        "or to finish your own drafts."
    ),
    _("Ask for an order"),
    "order_new",
)
_APPROVER = EmptyState(
    _("An order comes here when you are asked to approve it: with its amount, and who asks for what."),
    _("Look at the orders that wait for approval"),
    "orders",
    "?state=pending",
)
_OF_ROLE = {
    FINANCE: EmptyState(
        _("An invoice comes here when it can be released, a payment when it is to be sent or has to arrive."),
        _("Look at the payments"),
        "payments",
    ),
    PAYABLES: EmptyState(
        _("What does not fit on an invoice comes here as an exception, when it is yours to settle."),
        _("Look at the invoices"),
        "invoices",
    ),
    PO_ADMIN: EmptyState(
        _("Nothing waits for you here. You look after the orders that contracts share: who may use them, and how far."),
        _("Look at the shared orders"),
        "shared_orders",
    ),
    AUDITOR: EmptyState(
        _(
            "Nothing is asked of an auditor. You read every order: search for any number above, open its record, and its "
            "trail says who did what, when and why."
        ),
        _("Look at all orders"),
        "orders",
    ),
    ENGINEER: EmptyState(
        _(
            "Nothing is asked of an engineer here: your work is done through the API. Whoever runs the server makes your "
            "key with the command: counterfoil key create."
        ),
        _("Read what the API offers"),
        "api:openapi-json",
    ),
    CONTRACTOR: EmptyState(
        _(
            "An order comes here when it is issued to you: first to show what you did, then to bill what was accepted. "
            "All of them are in the list, each with its number and its document to download."
        ),
        _("Look at my orders"),
        "orders",
    ),
}


def empty_state_for(member: Member) -> EmptyState:
    """What this member's empty desk teaches: by what they may do, else by their role."""
    if member.may("order.create"):
        return _DRAFTER
    found = next((lesson for role, lesson in _OF_ROLE.items() if role in member.roles), _APPROVER)
    return found if FINANCE in member.roles or not member.may("order.approve") else _APPROVER
