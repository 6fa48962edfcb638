"""What somebody from outside sees of an order that is theirs: where it stands, and nothing of how we got there."""

from dataclasses import replace

from django.utils.translation import gettext as _

from counterfoil.foundation.companies.models import Member
from counterfoil.foundation.companies.permissions import works_here
from counterfoil.lifecycle.orders.models import Order

from .facts import Facts
from .gates import DONE, Gate


def is_outside(by: Member) -> bool:
    """Whether this reader is a contractor and nothing else."""
    return not works_here(by.roles)


def without_insides(facts: Facts) -> Facts:
    """The facts without approvals, trail, colleagues, and orders that are not the reader's to see."""
    replaces = facts.replaces if facts.replaces and _is_shared(facts.replaces, facts.order) else None
    shared = [order for order in facts.replaced_by if _is_shared(order, facts.order)]
    return replace(facts, rounds=(), entries=(), members={}, replaces=replaces, replaced_by=shared)


def without_names(gate: Gate) -> Gate:
    """The gate without who passed it."""
    said = {"requested": _("Requested."), "approved": _("Approved.")}
    sentence = said.get(gate.key, gate.sentence) if gate.status == DONE else gate.sentence
    return replace(gate, sentence=sentence, who=())


def _is_shared(other: Order, seen: Order) -> bool:
    """Whether the reader of one order may know of another: it was issued, and to the same contractor."""
    return other.number is not None and other.contractor_id == seen.contractor_id
