"""The purchase order itself: its head and its balances."""

from typing import Any, ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from counterfoil.foundation.approvals.models import Approval
from counterfoil.foundation.catalogue.models import MatchPolicy
from counterfoil.foundation.companies.models import Member, Team
from counterfoil.foundation.companies.permissions import APPROVERS
from counterfoil.foundation.documents.models import Arrival
from counterfoil.foundation.kernel.archiving import Archivable
from counterfoil.foundation.kernel.columns import personal, plain
from counterfoil.foundation.kernel.guards import Balances, Counted, CountedUpon, Frozen, Rule, RuleUpon, States, owned
from counterfoil.foundation.kernel.states import Transitions, pairs
from counterfoil.foundation.kernel.tables import Owned, Within
from counterfoil.foundation.kernel.terms import are_terms
from counterfoil.foundation.parties.models import Contractor
from counterfoil.lifecycle.engagements.models import Engagement

from ..states import AWAITED, FIRST, SETTLED_CONTENT, TRANSITIONS, UNENDED
from .measures import NOTED, NOTED_CHECK, figures, money
from .requested import REQUESTED_GUARDS, Requested
from .sharing import LOADED, SHARING_GUARDS, SHARING_INDEXES, SINGLE, Sharing

TYPED_WAYS = ("post", "hand", "elsewhere")
"""The ways on which an order goes to its contractor beside the mail that goes out from here: a person notes them."""
GENERAL, OWN = "general", "own"
BALANCES = (
    "live_claims open_claims accepted_amount covered_amount charged_amount small_amount released_amount written_off_amount "
    "drawn_amount"
)
"""What later rooms' rows bring to it: the database counts them, and no statement writes them."""


class Order(Requested, Sharing, Archivable, Owned):
    """One purchase order. `limit_amount` and the balances are money in the order's own currency, net.
    `charged_amount` is what invoices charge beside their lines, within the limit; `small_amount` are the small differences
    beyond it, which rounding leaves; `released_amount` is what payments and set-offs that stand have taken. What is written off
    of it, `written_off_amount`, no invoice covers.
    The database counts the balances from later rooms' rows: `live_claims` hang on it, `open_claims` of them still wait.

    `rate` turns its currency into the company's: the `general` rate of `rate_on`, which stays as it was read whatever is
    corrected there later, or the order's `own`, typed on that day. Orders older than both say neither. `noted_…` say what the
    contractor's invoice is to say, tax included, before it comes.

    The number is dealt at issue and never edited; `number_normal` is the number as it is searched and compared. A loaded order
    brings the number of its minter and enters as issued: `loaded_from` is what arrived. It may have no engagement yet.

    A `shared` order is loaded without a contractor, and contracts draw on it: each has its `share`, an order of its own with the
    same number, `drawn_from` it. `drawn_amount` is what the shares hold of it, `accepted_amount`, `covered_amount`,
    `charged_amount` and `written_off_amount` are the sums of theirs. Up to `valid_through` new ones are drawn; `restricted`, by
    those who are named alone (`Permitted`).

    `payment_terms` are approved with it; of a loaded or older order none are kept: its contractor's hold. `sent_on` is the day
    on which it went to its contractor first: the database writes that of the first mail, a person others.
    """

    TRANSITIONS: ClassVar[Transitions] = TRANSITIONS
    has_holds = has_policies = has_fields = may_be_loosened = True
    """Whether a hold, a match policy, a custom field or a loosening may be there: `queries.with_standings` asks;
    who did not ask reads them."""
    STATES: ClassVar[dict[str, Any]] = {
        "draft": _("draft"),
        "pending": _("waiting for approval"),
        "approved": _("approved"),
        "rejected": _("rejected"),
        "issued": _("issued"),
        "closed": _("closed"),
        "cancelled": _("cancelled"),
    }

    SENT: ClassVar[dict[str, Any]] = {
        "": _("not sent yet"),
        "mail": _("by e-mail from here"),
        "post": _("by post"),
        "hand": _("by hand"),
        "elsewhere": _("by other means"),
    }

    state = plain(models.TextField(default="draft"))
    version = models.IntegerField(default=1)
    origin = plain(models.TextField(default="issued"))
    kind = plain(models.TextField(default=SINGLE))
    side = plain(models.TextField(default="contractor"))
    minter_id = models.UUIDField()
    number = plain(models.TextField(null=True))
    number_normal = plain(models.TextField(null=True))
    contractor_code = plain(models.TextField(null=True))
    contractor = Within(Contractor, null=True, related_name="+")
    engagement = Within(Engagement, null=True, related_name="+")
    loaded_from = Within(Arrival, null=True, related_name="+")
    team = Within(Team, null=True, related_name="+")
    requester = Within(Member, related_name="+")
    approval = Within(Approval, null=True, related_name="+")
    replaces = Within("self", null=True, related_name="replacements")
    drawn_from = Within("self", null=True, related_name="shares")
    valid_through = models.DateField(null=True)
    restricted = models.BooleanField(default=False)
    currency = plain(models.CharField(max_length=3))
    rate = models.DecimalField(max_digits=24, decimal_places=10, default=1, null=True)
    rate_on = models.DateField(null=True)
    rate_source = plain(models.TextField(null=True))
    base_currency = plain(models.CharField(max_length=3))
    revision_number = models.IntegerField(default=0)
    title = personal(models.TextField())
    notes = personal(models.TextField(default=""))
    created_at = models.DateTimeField()
    updated_at = models.DateTimeField()
    submitted_at = models.DateTimeField(null=True)
    approved_at = models.DateTimeField(null=True)
    issued_at = models.DateTimeField(null=True)
    issued_on = models.DateField(null=True)
    sent_on = models.DateField(null=True)
    sent_how = plain(models.TextField(default=""))
    cancelled_at = models.DateTimeField(null=True)
    closed_at = models.DateTimeField(null=True)
    discarded = models.BooleanField(default=False)
    document = personal(models.TextField(default=""))
    document_sha256 = plain(models.TextField(default=""))
    match_policy = Within(MatchPolicy, null=True, related_name="+")
    payment_terms = plain(models.TextField(default=""))
    noted_number = plain(models.TextField(null=True))
    noted_on = models.DateField(null=True)
    noted_amount = models.DecimalField(max_digits=28, decimal_places=4, null=True)
    live_claims = models.IntegerField(default=0)
    open_claims = models.IntegerField(default=0)
    limit_amount = money()
    accepted_amount = money()
    covered_amount = money()
    charged_amount = money()
    small_amount = money()
    released_amount = money()
    written_off_amount = money()
    drawn_amount = money()

    class Meta:
        constraints = [
            *owned("order"),
            States(name="order_states", first=FIRST, moves=pairs(TRANSITIONS)),
            Frozen(
                name="order_settled",
                states=SETTLED_CONTENT,
                free="state version approval_id number number_normal contractor_code engagement_id team_id revision_number "
                "title notes updated_at submitted_at approved_at issued_at issued_on cancelled_at closed_at discarded "
                f"archived_at document document_sha256 limit_amount sent_on sent_how valid_through restricted {NOTED} "
                f"{BALANCES}",
            ),
            Frozen(
                name="order_shown",
                states=AWAITED,
                free="state version approval_id number number_normal contractor_code revision_number updated_at submitted_at "
                "archived_at approved_at issued_at issued_on cancelled_at discarded document document_sha256 limit_amount "
                f"{NOTED} {BALANCES}",
            ),
            Frozen(
                name="order_issued",
                states=("issued", "closed"),
                free="state version engagement_id team_id revision_number updated_at cancelled_at closed_at limit_amount "
                f"archived_at sent_on sent_how notes title valid_through restricted {NOTED} {BALANCES}",
            ),
            Frozen(
                name="order_cancelled",
                states=("cancelled",),
                free="state version engagement_id team_id revision_number updated_at cancelled_at closed_at limit_amount "
                f"archived_at sent_on sent_how {NOTED} {BALANCES}",
            ),
            Rule(name="order_number", function="guard_order_number"),
            Rule(name="order_loaded", function="guard_order_loaded"),
            *(*SHARING_GUARDS, *REQUESTED_GUARDS),
            Rule(name="order_approved", function="guard_order_approved", told=APPROVERS),
            Rule(name="order_limit", function="guard_order_limit"),
            Rule(name="order_rate", function="guard_order_rate"),
            Rule(name="order_contracted", function="guard_order_contracted", when="UPDATE"),
            RuleUpon(
                name="approval_interested",
                upon="approvals_approval",
                function="guard_approval_interested",
                when="INSERT",
            ),
            RuleUpon(
                name="step_to_oneself",
                upon="approvals_step",
                function="guard_step_to_oneself",
                when="UPDATE",
                told=APPROVERS,
            ),
            RuleUpon(name="discounts_fixed", upon="companies_company", function="guard_discounts_fixed", when="UPDATE"),
            Rule(name="order_ended", function="guard_order_ended", when="UPDATE"),
            Counted(name="order_jobs_ended", function="count_jobs_ended"),
            Rule(name="order_sent", function="guard_order_sent"),
            RuleUpon(name="message_of_order", upon="mail_message", function="guard_message_of_order"),
            CountedUpon(name="message_dates_order", upon="mail_message", function="count_order_sent"),
            models.CheckConstraint(
                name="order_sent_how",
                condition=models.Q(sent_on__isnull=True, sent_how="")
                | models.Q(sent_on__isnull=False, sent_how__in=("mail", *TYPED_WAYS)),
            ),
            Rule(name="order_filled", function="guard_order_filled", when="UPDATE"),
            Rule(name="order_reckoned", function="guard_order_reckoned", when="UPDATE"),
            Balances(name="order_balances", columns=BALANCES),
            # The number before its minter: a paper quotes it without saying whose it is.
            models.UniqueConstraint(
                name="order_number_once",
                fields=["company_id", "number_normal", "minter_id"],
                condition=models.Q(drawn_from__isnull=True),
            ),
            models.UniqueConstraint(name="order_contractor_code_once", fields=["company_id", "contractor_code"]),
            models.CheckConstraint(
                name="order_within_limit",
                condition=models.Q(covered_amount__gte=0, charged_amount__gte=0, written_off_amount__gte=0)
                & models.Q(
                    limit_amount__gte=models.F("covered_amount")
                    + models.F("charged_amount")
                    + models.F("written_off_amount")
                ),
            ),
            Rule(name="order_money", function="guard_order_money", when="UPDATE"),
            # Until there are clients' orders, all numbers share one space.
            models.CheckConstraint(name="order_minter", condition=models.Q(minter_id=models.F("company_id"))),
            models.CheckConstraint(
                name="order_origin",
                condition=models.Q(
                    origin="issued", loaded_from__isnull=True, engagement__isnull=False, rate__isnull=False
                )
                | models.Q(origin="loaded", loaded_from__isnull=False, approval__isnull=True, document=""),
            ),
            models.CheckConstraint(name="order_rate_above_zero", condition=models.Q(rate__gt=0) & figures("rate")),
            models.CheckConstraint(
                name="order_rate_said",
                condition=models.Q(rate_source__isnull=True, rate_on__isnull=True)
                | (
                    models.Q(rate_source__in=(GENERAL, OWN), rate_on__isnull=False)
                    & ~models.Q(currency=models.F("base_currency"))
                ),
            ),
            NOTED_CHECK,
            models.CheckConstraint(
                name="order_claims",
                condition=models.Q(open_claims__gte=0) & models.Q(live_claims__gte=models.F("open_claims")),
            ),
            models.CheckConstraint(name="order_terms", condition=are_terms(empty=True)),
            models.CheckConstraint(name="order_accepted", condition=models.Q(accepted_amount__gte=0)),
        ]
        indexes = [
            models.Index(name="order_newest", fields=["company_id", "-created_at", "-id"]),
            models.Index(name="order_state", fields=["company_id", "state", "-created_at", "-id"]),
            models.Index(name="order_updated", fields=["company_id", "updated_at", "id"]),
            *(
                models.Index(name=f"order_{of}", fields=["company_id", of])
                for of in ("contractor", "requester", "approval", "engagement", "requisition")
            ),
            # What waits on desks, in the order in which they show it.
            *(
                models.Index(name=name, fields=["company_id", *fields, "id"], condition=models.Q(state__in=states))
                for name, fields, states in (
                    ("order_to_approve", ["submitted_at"], ["pending"]),
                    ("order_to_issue", ["approved_at"], ["approved"]),
                    ("order_asked_for", ["requester", "created_at"], UNENDED),
                    ("order_to_fulfil", ["contractor", "issued_at"], ["issued"]),
                )
            ),
            models.Index(
                name="order_noted_number", fields=["company_id"], condition=models.Q(noted_number__isnull=False)
            ),
            *SHARING_INDEXES,
            models.Index(name="order_unattached", fields=["company_id"], condition=models.Q(engagement__isnull=True)),
        ]

    def __str__(self) -> str:
        return self.number or self.title

    @classmethod
    def state_words(cls, state: str) -> Any:
        return cls.STATES[state]

    @property
    def is_loaded(self) -> bool:
        """Whether it was minted elsewhere: its number, its lines and its ceiling are its minter's words."""
        return self.origin == LOADED

    @property
    def open_amount(self) -> Any:
        """What it authorises and no invoice covers, net; what was written off is not open. Never below zero."""
        return self.limit_amount - self.covered_amount - self.charged_amount - self.written_off_amount

    @property
    def is_given_up(self) -> bool:
        """Whether what was left of it is written off: nothing more is shown or invoiced on it."""
        return bool(self.written_off_amount and self.open_amount <= 0)

    @property
    def sent_words(self) -> Any:
        """How it was sent, in words."""
        return self.SENT[self.sent_how]

    def stored(self) -> dict[str, Any]:
        """The ids and figures that a verb answers with."""
        return {"id": str(self.id), "state": self.state, "version": self.version, "number": self.number}
