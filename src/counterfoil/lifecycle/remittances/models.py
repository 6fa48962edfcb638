"""What a contractor is told of a payment: which invoices it pays, frozen when the payment was sent."""

from typing import Any, ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from counterfoil.foundation.kernel.columns import personal, plain
from counterfoil.foundation.kernel.guards import Frozen, Rule, RuleUpon, States, owned
from counterfoil.foundation.kernel.states import Transitions, pairs
from counterfoil.foundation.kernel.tables import Owned, Within
from counterfoil.lifecycle.payments.models import Payment

from .states import FIRST, TRANSITIONS


class Remittance(Owned):
    """The advice of one payment. `content` is canonical JSON and `sha256` its hash, from which its PDF is made.

    One whose payment did not arrive is void since `void_on`; the PDF that says so is made from what `void_sha256` is the hash of.
    """

    TRANSITIONS: ClassVar[Transitions] = TRANSITIONS
    STATES: ClassVar[dict[str, Any]] = {"stands": _("stands"), "void": _("void")}

    state = plain(models.TextField(default="stands"))
    version = models.IntegerField(default=1)
    payment = Within(Payment, related_name="+")
    content = personal(models.TextField())
    sha256 = plain(models.TextField())
    made_at = models.DateTimeField()
    voided_at = models.DateTimeField(null=True)
    void_on = models.DateField(null=True)
    void_sha256 = plain(models.TextField(default=""))

    class Meta:
        constraints = [
            *owned("remittance"),
            States(name="remittance_states", first=FIRST, moves=pairs(TRANSITIONS)),
            Frozen(name="remittance_stands", states=["stands"], free="state version voided_at void_on void_sha256"),
            Frozen(name="remittance_void", states=["void"], free=""),
            Rule(name="remittance_of_payment", function="guard_remittance"),
            RuleUpon(name="message_of_remittance", upon="mail_message", function="guard_remittance_mail"),
            models.UniqueConstraint(name="remittance_once", fields=["company_id", "payment"]),
            models.CheckConstraint(
                name="remittance_void_dated",
                condition=models.Q(state="stands", voided_at__isnull=True, void_on__isnull=True, void_sha256="")
                | models.Q(
                    state="void", voided_at__isnull=False, void_on__isnull=False, void_sha256__regex="^[0-9a-f]{64}$"
                ),
            ),
        ]

    @classmethod
    def state_words(cls, state: str) -> Any:
        return cls.STATES[state]

    @property
    def printed_sha256(self) -> str:
        """The hash of what is printed of it now."""
        return str(self.void_sha256 or self.sha256)

    def stored(self) -> dict[str, Any]:
        """The ids and figures that a verb answers with."""
        return {"id": str(self.payment_id), "remittance_id": str(self.id), "state": self.state}
