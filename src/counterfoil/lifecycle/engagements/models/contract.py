"""A contract: what was agreed with a contractor for one engagement, and what orders under it may hold (R52)."""

from decimal import Decimal
from typing import Any, ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from counterfoil.foundation.companies.models import Member
from counterfoil.foundation.documents.models import Document
from counterfoil.foundation.kernel.columns import personal, plain
from counterfoil.foundation.kernel.guards import Frozen, Rule, States, owned
from counterfoil.foundation.kernel.states import Transitions, pairs
from counterfoil.foundation.kernel.tables import Owned, Within
from counterfoil.foundation.parties.models import Contractor

from ..states import CONTRACT, CONTRACT_FIRST
from .engagement import Engagement
from .offer import Offer

_MOST = Decimal(10) ** 24
CAPS = ("order_kind", "amount", "unit_rate", "unit", "starts_on", "ends_on")
"""What a contract allows, and what a change request may have it allow instead. Its currency stays."""
_CAPS = " ".join(CAPS)
ORDER_KIND = models.Q(order_kind__in=("any", "issued", "loaded", "none"))
ALLOWED = (models.Q(amount__isnull=True) | models.Q(amount__gt=0, amount__lt=_MOST)) & (
    models.Q(unit_rate__isnull=True, unit="") | (models.Q(unit_rate__gt=0, unit_rate__lt=_MOST) & ~models.Q(unit=""))
)
IN_ORDER = (
    models.Q(starts_on__isnull=True) | models.Q(ends_on__isnull=True) | models.Q(ends_on__gte=models.F("starts_on"))
)
"""Of which kinds orders are, what may be a cap, and how days follow each other."""


class Contract(Owned):
    """The contract of one engagement. `order_kind` says whether work under it needs an order, and of which kind.

    What orders under it may hold is capped by `amount` (all of them together), `currency`, the days, and `unit_rate` for each
    `unit`; what is empty caps nothing. It is signed by accepting an `offer`, or by the signed file with its day and its signers;
    `digest` is the hash of what was agreed to: of what the offer showed, or of the file. Once it is signed its caps are changed
    by an approved change request alone.
    """

    TRANSITIONS: ClassVar[Transitions] = CONTRACT
    STATES: ClassVar[dict[str, Any]] = {
        "drafted": _("drafted"),
        "signed": _("signed"),
        "started": _("started"),
        "ended": _("ended"),
    }
    ORDER_KINDS: ClassVar[dict[str, Any]] = {
        "any": _("needs a purchase order"),
        "issued": _("needs a purchase order that is issued here"),
        "loaded": _("needs a purchase order that was minted elsewhere"),
        "none": _("needs no purchase order"),
    }

    engagement = Within(Engagement, related_name="contracts")
    state = plain(models.TextField(default="drafted"))
    version = models.IntegerField(default=1)
    order_kind = plain(models.TextField(default="any"))
    currency = plain(models.CharField(max_length=3))
    amount = models.DecimalField(max_digits=28, decimal_places=4, null=True)
    unit_rate = models.DecimalField(max_digits=24, decimal_places=6, null=True)
    unit = plain(models.TextField(default=""))
    starts_on = models.DateField(null=True)
    ends_on = models.DateField(null=True)
    made_by = Within(Member, related_name="+")
    created_at = models.DateTimeField()
    offer = Within(Offer, null=True, related_name="contracts")
    document = Within(Document, null=True, related_name="+")
    digest = plain(models.TextField(default=""))
    signed_on = models.DateField(null=True)
    signers = personal(models.TextField(default=""))
    signed_by = Within(Member, null=True, related_name="+")
    signed_at = models.DateTimeField(null=True)
    started_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    ended_by = Within(Member, null=True, related_name="+")
    reason = personal(models.TextField(default=""))

    class Meta:
        constraints = [
            *owned("contract"),
            States(name="contract_states", first=CONTRACT_FIRST, moves=pairs(CONTRACT)),
            Frozen(
                name="contract_signed",
                states=["signed"],
                free=f"state version started_at ended_at ended_by_id reason {_CAPS}",
            ),
            Frozen(
                name="contract_started",
                states=["started"],
                free=f"state version ended_at ended_by_id reason {_CAPS}",
            ),
            Frozen(name="contract_ended", states=["ended"], free=""),
            Rule(name="contract_agreed", function="guard_contract"),
            Rule(name="contract_changed", function="guard_contract_changed", when="UPDATE"),
            models.UniqueConstraint(name="contract_of_engagement", fields=["company_id", "engagement"]),
            models.UniqueConstraint(name="contract_of_offer", fields=["company_id", "offer"]),
            models.CheckConstraint(name="contract_kind", condition=ORDER_KIND),
            models.CheckConstraint(name="contract_caps", condition=ALLOWED),
            models.CheckConstraint(name="contract_days", condition=IN_ORDER),
        ]
        indexes = [models.Index(name="contract_newest", fields=["company_id", "-created_at", "-id"])]

    def __str__(self) -> str:
        return str(self.engagement)

    @classmethod
    def state_words(cls, state: str) -> Any:
        return cls.STATES[state]

    @property
    def contractor(self) -> Contractor:
        """With whom it is."""
        contractor: Contractor = self.engagement.contractor
        return contractor

    @property
    def caps(self) -> dict[str, Any]:
        """What it allows as it stands."""
        return {name: getattr(self, name) for name in CAPS}

    @property
    def kind_words(self) -> Any:
        """Whether work under it needs an order, in words."""
        return self.ORDER_KINDS[self.order_kind]

    def stored(self) -> dict[str, Any]:
        """The ids and figures that a verb answers with."""
        return {"id": str(self.id), "state": self.state, "version": self.version}
