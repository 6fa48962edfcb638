"""What a contract allows, cap by cap, as it was and as it is, or shall be."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.utils.text import capfirst
from django.utils.translation import gettext as _

from counterfoil.foundation.catalogue.units import counted
from counterfoil.foundation.companies.models import Member
from counterfoil.lifecycle.engagements.changerequest_queries import changes_made, changes_of
from counterfoil.lifecycle.engagements.models import ChangeRequest, Contract

from ..session.member import outside
from ..wording import Wording, wording

_ONE = Decimal(1)


@dataclass(frozen=True)
class Cap:
    """One cap: what it was, and what it is."""

    words: str
    was: str
    now: str

    @property
    def changed(self) -> bool:
        """Whether it says something else."""
        return self.was != self.now


@dataclass(frozen=True)
class ShownChange:
    """A change of a contract with the caps that it changes. Where it is `open`, its page leads further; who had it made, and why,
    is not for outside."""

    request: ChangeRequest
    caps: Sequence[Cap]
    open: bool


def compared(request: ChangeRequest, words: Wording) -> list[Cap]:
    """Every cap of a change request. While it is a draft, beside what the contract allows now."""
    was = request.contract.caps if request.state == "draft" else request.was
    said = zip(_said(was, request.currency, words), _said(request.caps, request.currency, words), strict=True)
    return [Cap(label, before, after) for (label, before), (_label, after) in said]


def changes_shown(by: Member, contract: Contract) -> list[ShownChange]:
    """The changes of a contract that its reader sees, the newest first: outside, and for who sees no requests of the team, those
    that were approved. Called inside a scope."""
    words = wording(by)
    seen = [] if outside(by) else changes_of(by, contract.id)
    known = {one.id for one in seen}
    made = [one for one in changes_made(contract) if one.id not in known]
    for one in (*seen, *made):
        one.contract = contract
    rows = sorted((*seen, *made), key=lambda one: (one.created_at, one.id), reverse=True)
    return [ShownChange(one, [cap for cap in compared(one, words) if cap.changed], one.id in known) for one in rows]


def _said(caps: Mapping[str, Any], currency: str, words: Wording) -> list[tuple[str, str]]:
    amount, rate = caps["amount"], caps["unit_rate"]
    each = _("%(rate)s for each %(unit)s")
    told = {} if rate is None else {"rate": words.amount(rate, currency), "unit": counted(caps["unit"], _ONE)}
    return [
        (_("At most"), _("no most") if amount is None else words.money(amount, currency)),
        (_("Highest rate"), each % told if told else _("none agreed")),
        (_("First day"), words.day(caps["starts_on"]) if caps["starts_on"] else _("open")),
        (_("Last day"), words.day(caps["ends_on"]) if caps["ends_on"] else _("open")),
        (_("Work under it"), capfirst(str(Contract.ORDER_KINDS[caps["order_kind"]]))),
    ]
