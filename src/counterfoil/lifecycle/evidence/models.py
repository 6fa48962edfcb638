"""What was done: submissions for one order, their pieces per line, and the files that show it."""

from typing import Any, ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from counterfoil.foundation.companies.models import Member
from counterfoil.foundation.companies.permissions import APPROVERS
from counterfoil.foundation.documents.models import Arrival, Document
from counterfoil.foundation.kernel.columns import personal, plain
from counterfoil.foundation.kernel.guards import Balances, Counted, Frozen, Rule, SameParent, States, owned
from counterfoil.foundation.kernel.states import Transitions, pairs
from counterfoil.foundation.kernel.tables import Owned, Within
from counterfoil.lifecycle.orders.models import Order, OrderLine, measure, money

from .states import DECIDED, FIRST, TRANSITIONS

BALANCES = "corrected_quantity corrected_amount used_quantity used_amount"


class Submission(Owned):
    """One act of submitting evidence for one order: all of its pieces were taken, or none.

    Where a despatch or receipt advice was it, `arrival` is what arrived, and `number_normal` the number of the despatch.
    """

    order = Within(Order, related_name="+")
    submitter = Within(Member, related_name="+")
    submitted_at = models.DateTimeField()
    note = personal(models.TextField(default=""))
    arrival = Within(Arrival, null=True, related_name="+")
    number_normal = plain(models.TextField(default=""))

    class Meta:
        constraints = [
            *owned("submission"),
            Rule(name="submission_not_on_shared", function="guard_not_on_shared"),
            models.UniqueConstraint(name="submission_of_order", fields=["company_id", "order", "id"]),
        ]
        indexes = [models.Index(name="submission_order", fields=["company_id", "order"])]


class Piece(Owned):
    """What was done on one line. `accepted_*` is the part that was accepted, negative where it corrects another piece.

    Of what was accepted, `corrected_*` was taken back later and `used_*` is covered by invoices; the database counts both.
    """

    TRANSITIONS: ClassVar[Transitions] = TRANSITIONS
    STATES: ClassVar[dict[str, Any]] = {
        "submitted": _("waiting for a decision"),
        "accepted": _("accepted"),
        "rejected": _("rejected"),
        "withdrawn": _("withdrawn"),
    }

    submission = Within(Submission, related_name="pieces")
    order = Within(Order, related_name="+")
    line = Within(OrderLine, related_name="pieces")
    corrects = Within("self", null=True, related_name="corrections")
    state = plain(models.TextField(default="submitted"))
    version = models.IntegerField(default=1)
    quantity = measure()
    amount = money()
    text = personal(models.TextField(default=""))
    starts_on = models.DateField(null=True)
    ends_on = models.DateField(null=True)
    accepted_quantity = measure()
    accepted_amount = money()
    corrected_quantity = measure()
    corrected_amount = money()
    used_quantity = measure()
    used_amount = money()
    decided_by = Within(Member, null=True, related_name="+")
    decided_at = models.DateTimeField(null=True)
    reason = personal(models.TextField(default=""))

    class Meta:
        constraints = [
            *owned("piece"),
            States(name="piece_states", first=FIRST, moves=pairs(TRANSITIONS)),
            Frozen(
                name="piece_submitted",
                states=["submitted"],
                free="state version accepted_quantity accepted_amount decided_by_id decided_at reason",
            ),
            Frozen(name="piece_decided", states=DECIDED, free=BALANCES),
            Balances(name="piece_balances", columns=BALANCES),
            Rule(name="piece_accepted", function="guard_piece_accepted", told=APPROVERS),
            Rule(name="piece_stopped", function="guard_piece_stopped", when="INSERT"),
            Counted(name="piece_counted", function="count_piece"),
            SameParent(name="piece_same_order_line", field="line", parent="order"),
            SameParent(name="piece_same_order_submission", field="submission", parent="order"),
            models.CheckConstraint(name="piece_said", condition=~models.Q(quantity=0)),
            models.CheckConstraint(
                name="piece_correction",
                condition=models.Q(corrects__isnull=True, quantity__gt=0)
                | models.Q(corrects__isnull=False, quantity__lt=0),
            ),
            models.CheckConstraint(
                name="piece_used_once",
                condition=models.Q(used_quantity__gte=0)
                & (models.Q(used_quantity=0) | models.Q(used_quantity__lte=models.F("accepted_quantity"))),
            ),
            models.CheckConstraint(
                name="piece_corrected_once",
                condition=models.Q(corrected_quantity=0)
                | models.Q(corrected_quantity__gt=0, corrected_quantity__lte=models.F("accepted_quantity")),
            ),
        ]
        indexes = [
            models.Index(name="piece_line", fields=["company_id", "order", "line"]),
            models.Index(name="piece_waiting", fields=["company_id", "order"], condition=models.Q(state="submitted")),
        ]

    @classmethod
    def state_words(cls, state: str) -> Any:
        return cls.STATES[state]

    @property
    def is_live(self) -> bool:
        """Whether it hangs on its order, as the database counts it: it waits, or something of it stands."""
        stands = self.state == "accepted" and self.corrects_id is None and self.standing_quantity > 0
        return self.state == "submitted" or stands

    @property
    def standing_quantity(self) -> Any:
        """How much it says while it waits; afterwards how much was accepted of it and not taken back."""
        return self.quantity if self.state == "submitted" else self.accepted_quantity - self.corrected_quantity

    @property
    def free_quantity(self) -> Any:
        """What of it no invoice has used; negative where it was corrected after it was used."""
        return self.accepted_quantity - self.corrected_quantity - self.used_quantity


class EvidenceFile(Owned):
    """A file that came with a submission."""

    submission = Within(Submission, related_name="files")
    document = Within(Document, related_name="+")

    class Meta:
        db_table = "evidence_file"
        constraints = owned("evidencefile")
