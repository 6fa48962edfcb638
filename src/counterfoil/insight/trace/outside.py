"""What somebody from outside sees of an order that is theirs: where it stands, and nothing of how we got there."""

from dataclasses import replace

from django.utils.translation import gettext as _

from counterfoil.foundation.companies.models import Member
from counterfoil.foundation.companies.permissions import works_here

from .facts import Facts
from .gates import DONE, Gate


def is_outside(by: Member) -> bool:
    """Whether this reader is a contractor and nothing else."""
    return not works_here(by.roles)


def without_insides(facts: Facts) -> Facts:
    """The facts without approvals, trail, colleagues, and orders that are not the reader's to see."""
    shared = [order for order in facts.replaced_by if order.number]
    return replace(facts, rounds=(), entries=(), members={}, replaced_by=shared)


def without_names(gate: Gate) -> Gate:
    """The gate without who passed it."""
    said = {"requested": _("Requested."), "approved": _("Approved.")}
    sentence = said.get(gate.key, gate.sentence) if gate.status == DONE else gate.sentence
    return replace(gate, sentence=sentence, who=())
