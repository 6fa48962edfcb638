"""What somebody from outside sees of an order that is theirs: where it stands, and nothing of how we got there."""

from dataclasses import replace

from django.utils.translation import gettext as _

from counterfoil.foundation.companies.models import Member
from counterfoil.foundation.companies.permissions import works_here
from counterfoil.lifecycle.orders.models import Order

from .facts import Facts
from .gate import DONE, Gate


def is_outside(by: Member) -> bool:
    """Whether this reader is a contractor and nothing else."""
    return not works_here(by.roles)


def without_insides(facts: Facts) -> Facts:
    """The facts without approvals, trail, colleagues, our reasons to hold back, and orders that the reader can't see."""
    replaces = facts.replaces if facts.replaces and _is_shared(facts.replaces, facts.order) else None
    shared = [order for order in facts.replaced_by if _is_shared(order, facts.order)]
    fulfilment = replace(facts.fulfilment, holds=(), invoice_holds=())
    return replace(
        facts,
        rounds=(),
        entries=(),
        members={},
        findings=(),
        mails=(),
        alerts=(),
        replaces=replaces,
        replaced_by=shared,
        fulfilment=fulfilment,
    )


def without_names(gate: Gate) -> Gate:
    """The gate without who passed it, or could."""
    said = {"requested": _("Requested."), "approved": _("Approved.")} if gate.status == DONE else {}
    return replace(gate, sentence=gate.outside or said.get(gate.key, gate.sentence), who=())


def _is_shared(other: Order, seen: Order) -> bool:
    """Whether the reader of one order may know of another: it was issued, and to the same contractor."""
    return other.number is not None and other.contractor_id == seen.contractor_id
